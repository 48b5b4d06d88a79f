import ScrimpPlan
import ScrimpQuantities
import ScrimpRuntime

/// Makes plans by hand, one declaration at a time. Attributes come before everything else, as their features do.
struct PlanBuilder {
    var plan: Plan
    private var entries: [ConditionID] = []

    init(zone: ZoneRules = .utc, deadline: Int64 = 60 * .second) {
        let identity = PlanIdentity(
            policyName: .empty, policyVersion: .empty, compilerVersion: .empty, language: 1, catalogDigest: [])
        plan = Plan(identity: identity, strings: StringTable(), deadline: deadline, zone: zone)
    }

    mutating func text(_ text: String) -> StringID { plan.strings.append(text.utf8) }

    /// Returns the index, which is the feature's as well.
    @discardableResult
    mutating func attribute(
        _ name: String, _ kind: PlanAttribute.Kind, role: PlanAttribute.Role = .none, literals: [String] = [],
        cases: [String] = [], default value: Int64? = 0, upper: Int64 = .max
    ) -> UInt16 {
        let index = UInt16(plan.attributes.count)
        let names = (literals.map { text($0) }, cases.map { text($0) })
        plan.attributes.append(
            PlanAttribute(
                name: text(name), kind: kind, role: role, cases: names.1, literals: names.0, defaultValue: value,
                upper: upper))
        plan.features.append(.attribute(index))
        return index
    }

    mutating func feature(_ feature: PlanFeature) -> UInt16 {
        plan.features.append(feature)
        return UInt16(plan.features.count - 1)
    }

    mutating func condition(_ feature: UInt16, _ range: ClosedRange<Int64>) -> ConditionID {
        plan.tests.append(
            ConditionTest(
                feature: feature, kind: .interval, lower: range.lowerBound, upper: range.upperBound,
                whenTrue: ConditionTest.yes, whenFalse: ConditionTest.no))
        return ConditionID(UInt32(plan.tests.count - 1))
    }

    mutating func condition(_ feature: UInt16, in values: [Int64]) -> ConditionID {
        var bits: Int64 = 0
        for value in values { bits |= 1 << value }
        plan.tests.append(
            ConditionTest(
                feature: feature, kind: .set, lower: bits, upper: 0, whenTrue: ConditionTest.yes,
                whenFalse: ConditionTest.no))
        return ConditionID(UInt32(plan.tests.count - 1))
    }

    /// Prices in pico-dollars per token.
    @discardableResult
    mutating func target(
        _ name: String, _ prices: PlanPrices, context: Int64 = 0, prefixCache: Int64 = 0, selfHosted: Bool = false
    ) -> UInt16 {
        plan.targets.append(
            PlanTarget(
                name: text(name), identity: .empty, provider: .empty, isSelfHosted: selfHosted, prices: prices,
                contextWindow: context, prefixCache: prefixCache))
        return UInt16(plan.targets.count - 1)
    }

    mutating func chain(_ candidates: [PlanCandidate]) -> PlanChain {
        let chain = PlanChain(start: UInt32(plan.candidates.count), count: UInt32(candidates.count))
        plan.candidates += candidates
        plan.chains.append(chain)
        return chain
    }

    mutating func chain(_ targets: UInt16...) -> PlanChain { chain(targets.map { .target($0) }) }

    /// A split of shares in percent.
    mutating func split(_ salt: String, _ arms: [(percent: UInt64, target: UInt16)]) -> UInt16 {
        var reached: UInt64 = 0
        var made: [PlanSplit.Arm] = []
        for arm in arms {
            reached += arm.percent
            let upTo = reached == 100 ? .max : UInt64.max / 100 * reached
            made.append(PlanSplit.Arm(upTo: upTo, share: Int64(arm.percent) * 10_000_000, target: arm.target))
        }
        plan.splits.append(PlanSplit(salt: StableHash.hash(salt.utf8), arms: made))
        return UInt16(plan.splits.count - 1)
    }

    mutating func rule(_ condition: ConditionID = .always, _ chain: PlanChain) {
        let index = plan.chains.firstIndex(of: chain) ?? 0
        plan.rules.append(PlanRule(chain: UInt16(index), text: .empty, line: UInt32(plan.rules.count + 1)))
        entries.append(condition)
    }

