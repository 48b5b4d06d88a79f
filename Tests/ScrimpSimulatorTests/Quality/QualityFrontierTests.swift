import ScrimpPlan
import ScrimpQuantities
import ScrimpSemantics
import ScrimpSimulator
import ScrimpTestSupport
import Testing

/// A threshold is tried at the values that the traffic has, and what remains is what no other value beats.
@Suite struct QualityFrontierTests {
    private static func rows(_ count: Int, seed: UInt64) -> [(score: Int, weak: Bool, strong: Bool)] {
        var random = SeededGenerator(seed: seed)
        return (0..<count).map { _ in
            let score = random.below(21) * 5
            return (score, random.below(100) >= score, random.below(150) >= score)
        }
    }

    @Test(arguments: 0..<6) func everyValueIsTriedAndTheRestIsBeaten(seed: Int) throws {
        let rows = Self.rows(300, seed: UInt64(seed) + 40)
        let result = try QualitySupport.run(
            rows.map { "\(Double($0.score) / 100),100,10,\($0.weak),\($0.strong)" }, more: "tunable: { cut: 5%..95% }")
        let frontier = try #require(result.quality?.frontier)
        #expect(frontier.constant == "cut" && frontier.attribute == "score" && frontier.isComplete)
        // Today's 40 % is one of them.
        let values = Set(rows.map(\.score) + [5, 95]).filter { (5...95).contains($0) }
        #expect(frontier.tried == values.union([40]).count)
        // All requests are equal, so that cost is the number of strong answers.
        func count(_ cut: Int) -> (strong: Int, right: Int) {
            (rows.filter { $0.score >= cut }.count, rows.filter { $0.score < cut ? $0.weak : $0.strong }.count)
        }
        let all = values.union([40]).map(count)
        let best = all.filter { one in
            !all.contains { $0.strong <= one.strong && $0.right >= one.right && $0 != one }
        }
        let expected = Set(best.map { "\($0.strong) \($0.right)" })
        let found = frontier.cuts.map { cut -> String in
            let strong = (cut.point.cost.pico - 300 * 21_000_000) / (350_000_000 - 21_000_000)
            return "\(strong) \(cut.point.sum / 1_000_000_000)"
        }
        #expect(Set(found) == expected && found.count == expected.count)
        #expect(frontier.cuts.map(\.point.cost) == frontier.cuts.map(\.point.cost).sorted())
        #expect(frontier.cuts.contains { $0.isToday } != (frontier.beaten != nil))
    }

    @Test func withoutATunableThresholdThereIsNone() throws {
        let row = ["0.1,100,10,1,1", "0.9,100,10,0,1"]
        #expect(try QualitySupport.run(row).quality?.frontier == nil)
        // An amount that no rule compares with an attribute is no threshold.
        let other = try QualitySupport.run(
            row,
            policy: QualitySupport.policy(
                condition: "score < 50%", more: "budget b { limit: $1 per day, spent: wait }"),
            more: "tunable: { cut: 5%..95% }")
        #expect(other.quality?.frontier == nil)
        #expect(
            try QualitySupport.run(row, more: "tunable: { cut: 5%..95% }", canRetune: false).quality?.frontier == nil)
    }

    @Test(arguments: [
        "score < cut", "cut > score", "not (score >= cut)", "score < 10% or prompt > 5 tok and score <= cut",
        "score in 5%..cut",
    ]) func thresholdsAreFoundInConditions(_ condition: String) throws {
        let (policy, _) = try ReplayAgreementTests.compiled(QualitySupport.policy(condition: condition))
        #expect(policy.thresholdAttribute(of: 0) == 0)
    }

    @Test(arguments: ["score < 2 * cut", "score < 30%", "prompt < 30 tok"]) func otherUsesAreNoThresholds(
        _ condition: String
    ) throws {
        let (policy, _) = try ReplayAgreementTests.compiled(QualitySupport.policy(condition: condition))
        #expect(policy.thresholdAttribute(of: 0) == nil)
    }

    /// A threshold within another constant is one too.
    @Test func throughANamedCondition() throws {
        let text = QualitySupport.policy(condition: "easy").replacing(
            "request {", with: "let easy = score < cut\nrequest {")
        let (policy, _) = try ReplayAgreementTests.compiled(text)
        #expect(policy.constants.map(\.name) == ["cut", "easy"])
        #expect(policy.thresholdAttribute(of: 0) == 0)
    }
}
