import ScrimpCatalog
import ScrimpCompiler
import ScrimpDiagnostics
import ScrimpLinter
import ScrimpQuantities
import ScrimpSemantics
import ScrimpTestSupport
import Testing

/// A text that one rule looks at, with what it must say marked in it: `«M002:daily»`.
///
/// Where the text has no `policy`, `request` or `route` of its own, those of `preamble` stand behind it, so that a case shows
/// only what it is about.
struct LintCase {
    let marked: MarkedText
    let checked: CheckedFile
    let diagnostics: [Diagnostic]

    static let today = CivilDate(year: 2026, month: 11, day: 24)

    /// Fails the test where the text has an error that it does not mark.
    init(
        _ rule: LintRule, _ text: String, files: [String: String] = [:], isWhole: Bool = false,
        sourceLocation: Testing.SourceLocation = #_sourceLocation
    ) throws {
        marked = try MarkedText(isWhole ? text : Self.completed(text))
        let checked = check(marked.source(), in: Self.environment(files))
        self.checked = checked
        let compilation = checked.policy.map { compile($0, sources: checked.sources, compilerVersion: "test") }
        let errors = (checked.diagnostics + (compilation?.diagnostics ?? [])).filter { $0.severity == .error }
        if case .policy = rule.check, !errors.isEmpty {
            Issue.record(
                "the case itself is wrong: \(errors.map { "\($0.code.id) \($0.message)" })\n\(marked.text)",
                sourceLocation: sourceLocation)
        }
        diagnostics = lint(checked, compilation, today: Self.today, rules: [rule])
        for line in marked.disagreements(with: diagnostics) { Issue.record("\(line)", sourceLocation: sourceLocation) }
        let load = { (path: String) in files[path].map { Array($0.utf8) } }
        RulesTogether.expect(on: LintedFile(marked.text, files: files), load: load, sourceLocation: sourceLocation)
    }

    /// What one rule says of the example of a page, completed as cases are. Fails the test where the example has an error.
    static func findings(
        of rule: LintRule, in example: String, sourceLocation: Testing.SourceLocation = #_sourceLocation
    ) -> [Diagnostic] {
        let checked = check(SourceText(file: "policy.scrimp", text: completed(example)), in: environment(exampleFiles))
        let compilation = checked.policy.map { compile($0, sources: checked.sources, compilerVersion: "test") }
        for error in checked.diagnostics + (compilation?.diagnostics ?? []) where error.severity == .error {
            Issue.record(
                "the example of \(rule.code.id) is wrong: \(error.code.id) \(error.message)",
                sourceLocation: sourceLocation)
        }
        return lint(checked, compilation, today: today, rules: [rule])
    }

    /// What examples of pages may import.
    private static let exampleFiles = ["thresholds.scrimp": "let short = 2 ktok\n"]

    static func environment(_ files: [String: String]) -> CompilationEnvironment {
        CompilationEnvironment(
            load: { path throws(CompilationEnvironment.LoadError) in
                guard let text = files[path] else { throw .missing }
                return Array(text.utf8)
            },
            zoneRules: { $0 == "UTC" ? .utc : $0 == "Europe/Berlin" ? ZoneRules(initialOffset: 3_600) : nil },
            zoneNames: { ["UTC", "Europe/Berlin"] }, catalog: .builtIn, today: today)
    }

    /// The text as it is after every fix that the rule offers.
    var fixed: String {
        String(decoding: applying(diagnostics.compactMap(\.fixes.first), to: checked.sources[0]), as: UTF8.self)
    }

    static func completed(_ text: String) -> String {
        var text = text
        if !text.contains("policy ") { text += "\npolicy p { sticky: tenant }" }
        if !text.contains("request ") { text += "\n" + request }
        for (name, model) in models where !text.contains("model \(name) ") && !text.contains("model \(name)»") {
            text += "\nmodel \(name) { from: \"\(model)\" }"
        }
        if !text.contains("route {") { text += "\nroute { otherwise -> mini }" }
        return text + "\n"
    }

    private static let models = [
        ("mini", "openai/gpt-4o-mini"), ("large", "openai/gpt-4o"), ("haiku", "anthropic/claude-haiku-4-5"),
    ]

    private static let request = """
        request {
            tenant: string
            run: string = ""
            tier: enum { free, plus, premium }
            task: enum { faq, summary, advice }
            complexity: ratio
            prompt: tokens
            max_output: tokens
            deadline: duration = 30 s
        }
        """
}
