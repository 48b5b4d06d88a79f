import ScrimpCommands
import ScrimpJSON
import ScrimpTestSupport
import Testing

/// The commands behind `check`: from a policy's text to plans, decisions and explanations.
@Suite struct WholePathTests {
    static let policy = """
        policy help { isolate: tenant }
        request {
            tenant:     string
            task:       enum { faq, advice }
            complexity: ratio = 10%
            prompt:     tokens
            max_output: tokens
            deadline:   duration = 30 s
        }
        model mini  { from: "openai/gpt-4o-mini" }
        model large { from: "openai/gpt-4o" }
        cache exact { match: exact, key: [tenant], ttl: 1 h, capacity: 100 }
        budget daily { limit: $0.01 per tenant per day, spent: reject("come back tomorrow"), alert: [50%], notify: "oncall" }
        route {
            when task == advice and complexity > 50% -> large, mini
            otherwise                                -> mini
        }
        """

    /// A rollout whose other model answers too late for the policy's requests: a warning.
    static let late = """

        model later { from: "openai/gpt-4o-mini", service: batch(within: 24 h) }
        rollout trial { of: large, key: task, stages: [50%, 100%] every 1 d, otherwise: later }

        """

    private func world() -> World { World(files: ["p.scrimp": Self.policy]) }

    @Test func compilesToTheSameBytesAndBack() {
        let world = world()
        #expect(world.run("compile", "p.scrimp") == .clean)
        #expect(world.output.hasPrefix("wrote p.plan: "))
        let first = world.files["p.plan"]
        #expect(world.run("compile", "p.scrimp", "-o", "again.plan") == .clean)
        #expect(first != nil && world.files["again.plan"] == first)
        #expect(world.run("dump", "--stage", "plan", "p.plan") == .clean)
        let fromFile = world.output
        #expect(world.run("dump", "--stage", "plan", "p.scrimp") == .clean)
        #expect(world.output == fromFile)
    }

    @Test func aDamagedPlanIsRefused() {
        let world = world()
        world.run("compile", "p.scrimp")
        world.files["p.plan"]?[200] ^= 1
        #expect(world.run("dump", "--stage", "plan", "p.plan") == .failure)
        #expect(world.errors.contains("checksum"))
    }

    @Test func aPolicyWithAnErrorHasNoPlan() {
        let world = World(files: ["p.scrimp": Self.policy.replacing("-> mini\n}", with: "-> mni\n}")])
        #expect(world.run("compile", "p.scrimp") == .findings)
        #expect(world.errors.contains("did you mean `mini`?"))
        #expect(world.files["p.plan"] == nil)
        #expect(world.run("decide", "p.scrimp") == .findings)
    }

    @Test func aFileOfDeclarationsIsCheckedAndNotRun() {
        let world = World(files: ["shared.scrimp": "switch paused { on: reject(\"paused\") }\n"])
        #expect(world.run("check", "shared.scrimp") == .clean)
        #expect(world.run("compile", "shared.scrimp") == .failure)
    }

    @Test(arguments: ["policy", "diagram"]) func stagesArePrinted(_ stage: String) {
        let world = world()
        #expect(world.run("dump", "--stage", stage, "p.scrimp") == .clean)
        expectGolden(world.output, at: "Tests/Golden/commands/dump-\(stage).txt")
    }

    @Test func decidesLineByLine() {
        let world = world()
        world.files["r.jsonl"] = Array(
            """
            {"tenant": "acme", "task": "faq", "prompt": 900, "max_output": 300, "at": "2026-11-24T12:00:00Z", "content": "hi", "usage": {"prompt": 900, "output": 100}}
            {"tenant": "acme", "task": "faq", "prompt": 900, "max_output": 300, "at": "2026-11-24T12:01:00Z", "content": "hi"}
            {"tenant": "acme", "task": "advice", "complexity": "80%", "prompt": 1500, "max_output": 300, "at": 1795521720}
            {"tenant": "acme", "task": "advice", "prompt": 60000, "max_output": 3000, "at": 1795521780}

            {"tenant": "acme", "task": "advise", "prompt": 1, "max_output": 1}
            {"tenant": "acme", "task": "faq", "max_output": 1}
            {"tenant": "acme", "task": "faq", "prompt": 1.5, "max_output": 1}
            {"tenant": "acme", "task": "faq", "promt": 1, "max_output": 1}
            no json
            """.utf8)
        #expect(world.run("decide", "p.scrimp", "r.jsonl") == .findings)
        expectGolden(world.output, at: "Tests/Golden/commands/decide.txt")
        #expect(world.output.split(separator: "\n").count == 9)
    }

