import ScrimpDiagnostics
import ScrimpSchema
import ScrimpSemantics

/// Warnings for what is checked and not run yet.
extension PolicyChecks {
    mutating func checkExecution(_ unexecuted: [(word: String, location: SourceLocation)]) {
        checkDeclarations()
        for cache in policy.caches where cache.match != .exact {
            report(
                Diagnostic(
                    .cacheNotExecuted, "`cache \(cache.name)` never answers yet", at: cache.location,
                    help: "only `match: exact` is looked up in this version"))
        }
        for budget in policy.budgets where budget.isStoreLossOpen {
            report(
                Diagnostic(
                    .fieldNotExecuted, "`store_lost` of `budget \(budget.name)` has no effect yet", at: budget.location)
            )
        }
        var seen: Set<SourceLocation> = []
        for (word, location) in unexecuted where seen.insert(location).inserted {
            report(
                Diagnostic(
                    .conditionNotExecuted, "`\(word)` is not known yet", at: location,
                    help:
                        "until then a rule or a cache with it does not match, and anything else takes the restrictive side"
                ))
        }
    }

    private mutating func checkDeclarations() {
        for kind in BlockKind.allCases {
            let spec = Schema.block(kind)
            let declared = policy.declarations.filter { $0.kind == kind }
            var places = declared.map(\.location)
            if kind == .test { places = policy.tests.map(\.location) }
            if spec.execution == .checkedOnly, let first = places.first {
                report(
                    Diagnostic(
                        .blockNotExecuted, "`\(kind.rawValue)` is checked, and has no effect yet", at: first,
                        labels: places.dropFirst().map { Diagnostic.Label($0, "nor does this one") }))
            }
        }
        var byName: [String: [SourceLocation]] = [:]
        for field in policy.unexecuted { byName[field.value, default: []].append(field.origin) }
        for (name, places) in byName.sorted(by: { $0.key < $1.key }) {
            report(
                Diagnostic(
                    .fieldNotExecuted, "`\(name)` is checked, and has no effect yet", at: places[0],
                    labels: places.dropFirst().map { Diagnostic.Label($0, "nor does this one") }))
        }
    }
}