    @discardableResult
    mutating func budget(
        _ name: String, limit: Int128, per scope: UInt16? = nil, window: PlanWindow = .calendar(.day),
        when: ConditionID = .always, on targets: TargetSet = .all, spent: PlanAction = .reject(message: .empty),
        ceiling: Int128? = nil, alerts: [Int64] = [], lapse: Int64? = nil, scopes: Int64 = 1_000
    ) -> UInt16 {
        plan.budgets.append(
            PlanBudget(
                name: text(name), limit: Money(pico: limit), scope: scope, window: window, when: when,
                targets: targets, spent: spent, ceiling: ceiling.map { Money(pico: $0) }, alerts: alerts,
                notify: .empty, lapse: lapse, scopes: scopes))
        return UInt16(plan.budgets.count - 1)
    }

    mutating func cache(
        _ name: String, key: [UInt16], when: ConditionID = .always, ttl: Int64, from anchor: PlanCache.Anchor = .insert,
        capacity: Int64, eviction: PlanCache.Eviction = .leastRecentlyUsed
    ) {
        plan.caches.append(
            PlanCache(
                name: text(name), when: when, match: .exact, key: key, timeToLive: ttl, anchor: anchor,
                capacity: capacity, eviction: eviction))
    }

    func build() -> Plan {
        var built = plan
        built.matcher = .rules(RuleList(tests: plan.tests, entries: entries))
        return built
    }

    /// - Parameter threads: with many, decisions fall into several lanes; with one, the next reservation is known.
    func engine(texts: Int = 100_000, threads: MemoryStore.Threads = .one) throws -> Engine<MemoryStore> {
        try Engine(
            plan: build(), store: MemoryStore(threads: threads),
            options: EngineOptions(textsPerAttribute: texts, hashSeed: 7))
    }
}

/// The plan of most tests: tenants, one model whose calls cost a pico-dollar per token of prompt, and nothing for output.
struct SimplePolicy {
    var builder = PlanBuilder()
    let tenant: UInt16
    let prompt: UInt16
    let maxOutput: UInt16
    let model: UInt16

    init(zone: ZoneRules = .utc) {
        builder = PlanBuilder(zone: zone)
        tenant = builder.attribute("tenant", .string, default: nil)
        prompt = builder.attribute("prompt", .tokens, role: .prompt)
        maxOutput = builder.attribute("max_output", .tokens, role: .maxOutput)
        model = builder.target("model", PlanPrices(input: 1, output: 0))
        builder.rule(.always, builder.chain(model))
    }
}

extension Engine {
    /// A request of a tenant whose prompt costs so many pico-dollars in `SimplePolicy`.
    func request(_ tenant: String, cost: Int64 = 0, content: UInt64? = nil) throws -> Request {
        var made = makeRequest()
        try made.set(schema.attribute("tenant"), text: tenant)
        try made.set(schema.attribute("prompt"), number: cost)
        made.set(content: content.map { Fingerprint(high: $0, low: ~$0) })
        return made.request
    }
}

extension Decision {
    var isCall: Bool {
        if case .call = verdict { return true }
        return false
    }
    var target: UInt16? {
        if case .call(let target) = verdict { return target }
        return nil
    }
}

extension Int64 {
    static let second: Int64 = 1_000_000_000
    static let minute: Int64 = 60 * second
    static let hour: Int64 = 60 * minute
    static let day: Int64 = 24 * hour
}

extension Instant {
    /// 2026-01-01 00:00 UTC, a Thursday, and so much later.
    static func after(_ nanoseconds: Int64) -> Instant {
        Instant(nanoseconds: 1_767_225_600 * .second + nanoseconds)
    }
}

extension ZoneRules {
    /// Central European Time of 2026, with its two clock changes.
    static let berlin = ZoneRules(
        initialOffset: 3_600,
        transitions: [
            Transition(second: 1_774_746_000, offset: 7_200),  // 2026-03-29 01:00 UTC
            Transition(second: 1_792_890_000, offset: 3_600),  // 2026-10-25 01:00 UTC
        ])
}

/// SplitMix64: the same streams on every run.
struct Generator: RandomNumberGenerator {
    var state: UInt64
    init(_ seed: UInt64) { state = seed }
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        return StableHash.mix(state)
    }
    mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
}
