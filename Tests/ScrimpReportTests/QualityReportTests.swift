import ScrimpJSON
import ScrimpPlan
import ScrimpQuantities
import ScrimpReport
import ScrimpSimulator
import ScrimpTestSupport
import Testing

/// The part of a report that says what answers are worth.
@Suite struct QualityReportTests {
    private static func point(_ cost: Int128, _ sum: Int128, of graded: Int64 = 1_200) -> QualityPoint {
        QualityPoint(cost: Money(pico: cost * 1_000_000_000), answered: 1_300, graded: graded, sum: sum * 1_000_000)
    }

    private static var result: SimulationResult {
        var strings = StringTable()
        let plain = strings.append("help".utf8)
        let identity = PlanIdentity(
            policyName: plain, policyVersion: .empty, compilerVersion: .empty, language: 1,
            catalogDigest: [UInt8](repeating: 0, count: 32))
        let names = ["mini", "large", "a_model_of_our_own_with_a_name_that_is_far_too_long_for_a_column"]
        let targets = names.map { name in
            PlanTarget(
                name: strings.append(name.utf8), identity: plain, provider: plain, isSelfHosted: false,
                prices: PlanPrices(input: 1_000_000, output: 4_000_000), contextWindow: 0, prefixCache: 0)
        }
        var plan = Plan(identity: identity, strings: strings, deadline: 1, zone: .utc)
        plan.targets = targets
        let traffic = SimulationResult.Traffic(
            "trace day.csv", requests: 1_350, promptTokens: 60_000, outputTokens: 6_000,
            start: Instant(nanoseconds: 1_000_000_000_000_000_000), duration: 86_400_000_000_000)
        var result = SimulationResult(
            policy: "help", scenario: "day", traffic, against: nil, ReplayTally(plan: plan), .init(plan), findings: [])
        var cuts: [QualityFrontier.Cut] = []
        for step in 0..<30 as Range<Int128> {
            cuts.append(
                .init(
                    text: "\(90 - step * 2)%", point: point(1_000 + step * 150, 730_500 + step * 9_000),
                    refused: step == 29 ? 1_234 : 0, isToday: step == 4))
        }
        result.quality = QualityOutcome(
            policy: point(3_000, 900_123),
            alone: [
                .init(target: 2, point: point(0, 700_000), isHeld: true),
                .init(target: 0, point: point(1_000, 730_500)),
                .init(target: 1, point: point(9_000, 1_011_111)),
            ],
            oracle: point(2_000, 1_100_000), oracleRequests: [1_000, 250, 100], cachedAnswers: 50,
            frontier: QualityFrontier(
                constant: "cut", attribute: "complexity", tried: 66, failed: 1, isComplete: false, cuts: cuts,
                beaten: .init(text: "35%", point: point(5_000, 800_000), isToday: true), meanGapRecovered: 0.6789))
        return result
    }

    @Test func textIsAsExpected() {
        let text = TextReport(Self.result).text
        expectGolden(text, at: "Tests/Golden/reports/quality.txt")
        let wide = text.split(separator: "\n").filter { $0.count > 80 }
        #expect(wide.isEmpty)
    }

    @Test func jsonIsAsExpectedAndInTheGuide() throws {
        let text = JSONReport(Self.result).text
        expectGolden(text, at: "Tests/Golden/reports/quality.json")
        let quality = try #require(try JSONReader.read(Array(text.utf8))["quality"])
        let guide = try PackageRoot.text("Docs/simulate.md")
        func check(_ node: JSONNode) {
            for member in node.members ?? [] {
                #expect(guide.contains("`\(member.key)`"), "\(member.key) is not in Docs/simulate.md")
                check(member.value)
            }
            for element in node.elements ?? [] { check(element) }
        }
        check(quality)
        #expect(quality["alone"]?.elements?.count == 3)
        #expect(quality["frontier"]?["cuts"]?.elements?.count == 30)
    }
}
