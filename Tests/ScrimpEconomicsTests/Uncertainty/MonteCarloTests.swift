import ScrimpEconomics
import ScrimpTestSupport
import Testing

@Suite struct MonteCarloTests {
    private func study(count: Int = 10_000, seed: UInt64 = 7) throws -> MonteCarlo {
        try MonteCarlo(
            samplers: [
                Sampler(.pert(low: 10, mode: 20, high: 60)), Sampler(.normal(mean: 5, deviation: 2)),
                Sampler(.empirical([1, 2, 4, 8])), Sampler(.constant(2)),
            ], correlation: Correlation([.init(first: 0, second: 1, rank: 0.3)]), count: count, seed: seed)
    }

    @Test(arguments: [2, 3, 8, 1000, -1, .max])
    func threadsAgreeToTheLastBit(threads: Int) throws {
        for count in [1, 2, 7, 1001] {
            let study = try study(count: count)
            let single = study.run(threads: 1) { $0[0] * $0[1] - $0[2] * $0[3] }
            let several = study.run(threads: threads) { $0[0] * $0[1] - $0[2] * $0[3] }
            #expect(single?.sorted.map(\.bitPattern) == several?.sorted.map(\.bitPattern))
            #expect(single == several)
        }
    }

    /// One distribution's own quantiles and moments, which even draws meet closely.
    @Test func aSingleNumberKeepsItsDistribution() throws {
        let sampler = try Sampler(.pert(low: 10, mode: 20, high: 60))
        let study = try MonteCarlo(samplers: [sampler], count: 10_000, seed: 1)
        let summary = try #require(study.run { $0[0] })
        #expect(agree(summary.mean, 25, within: 1e-4))
        #expect(agree(summary.deviation, 75.0.squareRoot(), within: 1e-3))
        #expect(agree(summary.p10, 14.495106522962082, within: 1e-3))
        #expect(agree(summary.p50, 23.833612969625946, within: 1e-3))
        #expect(agree(summary.p90, 37.26670252167909, within: 1e-3))
        #expect(summary.count == 10_000)
    }

    /// A sum of normal numbers is normal: the chance below zero is Φ(−mean/deviation).
    @Test func theChanceOfLosing() throws {
        let study = try MonteCarlo(
            samplers: [
                Sampler(.normal(mean: 3, deviation: 3)), Sampler(.normal(mean: -1, deviation: 4)),
            ], count: 20_000, seed: 3)
        let summary = try #require(study.run(threads: 2) { $0[0] + $0[1] })
        #expect(abs(summary.shareBelowZero - 0.3445782583896758) < 0.01)
        #expect(summary.share(below: 0) == summary.shareBelowZero)
        #expect(abs(summary.deviation - 5) < 0.08)
    }

    @Test func severalOutcomesAtOnce() throws {
        let study = try study(count: 500)
        let both = study.run(outcomes: 3, threads: 2) { numbers, outcomes in
            outcomes[0] = numbers[0]
            if numbers[1] > 5 { outcomes[1] = numbers[1] }
        }
        #expect(both.count == 3)
        #expect(both[0] == study.run { $0[0] })
        #expect(abs((both[1]?.count ?? 0) - 250) < 20)
        #expect((both[1]?.undefined ?? 0) + (both[1]?.count ?? 0) == 500)
        #expect(both[2] == nil)
        #expect(study.run(outcomes: 0) { _, _ in }.isEmpty)
        #expect(study.run(outcomes: -3) { _, _ in }.isEmpty)
        #expect(study.run(outcomes: .max) { _, _ in }.isEmpty)
        // Two outcomes for each month of fifty years, and some more.
        let long = study.run(outcomes: 1_210) { numbers, outcomes in outcomes[1_209] = numbers[0] }
        #expect(long.last == both.first)
    }

    @Test func numbersOfADrawAreThoseThatWereUsed() throws {
        let study = try study(count: 50)
        let numbers = try (0..<50).map { try #require(study.numbers(draw: $0))[0] }
        #expect(study.run { $0[0] }?.sorted == numbers.sorted())
        #expect(study.numbers(draw: 50) == nil)
        #expect(study.numbers(draw: -1) == nil)
    }

    @Test func whatCannotBeDrawnIsNamed() {
        #expect(throws: MonteCarlo.Defect.draws(.badCount(0))) { try MonteCarlo(samplers: [], count: 0, seed: 1) }
        #expect(throws: Never.self) {
            let study = try MonteCarlo(samplers: [], count: 3, seed: 1)
            #expect(study.run { Double($0.count) }?.sorted == [0, 0, 0])
        }
    }
}

@Suite struct OutcomeSummaryTests {
    /// `numpy.quantile` of the same numbers, whose default is the same definition.
    @Test func quantilesByDefinitionSeven() throws {
        let summary = try #require(OutcomeSummary([16, 1, 8, 2, 4]))
        #expect(agree(summary.p10, 1.4))
        #expect(summary.p50 == 4)
        #expect(agree(summary.p90, 12.8))
        #expect(agree(summary.mean, 6.2))
        #expect(agree(summary.deviation, 37.2.squareRoot()))
        #expect(summary.quantile(-0.1) == nil)
        #expect(summary.quantile(.nan) == nil)
        #expect(summary.share(below: 4) == 0.4)
        #expect(summary.share(below: .nan) == nil)
    }

    @Test func infiniteOutcomesCountAndUndefinedOnesDoNot() throws {
        let summary = try #require(OutcomeSummary([.infinity, 1, .nan, -.infinity, 2, -1]))
        #expect(summary.count == 5)
        #expect(summary.undefined == 1)
        #expect(summary.p50 == 1)
        #expect(summary.shareBelowZero == 0.4)
        #expect(summary.quantile(0) == -.infinity)
        #expect(summary.quantile(0.1) == -.infinity)
        #expect(summary.p90 == .infinity)
        #expect(OutcomeSummary([.infinity, .infinity])?.p50 == .infinity)
        #expect(OutcomeSummary([-.infinity, .infinity])?.p50.isNaN == false)
        #expect(OutcomeSummary([]) == nil)
        #expect(OutcomeSummary([.nan]) == nil)
        #expect(OutcomeSummary([3])?.deviation == 0)
    }
}
