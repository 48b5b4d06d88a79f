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
            "dead.scrimp": dead, "warned.scrimp": WholePathTests.policy + "\nlimit l { on: mini, concurrency: 3 }\n",
        ])
        #expect(world.run("check", "dead.scrimp", "--format", "concise") == .findings)
        #expect(world.output.contains("dead.scrimp:16:"), "\(world.output)")
        #expect(world.run("check", "warned.scrimp") == .clean)
        #expect(world.output.contains("warning[S901]"))
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
}
