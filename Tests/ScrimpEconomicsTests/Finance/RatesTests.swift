import ScrimpEconomics
import Testing

@Suite struct RatesTests {
    /// (1 + 10 %)^(1/12) − 1, from any table of annuities.
    @Test func aMonthlyRateCompoundsToTheYearlyOne() {
        #expect(agree(Rates.monthly(fromYearly: 0.10), 0.007974140428903764))
        #expect(agree(Rates.monthly(fromYearly: 0.12), 0.009488792934583046))
        #expect(Rates.monthly(fromYearly: 0) == 0)
        #expect(Rates.monthly(fromYearly: -1) == -1)
        for rate in [-0.99, -0.3, 1e-12, 0.08, 3, 1e6] {
            let monthly = Rates.monthly(fromYearly: rate)
            #expect(agree(monthly.flatMap { Rates.yearly(fromMonthly: $0) }, rate))
        }
    }

    @Test func whatIsNoRateHasNone() {
        for rate in [-1.001, -.infinity, .infinity, .nan] {
            #expect(Rates.monthly(fromYearly: rate) == nil)
            #expect(Rates.yearly(fromMonthly: rate) == nil)
        }
        #expect(Rates.yearly(fromMonthly: 1e300) == nil)
    }
}
