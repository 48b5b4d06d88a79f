import ScrimpCommands
import ScrimpDiagnostics
import ScrimpLinter
import ScrimpTestSupport
import Testing

@Suite struct RuleCommandTests {
    @Test func thePageOfARule() throws {
        let world = World()
        #expect(world.run("rule", "M002") == .clean)
        #expect(world.output == (try PackageRoot.text("Docs/lint/M002.md")))
        #expect(world.run("rule", "m002") == .clean)
        #expect(world.run("rule", "S201") == .clean)
        #expect(world.output == (try PackageRoot.text("Docs/diagnostics/S201.md")))
    }

    @Test func allOfThem() {
        let world = World()
        #expect(world.run("rule") == .clean)
        for code in LintRule.all.map(\.code) + DiagnosticCode.all {
            #expect(world.output.contains("\n  \(code.id)  \(code.severity.rawValue)"), "\(code.id)")
        }
        #expect(world.output.hasPrefix("money\n  M001") || world.output.hasPrefix("money\n  M002"))
    }

    @Test func anUnknownCode() {
        let world = World()
        #expect(world.run("rule", "S20l") == .failure)
        #expect(world.errors.hasPrefix("error: there is no code `S20l`\nhelp: did you mean `S20"), "\(world.errors)")
        #expect(world.run("rule", "nonsense") == .failure)
        #expect(world.errors == "error: there is no code `nonsense`\nhelp: `scrimp rule` lists them\n")
    }
}
