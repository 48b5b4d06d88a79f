package import ScrimpDiagnostics
import ScrimpPlan
import ScrimpSemantics
package import ScrimpSyntax

/// The texts that a command read, and what is to be said about them.
package struct Findings: Sendable {
    package private(set) var sources = SourceSet()
    package private(set) var diagnostics: [Diagnostic] = []
    /// Policies that were named, without what they import.
    package private(set) var files: [String] = []
    private var known: Set<Mistake> = []

    package init() {}

    private struct Mistake: Hashable {
        var file: String
        var range: ByteRange
        var code: String
        var message: String
    }

    package var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

    /// Whether a command that checks should exit with findings; warnings count only where they are asked to.
    package func fail(countingWarnings: Bool) -> Bool {
        hasErrors || countingWarnings && diagnostics.contains { $0.severity == .warning }
    }

    package mutating func add(_ found: [Diagnostic]) { diagnostics += found }

    /// A text that is no policy and that something is to be said about.
    package mutating func add(_ text: SourceText) {
        _ = sources.add(text)
        files.append(text.file)
    }

    /// Reads and parses a policy. What is wrong with it is added to the findings.
    package mutating func parsePolicy(
        _ path: String, in environment: Environment
    ) throws(FileFailure) -> ParsedFile {
        let bytes = try environment.files.read(path)
        guard bytes.count < Int(UInt32.max) else {
            throw FileFailure(.read, path, reason: "it is larger than 4 GiB", help: "name a policy file")
        }
        let text = SourceText(file: path == "-" ? "<stdin>" : path, bytes: bytes)
        let index = sources.add(text)
        files.append(text.file)
        let parsed = parse(text, sourceIndex: index)
        add(parsed.diagnostics)
        return parsed
    }

    /// Reads, checks and compiles a policy. What is wrong with it, and with what it imports, is added to the findings.
    package mutating func checkPolicy(_ path: String, in environment: Environment) throws(FileFailure) -> LoadedPolicy {
        try checkPolicy(path, bytes: environment.files.read(path), in: environment)
    }

    /// The same of bytes that were read before.
    package mutating func checkPolicy(
        _ path: String, bytes: [UInt8], in environment: Environment
    ) throws(FileFailure) -> LoadedPolicy {
        let loaded = try LoadedPolicy(path, bytes: bytes, in: environment)
        add(loaded.diagnostics.sortedByPosition(), in: loaded.checked.sources, of: loaded.checked.sources[0].file)
        return loaded
    }

    /// Adds what was found in a file and in what it reads. What was said before, of a file that several policies import, is
    /// not said again.
    ///
    /// - Parameter file: the policy that was named; nil for other files.
    package mutating func add(_ found: [Diagnostic], in texts: SourceSet, of file: String?) {
        if let file { files.append(file) }
        guard !found.isEmpty else { return }
        let first = sources.texts.count
        for text in texts.texts { _ = sources.add(text) }
        for diagnostic in found {
            let moved = diagnostic.movingSources(by: first)
            let mistake = Mistake(
                file: sources[moved.location.source].file, range: moved.location.range, code: moved.code.id,
                message: moved.message)
            if known.insert(mistake).inserted { add([moved]) }
        }
    }

    /// Keeps these of its findings.
    package mutating func replace(with kept: [Diagnostic]) { diagnostics = kept }

    /// Prints all findings by position. Full output ends with a line that counts them.
    ///
    /// - Parameter verb: what was done with the files.
    package func print(
        as format: String?, color: String?, to output: Output, in environment: Environment, verb: String = "checked"
    ) {
        let ordered = diagnostics.sortedByPosition()
        switch format {
        case "json": output.write(JSONRenderer().render(ordered, in: sources))
        case "sarif": output.write(SARIFRenderer().render(ordered, in: sources))
        case "github": output.write(GitHubRenderer().render(ordered, in: sources))
        case "junit": output.write(JUnitRenderer().render(ordered, in: sources, files: files))
        case "concise":
            for diagnostic in ordered { output.write(ConciseRenderer().render(diagnostic, in: sources)) }
        default:
            let renderer = TerminalRenderer(
                usesColors: environment.usesColors(color), width: environment.columns.map { $0 - 8 } ?? 120)
            for diagnostic in ordered { output.write(renderer.render(diagnostic, in: sources) + "\n") }
            output.write(summary(verb) + "\n")
        }
    }

    /// `checked 2 files: 1 error, 3 warnings`
    package func summary(_ verb: String = "checked") -> String {
        var counts: [String] = []
        for severity in Diagnostic.Severity.allCases {
            let count = diagnostics.count { $0.severity == severity }
            if count > 0 { counts.append(counted(count, severity.rawValue)) }
        }
        return "\(verb) \(counted(files.count, "file")): "
            + (counts.isEmpty ? "no findings" : counts.joined(separator: ", "))
    }
}

extension Diagnostic {
    /// The same, pointing into a set of sources in which its own begin at an index.
    fileprivate func movingSources(by offset: Int) -> Diagnostic {
        var moved = self
        moved.location.source += offset
        for index in moved.labels.indices { moved.labels[index].location.source += offset }
        return moved
    }
}
