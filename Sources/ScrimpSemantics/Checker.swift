import ScrimpCatalog
package import ScrimpDiagnostics
import ScrimpQuantities
import ScrimpSchema
import ScrimpSyntax

/// Checks one policy with what it imports: names, types, units and the rules that tie declarations together.
///
/// First every name is collected (`Checker+Collect`), then every block is checked against the schema (`Fields/`,
/// `Expressions/`) and becomes its part of the `Policy` (`Declarations/`). A part that is wrong is reported once and left out.
struct Checker {
    let environment: CompilationEnvironment
    let sources: SourceSet
    let catalog: Catalog
    var scope = Scope()
    var diagnostics: [Diagnostic] = []
    var defaults: [Policy.Default] = []
    /// `let`s that are checked already; nil inside for those that are wrong.
    var checkedConstants: [Int: Expression?] = [:]
    /// Amounts that are written as the name of a `let`, by place.
    var constantUses: [SourceLocation: Int] = [:]
    /// Where conditions ask for a verdict, which only tests may.
    var verdicts: [SourceLocation] = []
    /// `let`s that are being checked, for cycles.
    var openConstants: [Int] = []
    /// Values of schema defaults, by their text, so that each is parsed once.
    var parsedDefaults: [String: FieldValue] = [:]

    init(environment: CompilationEnvironment, sources: SourceSet, catalog: Catalog) {
        self.environment = environment
        self.sources = sources
        self.catalog = catalog
    }

    mutating func report(
        _ code: DiagnosticCode, _ message: String, at location: SourceLocation, caption: String = "",
        labels: [Diagnostic.Label] = [], notes: [String] = [], help: String? = nil, fixes: [Diagnostic.Fix] = []
    ) {
        diagnostics.append(
            Diagnostic(
                code, message, at: location, caption: caption, labels: labels, notes: notes, help: help, fixes: fixes))
    }

    func text(at location: SourceLocation) -> String { sources[location.source].text(in: location.range) }

    /// Reports a name that nothing declares, or that names something of another kind.
    mutating func reportUnknown(
        _ name: Name, as what: String, among candidates: [String], source: Int, help: String? = nil
    ) {
        let location = SourceLocation(name.range, in: source)
        if let other = scope.findAny(name.text) {
            report(
                .wrongKindOfName, "`\(name.text)` is a \(other.kind.rawValue), not \(what)", at: location,
                labels: [Diagnostic.Label(other.location, "declared here")], help: help)
            return
        }
        let close = suggest(name.text, among: candidates)
        report(
            .unknownName, "there is no \(Self.bare(what)) `\(name.text)`", at: location,
            help: close.map { "did you mean `\($0)`?" } ?? help ?? Self.listed(candidates, what: Self.bare(what)),
            fixes: close.map { [Diagnostic.Fix("replace with `\($0)`", [.init(name.range, $0)], isSafe: false)] } ?? [])
    }

    /// `a model` → `model`
    static func bare(_ what: String) -> String {
        for article in ["an ", "a "] where what.hasPrefix(article) { return String(what.dropFirst(article.count)) }
        return what
    }

    static func article(_ word: String) -> String {
        guard let first = word.first else { return word }
        return "aeiou".contains(first) ? "an \(word)" : "a \(word)"
    }

    private static func listed(_ candidates: [String], what: String) -> String? {
        guard !candidates.isEmpty, candidates.count <= 8 else { return nil }
        return "there \(candidates.count == 1 ? "is" : "are") " + candidates.map { "`\($0)`" }.joined(separator: ", ")
    }
}

/// Checks a policy text. Never fails: what is wrong is in the diagnostics, in order of position.
///
/// - Parameter path: where the text is below the repository's root; left out, its name says it.
package func check(_ text: SourceText, path: String? = nil, in environment: CompilationEnvironment) -> CheckedFile {
    var loader = FileLoader(environment: environment)
    loader.load(text, path: path ?? text.file)
    var checker = Checker(environment: environment, sources: loader.sources, catalog: loader.catalog)
    checker.diagnostics = loader.diagnostics
    let policy = checker.check(loader.items)
    return CheckedFile(
        sources: loader.sources, trees: loader.trees, policy: policy,
        diagnostics: checker.diagnostics.sorted { left, right in
            let (a, b) = (left.location, right.location)
            if a.source != b.source { return a.source < b.source }
            if a.range.start != b.range.start { return a.range.start < b.range.start }
            return left.code.id < right.code.id
        })
}
