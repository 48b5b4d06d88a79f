import ScrimpJSON
import ScrimpPlan
import ScrimpQuantities
import ScrimpReport
import ScrimpSimulator
import Testing

/// A report made from given counts, so that every figure in it can be checked by hand.
@Suite struct ReportTests {
    /// Two requests of 1,000 and 500 tokens on a model of $1 a million, against $4 on another.
    private static func result(requests: Int64 = 2) -> SimulationResult {
        var strings = StringTable()
        let name = strings.append("mini".utf8)
        let identity = PlanIdentity(
            policyName: name, policyVersion: .empty, compilerVersion: .empty, language: 1,
            catalogDigest: [UInt8](repeating: 0, count: 32))
        var plan = Plan(identity: identity, strings: strings, deadline: 1, zone: .utc)
        plan.targets = [
            PlanTarget(
                name: name, identity: name, provider: name, isSelfHosted: false,
                prices: PlanPrices(input: 1_000_000, output: 4_000_000),
                contextWindow: 0, prefixCache: 0)
        ]
        plan.rules = [PlanRule(chain: 0, text: name, line: 7)]
        var tally = ReplayTally(plan: plan)
        tally.requests = requests
        let answered = ReplayTally.Answered(requests, prompt: 1_000, output: 500, cost: Money(pico: 3_000_000_000))
        tally.byTarget[0].add(answered)
        tally.byRule[0].add(answered)
        return SimulationResult(
            policy: "help", scenario: "day",
            .init(
                "trace x.csv", requests: requests, promptTokens: 1_000, outputTokens: 500,
                start: Instant(nanoseconds: 0),
                duration: 3_600_000_000_000),
            against: .init(name: "everything on large", cost: Money(pico: 12_000_000_000), basis: .exact), tally,
            .init(plan),
            findings: [.init(.simplerPolicy, String(repeating: "long words ", count: 30))])
    }

    @Test func theVerdictComesFirstAndAddsUp() {
        let lines = TextReport(Self.result()).text.split(separator: "\n").map(String.init)
        #expect(lines.first == "help, scenario day")
        #expect(
            lines.contains {
                $0.hasPrefix("  from ") && $0.hasSuffix(" 1970-01-01 00:00 to 1970-01-01 01:00 UTC (1 h)")
            })
        #expect(lines.contains { $0.contains("everything on large") && $0.contains("$0.0120") })
        #expect(lines.contains { $0.contains("with the policy") && $0.contains("$0.0030") })
        #expect(lines.contains { $0.contains("saved") && $0.contains("$0.0090") && $0.contains("75.00 %") })
    }

    @Test func noLineIsWiderThanATerminal() {
        #expect(
            TextReport(Self.result(requests: 9_000_000_000)).text.split(separator: "\n").allSatisfy { $0.count <= 80 })
    }

    @Test func aDearerPolicyIsCalledDearer() {
        var result = Self.result()
        result.baseline?.cost = Money(pico: 1_500_000_000)
        #expect(TextReport(result).text.contains("dearer by"))
        #expect(result.savedBasisPoints == -10_000)
    }

    @Test func jsonHoldsExactMoney() throws {
        let node = try JSONReader.read(Array(JSONReport(Self.result()).text.utf8))
        #expect(node["cost"]?.text == "0.003")
        #expect(node["saved"]?.text == "0.009")
        #expect(node["saved_basis_points"]?.number?.int64 == 7_500)
        #expect(node["models"]?.elements?.first?["cost"]?.text == node["cost"]?.text)
        #expect(node["rules"]?.elements?.first?["line"]?.number?.int64 == 7)
        #expect(node["findings"]?.elements?.first?["kind"]?.text == "simpler_policy")
    }
}
