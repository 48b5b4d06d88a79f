import ScrimpCommands
import ScrimpTestSupport
import Testing

@Suite struct ExplainCommandTests {
    private static let policy = DecideCommandTests.policy
        .replacing("otherwise           -> mini", with: "otherwise -> split(50%: mini, 50%: large), mini")

    private func explain(_ request: String, policy: String = policy) -> String {
        let world = World(files: ["p.scrimp": policy])
        let code = world.run("explain", "p.scrimp", "--at", "2026-11-24T12:00:00Z", "--request", request)
        #expect(code == .clean, "\(world.errors)")
        return world.output
    }

    @Test func everyPhaseThatRan() {
        let requests = [
            #"{"tenant": "acme", "task": "faq", "prompt": 10, "max_output": 10, "content": "hi"}"#,
            #"{"tenant": "acme", "task": "advice", "complexity": 0.01, "prompt": 10, "max_output": 10}"#,
            #"{"tenant": "acme", "task": "advice", "prompt": 100000, "max_output": 900}"#,
            #"{"tenant": "acme", "task": "advice", "prompt": 200000, "max_output": 900}"#,
            #"{"tenant": "acme", "task": "faq", "worth": 5000, "prompt": 10, "max_output": 10}"#,
        ]
        let cached = Self.policy + "\ncache exact { match: exact, key: [tenant], ttl: 1 h, capacity: 10 }\n"
        expectGolden(
            requests.map { "$ \($0)\n" + explain($0, policy: cached) }.joined(separator: "\n"),
            at: "Tests/Golden/commands/explain.phases.txt")
    }

    /// The whole example of the language, with a run that may spend less: ten requests, from the cheapest to the one that nobody takes.
    @Test func theWholeExampleIsExplained() throws {
        let policy = try PackageRoot.text("Tests/Golden/policies/support.scrimp")
            .replacing("limit: $2 per run", with: "limit: $0.20 per run")
        let base = #""complexity": 0.5, "prompt": 500, "max_output": 100"#
        let requests: [(time: String, text: String)] = [
            ("12:00", #"{"tenant": "acme", "tier": "free", "task": "faq", \#(base), "content": "hello"}"#),
            ("12:00", #"{"tenant": "acme", "tier": "free", "task": "faq", \#(base), "residency": "eu"}"#),
            ("12:00", #"{"tenant": "acme", "tier": "free", "task": "summary", \#(base), "deadline": "24 h"}"#),
            ("12:00", #"{"tenant": "t15", "tier": "free", "task": "summary", \#(base)}"#),
            ("12:00", #"{"tenant": "globex", "tier": "free", "task": "summary", \#(base)}"#),
            ("22:30", #"{"tenant": "t15", "tier": "free", "task": "summary", \#(base)}"#),
            ("12:00", #"{"tenant": "acme", "tier": "plus", "task": "advice", \#(base), "run": "r1"}"#),
            (
                "12:00",
                #"{"tenant": "acme", "tier": "premium", "task": "advice", "complexity": 0.9, "prompt": 3000, "max_output": 800}"#
            ),
            (
                "12:00",
                #"{"tenant": "acme", "tier": "premium", "task": "advice", "complexity": 0.9, "prompt": 100000, "max_output": 800, "run": "r1"}"#
            ),
            (
                "12:00",
                #"{"tenant": "acme", "tier": "free", "task": "advice", "complexity": 0.9, "prompt": 2000000, "max_output": 800}"#
            ),
        ]
        let world = World(files: [
            "p.scrimp": policy, "catalog.yaml": "models: {}\n",
            "company.scrimp": """
            budget company { limit: $500 per day, spent: reject("the company's budget is used up") }
            switch paused  { on: reject("paused by an operator") }

            """,
        ])
        var text = ""
        for (time, request) in requests {
            let code = world.run("explain", "p.scrimp", "--at", "2026-11-24T\(time):00Z", "--request", request)
            #expect(code == .clean, "\(world.errors)")
            text += "$ \(time) \(request)\n\(world.output)\n"
        }
        expectGolden(text, at: "Tests/Golden/commands/explain.support.txt")
    }

    /// What `explain` says of the bucket is what `decide` does with the key.
    @Test func theSplitGoesWhereItSays() {
        for tenant in 0..<20 {
            let request = #"{"tenant": "t\#(tenant)", "task": "faq", "prompt": 10, "max_output": 10}"#
            let world = World(files: ["p.scrimp": Self.policy, "r": request])
            world.run("decide", "p.scrimp", "r")
            let isLarge = world.output.contains(#""verdict":"call","target":"large""#)
            let text = explain(request)
            #expect(text.contains("gives `\(isLarge ? "large" : "mini")`"))
            let place = text.firstMatch(of: /falls at ([0-9.]+)%/).flatMap { Double($0.1) } ?? -1
            #expect(isLarge == (place >= 50), "\(text)")
        }
    }

    @Test func mistakesSayWhatToWrite() {
        let world = World(files: ["p.scrimp": Self.policy])
        var text = ""
        for arguments in [
            ["--at", "2026-11-24"], ["--request", "{"], ["--request", "[]"], ["--request", #"{"task": "faq"}"#],
            ["--request", #"{"tenannt": "a"}"#], ["--request", "{}", "--at", "noon"],
            ["--request", "{}", "--at", "1795521720"],
        ] {
            #expect(world.run(["explain", "p.scrimp"] + arguments) == .failure, "\(arguments)")
            #expect(world.output.isEmpty)
            text += world.errors
        }
        expectGolden(text, at: "Tests/Golden/commands/explain.mistakes.txt")
    }

    @Test func aPolicyWithAnErrorIsNotExplained() {
        let world = World(files: ["p.scrimp": "policy p { }\nroute { otherwise -> nobody }\n"])
        #expect(world.run("explain", "p.scrimp") == .findings)
        #expect(world.output.isEmpty && world.errors.contains("nobody"))
        #expect(world.run("explain", "p.scrimp", "--request", "{}") == .findings)
    }
}
