import ScrimpEconomics
import ScrimpTestSupport
import Testing

@Suite struct InternalRateTests {
    private func unique(_ flows: [Double]) -> Double? {
        if case .unique(let rate) = Cashflow.internalRate(flows) { return rate }
        return nil
    }

    private func several(_ flows: [Double]) -> [Double] {
        if case .notUnique(let rates) = Cashflow.internalRate(flows) { return rates }
        return []
    }

    /// The example of `numpy_financial.irr`.
    @Test func aTextbookRate() {
        #expect(agree(unique([-100, 39, 59, 55, 20]), 0.28094842115996, within: 1e-12))
        #expect(agree(unique([-100, 110]), 0.1))
        #expect(agree(unique([100, -110]), 0.1))
        #expect(abs((unique([-100, 100]) ?? 1)) < 1e-15)
        #expect(agree(unique([-100, 0, 0, 74]), -0.09549583034897247, within: 1e-12))
        #expect(agree(unique([-100, 1]), -0.99))
    }

    @Test func twoRatesAreNotOne() {
        let rates = several([-100, 230, -132])
        #expect(rates.count == 2)
        #expect(agree(rates.first, 0.10, within: 1e-11))
        #expect(agree(rates.last, 0.20, within: 1e-11))
    }

    /// (x − 1/1.1)(x − 1/1.2)(x − 1/0.5) and more: rates on both sides of zero.
    @Test(arguments: [[0.1, 0.2, -0.5], [-0.9, 0, 3], [0.01, 0.02, 0.03, 0.04], [-0.2, -0.1, 0.1, 0.2]])
    func everyRateIsFound(rates: [Double]) {
        var flows = [1.0]
        for rate in rates {
            var next = [Double](repeating: 0, count: flows.count + 1)
            for (power, flow) in flows.enumerated() {
                next[power] -= flow
                next[power + 1] += flow * (1 + rate)
            }
            flows = next
        }
        let found = several(flows)
        #expect(found.count == rates.count, "\(found)")
        for (left, right) in zip(found, rates.sorted()) { #expect(abs(left - right) < 1e-9, "\(found)") }
    }

    @Test func aRateThatTheCurveOnlyTouches() {
        #expect(agree(unique([-100, 220, -121]), 0.1, within: 1e-6))
    }

    @Test func noRate() {
        for flows in [
            [], [0], [5], [1, 2, 3], [-1, -2], [0, 0, 0], [100, -100, 100], [.nan, 1], [-1, .infinity],
            [-100, 0, 0],
        ] {
            #expect(Cashflow.internalRate(flows) == .none, "\(flows)")
        }
    }

    @Test func longAndVeryDifferentFlows() throws {
        let months = [-1e6] + [Double](repeating: 30_000, count: 480)
        let rate = try #require(unique(months))
        #expect(abs(Cashflow.presentValue(months, rate: rate) ?? 1) < 1e-3)
        #expect(agree(unique([-1e300, 1.1e300]), 0.1))
        #expect(agree(unique([-1e-300, 1.1e-300]), 0.1))
        #expect(agree(unique([0, 0, -1, 1.5]), 0.5))
    }

    /// Random flows: at every rate that is named the present value is zero, and it changes sign nowhere else.
    @Test func noRateIsOverlooked() throws {
        var generator = SeededGenerator(seed: 3)
        for _ in 0..<150 {
            let flows = (0..<(2 + generator.below(12))).map { _ in generator.number(-100...100).rounded() }
            let rates: [Double]
            switch Cashflow.internalRate(flows) {
            case .none: rates = []
            case .unique(let rate): rates = [rate]
            case .notUnique(let all): rates = all
            }
            var changes = 0
            var last = 0.0
            for step in 1..<4000 {
                // Growth from nearly nothing to a thousandfold.
                let growth = 0.05 * exponential(Double(step) / 4000 * 10)
                let value = try #require(Cashflow.presentValue(flows, rate: growth - 1))
                if last * value < 0 { changes += 1 }
                if value != 0 { last = value }
            }
            let inside = rates.filter { $0 + 1 > 0.05 && $0 + 1 < 1000 }
            #expect(inside.count >= changes, "\(flows): \(rates)")
            for rate in inside {
                let values = try #require(Cashflow.presentValues(flows, rate: rate))
                let size = values.reduce(0) { $0 + abs($1) }
                #expect(abs(values.reduce(0, +)) <= 1e-9 * size, "\(flows) at \(rate)")
            }
        }
    }

    private func exponential(_ x: Double) -> Double {
        var sum = 1.0
        var term = 1.0
        for step in 1..<60 {
            term *= x / Double(step)
            sum += term
        }
        return sum
    }
}
