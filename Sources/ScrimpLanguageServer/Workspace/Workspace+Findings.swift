package import ScrimpDiagnostics
import ScrimpLinter

/// What is to be said about one file.
package struct FileFindings: Sendable {
    package let path: String
    package let uri: String
    package let version: Int64?
    /// In order of position; each is about this file.
    package let diagnostics: [Diagnostic]
    /// What the places of the diagnostics point into.
    package let sources: [SourceText]
    package let source: Int
}

extension Workspace {
    /// The findings of every open file and of what these import, in order of the paths.
    ///
    /// A file of declarations is judged as a part of the open policies that import it: names that they declare are known
    /// there. Where none is open it is judged by itself.
    package mutating func findings() -> [FileFindings] {
        var files: Set<String> = []
        for path in documents.keys {
            files.insert(path)
            if let analysis = analysis(ofPath: path) { files.formUnion(analysis.paths) }
        }
        return files.sorted().compactMap { findings(ofPath: $0) }
    }

    package mutating func findings(ofPath path: String) -> FileFindings? {
        let own = documents[path] == nil ? nil : analysis(ofPath: path)
        var sets: [(analysis: Analysis, source: Int, onlyLint: Bool)] = []
        let importers = importers(of: path)
        if let own { sets.append((own, 0, own.isLibrary && !importers.isEmpty)) }
        if own?.isLibrary ?? true {
            for importer in importers {
                guard let source = importer.analysis.source(ofPath: path) else { continue }
                sets.append((importer.analysis, source, false))
            }
        }
        guard let first = sets.first else { return nil }
        var sources = first.analysis.sources.texts
        var known: Set<FindingKey> = []
        var diagnostics: [Diagnostic] = []
        for (index, set) in sets.enumerated() {
            // The sources of further sets come behind those of the first; places move with them.
            let offset = index == 0 ? 0 : sources.count
            if index > 0 { sources += set.analysis.sources.texts }
            for diagnostic in set.analysis.diagnostics where diagnostic.location.source == set.source {
                if set.onlyLint, LintRule.named(diagnostic.code.id) == nil { continue }
                guard known.insert(FindingKey(diagnostic)).inserted else { continue }
                var moved = diagnostic
                moved.location.source = first.source
                for label in moved.labels.indices { moved.labels[label].location.source += offset }
                diagnostics.append(moved)
            }
        }
        let document = documents[path]
        return FileFindings(
            path: path, uri: uri(ofPath: path), version: document?.version,
            diagnostics: sets.count == 1 ? diagnostics : diagnostics.sortedByPosition(), sources: sources,
            source: first.source)
    }

    private struct FindingKey: Hashable {
        let range: ByteRange
        let code: String
        let message: String

        init(_ diagnostic: Diagnostic) {
            range = diagnostic.location.range
            code = diagnostic.code.id
            message = diagnostic.message
        }
    }
}
