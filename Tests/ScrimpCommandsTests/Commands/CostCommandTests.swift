import ScrimpCommands
import ScrimpTestSupport
import Testing

@Suite struct CostCommandTests {
    private func expectNarrow(_ output: String) {
        #expect(output.split(separator: "\n").filter { $0.count > 80 }.isEmpty)
    }

    @Test func everyClassAndWindow() throws {
        let world = World(files: [
            "support.scrimp": try PackageRoot.text("Tests/Golden/policies/support.scrimp"),
            "catalog.yaml": "models: {}\n", "company.scrimp": Self.company,
        ])
        #expect(world.run("cost", "support.scrimp") == .clean)
        #expect(world.errors == "")
        expectNarrow(world.output)
        expectGolden(world.output, at: "Tests/Golden/commands/cost.txt")
        #expect(world.run("cost", "--json", "support.scrimp") == .clean)
        expectGolden(world.output, at: "Tests/Golden/commands/cost.json")
    }

    static let company = """
        budget company { limit: $9_000 per month, spent: reject("the company's budget is used up") }
        switch paused { on: reject("paused") }
        """

    /// What has no bound says why, and what would bound it.
    @Test func unboundedFiguresSayWhy() throws {
        let world = World(files: [
            "policy.scrimp": """
            policy p {}
            request {
                prompt: tokens
                images: count = 0
            }
            model blank {
                from: "own/blank"
                price: { input: $1/Mtok, output: $2/Mtok, source: "contract", as_of: "2026-10-01" }
                retry: 2
            }
            model seeing {
                from: "own/seeing"
                context: 8 ktok
                price: { input: $1/Mtok, output: $2/Mtok, per_image: $0.001, source: "contract", as_of: "2026-10-01" }
            }
            route {
                when images > 0 and prompt <= 1_000 tok  -> seeing
                when prompt > 4 ktok and images < 3      -> blank, seeing
                otherwise                                -> seeing
            }
            """
        ])
        #expect(world.run("cost", "policy.scrimp") == .clean)
        expectNarrow(world.output)
        expectGolden(world.output, at: "Tests/Golden/commands/cost.unbounded.txt")
    }

    @Test func aWrongPolicyIsSaidToBeWrong() {
        let world = World(files: ["policy.scrimp": "policy p {}\nroute { otherwise -> nobody }\n"])
        #expect(world.run("cost", "policy.scrimp") == .findings)
        #expect(world.output == "")
        #expect(world.errors.contains("nobody"))
        #expect(world.run("cost", "missing.scrimp") == .failure)
    }

    @Test func severalPoliciesOneAfterTheOther() throws {
        let world = World(files: ["a.scrimp": SmallPolicy.text, "b.scrimp": SmallPolicy.text])
        #expect(world.run("cost", "a.scrimp", "b.scrimp") == .clean)
        let parts = world.output.split(separator: "\n")
        #expect(parts.filter { $0.hasSuffix("one request can cost") }.count == 2)
    }
}
