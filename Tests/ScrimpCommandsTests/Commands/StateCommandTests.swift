import ScrimpCommands
import ScrimpPlan
import ScrimpQuantities
import ScrimpRuntime
import ScrimpStores
import ScrimpTestSupport
import Testing

@Suite struct StateCommandTests {
    private static let policy =
        SmallPolicy.text + """
            budget hourly { limit: $5 over 1 h, spent: reject("later") }
            limit openai { concurrency: 3, rate: [600 req/min] }
            switch emergency { when: tier == free, on: reject("not now") }
            rollout next { of: large, key: tenant, stages: [50%, 100%] every 1 d, otherwise: mini }

            """

    private let folder: TemporaryFolder
    private var file: String { folder.path("state.db") }
    private let world = World(files: ["p.scrimp": Self.policy])

    init() throws {
        folder = try TemporaryFolder()
        world.variables["USER"] = "mira"
    }

    private func state(_ arguments: String...) -> ExitCode {
        world.run(["state", arguments[0], "p.scrimp", "--store", file] + arguments.dropFirst())
    }

    /// One call settled, one open.
    private func use(_ policy: String = "p.scrimp") throws {
        try #require(world.run("compile", policy, "-o", "p.plan") == .clean, "\(world.errors)")
        let plan = try Plan(bytes: try #require(world.files["p.plan"]))
        let store = try SQLiteStore(file: file)
        let engine = try Engine(plan: plan, store: store, options: EngineOptions(hashSeed: 1))
        var builder = engine.makeRequest()
        try builder.set(engine.schema.attribute("tenant"), text: "acme")
        try builder.set(engine.schema.attribute("tier"), text: "premium")
        try builder.set(engine.schema.attribute("prompt"), number: 1_000)
        try builder.set(engine.schema.attribute("max_output"), number: 500)
        let now = Instant(nanoseconds: 1_792_890_000_000_000_000)
        let decision = try engine.decide(builder.request, at: now)
        _ = try engine.settle(decision, Usage(promptTokens: 1_000, outputTokens: 500), at: now)
        _ = try engine.decide(builder.request, at: now)
    }

    @Test func showsWhatIsKept() throws {
        try use()
        #expect(state("show") == .clean)
        expectGolden(world.output, at: "Tests/Golden/commands/state-show.txt")
        #expect(state("show", "--json") == .clean)
        expectGolden(world.output, at: "Tests/Golden/commands/state-show.json")
        #expect(state("show", "--audit") == .clean)
        #expect(world.output == "")
    }

    /// Tokens that are included, in text and for programs; a month later nothing of them is used.
    @Test func showsWhatIsIncluded() throws {
        world.files["c.scrimp"] = Array(
            (Self.policy
                + "commit provisioned { on: large, units: 50, price: $1/h, included: 20 ktok per month, then: on_demand }\n")
                .utf8)
        try use("c.scrimp")
        func shown(_ arguments: String...) -> String {
            #expect(world.run(["state", "show", "c.scrimp", "--store", file] + arguments) == .clean)
            return world.output
        }
        #expect(shown().contains("provisioned  1500 tok  1500 tok  20000 tok  month from 2026-10-01T00:00:00Z\n"))
        let json = shown("--json")
        #expect(
            json.contains(
                """
                  "commitments": [
                    {
                      "name": "provisioned",
                      "settled_tokens": 1500,
                      "held_tokens": 1500,
                      "included_tokens": 20000,
                      "window": "month from 2026-10-01T00:00:00Z"
                    }
                  ],
                """), "\(json)")
        world.clock = Instant(nanoseconds: 1_792_890_000_000_000_000 + 40 * Instant.nanosecondsPerDay)
        #expect(shown().contains("provisioned  0 tok    0 tok  20000 tok  month from 2026-12-01T00:00:00Z\n"))
        #expect(shown("--json").contains("\"settled_tokens\": 0,"))
    }

    @Test func correctionsAreMadeAndKept() throws {
        try use()
        #expect(state("set", "budget", "daily/acme", "$0.75", "--reason", "the provider refunded it") == .clean)
        #expect(world.output.hasSuffix("  mira  budget daily of acme: 0.015 -> 0.75  (the provider refunded it)\n"))
        #expect(state("set", "budget", "hourly", "1", "--reason", "a test", "--by", "ops") == .clean)
        #expect(state("set", "switch", "emergency", "on", "--reason", "outage") == .clean)
        #expect(world.output.hasSuffix("  mira  switch emergency: not thrown -> thrown  (outage)\n"))
        #expect(state("show") == .clean)
        expectGolden(world.output, at: "Tests/Golden/commands/state-corrected.txt")
        #expect(state("show", "--audit") == .clean)
        expectGolden(world.output, at: "Tests/Golden/commands/state-audit.txt")
        #expect(state("show", "--audit", "--json") == .clean)
        #expect(world.output.split(separator: "\n").count == 3)
    }

    @Test func whatIsWrongIsSaid() throws {
        try use()
        func wrong(_ arguments: [String], _ message: String, _ help: String) {
            #expect(world.run(["state"] + arguments) == .failure)
            #expect(world.errors == "error: \(message)\nhelp: \(help)\n")
            #expect(world.output == "")
        }
        let set = ["set", "p.scrimp", "--store", file, "--reason", "r"]
        wrong(set + ["budget", "dayly/acme", "1"], "the policy has no budget `dayly`", "did you mean `daily`?")
        wrong(
            set + ["budget", "daily/acme", "1 dollar"], "`1 dollar` is no amount of money",
            "write dollars, like `12.50`")
        wrong(set + ["--", "budget", "daily/acme", "-1"], "`-1` is below zero", "write `0` for nothing spent")
        wrong(
            set + ["budget", "daily/nobody", "1"], "nothing is kept of budget daily of nobody",
            "`scrimp state show` lists what there is; a scope follows a `/`")
        wrong(set + ["switch", "emergancy", "on"], "the policy has no switch `emergancy`", "did you mean `emergency`?")
        wrong(set + ["switch", "emergency", "up"], "a switch cannot be `up`", "write `on` or `off`")
        wrong(
            ["set", "p.scrimp", "switch", "emergency", "on", "--store", file], "`--reason` is missing",
            "say why, for those who read the audit")
        wrong(["show", "p.scrimp"], "`--store` is missing", "name the state file with `--store FILE`")
        let missing = folder.path("none.db")
        wrong(
            ["show", "p.scrimp", "--store", missing], "there is no state file `\(missing)`",
            "the first program that uses it makes it")
        wrong(
            ["resume", "p.scrimp", "next", "--store", file, "--reason", "r"], "rollout `next` goes on already",
            "only one that was taken back is resumed")
        world.variables["USER"] = nil
        wrong(
            set + ["switch", "emergency", "on"], "nobody is known to make the correction", "say who with `--by NAME`")
        world.variables["USER"] = "mira"
        #expect(state("show", "--audit") == .clean)
        #expect(world.output == "")
    }

    @Test func filesOfOthersAreLeftAlone() throws {
        let path = folder.path("text.db")
        try folder.write("text.db", String(repeating: "this is no database\n", count: 100))
        #expect(world.run("state", "show", "p.scrimp", "--store", path) == .failure)
        #expect(world.errors.hasPrefix("error: the state file `\(path)` is damaged or no database"))
    }
}
