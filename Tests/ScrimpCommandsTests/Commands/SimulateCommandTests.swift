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

    // MARK: Gates and comparisons

    private func gated() throws -> (World, String, TemporaryFolder) {
        let folder = try TemporaryFolder()
        try folder.write("trace.csv", Self.trace)
        let path = folder.path("small.scrimp")
        let months = Self.scenario("months", columns: Self.attributes).replacing(
            "baseline:", with: "horizon: 12 months\n    invest: { work: $1 }\n    baseline:")
        let text = SmallPolicy.text + Self.scenario("march", columns: Self.attributes) + months
        return (World(files: [path: text]), path, folder)
    }

    @Test func aGateFailsWithTheFigure() throws {
        let (world, path, folder) = try gated()
        defer { withExtendedLifetime(folder) {} }
        #expect(world.run("simulate", path, "--scenario", "march", "--fail-if", "saving < 1%") == .clean)
        #expect(world.run("simulate", path, "--scenario", "march", "--fail-if", "saving < 99.99%") == .findings)
        #expect(world.errors.hasPrefix("failed: saving < 99.99%: saving is "), "\(world.errors)")
        #expect(world.output.hasPrefix("small, scenario march"))
        #expect(
            world.run(
                "simulate", path, "--scenario", "months", "--fail-if", "npv < $0", "--fail-if", "payback > 1 year")
                == .clean, "\(world.errors)")
        #expect(world.run("simulate", path, "--scenario", "months", "--fail-if", "cost >= $0") == .findings)
    }

    @Test(
        arguments: [
            ("savings < 20%", "there is no figure `savings`", "did you mean `saving`?"),
            ("saving < 20", "`20` is no percentage", "`saving` takes a percentage: `20%`"),
            ("npv < 20%", "`20%` is no amount of money", "`npv` takes an amount of money: `$1_000`"),
            (
                "payback > 3", "`3` is no time in months or years",
                "`payback` takes a time in months or years: `12 months`"
            ),
            ("saving = 20%", "`saving = 20%` is no comparison", "write it like `saving < 20%` or `npv < $0`"),
        ])
    func gatesThatCannotBeRead(text: String, message: String, help: String) throws {
        let (world, path, folder) = try gated()
        defer { withExtendedLifetime(folder) {} }
        #expect(world.run("simulate", path, "--scenario", "march", "--fail-if", text) == .failure)
        #expect(world.errors == "error: \(message)\nhelp: \(help)\n")
        #expect(world.output.isEmpty)
    }

    @Test func aFigureThatTheScenarioDoesNotHave() throws {
        let (world, path, folder) = try gated()
        defer { withExtendedLifetime(folder) {} }
        #expect(world.run("simulate", path, "--scenario", "march", "--fail-if", "npv < $0") == .failure)
        #expect(world.errors.hasPrefix("error: scenario `march` has no figure `npv`\nhelp: it has `cost`"))
        #expect(world.errors.contains("further ones need a `horizon`"))
    }

    @Test func twoScenariosSideBySide() throws {
        let (world, path, folder) = try gated()
        defer { withExtendedLifetime(folder) {} }
        #expect(world.run("simulate", path, "--compare", "march", "months") == .clean, "\(world.errors)")
        #expect(world.output.hasPrefix("small, scenarios march and months\n"))
        #expect(world.output.contains("npv"))
        #expect(world.run("simulate", path, "--compare", "march", "months", "--json") == .clean)
        let node = try JSONReader.read(Array(world.output.utf8))
        #expect(node["scenarios"]?.elements?.count == 2)
        #expect(node["differences"]?.elements?.first?["figure"]?.text == "cost")
        #expect(world.run("simulate", path, "--compare", "march") == .failure)
        #expect(world.errors.hasPrefix("error: `--compare` needs 2 values"))
        #expect(world.run("simulate", path, "--compare", "march", "may") == .failure)
        #expect(world.run("simulate", path, "--scenario", "march", "--compare", "march", "months") == .failure)
    }

    /// Hardly anything of a trace can be read: the report counts what cannot, by reason, with any number of threads.
    @Test(arguments: [0, 30]) func rowsThatCannotBeReadAreCounted(good: Int) throws {
        let folder = try TemporaryFolder()
        let bad = [
            "2026-11-02T08:00:00Z,acme,free,many,100,200", "2026-11-02T08:00:00Z,acme,free", "soon,acme,free,1,1,1",
            "2026-11-02T08:00:00Z,acme,free,-5,100,200", "2026-11-02T08:00:00Z,acme,free,1,1,1,1",
            "2026-11-02T08:00:00Z,acme,unheard,1,1,1", "2026-11-02T08:00:00Z,acme,free,99999999999999999999999,1,1",
        ]
        let rounds = 6_000
        var trace = "time,customer,tier,prompt,output,cap\n"
        for _ in 0..<rounds { trace += bad.joined(separator: "\n") + "\n" }
        for _ in 0..<good { trace += "2026-11-02T09:00:00Z,acme,free,1000,100,200\n" }
        try folder.write("trace.csv", trace)
        let path = folder.path("small.scrimp")
        let world = World(files: [path: SmallPolicy.text + Self.scenario("march", columns: Self.attributes)])
        var outputs: [String] = []
        for threads in ["1", "2"] {
            #expect(world.run("simulate", path, "--json", "--threads", threads) == .clean, "\(world.errors)")
            outputs.append(world.output)
        }
        #expect(outputs[0] == outputs[1])
        let node = try JSONReader.read(Array(outputs[0].utf8))
        let traffic = try #require(node["traffic"])
        #expect(traffic["requests"]?.number?.int64 == Int64(good))
        #expect(traffic["bad_rows"]?.number?.int64 == Int64(rounds * bad.count))
        let reasons = try #require(traffic["bad_rows_by_reason"]?.members)
        #expect(reasons.reduce(0) { $0 + ($1.value.number?.int64 ?? 0) } == Int64(rounds * bad.count))
        #expect(reasons.count >= 5)
        let text = "42,000 rows of the trace could not be read and are left out"
        #expect(node["findings"]?.elements?.contains { $0["text"]?.text == text } == true)
        #expect(world.run("simulate", path) == .clean)
        #expect(world.output.contains("- \(text)\n    line 2: "))
        #expect(world.run("simulate", path, "--strict") == .failure)
        #expect(world.errors.contains("line 2: column `prompt`: `many`: not a number"))
    }

    @Test func threadsDoNotChangeTheReport() throws {
        let (world, path, folder) = try gated()
        defer { withExtendedLifetime(folder) {} }
        let text = String(decoding: try #require(world.files[path]), as: UTF8.self).replacing(
            "invest: { work: $1 }",
            with: "invest: { work: $1 }\n    uncertain: { growth: -5%..5%, invest.work: $1..$3 }")
        let uncertain = World(files: [folder.path("u.scrimp"): text])
        let arguments = ["simulate", folder.path("u.scrimp"), "--scenario", "months", "--json", "--threads"]
        #expect(uncertain.run(arguments + ["1"]) == .clean, "\(uncertain.errors)")
        let one = uncertain.output
        #expect(one.contains("p_loss"))
        #expect(uncertain.run(arguments + ["2"]) == .clean)
        #expect(uncertain.output == one)
    }
}
