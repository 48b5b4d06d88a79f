import ScrimpDiagnostics
import ScrimpSchema
import ScrimpSemantics

/// Warnings for what is checked and not run yet.
extension PolicyChecks {
    mutating func checkExecution() {
        if Schema.block(.test).execution == .checkedOnly, let first = policy.tests.first {
            report(
                Diagnostic(
                    .blockNotExecuted, "`test` is checked, and has no effect yet", at: first.location,
                    labels: policy.tests.dropFirst().map { Diagnostic.Label($0.location, "nor does this one") }))
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
