import ScrimpPlan
import ScrimpQuantities
import ScrimpRuntime

/// A policy for gatherings: `large`, then `small`, at a dollar and at ten cents for a thousand tokens, one budget a day, and
/// perhaps a cache.
enum GatherPolicy {
    static let start = Instant(nanoseconds: 1_767_225_600_000_000_000)

    static func engine(
        limit dollars: Int128 = 1_000, spent: PlanAction = .reject(message: .empty), hasCache: Bool = false,
        cancelStopsBilling: Bool = true, deadline: Int64 = 3_600_000_000_000
    ) throws -> Engine<MemoryStore> {
        var strings = StringTable()
        func text(_ string: String) -> StringID { strings.append(string.utf8) }
        let identity = PlanIdentity(
            policyName: text("gathers"), policyVersion: .empty, compilerVersion: .empty, language: 1,
            catalogDigest: [])
        let attributes = [
            PlanAttribute(name: text("prompt"), kind: .tokens, role: .prompt),
            PlanAttribute(name: text("max_output"), kind: .tokens, role: .maxOutput, defaultValue: 1_000),
        ]
        let targets = [(text("large"), Int64(1_000_000_000)), (text("small"), Int64(100_000_000))].map { name, price in
            PlanTarget(
                name: name, identity: .empty, provider: .empty, isSelfHosted: false,
                prices: PlanPrices(input: price, output: price, cancelStopsBilling: cancelStopsBilling),
                contextWindow: 0, prefixCache: 0)
        }
        let budget = PlanBudget(
            name: text("daily"), limit: Money(pico: dollars * Money.picoPerDollar), scope: nil,
            window: .calendar(.day), when: .always, targets: .all, spent: spent, ceiling: nil, alerts: [],
            notify: .empty, lapse: nil, scopes: 1)
        let cache = PlanCache(
            name: text("exact"), when: .always, match: .exact, key: [], timeToLive: 3_600_000_000_000, anchor: .insert,
            capacity: 1_000, eviction: .leastRecentlyUsed)
        var plan = Plan(identity: identity, strings: strings, deadline: deadline, zone: .utc)
        plan.attributes = attributes
        plan.features = attributes.indices.map { .attribute(UInt16($0)) }
        plan.targets = targets
        plan.candidates = [.target(0), .target(1)]
        plan.chains = [PlanChain(start: 0, count: 2)]
        plan.rules = [PlanRule(chain: 0, text: .empty, line: 1)]
        plan.matcher = .rules(RuleList(tests: [], entries: [.always]))
        plan.budgets = [budget]
        if hasCache { plan.caches = [cache] }
        return try Engine(plan: plan, store: MemoryStore(), options: EngineOptions(hashSeed: 5))
    }

    /// Each of a thousand tokens in and out at most: two dollars are held for `large`.
    static func requests(_ engine: Engine<MemoryStore>, _ count: Int) throws -> [Request] {
        let prompt = try engine.schema.attribute("prompt")
        return try (0..<count).map { number in
            var builder = engine.makeRequest()
            try builder.set(prompt, number: 1_000)
            builder.set(content: Fingerprint(high: 1, low: UInt64(number)))
            return builder.request
        }
    }

    static func dollars(_ dollars: Int128) -> Money { Money(pico: dollars * Money.picoPerDollar) }
    static func cents(_ cents: Int128) -> Money { Money(pico: cents * Money.picoPerDollar / 100) }
}
