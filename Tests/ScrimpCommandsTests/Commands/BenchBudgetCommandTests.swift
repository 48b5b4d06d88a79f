import ScrimpCommands
import ScrimpPlan
import ScrimpRuntime
import Testing

@Suite struct BenchBudgetCommandTests {
    @Test func budgetsHold() {
        let world = World()
        #expect(world.run("bench", "budget", "--seeds", "3", "--requests", "20000") == .clean)
        let lines = world.output.split(separator: "\n")
        let trials = lines.filter { $0.hasSuffix("  pass") }
        #expect(trials.count == 2)
        #expect(trials.first?.hasPrefix("500 calls at once, a budget of a cent") == true)
        #expect(!world.output.contains("fail"))
        #expect(!world.errors.contains("error"))
        #expect(lines.contains { $0.hasPrefix("requests a second, 8 threads over one") })
    }

    @Test func budgetsAreReallySpent() throws {
        let burst = try BudgetBenchmark.burst(MemoryStore(), seed: 1)
        #expect(burst.problems == [])
        #expect(burst.requests >= 500 && burst.admitted > 0 && burst.refused > 400)
        #expect(burst.highest > 0.8 && burst.highest <= 1)
        #expect(burst.unused < 1)
        let load = try BudgetBenchmark.load(MemoryStore(), requests: 20_000, seed: 1)
        #expect(load.problems == [])
        #expect(load.requests == load.admitted + load.refused)
        #expect(load.refused > 1_000 && load.admitted > 1_000)
        #expect(load.highest > 0.99 && load.highest <= 1)
    }

    @Test(arguments: ["seeds", "requests"])
    func nothingToTryIsAMistake(option: String) {
        let world = World()
        #expect(world.run("bench", "budget", "--" + option, "0") == .failure)
        #expect(world.errors.contains("error: `--\(option) 0` tries nothing\n"), "\(world.errors)")
    }

    /// A store that lets everything through: what a gateway does that counts when calls end.
    private final class OpenStore: Store {
        func open(_ plan: Plan, texts: SymbolTexts) -> LocalState { LocalState(plan: plan, threads: .many) }

        func claim(_ claim: inout Claim, in state: LocalState, at now: Int64) -> ClaimOutcome {
            for index in claim.counters.indices { claim.counters[index].bound = .max }
            return state.claim(&claim, at: now)
        }
    }

    @Test func whatDoesNotHoldIsFound() throws {
        let burst = try BudgetBenchmark.burst(OpenStore(), seed: 1)
        #expect(burst.refused == 0)
        // As the gateway did: about eleven times as much as there was.
        #expect(burst.highest > 8)
        #expect(burst.problems.contains { $0.hasPrefix("seed 1: budget `cent`: settled and held are $0.") })
    }
}
