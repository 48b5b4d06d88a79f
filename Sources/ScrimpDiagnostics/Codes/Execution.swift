extension DiagnosticCode {
    /// The S9xx family.
    package static let executionCodes: [DiagnosticCode] = []
}
