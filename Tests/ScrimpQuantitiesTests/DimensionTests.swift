import ScrimpQuantities
import Testing

@Suite struct DimensionTests {
    @Test func multipliesAndDivides() throws {
        let price = try #require(Dimension.money.combined(with: .tokens, sign: -1))
        #expect(price == Dimension(money: 1, tokens: -1))
        #expect(price.combined(with: .tokens, sign: 1) == .money)
        #expect(price.combined(with: price, sign: -1) == Dimension.none)
    }

    @Test func refusesExponentsThatNoPolicyNeeds() {
        #expect(Dimension(money: 8).combined(with: .money, sign: 1) == nil)
        #expect(Dimension(time: -8).combined(with: .time, sign: -1) == nil)
        #expect(Dimension(money: 127).combined(with: Dimension(money: 127), sign: 1) == nil)
        #expect(Dimension(money: -128).combined(with: Dimension(money: -128), sign: -1) == Dimension.none)
    }

    @Test(arguments: [
        (Dimension.none, "a plain number"), (.money, "money"), (.power, "power"),
        (Dimension(money: 1, tokens: -1), "money per token"), (Dimension(requests: 1, time: -1), "requests per time"),
        (Dimension(time: -1), "number per time"),
    ])
    func isNamed(dimension: Dimension, name: String) {
        #expect(dimension.description == name)
    }
}
