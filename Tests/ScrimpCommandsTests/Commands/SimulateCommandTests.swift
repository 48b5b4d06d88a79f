import ScrimpCommands
import ScrimpJSON
import ScrimpTestSupport
import Testing

@Suite struct SimulateCommandTests {
    private static func scenario(_ name: String, trace: String = "trace.csv", columns: String = "") -> String {
        """
        scenario \(name) for small {
            traffic:  trace("\(trace)", time: "time", prompt: "prompt", output: "output"\(columns))
            baseline: everything(on: large)
        }

        """
    }

    private static let attributes = #", tenant: "customer", tier: "tier", max_output: "cap""#
    private static let trace = """
        time,customer,tier,prompt,output,cap
        2026-11-02T08:00:00Z,acme,free,1000,100,200
        2026-11-02T08:01:00Z,acme,premium,1000,100,200
        2026-11-02T08:02:00Z,other,free,1000,100,200

        """

    @Test func aPolicyWithoutAScenario() {
        let world = SmallPolicy.world()
        #expect(world.run("simulate", "small.scrimp") == .failure)
        #expect(world.output.isEmpty)
        #expect(
            world.errors.hasPrefix("error: `small.scrimp` has no scenario\nhelp: add one: `scenario march for small {"))
        #expect(world.run("simulate", "small.scrimp", "--scenario", "march") == .failure)
        #expect(world.errors == "error: `small.scrimp` has no scenario `march`\nhelp: it has none\n")
    }

    @Test func oneOfSeveralScenariosIsChosen() {
        let text = SmallPolicy.text + Self.scenario("march") + Self.scenario("winter")
        let world = World(files: ["small.scrimp": text])
        #expect(world.run("simulate", "small.scrimp") == .failure)
        #expect(
            world.errors == """
                error: `small.scrimp` has several scenarios
                help: choose one with `--scenario`: `march`, `winter`

                """)
        #expect(world.run("simulate", "small.scrimp", "--scenario", "mrach") == .failure)
        #expect(world.errors == "error: `small.scrimp` has no scenario `mrach`\nhelp: did you mean `march`?\n")
        #expect(world.run("simulate", "small.scrimp", "--scenario", "yesterday") == .failure)
        #expect(
            world.errors == "error: `small.scrimp` has no scenario `yesterday`\nhelp: it has `march`, `winter`\n")
        #expect(world.output.isEmpty)
    }

    @Test func anAttributeThatTheTraceDoesNotFill() throws {
        let folder = try TemporaryFolder()
        try folder.write("trace.csv", Self.trace)
        let path = folder.path("small.scrimp")
        let text = SmallPolicy.text + Self.scenario("march", columns: #", tenant: "customer""#)
        let world = World(files: [path: text])
        #expect(world.run("simulate", path) == .failure)
        #expect(world.output.isEmpty)
        expectGolden(
            world.errors.replacing(folder.root + "/", with: ""),
            at: "Tests/Golden/commands/simulate.missing-attribute.txt")
    }

    @Test func aTraceThatIsNotThere() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("small.scrimp")
        let world = World(files: [path: SmallPolicy.text + Self.scenario("march", columns: Self.attributes)])
        #expect(world.run("simulate", path) == .failure)
        #expect(world.output.isEmpty)
        #expect(world.errors.contains("trace.csv"))
    }

    /// Three calls of 1,000 and 100 tokens on the small model, each with a copy on the large one.
    @Test func copiesCostAndWhatCannotBeShownIsSaid() throws {
        let folder = try TemporaryFolder()
        try folder.write("trace.csv", Self.trace)
        let path = folder.path("p.scrimp")
        let policy = """
            policy small { language: 1 }
            request { prompt: tokens, max_output: tokens }
            model small { from: "openai/gpt-4o-mini" }
            model large { from: "openai/gpt-4o" }
            budget trials { limit: $10 per day, spent: reject("enough tried"), on: large }
            shadow trial { of: large, sample: 100%, budget: trials }
            limit few { concurrency: 2 }
            batch joined { on: small, size: 8, wait: 50 ms }
            route { otherwise -> small }

            """
        let world = World(files: [path: policy + Self.scenario("march", columns: #", max_output: "cap""#)])
        #expect(world.run("simulate", path, "--json") == .clean, "\(world.errors)")
        // $0.15 and $0.60, $2.50 and $10 per million tokens of prompt and output.
        #expect(world.output.contains(#""cost": "0.01113""#), "\(world.output)")
        #expect(world.output.contains(#""kind": "not_replayed""#))
        #expect(world.output.contains("limit few (concurrency: none of its models has a `latency`)"))
    }

    @Test func theOnlyScenarioRunsAndIsWritten() throws {
        let folder = try TemporaryFolder()
        try folder.write("trace.csv", Self.trace)
        let path = folder.path("small.scrimp")
        let world = World(files: [path: SmallPolicy.text + Self.scenario("march", columns: Self.attributes)])
        #expect(world.run("simulate", path, "--json") == .clean, "\(world.errors)")
        #expect(world.errors.isEmpty)
        let json = world.output
        let node = try JSONReader.read(Array(json.utf8))
        #expect(node.members?.isEmpty == false)
        #expect(world.run("simulate", path, "--scenario", "march", "--json", "--engine") == .clean)
        #expect(world.output == json)
        #expect(world.run("simulate", path, "--json", "-o", "out.json") == .clean)
        #expect(world.output.isEmpty)
        #expect(world.files["out.json"] == Array(json.utf8))
    }

    @Test func aPolicyWithAnErrorIsNotSimulated() {
        let world = World(files: ["p.scrimp": SmallPolicy.text.replacing("-> large, mini", with: "-> lage, mini")])
        #expect(world.run("simulate", "p.scrimp") == .findings)
        #expect(world.output.isEmpty)
        #expect(world.errors.contains("did you mean `large`?"))
    }
}
