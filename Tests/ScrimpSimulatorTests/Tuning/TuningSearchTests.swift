import ScrimpTestSupport
import Testing

@testable import ScrimpSimulator

@Suite struct TuningSearchTests {
    private struct Never: Error {}

    private static func run(
        _ counts: [Int], _ most: Int, _ score: ([Int]) -> TuningSearch.Score
    ) throws -> TuningSearch {
        var search = TuningSearch(counts: counts, most: most)
        try search.run { point throws(Never) in score(point) }
        return search
    }

    private static func score(_ objective: Double, violation: Double = 0) -> TuningSearch.Score {
        .init(violation: violation, objective: objective)
    }

    @Test func aSmallGridIsTriedWhole() throws {
        let search = try Self.run([3, 4], 12) { Self.score(Double(7 - $0[0] * 3 - $0[1])) }
        #expect(search.isExhaustive)
        #expect(search.visited.count == 12 && Set(search.visited).count == 12)
        #expect(search.best?.point == [2, 3])
        #expect(try Self.run([1], 5) { _ in Self.score(1) }.best?.point == [0])
    }

    /// One valley of a single axis is found, wherever it is.
    @Test(arguments: 0..<40) func oneValley(seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed))
        let count = 200 + random.below(4_000)
        let bottom = random.below(count)
        let search = try Self.run([count], 64) { Self.score(Double(abs($0[0] - bottom))) }
        #expect(search.best?.point == [bottom])
        #expect(search.visited.count <= 64)
    }

    /// The edge of what is allowed is found where the figure gets better towards it.
    @Test(arguments: 0..<40) func theEdgeOfWhatIsAllowed(seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed) + 500)
        let count = 200 + random.below(4_000)
        let edge = random.below(count)
        let search = try Self.run([count], 64) { point in
            Self.score(-Double(point[0]), violation: Double(max(point[0] - edge, 0)))
        }
        #expect(search.best?.point == [edge])
    }

    @Test(arguments: 0..<20) func aBowlOfTwoAxes(seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed) + 900)
        let counts = [50 + random.below(200), 50 + random.below(200)]
        let bottom = counts.map { random.below($0) }
        let search = try Self.run(counts, 200) { point in
            let (x, y) = (Double(point[0] - bottom[0]), Double(point[1] - bottom[1]))
            return Self.score(x * x + y * y + x * y / 2)
        }
        #expect(search.best?.point == bottom)
        #expect(search.visited.count <= 200)
    }

    @Test func neverMoreThanWhatIsAllowedAndAlwaysTheSame() throws {
        for most in [1, 2, 3, 7, 30] {
            var calls = 0
            func noise(_ point: [Int]) -> TuningSearch.Score {
                calls += 1
                var random = SeededGenerator(seed: UInt64(point[0] * 1_000 + point[1]))
                return Self.score(Double(random.below(1_000)), violation: Double(random.below(3)))
            }
            let first = try Self.run([300, 20], most, noise)
            #expect(calls <= most && first.visited.count == calls)
            #expect(try Self.run([300, 20], most, noise).visited == first.visited)
        }
    }

    /// A second valley that the grid has missed is found by what is left of the evaluations.
    @Test func theRestGoesToTheWidestGaps() throws {
        let search = try Self.run([1_000], 500) { point in
            Self.score(point[0] == 901 || point[0] == 902 ? -5 : Double(abs(point[0] - 100)))
        }
        #expect(search.best?.score.objective == -5)
        #expect(search.visited.count == 500)
    }

    @Test func whatFailsEndsTheSearch() {
        var search = TuningSearch(counts: [10], most: 5)
        #expect(throws: Never.self) {
            try search.run { _ throws(Never) in throw Never() }
        }
    }
}