    @Test(arguments: ["3%5%", "%", "1,5%", "5%%"]) func aMalformedPercentageIsRefused(_ text: String) {
        let world = world()
        world.input = []
        world.files["r.jsonl"] = Array(
            #"{"tenant": "a", "task": "faq", "complexity": "\#(text)", "prompt": 1, "max_output": 1}"#.utf8)
        #expect(world.run("decide", "p.scrimp", "r.jsonl") == .findings)
        #expect(world.output.contains("`complexity` takes a number"))
    }

    @Test func explainsADecision() {
        let world = world()
        let request = #"{"tenant": "acme", "task": "advice", "complexity": 0.8, "prompt": 1500, "max_output": 300}"#
        #expect(world.run("explain", "p.scrimp", "--at", "2026-11-24T12:00:00Z", "--request", request) == .clean)
        expectGolden(world.output, at: "Tests/Golden/commands/explain.txt")
        #expect(world.run("explain", "p.scrimp", "--request", "{}") == .failure)
        #expect(world.errors.contains("the request has no `tenant`"))
    }

    @Test func explainsWhatIsLeftUnsaid() {
        let world = world()
        #expect(world.run("explain", "p.scrimp") == .clean)
        expectGolden(world.output, at: "Tests/Golden/commands/explain-defaults.txt")
    }

    @Test func showsAndListsTheCatalog() {
        let world = world()
        #expect(world.run("catalog", "show", "openai/gpt-4o-mini") == .clean)
        #expect(world.output.contains("0.15"))
        #expect(world.run("catalog", "show", "openai/gpt-4o-minni") == .findings)
        #expect(world.errors.contains("did you mean `openai/gpt-4o-mini`?"))
        #expect(world.run("catalog", "list", "--provider", "anthropic") == .clean)
        #expect(world.output.contains("claude"))
        #expect(world.run("catalog", "list", "--provider", "antropic") == .findings)
        #expect(world.errors.contains("did you mean `anthropic`?"))
    }

    @Test func importsAPriceList() {
        let world = world()
        world.files["prices.json"] = Array(
            """
            {
              "sample_spec": {"mode": "chat"},
              "acme/one": {"mode": "chat", "litellm_provider": "acme", "input_cost_per_token": 1e-06, "output_cost_per_token": 2e-06},
              "acme/picture": {"mode": "image_generation", "litellm_provider": "acme", "output_cost_per_second": 0.1}
            }
            """.utf8)
        #expect(
            world.run("catalog", "import", "litellm", "prices.json", "-o", "catalog.yaml", "--as-of", "2026-11-01")
                == .clean)
        #expect(world.errors.contains("sample_spec"))
        #expect(world.run("catalog", "show", "--catalog", "catalog.yaml", "acme/one") == .clean)
        #expect(world.output.contains("acme/one"))
        #expect(world.run("catalog", "import", "litellm", "prices.json", "--as-of", "yesterday") == .failure)
    }

    @Test func theStarterPolicyIsClean() {
        let world = World()
        #expect(world.run("init") == .clean)
        #expect(world.run("check", "--strict", "policy.scrimp") == .clean, "\(world.output)")
        #expect(world.run("simulate", "policy.scrimp") == .clean, "\(world.errors)")
    }

    @Test func everyRequestThatWaitsEndsOnce() throws {
        let world = World(files: [
            "p.scrimp": """
            policy p { deadline: 90 s }
            request { tenant: string, prompt: tokens, max_output: tokens = 100 tok }
            model mini { from: "openai/gpt-4o-mini" }
            budget minutely { limit: $0.002 per tenant per minute, spent: wait }
            route { otherwise -> mini }
            scenario s for p {
                traffic: workload(requests: 600 req, duration: 10 min, tenant: zipf(3, 1), prompt: 1 ktok, output: 100 tok)
            }
            """
        ])
        #expect(world.run("simulate", "p.scrimp", "--json") == .clean, "\(world.errors)")
        let report = try JSONReader.read(Array(world.output.utf8))
        let answered = try #require(report["models"]?.elements?.first?["requests"]?.number?.int64)
        let refused = try #require(report["refused"]?["requests"]?.number?.int64)
        #expect(answered + refused == 600)
        #expect(answered > 0)
        #expect(try #require(report["waited"]?.number?.int64) > 0)
        // Three tenants, at most twelve windows each.
        #expect(answered <= 3 * 12 * 9)
    }

    @Test func anEditionOfTheFutureIsNamedAsSuch() {
        let world = World(files: [
            "p.scrimp": Self.policy.replacing("{ isolate: tenant }", with: "{ isolate: tenant, language: 2 }")
        ])
        #expect(world.run("check", "p.scrimp") == .findings)
        #expect(world.output.contains("error[S314]: this version does not know edition 2 of the language"))
    }

    @Test func scenariosAreFoundByName() {
        let world = world()
        #expect(world.run("simulate", "p.scrimp") == .failure)
        #expect(world.errors.contains("has no scenario"))
        world.files["p.scrimp"]? += Array(
            "\nscenario march for help { traffic: workload(requests: 10 req, duration: 1 h, tenant: zipf(2, 1)) }\n"
                .utf8)
        #expect(world.run("simulate", "p.scrimp", "--scenario", "marsh") == .failure)
        #expect(world.errors.contains("did you mean `march`?"))
        #expect(world.run("simulate", "p.scrimp", "--scenario", "march") == .failure)
        #expect(world.errors.contains("error[S811]: the traffic has no `task`, `prompt`, `max_output`"))
    }
}
