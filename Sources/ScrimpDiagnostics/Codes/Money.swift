extension DiagnosticCode {
    /// The S4xx family.
    package static let moneyCodes: [DiagnosticCode] = []
}
