package import ScrimpDiagnostics

/// The `.scrimp.yaml` that holds for a file: the nearest one, from the file's folder up to the repository's root.
package struct FoundConfiguration: Sendable {
    package let configuration: LintConfiguration
    /// Of the file that says it, with its final slash; nil where there is none.
    package let folder: String?
    package let source: SourceText?
    /// What is wrong with the file; places count from its text as source 0.
    package let diagnostics: [Diagnostic]

    /// Nobody says anything.
    package static let none = FoundConfiguration(configuration: .standard, folder: nil, source: nil, diagnostics: [])

    /// Looks for it.
    ///
    /// - Parameters:
    ///   - folder: of the policy's file, with its final slash.
    ///   - root: a folder above it, with its final slash, beyond which nobody looks.
    ///   - display: what messages call a file.
    ///   - read: the bytes of a file, nil where there is none.
    package static func nearest(
        to folder: String, upTo root: String, display: (String) -> String = { $0 }, read: (String) -> [UInt8]?
    ) -> FoundConfiguration {
        var candidate = folder
        while true {
            let path = candidate + LintConfiguration.fileName
            if let bytes = read(path), bytes.count < Int(UInt32.max) {
                let source = SourceText(file: display(path), bytes: bytes)
                let (configuration, diagnostics) = LintConfiguration.read(source)
                return FoundConfiguration(
                    configuration: configuration, folder: candidate, source: source, diagnostics: diagnostics)
            }
            guard candidate.utf8.count > root.utf8.count, candidate.hasPrefix(root),
                let slash = candidate.utf8.dropLast().lastIndex(of: UInt8(ascii: "/"))
            else { return .none }
            candidate = String(candidate[...slash])
        }
    }

    /// Whether a file is passed over.
    ///
    /// - Parameter path: as folders are named.
    package func excludes(_ path: String) -> Bool {
        guard let folder, path.hasPrefix(folder) else { return false }
        return configuration.excludes(String(path.dropFirst(folder.count)))
    }
}
