import ScrimpEconomics
import ScrimpTestSupport
import Testing

@Suite struct PaybackTests {
    @Test func theMonthInWhichTheSumTurns() throws {
        let payback = try #require(Cashflow.payback([-100, 40, 40, 40]))
        #expect(agree(payback.interpolated, 2.5))
        #expect(payback.wholePeriods == 3)
        #expect(Cashflow.payback([-100, 50, 50]) == Cashflow.payback([-100, 50, 50, -1000]))
        #expect(Cashflow.payback([-100, 50, 50])?.interpolated == 2)
        #expect(Cashflow.payback([0, -5])?.interpolated == 0)
        #expect(Cashflow.payback([10])?.wholePeriods == 0)
    }

    @Test func neverIsNil() {
        #expect(Cashflow.payback([-100, 10, 10]) == nil)
        #expect(Cashflow.payback([]) == nil)
        #expect(Cashflow.payback([-100, .nan, 1000]) == nil)
        #expect(Cashflow.payback([-100, .infinity]) == nil)
        #expect(Cashflow.levelPayback(outlay: 100, saving: 1, rate: 0.01) == nil)
        #expect(Cashflow.levelPayback(outlay: 100, saving: 0.5, rate: 0.01) == nil)
        #expect(Cashflow.levelPayback(outlay: 100, saving: 0, rate: 0) == nil)
        #expect(Cashflow.levelPayback(outlay: 100, saving: -3, rate: 0) == nil)
        for bad in [Double.nan, .infinity] {
            #expect(Cashflow.levelPayback(outlay: bad, saving: 1, rate: 0) == nil)
            #expect(Cashflow.levelPayback(outlay: 1, saving: bad, rate: 0) == nil)
            #expect(Cashflow.levelPayback(outlay: 1, saving: 1, rate: bad) == nil)
        }
    }

    /// −ln(1 − 1000·0.01/100)/ln(1.01).
    @Test func levelSavings() {
        #expect(agree(Cashflow.levelPayback(outlay: 1000, saving: 100, rate: 0.01), 10.588644459423, within: 1e-10))
        #expect(Cashflow.levelPayback(outlay: 1000, saving: 100, rate: 0) == 10)
        #expect(Cashflow.levelPayback(outlay: 0, saving: 0, rate: 0.1) == 0)
    }

    /// The closed form is where the sum of discounted savings turns, so it lies in the period that the list names.
    @Test func closedFormAndListNameTheSamePeriod() throws {
        var generator = SeededGenerator(seed: 2)
        for _ in 0..<300 {
            let outlay = generator.number(10...5000)
            let saving = generator.number(1...400)
            let rate = generator.number(0.0001...0.05)
            let flows = [-outlay] + [Double](repeating: saving, count: 600)
            let listed = Cashflow.discountedPayback(flows, rate: rate)
            guard let closed = Cashflow.levelPayback(outlay: outlay, saving: saving, rate: rate), closed < 599 else {
                #expect(listed == nil || outlay * rate < saving)
                continue
            }
            let payback = try #require(listed)
            #expect(payback.wholePeriods == Int(closed.rounded(.up)))
            #expect(abs(payback.interpolated - closed) < 0.02)
        }
    }
}
