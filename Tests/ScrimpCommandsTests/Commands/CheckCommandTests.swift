import ScrimpCommands
import ScrimpJSON
import ScrimpTestSupport
import Testing

@Suite struct CheckCommandTests {
    private static let wrong = "route {\n    when easy -> mini\n    otherwise ->\n}\nbudget b { limit: $40,000 }\n"

    @Test func theStarterPolicyPasses() {
        let world = World(files: ["policy.scrimp": StarterPolicy.text])
        #expect(world.run("check", "policy.scrimp") == .clean, "\(world.output)")
        #expect(world.output == "checked 1 file: no findings\n")
    }

    @Test func theExampleOfTheReadmePasses() throws {
        let text = try PackageRoot.text("README.md")
        let example = try #require(text.firstMatch(of: /```scrimp\n([^`]+)```/)).1
        let world = World(files: ["readme.scrimp": String(example)])
        #expect(world.run("check", "readme.scrimp") == .clean, "\(world.output)")
    }

    @Test(arguments: ["full", "concise", "json"]) func findingsInEveryFormat(format: String) {
        let world = World(files: ["wrong.scrimp": Self.wrong])
        #expect(world.run("check", "wrong.scrimp", "--format", format) == .findings)
        #expect(world.errors.isEmpty)
        expectGolden(world.output, at: "Tests/Golden/commands/check.\(format).txt")
    }

    @Test func jsonCanBeRead() throws {
        let world = World(files: ["wrong.scrimp": Self.wrong])
        world.run("check", "wrong.scrimp", "--format=json")
        let node = try JSONReader.read(Array(world.output.utf8))
        #expect(node.members?.first?.value.elements?.isEmpty == false)
    }

    @Test func coloursOnATerminalOnly() {
        let world = World(files: ["wrong.scrimp": Self.wrong])
        world.run("check", "wrong.scrimp")
        #expect(!world.output.contains("\u{1b}"))
        world.isTerminal = true
        world.run("check", "wrong.scrimp")
        #expect(world.output.contains("\u{1b}[1;31merror"))
        world.run("check", "wrong.scrimp", "--color", "never")
        #expect(!world.output.contains("\u{1b}"))
    }

    @Test func severalFilesAreOneReport() {
        let world = World(files: ["a.scrimp": StarterPolicy.text, "b.scrimp": Self.wrong])
        #expect(world.run("check", "a.scrimp", "b.scrimp", "--format", "concise") == .findings)
        #expect(!world.output.isEmpty)
        for line in world.output.split(separator: "\n") { #expect(line.hasPrefix("b.scrimp:")) }
    }

    @Test func standardInput() {
        let world = World()
        world.input = Array(Self.wrong.utf8)
        #expect(world.run("check", "-", "--format", "concise") == .findings)
        #expect(world.output.hasPrefix("<stdin>:"))
    }

    @Test func aFileThatIsNotThereIsAFailure() {
        let world = World()
        #expect(world.run("check", "nowhere.scrimp") == .failure)
        #expect(world.output.isEmpty)
        #expect(world.errors == "error: cannot read `nowhere.scrimp`: no such file or directory\n")
    }

    @Test func fixesAreWritten() {
        let world = World(files: ["p.scrimp": "budget b {\n    limit: $40,000 per day\n    spent: reject(\"no\")\n}\n"])
        #expect(world.run("check", "p.scrimp") == .findings)
        #expect(world.run("check", "--fix", "p.scrimp") == .clean, "\(world.output)")
        #expect(
            world.files["p.scrimp"]
                == Array("budget b {\n    limit: $40_000 per day\n    spent: reject(\"no\")\n}\n".utf8))
    }

    /// A file that two policies import is wrong once, and the policies are told apart.
    @Test func importedFilesAreReportedOnce() {
        let policy = "import \"shared.scrimp\"\n" + WholePathTests.policy
        let world = World(files: [
            "a.scrimp": policy, "b.scrimp": policy.replacing("-> mini\n", with: "-> mni\n"),
            "shared.scrimp": "switch paused { on: rejct(\"paused\") }\n",
        ])
        #expect(world.run("check", "a.scrimp", "b.scrimp", "--format", "concise") == .findings)
        let places = world.output.split(separator: "\n").map { $0.prefix { $0 != ":" } }
        #expect(places == ["shared.scrimp", "b.scrimp"], "\(world.output)")
        #expect(world.run("check", "a.scrimp", "b.scrimp") == .findings)
        #expect(world.output.hasSuffix("checked 2 files: 2 errors\n"))
    }

