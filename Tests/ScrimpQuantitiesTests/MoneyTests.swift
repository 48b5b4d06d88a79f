import ScrimpQuantities
import ScrimpTestSupport
import Testing

@Suite struct MoneyTests {
    @Test(
        arguments: [
            (0, "$0.00"), (1, "$0.000000000001"), (-1, "-$0.000000000001"), (1_500_000_000_000, "$1.50"),
            (1_234_500_000_000_000, "$1_234.50"), (-1_000_000_000_000_000_000, "-$1_000_000.00"),
            (999_000_000_000_000, "$999.00"), (123_456_000_000, "$0.123456"),
        ] as [(Int128, String)])
    func describesExactly(pico: Int128, text: String) {
        #expect(Money(pico: pico).description == text)
    }

    @Test(
        arguments: [
            (1_005_000_000_000, 2, "$1.01"), (1_004_999_999_999, 2, "$1.00"), (-1_005_000_000_000, 2, "-$1.01"),
            (999_999_500_000_000_000, 0, "$1,000,000"), (1, 2, "$0.00"), (-1, 2, "$0.00"), (-1, 12, "-$0.000000000001"),
            (5_000_000_000, 2, "$0.01"), (2_000_000_000_000, -3, "$2"), (1, 40, "$0.000000000001"),
        ] as [(Int128, Int, String)])
    func roundsForTables(pico: Int128, decimals: Int, text: String) {
        #expect(Money(pico: pico).formatted(decimals: decimals) == text)
    }

    @Test func writesTheLargestAmount() {
        #expect(Money(pico: .max).formatted(grouping: nil) == "$170141183460469231731687303.715884105727")
        #expect(Money(pico: .min).formatted(grouping: nil) == "-$170141183460469231731687303.715884105728")
        #expect(Money(pico: .min).formatted(decimals: 0, grouping: nil) == "-$170141183460469231731687304")
    }

    @Test func comesFromFractions() {
        #expect(Rational(1, 4).flatMap(Money.init(exactly:)) == Money(pico: 250_000_000_000))
        #expect(Rational(1, 3).flatMap(Money.init(exactly:)) == nil)
        #expect(Rational(1, 3).flatMap(Money.init(rounding:)) == Money(pico: 333_333_333_333))
        #expect(Rational(2, 3).flatMap(Money.init(rounding:)) == Money(pico: 666_666_666_667))
        #expect(Rational(-1, 2_000_000_000_000).flatMap(Money.init(rounding:)) == Money(pico: -1))
        #expect(Money(exactly: Rational(whole: .max)) == nil)
    }

    @Test func readsBackWhatItDescribes() throws {
        var random = SeededGenerator(seed: 5)
        for _ in 0..<2_000 {
            let money = Money(pico: random.int128(bits: 110))
            let text = money.description.replacing("$", with: "")
            let value = try #require(Decimal(ascii: text.utf8)?.rational)
            #expect(Money(exactly: value) == money)
        }
    }

    @Test func saysWhereASumDoesNotFit() {
        #expect(Money(pico: .max).adding(Money(pico: 1)) == nil)
        #expect(Money(pico: .max).multiplied(by: 2) == nil)
        #expect(Money(pico: 3).multiplied(by: 4) == Money(pico: 12))
    }
}
