import ScrimpCommands
import ScrimpTestSupport
import Testing

/// What the guide to simulations shows is what the program accepts.
@Suite struct GuideTests {
    /// The policy of the README with the scenarios of the guide, which are for a policy of another name.
    private static func policy() throws -> String {
        let readme = try PackageRoot.text("README.md")
        let policy = try #require(blocks(readme).first).replacing("policy support {", with: "policy support_chat {")
        let scenarios = blocks(try PackageRoot.text("Docs/simulate.md"))
        try #require(scenarios.count == 3)
        return ([policy] + scenarios).joined(separator: "\n")
    }

    private static func blocks(_ page: String) -> [String] {
        page.matches(of: /```scrimp\n([^`]+)```/).map { String($0.1) }
    }

    @Test func itsScenariosCheckWithoutFindings() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("guide.scrimp", try Self.policy())
        let (code, output, _) = ExamplesTests.run(["check", path])
        #expect(code == .clean)
        #expect(output == "checked 1 file: no findings\n")
    }
}
