extension DiagnosticCode {
    /// The S6xx family.
    package static let catalogCodes: [DiagnosticCode] = []
}
