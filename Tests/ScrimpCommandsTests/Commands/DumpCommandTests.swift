import ScrimpCommands
import ScrimpTestSupport
import Testing

@Suite struct DumpCommandTests {
    private static let text = "let easy = task == faq // short\nroute { otherwise -> mini }\n"

    @Test(arguments: ["tokens", "tree"]) func everyStage(stage: String) {
        let world = World(files: ["p.scrimp": Self.text])
        #expect(world.run("dump", "p.scrimp", "--stage", stage) == .clean)
        #expect(world.errors.isEmpty)
        expectGolden(world.output, at: "Tests/Golden/commands/dump.\(stage).txt")
    }

    /// The whole example of the language, with every kind of declaration.
    @Test func theCheckedPolicyInItsOwnWords() throws {
        let world = World(files: [
            "catalog.yaml": "models: {}\n",
            "company.scrimp":
                "budget company { limit: $500 per day, spent: reject(\"no\") }\nswitch paused { on: reject(\"a \\\"pause\\\"\") }\n",
        ])
        world.files["p.scrimp"] =
            try PackageRoot.bytes("Tests/Golden/policies/support.scrimp")
            + PackageRoot.bytes("Tests/Golden/policies/two_years.scrimp")
        #expect(world.run("dump", "--stage", "policy", "p.scrimp") == .clean, "\(world.errors)")
        expectGolden(world.output, at: "Tests/Golden/commands/dump.policy.support.txt")
    }

    @Test func whatIsWrongGoesToStandardError() {
        let world = World(files: ["p.scrimp": "route { otherwise -> }"])
        #expect(world.run("dump", "p.scrimp") == .findings)
        #expect(!world.output.isEmpty)
        #expect(world.errors.hasPrefix("p.scrimp:1:"))
    }

    @Test func aStageThatIsMisspelt() {
        let world = World()
        #expect(world.run("dump", "p.scrimp", "--stage", "token") == .failure)
        #expect(world.errors.contains("did you mean `tokens`?"))
    }

    @Test(arguments: ["policy", "diagram", "plan"]) func ofAFileThatHoldsNoPolicy(stage: String) {
        let world = World(files: ["company.scrimp": "budget company { limit: $5 per day, spent: reject(\"no\") }\n"])
        #expect(world.run("dump", "company.scrimp", "--stage", stage) == .failure)
        #expect(world.output.isEmpty)
        #expect(world.errors.hasPrefix("error: `company.scrimp` holds no policy to run\n"))
    }
}
