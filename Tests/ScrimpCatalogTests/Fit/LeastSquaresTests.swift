import ScrimpTestSupport
import Testing

@testable import ScrimpCatalog

@Suite struct LeastSquaresTests {
    private static func terms(_ random: inout SeededGenerator, _ count: Int) -> [[Double]] {
        (0..<count).map { _ in
            [1, Double(random.below(256) + 1), Double(random.below(500_000) + 1), Double(random.below(2_000) + 1)]
        }
    }

    private static func isClose(_ left: [Double], _ right: [Double], within tolerance: Double) -> Bool {
        zip(left, right).allSatisfy { abs($0 - $1) <= tolerance * max(abs($1), 1e-9) }
    }

    @Test(arguments: 0..<20) func exactValuesGiveTheirCoefficients(seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed))
        let wanted = [0.006, 1e-5, 4e-8, 2e-5].map { $0 * Double(random.below(90) + 10) / 50 }
        let terms = Self.terms(&random, 30)
        let values = terms.map { LeastSquares.sum(wanted, $0) }
        let found = try #require(LeastSquares(terms: terms, values: values).robust())
        #expect(Self.isClose(found, wanted, within: 1e-6))
    }

    /// A term that would have to be negative is left out, and the others are the best without it.
    @Test func coefficientsAreNotNegative() throws {
        var random = SeededGenerator(seed: 5)
        let terms = Self.terms(&random, 40)
        let values = terms.map { 0.1 + 1e-3 * $0[1] - 1e-8 * $0[2] }
        let found = try #require(LeastSquares(terms: terms, values: values).robust())
        #expect(found.allSatisfy { $0 >= 0 })
        #expect(found[2] == 0)
    }

    /// One measurement in ten that is ten times too long moves nothing.
    @Test func outliersDoNotCount() throws {
        var random = SeededGenerator(seed: 8)
        let wanted = [0.006, 1e-5, 4e-8, 2e-5]
        let terms = Self.terms(&random, 50)
        let values = terms.enumerated().map { LeastSquares.sum(wanted, $0.element) * ($0.offset % 10 == 3 ? 10 : 1) }
        let found = try #require(LeastSquares(terms: terms, values: values).robust(rounds: 60))
        #expect(Self.isClose(found, wanted, within: 0.03))
    }

    @Test func nothingGivesNothing() {
        #expect(LeastSquares(terms: [], values: []).robust() == nil)
        #expect(LeastSquares(terms: [[0], [0]], values: [1, 2]).robust() == nil)
    }
}
