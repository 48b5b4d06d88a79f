import ScrimpCatalog
import ScrimpCompiler
import ScrimpDiagnostics
import ScrimpLinter
import ScrimpSemantics
import ScrimpTestSupport
import Testing

@Suite struct LintIgnoreTests {
    private static let budget = "budget daily { limit: $25 per day, spent: reject(\"spent\") }"
    private static let marked = budget.replacing("daily", with: "«M002:daily»")

    /// What is said of a text that is completed as cases are, of `M002` and about ignores.
    private static func report(
        _ text: String, under configuration: String = "", files: [String: String] = [:]
    ) throws -> (marked: MarkedText, found: [Diagnostic], checked: CheckedFile) {
        let marked = try MarkedText(LintCase.completed(text))
        let checked = check(marked.source(), in: LintCase.environment(files))
        let compilation = checked.policy.map { compile($0, sources: checked.sources, compilerVersion: "test") }
        let (configuration, _) = LintConfiguration.read(SourceText(file: "c", text: configuration))
        let found = lintReport(
            checked, compilation, under: configuration, today: LintCase.today,
            rules: configuration.rules.filter { $0.code.id == "M002" })
        return (marked, found, checked)
    }

    @Test(arguments: [
        Self.budget + "   // scrimp:ignore M002 an account for tests",
        Self.budget + "   // scrimp:ignore M002: an account for tests",
        "// scrimp:ignore M002 an account for tests\n" + Self.budget,
        "    //scrimp:ignore M002 — an account for tests\n\n// of the team\n/// documentation\n" + Self.budget,
        "// scrimp:ignore M002 one\n" + Self.budget + "   // scrimp:ignore M002 two",
        "/// scrimp:ignore is what one would write\n" + Self.marked,
        Self.marked + "   // scrimp:ignored M002 is another word",
        Self.marked + "   // nothing",
        Self.marked + "   «S754:// scrimp:ignore M002»",
        Self.marked + "   «S754:// scrimp:ignore M002  :  »",
        Self.marked + "   «S752:// scrimp:ignore»",
        Self.marked + "   // scrimp:ignore «S752:M999» an account for tests",
        Self.marked + "   // scrimp:ignore «S752:because» of tests",
        Self.marked + "   // scrimp:ignore «S753:S201» no such name",
        "let pays = tier == premium   // scrimp:ignore «S755:M002» an account for tests",
        Self.budget + "   // scrimp:ignore M002, «S755:S512» an account for tests",
        "// scrimp:ignore «S755:M002» an account for tests\nlet pays = tier == premium\n" + Self.marked,
    ])
    func ignores(text: String) throws {
        let (marked, found, _) = try Self.report(text)
        #expect(marked.disagreements(with: found) == [], "\(text)")
    }

    @Test func atTheEndOfTheText() throws {
        let text = try MarkedText("request { tenant: string }\n// scrimp:ignore «S755:M002» nothing follows")
        let checked = check(text.source(), in: LintCase.environment([:]))
        // A file of declarations is not asked for what only a policy shows.
        #expect(lintReport(checked, nil, today: nil).isEmpty)
        #expect(LintRule.all.contains { $0.code.id == "M002" })
    }

    @Test(arguments: [
        ("let a = tier == plus   // scrimp:ignore M002 why\n", "let a = tier == plus\n"),
        ("    // scrimp:ignore M002 why\nlet a = tier == plus\n", "let a = tier == plus\n"),
        (Self.budget + " // scrimp:ignore S512, M002 why\n", budget + " // scrimp:ignore M002 why\n"),
        (Self.budget + " // scrimp:ignore M002,S512, S507 why\n", budget + " // scrimp:ignore M002 why\n"),
    ])
    func unusedOnesAreTakenOut(text: String, expected: String) throws {
        let (_, found, checked) = try Self.report(text)
        let fixes = found.flatMap(\.fixes)
        #expect(!fixes.isEmpty && fixes.allSatisfy(\.isSafe))
        let fixed = String(decoding: applying(fixes, to: checked.sources[0]), as: UTF8.self)
        #expect(fixed.hasPrefix(expected), "\(fixed)")
        #expect(try Self.report(fixed).found.isEmpty)
    }

    /// A rule that nobody asked says nothing, so its ignore may be of use again.
    @Test func ignoresOfRulesThatAreOff() throws {
        let text = "let pays = tier == premium   // scrimp:ignore M002, S512 an account for tests"
        #expect(try Self.report(text).found.map(\.code.id) == ["S755"])
        #expect(try Self.report(text, under: "lint: { ignore: [M002, S512] }").found.isEmpty)
    }

    @Test func theConfigurationSpeaksOfIgnoresToo() throws {
        let text = "let pays = tier == premium   // scrimp:ignore M002 an account for tests"
        #expect(try Self.report(text, under: "lint: { severity: { S755: error } }").found.map(\.severity) == [.error])
        #expect(try Self.report(text, under: "lint: { ignore: [S755] }").found.isEmpty)
    }

    /// Comments of an imported file count there, and whether they are of use is said where that file is linted itself.
    @Test func importedFiles() throws {
        let text = "import \"shared.scrimp\"\n"
        let plain = try Self.report(text, files: ["shared.scrimp": Self.budget])
        #expect(plain.found.map(\.location.source) == [1])
        let ignored = try Self.report(
            text, files: ["shared.scrimp": Self.budget + " // scrimp:ignore M002 why\n// scrimp:ignore M002 why\n"])
        #expect(ignored.found.isEmpty)
    }

    @Test func warningsOfTheCompilerAreIgnoredToo() throws {
        let gather = "gather all { stop_after: 2 of 9, concurrency: 10 }"
        let found = try Self.report(gather).found
        let code = try #require(found.first?.code.id)
        #expect(found.count == 1 && code.hasPrefix("S"))
        #expect(try Self.report(gather + "   // scrimp:ignore \(code) as the paper has it").found.isEmpty)
    }
}
