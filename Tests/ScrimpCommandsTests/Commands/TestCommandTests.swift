import ScrimpCommands
import ScrimpJSON
import ScrimpTestSupport
import Testing

@Suite struct TestCommandTests {
    private static let passing = """
        test "premium goes to large" { given: { tier: premium }, expect: first(large) }
        test "a short answer is cheap" {
            given:  { tier: free, prompt: 1 ktok, max_output: 100 tok }
            expect: first(mini)
            cost:   $0..$0.002
        }
        test "nobody spends more than a dollar" {
            given:  { tenant: "acme", prompt: 1 ktok, max_output: 100 tok }
            state:  { budget.daily: 100% }
            expect: rejected
            reason: "come back tomorrow"
        }
        prove "free users never reach large" { never: tier == free and reachable(large) }

        """
    private static let failing = """
        test "everything goes to large" {
            given:  { prompt: 1 ktok, max_output: 100 tok }
            expect: first(large) and not (tier == free or rejected)
            cost:   $0..$0.001
            reason: "budget <spent> & \\"done\\""
        }
        test "its cost is not known" { given: { tier: free, prompt: 1 ktok }, expect: first(mini), cost: $0..$1 }
        prove "nobody reaches large" { never: reachable(large) }

        """

    private func world(_ tests: String) -> World { World(files: ["small.scrimp": SmallPolicy.text + tests]) }

    @Test func everyTestPasses() {
        let world = world(Self.passing)
        #expect(world.run("test", "small.scrimp") == .clean, "\(world.output)")
        #expect(world.errors.isEmpty)
        expectGolden(world.output, at: "Tests/Golden/commands/test.passing.txt")
    }

    @Test(arguments: ["full", "concise", "json", "junit"]) func failuresInEveryFormat(format: String) {
        let world = world(Self.passing + Self.failing)
        #expect(world.run("test", "small.scrimp", "--format", format, "--coverage") == .findings)
        #expect(world.errors.isEmpty)
        expectGolden(world.output, at: "Tests/Golden/commands/test.\(format).txt")
    }

    @Test func linesKeepToEightyColumns() {
        let world = world(Self.passing + Self.failing)
        world.run("test", "small.scrimp", "--coverage")
        for line in world.output.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
    }

    @Test func jsonCanBeRead() throws {
        let world = world(Self.failing)
        world.run("test", "--format=json", "--coverage")
        let node = try JSONReader.read(Array(world.output.utf8))
        #expect(node.members?.first?.value.elements?.count == 1)
    }

    @Test func coloursOnATerminalOnly() {
        let world = world(Self.failing)
        world.run("test")
        #expect(!world.output.contains("\u{1b}"))
        world.isTerminal = true
        world.run("test")
        #expect(world.output.contains("\u{1b}[31mFAILED"))
        world.run("test", "--color", "never")
        #expect(!world.output.contains("\u{1b}"))
    }

