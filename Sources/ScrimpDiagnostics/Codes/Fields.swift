extension DiagnosticCode {
    /// The S3xx family.
    package static let fieldCodes: [DiagnosticCode] = []
}
