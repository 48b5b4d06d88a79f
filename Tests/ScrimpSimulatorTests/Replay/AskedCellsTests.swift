import ScrimpQuantities
import ScrimpSimulator
import Testing

/// What a baseline would have paid for each cell of an attribution: for all that was asked for there, whatever became of it.
@Suite struct AskedCellsTests {
    private static func cells(_ by: String, more: String = "") throws -> SimulationResult {
        try EconomyScenario.run("", blocks: EconomyScenario.plainBlocks + "\nattribute { by: [\(by)] }\n" + more)
    }

    @Test(arguments: ["tier", "tier, max_output"]) func cellsOfTheBaselineAddUpToIt(by: String) throws {
        let result = try Self.cells(by)
        let attribution = try #require(result.policy.attributions.first)
        let baseline = try #require(result.baseline)
        #expect(attribution.cells.count == 2)
        let sum = attribution.cells.reduce(Int128(0)) { $0 + ($1.baseline?.pico ?? 0) }
        #expect(Money(pico: sum) == baseline.cost)
    }

    /// Refused requests and answers from a cache would have cost the baseline as much as all others.
    @Test func whatWasNotAnsweredCountsToo() throws {
        let plain = try Self.cells("tier")
        let saving = try Self.cells(
            "tier",
            more: """
                cache answers { match: exact, key: [tier], ttl: 240 h, capacity: 10_000 }
                budget small { limit: $0.10 per day, spent: reject("spent") }
                """)
        let (before, after) = (
            try #require(plain.policy.attributions.first), try #require(saving.policy.attributions.first)
        )
        #expect(saving.policy.cost < plain.policy.cost)
        for cell in before.cells {
            let same = after.cells.first { $0.values == cell.values }
            #expect(same?.baseline == cell.baseline)
        }
    }
}
