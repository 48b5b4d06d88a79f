import ScrimpPlan
import ScrimpQuantities
import ScrimpRuntime
import Testing

@Suite struct SplitShareTests {
    #if DEBUG
    private static let (keys, tolerance): (Int64, Double) = (20_000, 0.015)
    #else
    private static let (keys, tolerance): (Int64, Double) = (1_000_000, 0.005)
    #endif

    /// A million keys in an optimised build: a share of a half is then off by 0.05 % of the keys as a rule, six times as much
    /// almost never.
    @Test func sharesComeOutOverManyKeys() throws {
        var builder = PlanBuilder()
        let key = builder.attribute("key", .int)
        let names = ["one", "two", "three", "four"]
        let targets = names.map { builder.target($0, PlanPrices(input: 0, output: 0)) }
        let percents: [UInt64] = [50, 35, 14, 1]
        let split = builder.split("models", zip(percents, targets).map { (percent: $0, target: $1) })
        builder.plan.sticky = key
        builder.rule(.always, builder.chain([.split(split)]))
        let other = builder.target("other", PlanPrices(input: 0, output: 0))
        builder.rollout(of: 0, otherwise: other, key: key, stages: [20, 60, 100], every: .hour)
        var evaluator = try Evaluator(
            plan: builder.build(), store: MemoryStore(threads: .one), options: EngineOptions(hashSeed: 7))
        let engine = try builder.engine()
        var made = engine.makeRequest()
        let attribute = try engine.schema.attribute("key")
        // Of the keys at every stage of the rollout: how many went where, and a fingerprint of who.
        var counts = [[Int]](repeating: [Int](repeating: 0, count: 5), count: 3)
        var inside = [Bool](repeating: false, count: Int(Self.keys))
        for stage in 0..<3 {
            for number in 0..<Self.keys {
                try made.set(attribute, number: number &* 1_000_003)
                let decision = try evaluator.decide(made.request, at: .after(Int64(stage) * .hour))
                let target = try #require(decision.target)
                counts[stage][Int(target)] += 1
                if inside[Int(number)] { #expect(target == 0) }
                if target == 0 { inside[Int(number)] = true }
                try evaluator.release(#require(decision.reservation), at: .after(Int64(stage) * .hour))
            }
        }
        let tolerance = Double(Self.keys) * Self.tolerance
        func isNear(_ count: Int, _ percent: Double) -> Bool {
            abs(Double(count) - Double(Self.keys) * percent / 100) < tolerance
        }
        for (stage, share) in [20.0, 60, 100].enumerated() {
            #expect(isNear(counts[stage][0], 50 * share / 100))
            #expect(isNear(counts[stage][4], 50 * (100 - share) / 100))
            #expect(counts[stage][0] + counts[stage][4] == counts[0][0] + counts[0][4])
            for arm in 1..<4 {
                #expect(isNear(counts[stage][arm], Double(percents[arm])))
                #expect(counts[stage][arm] == counts[0][arm])
            }
        }
    }
}
