import ScrimpEconomics
import ScrimpTestSupport
import Testing

@Suite struct BatchMeansTests {
    @Test func aSmallExampleByHand() throws {
        // Batches (2, 4) and (6, 8) after one number that is left out: means 3 and 7, deviation √8, t₀.₉₇₅ with one degree.
        let interval = try #require(BatchMeans([100, 2, 4, 6, 8], batches: 2, confidence: 0.95))
        #expect(interval.mean == 5)
        #expect(agree(interval.halfWidth, 12.706204736174694 * 2))
        #expect(interval.batchSize == 2)
        #expect(interval.skipped == 1)
        #expect(agree(interval.low + interval.high, 10))
    }

    /// Of many intervals for independent numbers about as many as promised hold the mean.
    @Test func intervalsHoldWhatTheyPromise() throws {
        var generator = SeededGenerator(seed: 31)
        var hits = 0
        for _ in 0..<1000 {
            let values = (0..<200).map { _ in generator.number(0...1) }
            let interval = try #require(BatchMeans(values, batches: 10, confidence: 0.9))
            if interval.low <= 0.5, 0.5 <= interval.high { hits += 1 }
        }
        #expect(abs(hits - 900) < 40)
    }

    @Test func whatGivesNoInterval() {
        #expect(BatchMeans([]) == nil)
        #expect(BatchMeans([1, 2, 3], batches: 4) == nil)
        #expect(BatchMeans([1, 2, 3], batches: 1) == nil)
        #expect(BatchMeans([1, 2, 3], batches: -1) == nil)
        #expect(BatchMeans([1, 2, 3], batches: 3, confidence: 1) == nil)
        #expect(BatchMeans([1, 2, 3], batches: 3, confidence: .nan) == nil)
        #expect(BatchMeans([1, .nan, 3], batches: 3) == nil)
        #expect(BatchMeans([1, .infinity, 3], batches: 3) == nil)
        #expect(BatchMeans([4, 4, 4], batches: 3)?.halfWidth == 0)
    }
}
