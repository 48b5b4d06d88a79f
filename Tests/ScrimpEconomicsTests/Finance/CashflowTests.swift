import ScrimpEconomics
import ScrimpTestSupport
import Testing

@Suite struct CashflowTests {
    @Test func theFirstFlowIsNotDiscounted() {
        #expect(Cashflow.presentValue([-100], rate: 0.1) == -100)
        #expect(abs(Cashflow.presentValue([-100, 110], rate: 0.1) ?? 1) < 1e-13)
        #expect(agree(Cashflow.presentValue([-100, 39, 59, 55, 20], rate: 0.08), 45.05547182095469))
        #expect(Cashflow.presentValue([-100, 39, 59, 55, 20], rate: 0) == 73)
        #expect(Cashflow.presentValue([], rate: 0.1) == 0)
    }

    @Test func presentValuesAddUp() throws {
        var generator = SeededGenerator(seed: 1)
        for _ in 0..<200 {
            let flows = (0..<generator.below(40)).map { _ in generator.number(-1000...1000) }
            let rate = generator.number(-0.2...0.5)
            let values = try #require(Cashflow.presentValues(flows, rate: rate))
            let whole = try #require(Cashflow.presentValue(flows, rate: rate))
            let size = values.reduce(1) { $0 + abs($1) }
            #expect(abs(values.reduce(0, +) - whole) <= 1e-12 * size)
        }
    }

    @Test func whatHasNoValueGivesNil() {
        for rate in [-1, -2, Double.nan, .infinity] {
            #expect(Cashflow.presentValue([-1, 2], rate: rate) == nil)
            #expect(Cashflow.presentValues([-1, 2], rate: rate) == nil)
            #expect(Cashflow.discountedPayback([-1, 2], rate: rate) == nil)
        }
        #expect(Cashflow.presentValue([1, .nan], rate: 0.1) == nil)
        #expect(Cashflow.presentValue([.infinity], rate: 0.1) == nil)
        #expect(Cashflow.presentValues([0, 1e308, 1e308], rate: -0.9) == nil)
        #expect(Cashflow.presentValues([1, 0, 0], rate: -0.999)?.last == 0)
    }

    @Test func runningSums() {
        #expect(Cashflow.cumulative([-5, 2, 4]) == [-5, -3, 1])
        #expect(Cashflow.cumulative([]).isEmpty)
    }

    @Test func returnOnInvestmentNamesItsHorizon() throws {
        let result = try #require(ReturnOnInvestment(savings: [0, 60, 60, 60], costs: [100], horizon: 3))
        #expect(agree(result.ratio, 0.2))
        #expect(result.horizon == 3)
        #expect(result.savings == 120)
        #expect(agree(ReturnOnInvestment(savings: [0, 60, 60, 60], costs: [100], horizon: 12)?.ratio, 0.8))
        #expect(ReturnOnInvestment(savings: [1], costs: [0], horizon: 3) == nil)
        #expect(ReturnOnInvestment(savings: [1], costs: [-1], horizon: 3) == nil)
        #expect(ReturnOnInvestment(savings: [1], costs: [1], horizon: 0) == nil)
        #expect(ReturnOnInvestment(savings: [.nan], costs: [1], horizon: 1) == nil)
        #expect(ReturnOnInvestment(savings: [], costs: [], horizon: 1) == nil)
    }
}
