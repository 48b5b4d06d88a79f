import ScrimpDiagnostics
import ScrimpLinter
import ScrimpTestSupport
import Testing

@Suite struct LintConfigurationTests {
    private static func severity(_ id: String, _ text: String) throws -> Diagnostic.Severity? {
        let (configuration, diagnostics) = LintConfiguration.read(SourceText(file: ".scrimp.yaml", text: text))
        #expect(diagnostics.isEmpty, "\(diagnostics.map(\.message))")
        return configuration.severity(of: try #require(LintSelector.code(named: id)))
    }

    @Test func withoutAFileEverythingCounts() throws {
        for code in LintSelector.codes {
            #expect(LintConfiguration.standard.severity(of: code) == code.severity, "\(code.id)")
        }
        #expect(LintConfiguration.standard.rules.map(\.code.id) == LintRule.all.map(\.code.id))
        #expect(try Self.severity("M002", "") == .warning)
        #expect(try Self.severity("M002", "lint: {}") == .warning)
    }

    @Test func whatIsSelected() throws {
        #expect(try Self.severity("M002", "lint: { select: [M] }") == .warning)
        #expect(try Self.severity("M002", "lint: { select: [S5] }") == nil)
        #expect(try Self.severity("M002", "lint: { select: [] }") == nil)
        #expect(try Self.severity("M002", "lint: { ignore: [M] }") == nil)
        // What checker and compiler say is not a rule that one selects.
        #expect(try Self.severity("S512", "lint: { select: [M] }") == .warning)
        #expect(try Self.severity("S512", "lint: { ignore: [S5] }") == nil)
    }

    @Test func theLongerCodeWins() throws {
        #expect(try Self.severity("M002", "lint: { select: [M002], ignore: [M] }") == .warning)
        #expect(try Self.severity("M002", "lint: { select: [M], ignore: [M002] }") == nil)
        #expect(try Self.severity("M002", "lint: { select: [M], ignore: [M] }") == nil)
        #expect(try Self.severity("M002", "lint: { severity: { M002: error, M: note } }") == .error)
        #expect(try Self.severity("M002", "lint: { severity: { M: note } }") == .note)
    }

    @Test func errorsOfTheCheckerAlwaysCount() throws {
        #expect(try Self.severity("S201", "lint: { ignore: [S] }") == .error)
        #expect(try Self.severity("S201", "lint: { severity: { S2: note } }") == .error)
        #expect(try Self.severity("S201", "lint: { select: [] }") == .error)
    }

    @Test func theRulesThatAreAsked() throws {
        let (configuration, _) = LintConfiguration.read(SourceText(file: "c", text: "lint: { ignore: [M002] }"))
        #expect(configuration.rules.map(\.code.id) == LintRule.all.map(\.code.id).filter { $0 != "M002" })
    }

    @Test(arguments: [
        "lint: { «S750:selct»: [M] }",
        "«S750:lnt»: { select: [M] }",
        "lint: «S751:M»",
        "lint: { select: «S751:M» }",
        "lint: { select: [«S752:M920»] }",
        "lint: { ignore: [«S752:m»] }",
        "lint: { ignore: [«S753:S201»], severity: { «S753:S202»: note } }",
        "lint: { severity: { M002: «S751:eror», M: «S751:[error]» } }",
        "lint: { severity: «S751:[M002]» }",
        "lint: { exclude: «S751:old» }",
        "lint: { exclude: [old, «S751:{ a: 1 }»] }",
        "«S751:[lint]»",
        "lint:\n  select: [M]\n  «S701:select»: [M]",
    ])
    func whatIsWrong(marked: String) throws {
        let text = try MarkedText(marked)
        let found = LintConfiguration.read(text.source(named: ".scrimp.yaml")).diagnostics
        #expect(text.disagreements(with: found) == [])
    }

    /// Guesses are offered and never made unasked.
    @Test func whatMayHaveBeenMeant() {
        let source = SourceText(
            file: ".scrimp.yaml",
            text: "lint:\n  selct: [M]\n  ignore: [m002]\n  severity: { M002: eror }\n")
        let found = LintConfiguration.read(source).diagnostics
        #expect(found.map(\.help) == ["did you mean `select`?", "did you mean `M002`?", "did you mean `error`?"])
        let fixes = found.flatMap(\.fixes)
        #expect(fixes.count == 3 && fixes.allSatisfy { !$0.isSafe })
        #expect(
            String(decoding: applying(fixes, to: source), as: UTF8.self)
                == "lint:\n  select: [M]\n  ignore: [M002]\n  severity: { M002: error }\n")
    }

    @Test func whatIsWrongIsLeftOut() {
        let (configuration, diagnostics) = LintConfiguration.read(
            SourceText(file: "c", text: "lint: { ignore: [M002, X1], exclude: [old] }"))
        #expect(diagnostics.count == 1)
        #expect(configuration.ignore.map(\.prefix) == ["M002"])
        #expect(configuration.exclude.map(\.text) == ["old"])
    }

    @Test func theTableNamesWhatIsRead() {
        for key in ConfigurationKey.lint {
            let (_, diagnostics) = LintConfiguration.read(SourceText(file: "c", text: "lint: { \(key.name): 1.5 }"))
            #expect(diagnostics.map(\.code.id) == ["S751"], "\(key.name)")
            #expect(key.help.hasSuffix("."))
        }
    }

    @Test(arguments: [
        ("old", "old/a.scrimp", true), ("old/", "old/b/a.scrimp", true), ("./old", "old/a.scrimp", true),
        ("old", "older/a.scrimp", false), ("old", "b/old/a.scrimp", false), ("**/old", "b/c/old/a.scrimp", true),
        ("**/old", "old/a.scrimp", true), ("a*.scrimp", "abc.scrimp", true), ("a*.scrimp", "b/abc.scrimp", false),
        ("*/gen*d", "b/generated/x.scrimp", true), ("*a*b*c", "xxaxbxbxc", true), ("*a*b*c", "xxaxbxbx", false),
        ("**", "a", true), ("", "a", false), ("a/b", "a", false),
    ])
    func patternsOfPaths(pattern: String, path: String, matches: Bool) {
        #expect(PathPattern(pattern).matches(path) == matches)
    }

    @Test func thePatternOfAnAttackerEnds() {
        let pattern = String(repeating: "*a", count: 2_000) + "b"
        #expect(!PathPattern(pattern).matches(String(repeating: "a", count: 4_000)))
    }
}
