import ScrimpDiagnostics
import ScrimpSyntax

/// The ignores of a policy and of what it imports, and which of them were of use.
struct LintIgnores {
    private struct Line: Hashable {
        var source: Int
        var line: Int
    }

    private struct Use: Hashable {
        var source: Int
        var ignore: Int
        var code: Int
    }

    private let sources: SourceSet
    /// By source.
    private var ignores: [Int: [LintIgnore]] = [:]
    private var byLine: [Line: [Int]] = [:]
    private var uses: Set<Use> = []

    init(_ trees: [SyntaxTree?], sources: SourceSet) {
        self.sources = sources
        for (source, tree) in trees.enumerated() {
            guard let tree else { continue }
            let found = LintIgnore.all(in: tree)
            guard !found.isEmpty else { continue }
            for (index, ignore) in found.enumerated() {
                if let line = ignore.line { byLine[Line(source: source, line: line), default: []].append(index) }
            }
            ignores[source] = found
        }
    }

    /// Whether a finding does not count; the ignore that says so is then of use.
    mutating func silence(_ diagnostic: Diagnostic) -> Bool {
        guard !byLine.isEmpty, diagnostic.code.canBeSilenced else { return false }
        let source = diagnostic.location.source
        let line = Line(source: source, line: sources[source].lineIndex(at: diagnostic.location.range.start))
        var isSilenced = false
        for index in byLine[line] ?? [] {
            guard let ignore = ignores[source]?[index], !ignore.reason.isEmpty,
                let code = ignore.codes.firstIndex(where: { $0.id == diagnostic.code.id })
            else { continue }
            uses.insert(Use(source: source, ignore: index, code: code))
            isSilenced = true
        }
        return isSilenced
    }

    /// What is wrong with the ignores of the file itself; those of imported files are looked at with these.
    ///
    /// - Parameter wasAsked: whether somebody looked for findings of the code, so that there are none where none were found.
    func diagnostics(wasAsked: (DiagnosticCode) -> Bool) -> [Diagnostic] {
        var found: [Diagnostic] = []
        for (index, ignore) in (ignores[0] ?? []).enumerated() {
            found += diagnostics(of: ignore, index, wasAsked: wasAsked)
        }
        return found
    }

    private func diagnostics(
        of ignore: LintIgnore, _ index: Int, wasAsked: (DiagnosticCode) -> Bool
    ) -> [Diagnostic] {
        guard !ignore.codes.isEmpty else {
            return [
                Diagnostic(
                    .unknownLintCode, "the ignore names no code", at: SourceLocation(ignore.range),
                    help: "write `// scrimp:ignore CODE why`")
            ]
        }
        var found: [Diagnostic] = []
        var unused: Set<Int> = []
        var isRight = true
        for (place, code) in ignore.codes.enumerated() {
            guard let known = LintSelector.code(named: code.id) else {
                let close = LintSelector.suggestion(for: code.id)
                found.append(
                    Diagnostic(
                        .unknownLintCode, "there is no code `\(code.id)`", at: SourceLocation(code.range),
                        help: close.map { "did you mean `\($0)`?" } ?? "`scrimp rule` lists them",
                        fixes: close.map {
                            [Diagnostic.Fix("replace with `\($0)`", [.init(code.range, $0)], isSafe: false)]
                        } ?? []))
                isRight = false
                continue
            }
            guard known.canBeSilenced else {
                found.append(
                    Diagnostic(
                        .errorCannotBeSilenced, "`\(code.id)` is an error, which is always said",
                        at: SourceLocation(code.range), notes: ["\(code.id): \(known.title)"]))
                isRight = false
                continue
            }
            if !uses.contains(Use(source: 0, ignore: index, code: place)), wasAsked(known) { unused.insert(place) }
        }
        guard isRight else { return found }
        if ignore.reason.isEmpty {
            return [
                Diagnostic(
                    .ignoreWithoutReason, "the ignore does not say why", at: SourceLocation(ignore.range),
                    help: "write why the finding does not count here: `// scrimp:ignore \(ignore.codes[0].id) …`")
            ]
        }
        guard !unused.isEmpty else { return found }
        let names = ignore.codes.indices.filter { unused.contains($0) }.map { "`\(ignore.codes[$0].id)`" }
        let range = unused.count == 1 ? ignore.codes[unused.first ?? 0].range : ignore.range
        found.append(
            Diagnostic(
                .unusedIgnore, "there is no \(names.joined(separator: " or ")) to ignore here",
                at: SourceLocation(range),
                help: "remove it", fixes: [ignore.removal(of: unused, in: sources[0])]))
        return found
    }
}
