extension DiagnosticCode {
    /// The S2xx family.
    package static let nameCodes: [DiagnosticCode] = []
}
