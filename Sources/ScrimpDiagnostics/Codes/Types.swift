extension DiagnosticCode {
    /// The S1xx family.
    package static let typeCodes: [DiagnosticCode] = []
}
