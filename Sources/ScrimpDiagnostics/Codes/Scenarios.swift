extension DiagnosticCode {
    /// The S8xx family.
    package static let scenarioCodes: [DiagnosticCode] = []
}
