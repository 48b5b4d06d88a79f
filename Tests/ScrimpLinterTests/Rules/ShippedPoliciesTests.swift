import ScrimpCatalog
import ScrimpCompiler
import ScrimpDiagnostics
import ScrimpLinter
import ScrimpQuantities
import ScrimpSemantics
import ScrimpTestSupport
import Testing

/// What the rules on money and hardware say of the policies that come with the project.
@Suite struct ShippedPoliciesTests {
    private static let rules = LintRule.all.filter { ["M", "H"].contains($0.family?.letter) }

    /// Findings as `M004 haiku: message`, in order of position.
    private static func findings(_ text: String, _ files: [String: String]) throws -> [String] {
        let environment = CompilationEnvironment(
            load: { path throws(CompilationEnvironment.LoadError) in
                guard let text = files[path] else { throw .missing }
                return Array(text.utf8)
            },
            zoneRules: { $0 == "UTC" ? .utc : $0 == "Europe/Berlin" ? ZoneRules(initialOffset: 3_600) : nil },
            zoneNames: { ["UTC", "Europe/Berlin"] }, catalog: .builtIn, today: LintCase.today)
        let checked = check(SourceText(file: "policy.scrimp", text: text), in: environment)
        let policy = try #require(checked.policy)
        let compilation = compile(policy, sources: checked.sources, compilerVersion: "test")
        #expect(compilation.plan != nil && !checked.hasErrors)
        return lint(checked, compilation, today: LintCase.today, rules: rules).map { finding in
            let place = finding.location
            return "\(finding.code.id) \(checked.sources[place.source].text(in: place.range)): \(finding.message)"
        }
    }

    /// The case as it was told is about a rule that raises the cost, and about a pool that a simpler policy does without.
    private static let expected: [String: [String]] = [
        "examples/fintech/as_told.scrimp": [
            "M008 h100: `pool h100` costs $1_165 or more in 30 days, and `mini` $292 or less for the same requests",
            "M004 haiku: `haiku` costs more than `mini`, against which `scenario month` compares",
        ],
        "examples/fintech/reconstructed.scrimp": [
            "M008 h100: `pool h100` costs $1_440 or more in 30 days, and `mini` $423 or less for the same requests",
            "M004 haiku: `haiku` costs more than `mini`, against which `scenario against_mini` compares",
        ],
    ]

    @Test func examples() throws {
        for folder in PackageRoot.entries("examples") {
            for name in PackageRoot.entries("examples/\(folder)", suffix: ".scrimp") {
                let path = "examples/\(folder)/\(name)"
                let catalog = try? PackageRoot.text("examples/\(folder)/catalog.yaml")
                let found = try Self.findings(PackageRoot.text(path), ["catalog.yaml": catalog ?? ""])
                #expect(found == Self.expected[path] ?? [], "\(path)")
            }
        }
    }

    @Test func theExampleOfTheLanguage() throws {
        let text =
            try PackageRoot.text("Tests/Golden/policies/support.scrimp")
            + PackageRoot.text("Tests/Golden/policies/two_years.scrimp")
        let company = """
            budget company { limit: $500 per day, spent: reject("the company's budget is used up") }
            switch paused  { on: reject("paused by an operator") }
            """
        let found = try Self.findings(text, ["company.scrimp": company, "catalog.yaml": "models: {}\n"])
        #expect(
            found == [
                // The pool stands still at night and has no `cold_start`: mornings would begin at once.
                "H011 22:00..06:00: `pool h100` is suspended, and nothing says how long it takes to start again",
                // The company's budget refuses everything at $500, and tells nobody before.
                "M002 company: nobody hears of `budget company` before it is spent",
            ])
    }
}
