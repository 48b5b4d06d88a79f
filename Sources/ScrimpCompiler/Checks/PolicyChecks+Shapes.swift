import ScrimpDiagnostics
import ScrimpQuantities
import ScrimpSemantics

/// Shapes that say different things about one call.
extension PolicyChecks {
    mutating func checkShapes() {
        for later in policy.shapes.indices {
            for earlier in policy.shapes.indices where earlier < later { check(earlier, later) }
        }
    }

    private mutating func check(_ earlier: Int, _ later: Int) {
        let (first, second) = (policy.shapes[earlier], policy.shapes[later])
        let shared = policy.models.indices.filter {
            (first.models?.contains($0) ?? true) && (second.models?.contains($0) ?? true)
        }
        guard !shared.isEmpty, let field = first.contradiction(to: second) else { return }
        let both = Formula.all([formulas.shapes[earlier], formulas.shapes[later]])
        switch find(firingAnyOf: nil, and: both) {
        case .impossible: return
        case .notDecided:
            report(
                Diagnostic(
                    .notDecided,
                    "whether `\(first.name)` and `\(second.name)` ever shape the same request was not decided",
                    at: second.location, labels: [Diagnostic.Label(first.location, "another `\(field)`")]))
        case .request(let request):
            report(
                Diagnostic(
                    .conflictingShapes,
                    "`\(second.name)` and `\(first.name)` have different `\(field)` for some request",
                    at: second.location, labels: [Diagnostic.Label(first.location, "the other one")],
                    notes: ["for example: \(describe(request, mentioning: [both]))"],
                    help: "narrow one of them with `when` or `on`"))
        }
    }
}

extension Shape {
    /// The first field of which both say something different. Caps agree: the smallest counts.
    fileprivate func contradiction(to other: Shape) -> String? {
        func differ<Value: Equatable>(_ one: Value?, _ another: Value?) -> Bool {
            if let one, let another { return one != another }
            return false
        }
        if let compression, let another = other.compression, compression != another { return "compress_prompt" }
        if differ(effort, other.effort) { return "effort" }
        if stopEarly != nil, other.stopEarly != nil { return "stop_early" }
        if differ(stream, other.stream) { return "stream" }
        if differ(bundle, other.bundle) { return "bundle" }
        return differ(encoding, other.encoding) ? "encoding" : nil
    }
}