    @Test func standardInputIsReadOnceAndNeverWritten() {
        let world = World()
        world.input = Array(StarterPolicy.text.utf8)
        #expect(world.run("check", "-", "-") == .failure)
        #expect(world.errors == "error: standard input can be read once\nhelp: name `-` once\n")
        #expect(world.run("check", "--fix", "-") == .failure)
        #expect(world.errors.hasPrefix("error: standard input cannot be written back\n"))
    }

    /// The checker and the compiler speak in one report, and warnings fail where they are asked to.
    @Test func everyStageIsAsked() {
        let dead = WholePathTests.policy.replacing(
            "    otherwise", with: "    when task == advice and complexity > 60% -> mini\n    otherwise")
        let world = World(files: [
            "dead.scrimp": dead, "warned.scrimp": WholePathTests.policy + WholePathTests.late,
        ])
        #expect(world.run("check", "dead.scrimp", "--format", "concise") == .findings)
        #expect(world.output.contains("dead.scrimp:16:"), "\(world.output)")
        #expect(world.run("check", "warned.scrimp") == .clean)
        #expect(world.output.contains("warning[S512]"))
        #expect(world.run("check", "--strict", "warned.scrimp") == .findings)
    }

    @Test func bytesThatAreNoPolicyGetFindings() {
        var random = SeededGenerator(seed: 31)
        for _ in 0..<50 {
            let world = World()
            world.files["p"] = (0..<random.below(400)).map { _ in UInt8(truncatingIfNeeded: random.next()) }
            #expect(world.run("check", "p") != .failure)
            #expect(world.output.hasSuffix("\n"))
        }
    }

    /// An error of the analysis, not of the text: it passes the checker.
    @Test func anErrorFailsTheCheck() {
        let text = SmallPolicy.text.replacing("    otherwise            -> mini\n", with: "")
        let world = World(files: ["p.scrimp": text])
        #expect(world.run("check", "p.scrimp") == .findings)
        #expect(world.output.contains("error[S502]: no rule takes some requests\n  --> p.scrimp:17:5\n"))
        #expect(world.output.hasSuffix("checked 1 file: 1 error\n"))
    }

    @Test func aCleanPolicyIsCleanInEveryFormat() throws {
        let world = SmallPolicy.world()
        #expect(world.run("check", "small.scrimp") == .clean)
        #expect(world.output == "checked 1 file: no findings\n")
        #expect(world.run("check", "small.scrimp", "--format", "concise") == .clean)
        #expect(world.output.isEmpty)
        #expect(world.run("check", "small.scrimp", "--format", "json") == .clean)
        let node = try JSONReader.read(Array(world.output.utf8))
        #expect(node.members?.first?.value.elements?.isEmpty == true)
    }

    /// Declarations that other policies import are checked, and need no rules.
    @Test func aFileOfDeclarations() {
        let company = "budget company { limit: $5 per day, spent: reject(\"no\") }\n"
        let world = World(files: ["company.scrimp": company])
        #expect(world.run("check", "company.scrimp") == .clean, "\(world.output)")
        world.files["company.scrimp"] = Array(company.replacing("$5", with: "-$5").utf8)
        #expect(world.run("check", "company.scrimp", "--format", "concise") == .findings)
        #expect(world.output.hasPrefix("company.scrimp:1:25: error[S102]"), "\(world.output)")
    }

    /// What is wrong in an imported file is said at its place there.
    @Test func aMistakeInAnImportedFile() {
        let world = World(files: [
            "p.scrimp": SmallPolicy.text.replacing(
                "request {", with: "import \"company.scrimp\"\nrequest {"),
            "company.scrimp": "budget company { limit: -$5 per day, spent: reject(\"no\") }\n",
        ])
        #expect(world.run("check", "p.scrimp", "--format", "concise") == .findings)
        #expect(world.output.hasPrefix("company.scrimp:1:25: error[S102]"), "\(world.output)")
    }

    @Test func warningsFailAStrictCheckOnly() {
        let text = SmallPolicy.text + "gather all { stop_after: 2 of 9, concurrency: 10 }\n"
        let world = World(files: ["p.scrimp": text])
        #expect(world.run("check", "p.scrimp") == .clean)
        #expect(world.output.hasSuffix("checked 1 file: 1 warning\n"), "\(world.output)")
        let plain = world.output
        #expect(world.run("check", "p.scrimp", "--strict") == .findings)
        #expect(world.output == plain)
        #expect(SmallPolicy.world().run("check", "small.scrimp", "--strict") == .clean)
    }
}
