import ScrimpEconomics
import Testing

@Suite struct SobolSequenceTests {
    /// Sixteenths of the first sixteen points, from `scipy.stats.qmc.Sobol(128, scramble=False)`, SciPy 1.17.1, which takes
    /// the points in the order of Gray codes.
    private static let published: [(dimension: Int, sixteenths: [Int])] = [
        (0, [0, 8, 12, 4, 6, 14, 10, 2, 3, 11, 15, 7, 5, 13, 9, 1]),
        (1, [0, 8, 4, 12, 6, 14, 2, 10, 5, 13, 1, 9, 3, 11, 7, 15]),
        (2, [0, 8, 4, 12, 10, 2, 14, 6, 15, 7, 11, 3, 5, 13, 1, 9]),
        (3, [0, 8, 4, 12, 14, 6, 10, 2, 7, 15, 3, 11, 9, 1, 13, 5]),
        (5, [0, 8, 12, 4, 2, 10, 14, 6, 5, 13, 9, 1, 7, 15, 11, 3]),
        (10, [0, 8, 12, 4, 14, 6, 2, 10, 11, 3, 7, 15, 5, 13, 9, 1]),
        (31, [0, 8, 4, 12, 2, 10, 6, 14, 13, 5, 9, 1, 15, 7, 11, 3]),
        (63, [0, 8, 12, 4, 2, 10, 14, 6, 11, 3, 7, 15, 9, 1, 5, 13]),
        (127, [0, 8, 4, 12, 10, 2, 14, 6, 1, 9, 5, 13, 11, 3, 15, 7]),
    ]

    @Test func pointsAreThePublishedOnes() throws {
        let sequence = try #require(SobolSequence(dimensions: 128, seed: nil))
        for (dimension, sixteenths) in Self.published {
            let found = try (0..<16).map { (index: UInt32) in
                Int(try #require(sequence.unit(index ^ (index >> 1), dimension)) * 16)
            }
            #expect(found == sixteenths, "dimension \(dimension)")
        }
        let far: UInt32 = 1000 ^ (1000 >> 1)
        for (dimension, value) in [(1, 99), (20, 535), (127, 557)] {
            #expect(try Int(#require(sequence.unit(far, dimension)) * 1024) == value)
        }
    }

    @Test func everyPartGetsOnePoint() throws {
        let sequence = try #require(SobolSequence(dimensions: SobolSequence.mostDimensions, seed: 42))
        for dimension in 0..<SobolSequence.mostDimensions {
            var taken = Set<Int>()
            for index in 0..<UInt32(256) {
                let unit = try #require(sequence.unit(index, dimension))
                #expect(unit > 0 && unit < 1)
                taken.insert(Int(unit * 256))
            }
            #expect(taken.count == 256, "dimension \(dimension)")
        }
    }

    @Test func whatIsOutOfRange() {
        #expect(SobolSequence(dimensions: SobolSequence.mostDimensions + 1, seed: 1) == nil)
        #expect(SobolSequence(dimensions: -1, seed: 1) == nil)
        #expect(SobolSequence(dimensions: 2, seed: 1)?.unit(.max, 1) != nil)
        #expect(SobolSequence(dimensions: 2, seed: 1)?.unit(0, 2) == nil)
    }
}
