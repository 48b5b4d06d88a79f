extension DiagnosticCode {
    /// The S5xx family.
    package static let routingCodes: [DiagnosticCode] = []
}
