import ScrimpQuantities
import ScrimpTestSupport
import Testing

@Suite struct RationalTests {
    private static func generated(_ random: inout SeededGenerator, bits: Int = 127) -> Rational {
        while true {
            let top = random.int128(bits: bits)
            let bottom = random.int128(bits: bits)
            if let value = Rational(top, bottom) { return value }
        }
    }

    private static func big(_ value: Rational) -> (top: BigNumber, bottom: BigNumber) {
        (BigNumber(value.numerator), BigNumber(value.denominator))
    }

    @Test func isInLowestTermsWithAPositiveDenominator() throws {
        let value = try #require(Rational(6, -8))
        #expect(value.numerator == -3 && value.denominator == 4)
        let nothing = try #require(Rational(0, -7))
        #expect(nothing == .zero)
        #expect(nothing.denominator == 1)
    }

    @Test func refusesWhatHasNoValue() {
        #expect(Rational(1, 0) == nil)
        #expect(Rational(.min, 3) == nil)
        #expect(Rational(3, .min) == nil)
        #expect(Rational.one.divided(by: .zero) == nil)
    }

    @Test func theSmallestWholeNumberCanBeNegated() {
        #expect(Rational(whole: .min).negated.numerator == .max)
        #expect(Rational(whole: .min).rounded == -Int128.max)
        #expect(Rational(whole: .min).adding(Rational(whole: -1)) == nil)
    }

    @Test func comparesLikeCrossProducts() {
        var random = SeededGenerator(seed: 1)
        for step in 0..<4_000 {
            let left = Self.generated(&random)
            // Every other pair shares digits, so that the comparison has to look deep.
            let right =
                step % 2 == 0
                ? Self.generated(&random)
                : Rational(left.numerator &+ Int128(random.below(3) - 1), left.denominator) ?? left
            let (a, b) = (Self.big(left), Self.big(right))
            #expect((left < right) == (a.top * b.bottom < b.top * a.bottom), "\(left) \(right)")
            #expect((left == right) == (a.top * b.bottom == b.top * a.bottom), "\(left) \(right)")
        }
    }

    @Test func arithmeticIsExactOrRefused() {
        var random = SeededGenerator(seed: 2)
        var refused = 0
        for step in 0..<6_000 {
            let bits = step % 3 == 0 ? 127 : 50
            let left = Self.generated(&random, bits: bits)
            let right = Self.generated(&random, bits: bits)
            let (a, b) = (Self.big(left), Self.big(right))
            let sumTop = a.top * b.bottom + b.top * a.bottom
            let differenceTop = a.top * b.bottom + -(b.top * a.bottom)
            let bottom = a.bottom * b.bottom
            for (result, top, under) in [
                (left.adding(right), sumTop, bottom), (left.subtracting(right), differenceTop, bottom),
                (left.multiplied(by: right), a.top * b.top, bottom),
                (left.divided(by: right), a.top * b.bottom, a.bottom * b.top),
            ] {
                guard let result else {
                    refused += 1
                    continue
                }
                let value = Self.big(result)
                #expect(value.top * under == top * value.bottom, "\(left) \(right)")
                #expect(result.denominator > 0)
            }
        }
        #expect(refused > 100, "the generator never reached the limit")
    }

    @Test func smallArithmeticIsNeverRefused() {
        var random = SeededGenerator(seed: 3)
        for _ in 0..<2_000 {
            let left = Self.generated(&random, bits: 60)
            let right = Self.generated(&random, bits: 60)
            #expect(left.adding(right) != nil)
            #expect(left.multiplied(by: right) != nil)
        }
    }

    @Test func addsOverALargeCommonDenominator() throws {
        let denominator: Int128 = 1 << 120
        let left = try #require(Rational(1, denominator))
        let right = try #require(Rational(3, denominator))
        #expect(left.adding(right) == Rational(1, denominator / 4))
        #expect(left.adding(left.negated) == .zero)
    }

    @Test(
        arguments: [
            (1, 2, 1), (-1, 2, -1), (3, 2, 2), (-3, 2, -2), (1, 3, 0), (2, 3, 1), (-2, 3, -1), (7, 1, 7), (0, 5, 0),
        ] as [(Int128, Int128, Int128)])
    func roundsHalvesAwayFromZero(top: Int128, bottom: Int128, expected: Int128) throws {
        #expect(try #require(Rational(top, bottom)).rounded == expected)
    }

    @Test func roundsAtTheLimit() throws {
        #expect(try #require(Rational(.max, 2)).rounded == Int128.max / 2 + 1)
        #expect(try #require(Rational(1, .max)).rounded == 0)
        #expect(try #require(Rational(.max - 1, .max)).rounded == 1)
    }
}
