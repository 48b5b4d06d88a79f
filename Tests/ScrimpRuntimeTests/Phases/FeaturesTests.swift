import ScrimpPlan
import ScrimpQuantities
import ScrimpRuntime
import Testing

@Suite struct FeaturesTests {
    /// Whether a request whose rule tests `feature` for `range` takes that rule.
    private func holds(
        _ range: ClosedRange<Int64>, at time: Instant = .after(0), zone: ZoneRules = .utc, prompt: Int64 = 0,
        output: Int64 = 0, tenant: String = "acme",
        _ make: (inout PlanBuilder) -> UInt16
    ) throws -> Bool {
        var builder = PlanBuilder(zone: zone)
        builder.attribute("tenant", .string, literals: ["acme"], default: nil)
        builder.attribute("prompt", .tokens, role: .prompt)
        builder.attribute("max_output", .tokens, role: .maxOutput)
        builder.target("yes", PlanPrices(input: 0, output: 0))
        builder.target("no", PlanPrices(input: 0, output: 0))
        let feature = make(&builder)
        builder.rule(builder.condition(feature, range), builder.chain(0))
        builder.rule(.always, builder.chain(1))
        let engine = try builder.engine()
        var made = engine.makeRequest()
        try made.set(engine.schema.attribute("tenant"), text: tenant)
        try made.set(engine.schema.attribute("prompt"), number: prompt)
        try made.set(engine.schema.attribute("max_output"), number: output)
        return try engine.decide(made.request, at: time).target == 0
    }

    @Test func linearTermsSaturate() throws {
        func sum(_ coefficients: (Int64, Int64)) -> (inout PlanBuilder) -> UInt16 {
            return { builder in
                builder.plan.linearTerms = [
                    LinearTerm(feature: 1, coefficient: coefficients.0),
                    LinearTerm(feature: 2, coefficient: coefficients.1),
                ]
                return builder.feature(.linear(start: 0, count: 2))
            }
        }
        #expect(try holds(22...22, prompt: 5, output: 4, sum((2, 3))))
        #expect(try holds(Int64.max...Int64.max, prompt: .max, output: 1, sum((2, 3))))
        #expect(try holds(Int64.min...Int64.min, prompt: .max, output: 1, sum((-3, 1))))
        // The sum is exact, whatever its parts pass on the way.
        #expect(try holds(0...0, prompt: .max, output: .max, sum((4, -4))))
    }

    @Test func comparisonsAreExactAndUndefinedWhereTheyMustBe() throws {
        func compare(_ instructions: [Instruction]) -> (inout PlanBuilder) -> UInt16 {
            return { builder in
                builder.plan.instructions = instructions
                return builder.feature(.comparison(start: 0, count: UInt32(instructions.count)))
            }
        }
        let third: [Instruction] = [
            .feature(1, scale: 1), .feature(2, scale: 1), .divide, .constant(numerator: 1, denominator: 3),
            .compare(.equal),
        ]
        #expect(try holds(1...1, prompt: 1, output: 3, compare(third)))
        #expect(try holds(0...0, prompt: 1, output: 4, compare(third)))
        #expect(try holds(2...2, prompt: 1, output: 0, compare(third)))
        let power: [Instruction] = [
            .feature(1, scale: 1), .feature(1, scale: 1), .multiply, .feature(1, scale: 1), .multiply,
            .constant(numerator: 0, denominator: 1), .compare(.greater),
        ]
        #expect(try holds(1...1, prompt: 1_000_000, compare(power)))
        #expect(try holds(2...2, prompt: .max, compare(power)))
        let mixed: [Instruction] = [
            .feature(1, scale: 1), .feature(2, scale: 1), .subtract, .absolute, .feature(1, scale: 1), .maximum,
            .feature(2, scale: 1), .minimum, .negate, .constant(numerator: -7, denominator: 2), .compare(.lessOrEqual),
        ]
        #expect(try holds(1...1, prompt: 4, output: 9, compare(mixed)))
        #expect(try holds(0...0, prompt: 1, output: 3, compare(mixed)))
    }

    @Test func timesAreThoseOfThePolicysZone() throws {
        let clock: (inout PlanBuilder) -> UInt16 = { $0.feature(.localSecond) }
        let weekday: (inout PlanBuilder) -> UInt16 = { $0.feature(.weekday) }
        #expect(try holds(3_600...3_600, zone: .berlin, clock))
        #expect(try holds(3...3, zone: .berlin, weekday))
        #expect(try holds(4...4, at: .after(23 * .hour), zone: .berlin, weekday))
        #expect(try holds(0...0, at: .after(23 * .hour), zone: .berlin, clock))
        let afterChange = Instant(nanoseconds: 1_774_746_000 * .second)
        #expect(try holds(10_800...10_800, at: afterChange, zone: .berlin, clock))
    }

    @Test func textsThePolicyDoesNotNameAreAllTheSame() throws {
        #expect(try holds(0...0, tenant: "acme") { _ in 0 })
        #expect(try holds(1...1, tenant: "other") { _ in 0 })
        let starts: (inout PlanBuilder) -> UInt16 = {
            let operand = $0.text("ac")
            return $0.feature(.text(attribute: 0, operation: .startsWith, operand: operand))
        }
        #expect(try holds(1...1, tenant: "acme", starts))
        #expect(try holds(1...1, tenant: "acorn", starts))
        #expect(try holds(0...0, tenant: "zebra", starts))
    }

    @Test func aBudgetIsFilledByWhatIsHeldAndSettled() throws {
        var policy = SimplePolicy()
        let budget = policy.builder.budget("daily", limit: 1_000, per: policy.tenant)
        let filled = policy.builder.feature(.filled(budget: budget))
        policy.builder.plan.rules = []
        var builder = PlanBuilder()
        builder.plan = policy.builder.plan
        let cheap = builder.target("cheap", PlanPrices(input: 1, output: 0))
        builder.rule(builder.condition(filled, 800_000_000...Int64.max), builder.chain(cheap))
        builder.rule(.always, builder.chain(policy.model))
        let engine = try builder.engine()
        #expect(try engine.decide(engine.request("a", cost: 799), at: .after(0)).target == policy.model)
        #expect(try engine.decide(engine.request("a", cost: 1), at: .after(0)).target == policy.model)
        #expect(try engine.decide(engine.request("a", cost: 1), at: .after(0)).target == cheap)
        #expect(try engine.decide(engine.request("b", cost: 1), at: .after(0)).target == policy.model)
        #expect(try engine.decide(engine.request("", cost: 1), at: .after(0)).target == policy.model)
    }
}
