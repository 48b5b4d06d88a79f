import ScrimpCommands
import Testing

@Suite struct BenchGatherCommandTests {
    private static let gather = "gather search { stop_after: 5 of 40, concurrency: 8 }\n"
    private static let policy =
        SmallPolicy.text
        .replacing("tenant:     string", with: "tenant: string = \"acme\"")
        .replacing("tier:       enum { free, premium }", with: "tier: enum { free, premium } = free")
        .replacing("max_output: tokens", with: "max_output: tokens = 400 tok")

    private func run(_ policy: String, _ options: String...) -> World {
        let world = World(files: ["p.scrimp": policy])
        _ = world.run(["bench", "gather", "p.scrimp"] + options)
        return world
    }

    /// The columns of a line, by its name.
    private func columns(_ name: String, _ world: World) -> [Substring] {
        let line = world.output.split(separator: "\n").first { $0.hasPrefix(name) }
        return line?.dropFirst(name.count).split(separator: " ").filter { $0 != "%" } ?? []
    }

    @Test func countsWhatItDid() {
        let world = run(Self.policy + Self.gather, "--success", "100")
        #expect(world.errors.isEmpty)
        #expect(world.output.hasPrefix("gather `search`: stop after 5 of 40, at most 8 at once\n"))
        #expect(columns("calls started", world) == ["40", "12", "5"])
        #expect(columns("calls cancelled", world) == ["0", "7", "0"])
        #expect(columns("answers", world) == ["40", "5", "5"])
        #expect(columns("in flight, at most", world) == ["40", "8", "5"])
        #expect(columns("calls saved", world) == ["-", "70.0", "87.5"])
    }

    @Test func theSeedDecidesEverything() {
        let first = run(Self.policy + Self.gather)
        #expect(run(Self.policy + Self.gather, "--seed", "1").output == first.output)
        #expect(run(Self.policy + Self.gather, "--seed", "2").output != first.output)
        let none = run(Self.policy + Self.gather, "--success", "0")
        #expect(columns("calls started", none) == ["40", "40", "40"])
        #expect(columns("money saved", none) == ["-", "0.0", "0.0"])
    }

    /// Where the catalog does not say that cancelling stops the bill, what is cancelled is charged as reserved.
    @Test func cancelledCallsAreChargedAsReserved() throws {
        let world = run(Self.policy + Self.gather, "--success", "100")
        let (tokens, money) = (columns("tokens saved", world), columns("money saved", world))
        let saved = try #require(tokens.count == 3 ? Double(tokens[1]) : nil)
        #expect(try #require(money.count == 3 ? Double(money[1]) : nil) < saved)
    }

    @Test func saysWhatIsWrong() {
        let none = run(Self.policy)
        #expect(none.output.isEmpty && none.errors.contains("`p.scrimp` has no `gather`"))
        let two = Self.policy + Self.gather + "gather other { stop_after: 1 of 2, concurrency: 2 }\n"
        #expect(run(two).errors.contains("has several: `search`, `other`"))
        #expect(run(two, "--gather", "other").output.hasPrefix("gather `other`: stop after 1 of 2"))
        #expect(run(two, "--gather", "third").errors.contains("has no gather `third`"))
        #expect(run(two, "--success", "101").errors.contains("more than every call"))
        #expect(run("policy p {").errors.contains("error["))
        let huge = Self.policy + "gather search { stop_after: 1 of 10_001, concurrency: 2 }\n"
        #expect(run(huge).errors.contains("10001 candidates are more than the 10000"))
        let strict = SmallPolicy.text + Self.gather
        #expect(run(strict).errors.contains("attribute `tenant` has no default"))
        let poor = Self.policy.replacing("$1 per tenant", with: "$0.01 per tenant") + Self.gather
        #expect(run(poor).errors.contains("a request of the benchmark is refused: come back tomorrow"))
    }
}
