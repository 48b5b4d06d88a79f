import Testing

@testable import ScrimpSimulator

@Suite struct TuningResultTests {
    private static func point(_ cost: Double, _ quality: Double?, _ name: String) -> TuningResult.Point {
        .init(
            texts: [name], figures: [Figure(.cost, cost, .exact), Figure(.quality, quality, .exact)], isAllowed: true)
    }

    @Test func theFrontierIsWhatNothingBeats() {
        let points = [
            Self.point(5, 0.9, "a"), Self.point(4, 0.8, "b"), Self.point(4, 0.7, "c"), Self.point(6, 0.9, "d"),
            Self.point(1, nil, "e"), Self.point(5, 0.9, "f"), Self.point(2, 0.1, "g"),
        ]
        let axes = TuningResult.axes(TuningGoal(.cost), [.cost, .quality])
        #expect(axes.map(\.name) == [.cost, .quality] && axes.map(\.wantsMore) == [false, true])
        #expect(TuningResult.frontier(points, axes).map(\.texts) == [["g"], ["b"], ["a"]])
    }

    @Test func constraintsAreAxes() {
        let goal = TuningGoal(
            .quality, isMaximized: true, constraints: [.init(.refusedShare, .lessOrEqual, 0.01, text: "refused <= 1%")])
        let axes = TuningResult.axes(goal, [.quality, .refusedShare, .cost])
        #expect(axes.map(\.name) == [.quality, .refusedShare] && axes.map(\.wantsMore) == [true, false])
    }

    @Test func scoresSayHowFarALimitIsMissed() {
        let goal = TuningGoal(
            .cost, constraints: [.init(.quality, .greaterOrEqual, 0.8, text: ""), .init(.cost, .less, 10, text: "")])
        func score(_ cost: Double, _ quality: Double?) -> TuningSearch.Score {
            goal.score(Self.point(cost, quality, "").figures)
        }
        #expect(score(9, 0.8) == .init(violation: 0, objective: 9))
        #expect(score(9, 0.6).violation > score(9, 0.7).violation)
        #expect(score(10, 0.8).violation > 0)
        #expect(score(9, nil).violation == .infinity)
        #expect(score(.nan, 0.9) == .none)
        #expect(goal.score([]) == .none)
        #expect(score(9, 0.8) < score(1, 0.79))
    }
}
