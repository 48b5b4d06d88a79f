import ScrimpQuantities
import ScrimpTestSupport
import Testing

@Suite struct DecimalTests {
    @Test(
        arguments: [
            ("0", 0, 0), ("7", 7, 0), ("-7", -7, 0), ("+7", 7, 0), ("0.25", 25, -2), ("40_000", 40_000, 0),
            ("1e6", 1, 6), ("1E+6", 1, 6), ("2.5e-7", 25, -8), ("000.5", 5, -1), ("1.50", 150, -2), (".5", 5, -1),
            ("5.", 5, 0), ("-0.0", 0, -1), ("1_000.000_1", 10_000_001, -4),
        ] as [(String, Int128, Int)])
    func reads(text: String, digits: Int128, exponent: Int) throws {
        let decimal = try #require(Decimal(ascii: text.utf8))
        #expect(decimal.digits == digits)
        #expect(decimal.exponent == exponent)
    }

    @Test(arguments: [
        "", "-", "+", ".", "e5", "1e", "1e+", "1e-", "1e+-5", "1e5-", "1e5.0", "--1", "1-", "1.2.3", "1__0", "_1", "1_",
        "1_.5", "1._5", "1_e5", "1e_5", "0x10", "1,5", " 1", "1 ", "nan", "inf", "١", "1e99999", "1\u{0}",
    ])
    func refuses(text: String) {
        #expect(Decimal(ascii: text.utf8) == nil)
    }

    @Test func holdsThirtySixSignificantDigits() throws {
        let most = String(repeating: "9", count: 36)
        #expect(try #require(Decimal(ascii: most.utf8)).rational?.whole == Int128(most))
        #expect(Decimal(ascii: (most + "9").utf8) == nil)
        #expect(try #require(Decimal(ascii: ("0.000" + most).utf8)).digits == Int128(most))
    }

    @Test func becomesAFraction() throws {
        #expect(try #require(Decimal(ascii: "0.1".utf8)).rational == Rational(1, 10))
        #expect(try #require(Decimal(ascii: "-2.50".utf8)).rational == Rational(-5, 2))
        #expect(try #require(Decimal(ascii: "3e3".utf8)).rational == Rational(whole: 3_000))
        #expect(try #require(Decimal(ascii: "0e9000".utf8)).rational == .zero)
    }

    @Test func isNoFractionBeyond128Bits() throws {
        #expect(try #require(Decimal(ascii: "1e39".utf8)).rational == nil)
        #expect(try #require(Decimal(ascii: "1e-39".utf8)).rational == nil)
        #expect(try #require(Decimal(ascii: "1e38".utf8)).rational != nil)
        #expect(try #require(Decimal(ascii: "9e38".utf8)).rational == nil)
        #expect(Decimal(digits: 1, exponent: .min).rational == nil)
        #expect(Decimal(digits: .min, exponent: 0).rational == nil)
    }

    @Test func readsBackWhatIsWritten() throws {
        var random = SeededGenerator(seed: 4)
        for _ in 0..<2_000 {
            let digits = random.int128(bits: 100)
            let decimals = random.below(20)
            var text = String(digits.magnitude)
            while text.utf8.count <= decimals { text = "0" + text }
            if decimals > 0 { text.insert(".", at: text.index(text.endIndex, offsetBy: -decimals)) }
            if digits < 0 { text = "-" + text }
            let read = try #require(Decimal(ascii: text.utf8), "\(text)")
            #expect(read.digits == digits && read.exponent == -decimals, "\(text)")
        }
    }
}
