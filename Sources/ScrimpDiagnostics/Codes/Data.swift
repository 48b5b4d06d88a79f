extension DiagnosticCode {
    /// The S7xx family.
    package static let dataCodes: [DiagnosticCode] = []
}
