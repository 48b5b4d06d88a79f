import ScrimpDiagnostics
import ScrimpSemantics
import ScrimpSyntax

extension LintRule {
    /// a cache that answers one customer with what another was told
    ///
    /// Why: An answer is served to every request with the same key. Where the key does not tell customers apart, one of them reads
    /// what was written for another. `isolate` in the policy makes the compiler watch over it for every cache to come.
    ///
    /// Bad:
    /// ```scrimp
    /// cache answers { match: exact, key: [tier], ttl: 1 h from insert, capacity: 10_000 }
    /// ```
    ///
    /// Good:
    /// ```scrimp
    /// cache answers { match: exact, key: [tier, tenant], ttl: 1 h from insert, capacity: 10_000 }
    /// ```
    package static let unisolatedCache = LintRule(
        "G001",
        .policy { linted, findings in
            let policy = linted.policy
            guard policy.settings.isolate == nil, !policy.caches.isEmpty else { return }
            let customers = Set(policy.attributes.indices.filter { policy.attributes[$0].namesCustomer })
            guard let first = customers.min() else { return }
            let customer = policy.attributes[first]
            for cache in policy.caches where customers.isDisjoint(with: cache.key) {
                findings.report(
                    "`cache \(cache.name)` may answer one `\(customer.name)` with what another was told",
                    at: cache.location, labels: [.init(customer.location, "no part of its key")],
                    help:
                        "add `\(customer.name)` to its key, and say `isolate: \(customer.name)` in the policy, so that no cache forgets it",
                    fixes: additions(of: customer.name, to: linted.written("key", at: cache.location)))
            }
        })

    /// Puts a further attribute behind those of a cache's key.
    private static func additions(of name: String, to key: ValueView?) -> [Diagnostic.Fix] {
        guard case .amount(let amount)? = key else { return [] }
        let expression = amount.expression
        let edit: Diagnostic.Fix.Edit
        switch expression.kind {
        case .list(let elements):
            guard let last = elements.last else { return [] }
            edit = .init(ByteRange(last.range.end, last.range.end), ", \(name)")
        case .path(let names):
            guard let only = names.first, names.count == 1 else { return [] }
            edit = .init(expression.range, "[\(only.text), \(name)]")
        default: return []
        }
        return [.init("add `\(name)` to the key", [edit], isSafe: false)]
    }
}
