import ScrimpJSON
import ScrimpQuantities
import Testing

@Suite("JSON numbers")
struct JSONNumberTests {
    @Test func onlyNumbersAreNumbers() {
        for text in ["0", "-1", "1.25", "1e9", "-0.5E-3"] { #expect(JSONNumber(text)?.text == text) }
        for text in ["", "-", "01", "1.", ".1", "+1", "1 ", "0x1", "NaN", "1_000", "١"] {
            #expect(JSONNumber(text) == nil)
        }
    }

    @Test func decimalsAreExact() throws {
        let value = try #require(JSONNumber("1.5e-07")?.decimal?.rational)
        #expect(value == Rational(15, 100_000_000))
        #expect(JSONNumber("1.2345678901234567890123456789012345678")?.decimal == nil)
    }

    @Test func wholeNumbers() {
        #expect(JSONNumber("1e3")?.int64 == 1_000)
        #expect(JSONNumber("1000.0")?.int64 == 1_000)
        #expect(JSONNumber("-9223372036854775808")?.int64 == .min)
        #expect(JSONNumber("9223372036854775808")?.int64 == nil)
        #expect(JSONNumber("1.5")?.int64 == nil)
        #expect(JSONNumber("1e400")?.int64 == nil)
        #expect(JSONNumber("1e99999")?.int64 == nil)
    }

    @Test func binaryFractions() {
        #expect(JSONNumber("0.1")?.double == 0.1)
        #expect(JSONNumber(0.1)?.text == "0.1")
        #expect(JSONNumber(Double.nan) == nil)
    }
}
