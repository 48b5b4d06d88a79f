extension DiagnosticCode {
    /// The S0xx family.
    package static let syntaxCodes: [DiagnosticCode] = []
}
