import ScrimpCatalog
import ScrimpCompiler
import ScrimpDiagnostics
import ScrimpLinter
import ScrimpQuantities
import ScrimpSemantics
import ScrimpTestSupport
import Testing

/// What the rules of safety and reliability say of policies that are shipped.
@Suite struct ShippedPoliciesTests {
    private static let rules = LintRule.all.filter { ["safety", "reliability"].contains($0.family?.name) }

    private static let company = """
        budget company { limit: $500 per day, spent: reject("the company's budget is used up") }
        switch paused  { on: reject("paused by an operator") }
        """

    private static func found(in file: String, files: @escaping @Sendable (String) throws -> String) throws -> [String]
    {
        let source = SourceText(file: file, bytes: try PackageRoot.bytes(file))
        let environment = CompilationEnvironment(
            load: { path throws(CompilationEnvironment.LoadError) in
                guard let text = try? files(path) else { throw .missing }
                return Array(text.utf8)
            },
            zoneRules: { $0 == "Europe/Berlin" ? ZoneRules(initialOffset: 3_600) : .utc },
            zoneNames: { ["UTC", "Europe/Berlin"] }, catalog: .builtIn, today: LintCase.today)
        let checked = check(source, in: environment)
        let policy = try #require(checked.policy)
        let compilation = compile(policy, sources: checked.sources, compilerVersion: "test")
        #expect(compilation.plan != nil)
        return lint(checked, compilation, today: LintCase.today, rules: rules).map { finding in
            let line = checked.sources[finding.location.source].position(at: finding.location.range.start).line
            return "\(line) \(finding.code.id)"
        }
    }

    @Test func examplesAreClean() throws {
        var count = 0
        for folder in PackageRoot.entries("examples") {
            for file in PackageRoot.entries("examples/" + folder, suffix: ".scrimp") {
                let found = try Self.found(in: "examples/\(folder)/\(file)") { path in
                    try PackageRoot.text("examples/\(folder)/\(path.split(separator: "/").last ?? "")")
                }
                #expect(found.isEmpty, "\(folder)/\(file)")
                count += 1
            }
        }
        #expect(count >= 6)
    }

    /// - `large, mini`: both are OpenAI's, and Anthropic's `haiku` is declared and allowed for these requests. When OpenAI fails,
    ///   premium customers with hard questions are refused although there is a model that could answer.
    /// - `by: [tenant, tier, task, run]`: runs are new every day, and cells are kept. With a thousand runs a day all further
    ///   money lands in one cell after 100 days.
    @Test func theWholeExample() throws {
        let found = try Self.found(in: "Tests/Golden/policies/support.scrimp") { path in
            path.hasSuffix("company.scrimp") ? Self.company : "models: {}\n"
        }
        #expect(found == ["85 R002", "98 G008"])
    }
}
