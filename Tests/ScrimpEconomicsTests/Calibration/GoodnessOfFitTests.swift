import ScrimpEconomics
import Testing

@Suite struct GoodnessOfFitTests {
    /// By hand: differences 10, −20, 40; Σ = 30, Σ² = 2100, n − 1 = 2, mean 200.
    @Test func byHand() throws {
        let fit = try #require(GoodnessOfFit(measured: [100, 200, 300], simulated: [90, 220, 260]))
        #expect(abs(fit.meanBias - 30.0 / 400) < 1e-15)
        #expect(abs(fit.variation - 1_050.0.squareRoot() / 200) < 1e-15)
    }

    @Test func thatWhichIsEqualIsOffByNothing() throws {
        let fit = try #require(GoodnessOfFit(measured: [1, 2], simulated: [1, 2]))
        #expect(fit.meanBias == 0 && fit.variation == 0)
    }

    /// A simulation that is too high has a bias below zero, and errors do not cancel in the variation.
    @Test func signs() throws {
        let high = try #require(GoodnessOfFit(measured: [10, 10, 10], simulated: [11, 11, 11]))
        #expect(high.meanBias < 0)
        let mixed = try #require(GoodnessOfFit(measured: [10, 10], simulated: [15, 5]))
        #expect(mixed.meanBias == 0)
        #expect(abs(mixed.variation - 50.0.squareRoot() / 10) < 1e-15)
    }

    @Test func whereNothingCanBeSaid() {
        #expect(GoodnessOfFit(measured: [], simulated: []) == nil)
        #expect(GoodnessOfFit(measured: [1], simulated: [1]) == nil)
        #expect(GoodnessOfFit(measured: [1, 2], simulated: [1]) == nil)
        #expect(GoodnessOfFit(measured: [0, 0], simulated: [1, 1]) == nil)
        #expect(GoodnessOfFit(measured: [1, 1], simulated: [.nan, 1]) == nil)
    }
}
