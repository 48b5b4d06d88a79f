import ScrimpEconomics
import ScrimpTestSupport
import Testing

@Suite struct CompoundPoissonTests {
    @Test func meanAndVariance() throws {
        let spend = try #require(CompoundPoisson(requests: 600_000, meanCost: 0.002, deviation: 0.003))
        #expect(agree(spend.mean, 1200))
        #expect(agree(spend.variance, 600_000 * (0.000004 + 0.000009)))
    }

    /// Of costs that are spread evenly over 0 … 2: σ²/μ² = 1/3, so that a budget of 50 lasts 50 + 2/3 requests.
    @Test func requestsUntilABudgetIsSpent() throws {
        let spend = try #require(CompoundPoisson(requests: 1, meanCost: 1, deviation: (1.0 / 3).squareRoot()))
        let expected = try #require(spend.requestsUntilSpent(budget: 50))
        #expect(agree(expected, 50 + 2.0 / 3))
        var generator = SeededGenerator(seed: 41)
        var total = 0
        for _ in 0..<20_000 {
            var left = 50.0
            while left > 0 {
                left -= generator.number(0...2)
                total += 1
            }
        }
        #expect(abs(Double(total) / 20_000 - expected) < 0.12)
    }

    @Test func whatIsNoSpend() {
        for bad in [-1, Double.nan, .infinity] {
            #expect(CompoundPoisson(requests: bad, meanCost: 1, deviation: 1) == nil)
            #expect(CompoundPoisson(requests: 1, meanCost: bad, deviation: 1) == nil)
            #expect(CompoundPoisson(requests: 1, meanCost: 1, deviation: bad) == nil)
            #expect(CompoundPoisson(requests: 1, meanCost: 1, deviation: 1)?.requestsUntilSpent(budget: bad) == nil)
        }
        #expect(CompoundPoisson(requests: 1, meanCost: 0, deviation: 0)?.requestsUntilSpent(budget: 1) == nil)
    }
}
