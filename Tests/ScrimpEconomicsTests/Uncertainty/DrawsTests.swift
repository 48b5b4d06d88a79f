import ScrimpEconomics
import ScrimpTestSupport
import Testing

@Suite struct DrawsTests {
    /// Every one of `count` equal parts gets one draw, in every dimension.
    @Test(arguments: [1, 2, 3, 7, 64, 100, 1000, 4097])
    func drawsAreSpreadEvenly(count: Int) throws {
        let draws = try Draws(count: count, dimensions: 5, seed: 9)
        for dimension in 0..<5 {
            var taken = Set<Int>()
            for index in 0..<count {
                let unit = try #require(draws.number(draw: index, dimension: dimension))
                #expect(unit > 0 && unit < 1)
                taken.insert(Int(unit * Double(count)))
            }
            #expect(taken == Set(0..<count), "dimension \(dimension)")
        }
    }

    @Test func numbersDependOnSeedDimensionAndIndexAlone() throws {
        let draws = try Draws(count: 1000, dimensions: 3, seed: 1)
        let again = try Draws(count: 1000, dimensions: 8, seed: 1)
        let other = try Draws(count: 1000, dimensions: 3, seed: 2)
        var same = 0
        for index in (0..<1000).reversed() {
            for dimension in [2, 0, 1] {
                let number = try #require(draws.number(draw: index, dimension: dimension))
                #expect(again.number(draw: index, dimension: dimension) == number)
                if other.number(draw: index, dimension: dimension) == number { same += 1 }
            }
            if draws.number(draw: index, dimension: 0) == draws.number(draw: index, dimension: 1) { same += 1 }
        }
        #expect(same == 0)
    }

    /// The order within a dimension tells nothing about that in another, nor about the index.
    @Test func dimensionsAreUnrelated() throws {
        let count = 4000
        let draws = try Draws(count: count, dimensions: 12, seed: 5)
        let columns: [[Double]] = try (0..<12).map { dimension in
            try (0..<count).map { try #require(draws.number(draw: $0, dimension: dimension)) }
        }
        let all = columns + [(0..<count).map { (Double($0) + 0.5) / Double(count) }]
        for first in all.indices {
            for second in 0..<first {
                var sum = 0.0
                for index in 0..<count { sum += (all[first][index] - 0.5) * (all[second][index] - 0.5) }
                // Twelve times the covariance is the correlation; its standard error is 1/√4000 = 0.016.
                #expect(abs(sum / Double(count) * 12) < 0.065, "\(first) \(second)")
            }
            var serial = 0.0
            for index in 1..<count where first < 12 {
                serial += (all[first][index] - 0.5) * (all[first][index - 1] - 0.5)
            }
            #expect(abs(serial / Double(count) * 12) < 0.065, "\(first)")
        }
    }

    @Test func whatIsOutOfRange() throws {
        #expect(throws: Draws.Defect.badCount(0)) { try Draws(count: 0, dimensions: 1, seed: 0) }
        #expect(throws: Draws.Defect.badCount(.max)) { try Draws(count: .max, dimensions: 1, seed: 0) }
        #expect(throws: Draws.Defect.badDimensions(-1)) { try Draws(count: 1, dimensions: -1, seed: 0) }
        let draws = try Draws(count: 4, dimensions: 2, seed: .max)
        for (index, dimension) in [(-1, 0), (4, 0), (0, -1), (0, 2), (.max, .min)] {
            #expect(draws.number(draw: index, dimension: dimension) == nil)
        }
    }
}