    @Test func aFolderStandsForAllBelowIt() {
        let world = World(files: [
            "a.scrimp": SmallPolicy.text + Self.passing, "deep/er/b.scrimp": SmallPolicy.text + Self.failing,
            "notes.txt": "policy {", "shared.scrimp": "let limit = $5\n",
        ])
        #expect(world.run("test", "--format", "concise") == .findings)
        #expect(Set(world.output.split(separator: "\n").map { $0.prefix { $0 != ":" } }) == ["deep/er/b.scrimp"])
        #expect(world.run("test", "deep", "--format", "concise") == .findings)
        #expect(world.run("test", "a.scrimp", "a.scrimp", ".") == .findings)
        #expect(world.output.hasSuffix("2 policies: 5 passed, 2 failed, 1 undecided (5 tests, 2 proofs)\n") == false)
        #expect(
            world.output.contains("2 policies: 4 passed, 2 failed, 1 undecided (5 tests, 2 proofs)\n"),
            "\(world.output)")
    }

    @Test(arguments: [
        "quickstart/policy", "routing/policy", "fintech/as_told", "fintech/reconstructed", "selfhost/policy",
        "gather/policy",
    ])
    func theTestsOfTheExamplesPass(example: String) throws {
        let folder = "examples/\(example.prefix { $0 != "/" })"
        let world = World(files: [
            "examples/\(example).scrimp": try PackageRoot.text("examples/\(example).scrimp"),
            "\(folder)/catalog.yaml": try PackageRoot.text("\(folder)/catalog.yaml"),
        ])
        #expect(world.run("test") == .clean, "\(world.output)\(world.errors)")
        #expect(world.output.contains("  ok  "), "\(world.output)")
    }

    @Test func someOfTheTests() {
        let world = world(Self.passing + Self.failing)
        #expect(world.run("test", "--filter", "CHEAP") == .clean)
        #expect(world.output.contains("1 policy: 1 passed (1 test, 0 proofs)"), "\(world.output)")
        #expect(world.run("test", "--filter", "nothing has this") == .failure)
        #expect(world.errors == "error: no test or proof has `nothing has this` in its title\n")
    }

    @Test func policiesWithMistakesAreFailures() {
        let world = World(files: ["wrong.scrimp": "policy p {\n    owner: 5\n}\n"])
        #expect(world.run("test", "--format", "junit") == .findings)
        #expect(world.output.contains("<error message="))
        #expect(world.run("test") == .findings)
        #expect(world.output.contains("error[S") && world.output.contains("1 policy: 1 policy with mistakes"))
    }

    @Test func whatCannotBeTested() {
        let world = World(files: ["shared.scrimp": "let limit = $5\n"])
        #expect(world.run("test", "missing.scrimp") == .failure)
        #expect(world.errors.hasPrefix("error: cannot read `missing.scrimp`"))
        #expect(world.run("test", "shared.scrimp") == .failure)
        #expect(world.run("test") == .failure)
        #expect(world.errors.hasPrefix("error: there is no policy here"))
        #expect(world.run("test", "-", "--watch") == .failure)
    }

    @Test func standardInput() {
        let world = World()
        world.input = Array((SmallPolicy.text + Self.passing).utf8)
        #expect(world.run("test", "-") == .clean, "\(world.errors)\(world.output)")
    }

    @Test func aPolicyWithoutTestsHasNothingToTest() {
        let world = World(files: ["small.scrimp": SmallPolicy.text])
        #expect(world.run("test") == .clean)
        #expect(world.output == "1 policy: nothing to test\n")
    }

    @Test func watchingRunsAgainWhenSomethingChanges() {
        let shared = "let cap = $1\n"
        let policy = "import \"shared.scrimp\"\n" + SmallPolicy.text.replacing("$1 per tenant", with: "cap per tenant")
        let world = World(files: ["small.scrimp": policy + Self.passing, "shared.scrimp": shared])
        world.whilePausing = [
            {},
            { world.files["small.scrimp"] = Array((policy + Self.passing + Self.failing).utf8) },
            { world.files["unrelated.txt"] = [1] },
            { world.files["shared.scrimp"] = Array("let cap = $0.50\n".utf8) },
            { world.files["new.scrimp"] = Array((SmallPolicy.text + Self.passing).utf8) },
            { world.files["small.scrimp"] = nil },
        ]
        #expect(world.run("test", "--watch") == .clean, "\(world.output)\(world.errors)")
        let runs = world.output.split(separator: "\n").filter { $0.contains(" polic") }
        #expect(
            runs.map(String.init) == [
                "1 policy: 4 passed (3 tests, 1 proof)",
                "1 policy: 4 passed, 2 failed, 1 undecided (5 tests, 2 proofs)",
                "1 policy: 4 passed, 2 failed, 1 undecided (5 tests, 2 proofs)",
                "2 policies: 8 passed, 2 failed, 1 undecided (8 tests, 3 proofs)",
                "1 policy: 4 passed (3 tests, 1 proof)",
            ])
    }
}
