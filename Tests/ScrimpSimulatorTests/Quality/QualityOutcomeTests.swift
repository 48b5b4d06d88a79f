import ScrimpQuantities
import ScrimpSimulator
import Testing

@Suite struct QualityOutcomeTests {
    private static func point(_ cost: Int128, _ right: Int128, of graded: Int64 = 100) -> QualityPoint {
        QualityPoint(cost: Money(pico: cost), answered: graded, graded: graded, sum: right * 1_000_000_000)
    }

    private static let outcome = QualityOutcome(
        policy: point(600, 70),
        alone: [.init(target: 0, point: point(100, 60)), .init(target: 1, point: point(1_100, 80))],
        oracle: point(300, 90), oracleRequests: [80, 20], cachedAnswers: 0)

    @Test func sharesOfTheWay() throws {
        let outcome = Self.outcome
        #expect(isClose(try #require(outcome.gapRecovered(outcome.policy)), 0.5))
        #expect(isClose(try #require(outcome.costShare(outcome.policy)), 0.5))
        #expect(isClose(try #require(outcome.gapRecovered(outcome.oracle)), 1.5))
        #expect(Self.outcome.gapRecovered(QualityPoint()) == nil)
    }

    @Test func theMeanIsTheAreaUnderTheCourse() throws {
        // A choice by chance lies on the straight line; all of the gap for nothing would be one.
        func mean(_ points: QualityPoint...) throws -> Double {
            try #require(Self.outcome.meanGapRecovered(over: points))
        }
        #expect(isClose(try mean(), 0.5))
        #expect(isClose(try mean(Self.point(600, 70)), 0.5))
        #expect(isClose(try mean(Self.point(600, 80), Self.point(350, 75)), 0.25 * 0.375 + 0.25 * 0.875 + 0.5))
        var same = Self.outcome
        same.alone[1].point = Self.point(1_100, 60)
        #expect(same.meanGapRecovered(over: []) == nil)
    }

    @Test func pointsAreComparedExactly() {
        #expect(Self.point(5, 60).dominates(Self.point(6, 60)))
        #expect(Self.point(5, 61).dominates(Self.point(5, 60)))
        #expect(!Self.point(5, 60).dominates(Self.point(5, 60)))
        #expect(!Self.point(5, 60).dominates(Self.point(4, 59)))
        #expect(Self.point(5, 2, of: 3).compareQuality(to: Self.point(5, 4, of: 6)) == 0)
        #expect(Self.point(5, 1, of: 3).compareQuality(to: QualityPoint()) == 1)
        #expect(Self.point(0, 785, of: 1_000).quality == 0.785)
    }
}
