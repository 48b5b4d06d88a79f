import ScrimpPlan
import ScrimpQuantities
import ScrimpRuntime
import Testing

@Suite struct ShapeTests {
    private func policy() -> SimplePolicy {
        var policy = SimplePolicy()
        policy.builder.plan.targets[0].prices.output = 10
        policy.builder.budget("all", limit: 10_000)
        return policy
    }

    @Test func aCapLowersWhatIsReserved() throws {
        var policy = policy()
        let second = policy.fallback(input: 1)
        policy.builder.plan.targets[Int(second)].prices.output = 10
        policy.builder.shape(on: .of(policy.model)) { $0.maxOutput = 50 }
        policy.builder.limit(on: .of(policy.model), concurrency: 2)
        let engine = try policy.builder.engine()
        let capped = try engine.decide(engine.request("a", [("max_output", 400)]), at: .after(0))
        #expect(capped.maxOutput == 50 && capped.reserved == Money(pico: 500) && capped.shapes == 1)
        let short = try engine.decide(engine.request("a", [("max_output", 30)]), at: .after(0))
        #expect(short.maxOutput == 30 && short.reserved == Money(pico: 300))
        let other = try engine.decide(engine.request("a", [("max_output", 400)]), at: .after(0))
        #expect(other.target == second && other.maxOutput == 400 && other.reserved == Money(pico: 4_000))
        #expect(other.shapes == 0)
    }

    @Test func aCapBoundsWhatNoRequestBounds() throws {
        var builder = PlanBuilder()
        builder.attribute("tenant", .string, default: nil)
        builder.attribute("prompt", .tokens, role: .prompt)
        builder.target("model", PlanPrices(input: 1, output: 1))
        builder.rule(.always, builder.chain(0))
        builder.budget("all", limit: 1_000)
        #expect(
            try builder.engine().decide(builder.engine().request("a"), at: .after(0)).verdict == .reject(.exhausted))
        builder.shape { $0.maxOutput = 100 }
        let engine = try builder.engine()
        let decision = try engine.decide(engine.request("a"), at: .after(0))
        #expect(decision.maxOutput == 100 && decision.reserved == Money(pico: 100))
    }

    @Test func theSmallestCapWinsAndDirectivesAddUp() throws {
        var policy = policy()
        let large = policy.builder.condition(policy.prompt, 10...Int64.max)
        policy.builder.shape("one") { shape in
            shape.maxOutput = 50
            shape.context = 900
            shape.effort = .low
        }
        policy.builder.shape("two", when: large) { shape in
            shape.maxOutput = 20
            shape.context = 1_000
            shape.stream = true
            shape.bundle = 4
            shape.encoding = .gzip
            shape.compression = 300_000_000...400_000_000
            shape.examples = 3
            shape.reasoningCap = 7
        }
        let engine = try policy.builder.engine()
        let both = try engine.decide(engine.request("a", cost: 10, [("max_output", 400)]), at: .after(0))
        #expect(both.maxOutput == 20 && both.shapes == 3)
        var expected = ShapeDirectives()
        expected.maxOutput = 20
        expected.context = 900
        expected.effort = .low
        expected.stream = true
        expected.bundle = 4
        expected.encoding = .gzip
        expected.compression = 300_000_000...400_000_000
        expected.examples = 3
        expected.reasoningCap = 7
        #expect(engine.directives(of: both) == expected)
        let one = try engine.decide(engine.request("a", cost: 9, [("max_output", 400)]), at: .after(0))
        #expect(one.maxOutput == 50 && one.shapes == 1 && engine.directives(of: one).stream == nil)
    }

    @Test func reportedNumbersEndAStream() throws {
        var policy = policy()
        let name = policy.builder.text("confidence")
        let number = policy.builder.feature(.hostNumber(name))
        let enough = policy.builder.comparison(number, scale: 1_000_000_000, .greaterOrEqual, (9, 10))
        policy.builder.shape { $0.stopEarly = enough }
        policy.builder.shape("other", when: .never) { $0.stopEarly = .always }
        let engine = try policy.builder.engine()
        let decision = try engine.decide(engine.request("a"), at: .after(0))
        #expect(engine.directives(of: decision).stopsEarly == 1)
        let confidence = try #require(engine.hostNumber("confidence"))
        #expect(engine.hostNumber("other") == nil)
        func stops(_ value: Int64?) -> Bool {
            engine.stopsEarly(decision, numbers: value.map { [(confidence, $0)] } ?? [])
        }
        #expect(!stops(nil))
        #expect(!stops(899_999_999))
        #expect(stops(900_000_000))
        // Numbers of one stream are not those of the next.
        #expect(!stops(nil))
    }
}
