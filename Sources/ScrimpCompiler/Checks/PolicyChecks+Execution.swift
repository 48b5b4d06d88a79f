import ScrimpDiagnostics
import ScrimpSemantics

/// Warnings for what is checked and not run yet.
extension PolicyChecks {
    mutating func checkExecution() {
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
