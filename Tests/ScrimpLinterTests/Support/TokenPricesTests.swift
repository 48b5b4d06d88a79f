import ScrimpQuantities
import Testing

@testable import ScrimpLinter

@Suite struct TokenPricesTests {
    private let mini = TokenPrices(input: 150_000, output: 600_000)
    private let large = TokenPrices(input: 2_500_000, output: 10_000_000)

    /// Dearer is what costs more for every mix of prompt and answer.
    @Test func dearer() {
        #expect(large.isDearer(than: mini) && !mini.isDearer(than: large) && !mini.isDearer(than: mini))
        let crossed = TokenPrices(input: 100_000, output: 900_000)
        #expect(!crossed.isDearer(than: mini) && !mini.isDearer(than: crossed))
        #expect(TokenPrices(input: 150_000, output: 600_001).isDearer(than: mini))
    }

    /// The least factor is that of the mix for which the two are closest.
    @Test func factors() {
        #expect(large.leastFactor(over: mini) == Rational(50, 3))
        #expect(TokenPrices(input: 300_000, output: 3_000_000).leastFactor(over: mini) == Rational(whole: 2))
        #expect(mini.leastFactor(over: TokenPrices(input: 0, output: 1)) == nil)
    }

    @Test func texts() {
        #expect(mini.text == "$0.15/Mtok of prompt and $0.60/Mtok of answer")
        #expect(FigureText.factor(Rational(50, 3) ?? .one) == "16.7×")
        #expect(FigureText.factor(Rational(whole: 8)) == "8×")
        #expect(FigureText.gigabytes(141_107_412_992) == "141.1 GB")
        #expect(FigureText.share(Rational(19, 20) ?? .one) == "95%")
        #expect(FigureText.tokens(128_000) == "128_000 tok")
    }

    /// Three digits that count, and never less than cents.
    @Test(arguments: [
        (1_440.4, "$1_440"), (27.0, "$27"), (6.883, "$6.88"), (0.0265728, "$0.0266"), (0.000_012_34, "$0.0000123"),
        (0, "$0"),
    ])
    func dollars(amount: Double, text: String) { #expect(FigureText.dollars(amount) == text) }
}
