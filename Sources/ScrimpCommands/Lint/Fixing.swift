import ScrimpDiagnostics

/// A text with the fixes applied that its findings offer, again and again until none is left that changes it: a mended text may
/// show what the mistake hid. Fixing the result changes nothing.
///
/// A fix that would leave a text without errors with one is not applied.
///
/// - Parameters:
///   - allowsUnsafe: whether guesses at what was meant are applied too.
///   - findings: the text of these bytes, and what is said about it; findings in other texts are left alone.
func fixing(
    _ bytes: [UInt8], allowsUnsafe: Bool,
    findings: ([UInt8]) throws(FileFailure) -> (text: SourceText, diagnostics: [Diagnostic])
) throws(FileFailure) -> [UInt8] {
    var current = bytes
    var before: (bytes: [UInt8], hadErrors: Bool)?
    // Two fixes that undo each other would go on for ever.
    for _ in 0..<20 {
        let (text, diagnostics) = try findings(current)
        let own = diagnostics.filter { $0.location.source == 0 }
        let hasErrors = own.contains { $0.severity == .error }
        if let before, hasErrors, !before.hadErrors { return before.bytes }
        let fixes = own.compactMap { diagnostic in diagnostic.fixes.first { $0.isSafe || allowsUnsafe } }
        let fixed = applying(fixes, to: text)
        guard fixed != current else { return current }
        before = (current, hasErrors)
        current = fixed
    }
    return current
}
