import ScrimpHost
import ScrimpPlan
import ScrimpQuantities
import ScrimpRuntime
import Testing

@Suite struct ExplanationTests {
    /// Two models; a soft budget of a dollar per tenant and day that routes to the cheap one, and a cache.
    private func engine() throws -> Engine<MemoryStore> {
        var strings = StringTable()
        func text(_ string: String) -> StringID { strings.append(string.utf8) }
        let identity = PlanIdentity(
            policyName: text("support"), policyVersion: .empty, compilerVersion: .empty, language: 1,
            catalogDigest: [])
        let attributes = [
            PlanAttribute(name: text("tenant"), kind: .string),
            PlanAttribute(name: text("complexity"), kind: .ratio, upper: PlanAttribute.ratioScale),
            PlanAttribute(name: text("prompt"), kind: .tokens, role: .prompt),
            PlanAttribute(name: text("max_output"), kind: .tokens, role: .maxOutput, defaultValue: 100),
            PlanAttribute(name: text("deadline"), kind: .duration, role: .deadline, defaultValue: 30_000_000_000),
        ]
        let names = (large: text("large"), mini: text("mini"))
        let written = text("otherwise -> large")
        let budgetName = text("tenant_daily")
        let cacheName = text("exact")
        var plan = Plan(identity: identity, strings: strings, deadline: 60_000_000_000, zone: .utc)
        plan.attributes = attributes
        plan.features =
            attributes.indices.map { .attribute(UInt16($0)) } + [.filled(budget: 0)]
        plan.targets = [(names.large, Int64(100_000_000)), (names.mini, Int64(1_000_000))].map { name, price in
            PlanTarget(
                name: name, identity: .empty, provider: .empty, isSelfHosted: false,
                prices: PlanPrices(input: price, output: 0), contextWindow: 0, prefixCache: 0)
        }
        plan.candidates = [.target(0), .target(1)]
        plan.chains = [PlanChain(start: 0, count: 1), PlanChain(start: 1, count: 1)]
        plan.tests = [
            ConditionTest(
                feature: 5, kind: .interval, lower: 2_000_000_000, upper: .max, whenTrue: ConditionTest.yes,
                whenFalse: ConditionTest.no)
        ]
        plan.rules = [
            PlanRule(chain: 1, text: .empty, line: 7), PlanRule(chain: 0, text: written, line: 8),
        ]
        plan.matcher = .rules(RuleList(tests: plan.tests, entries: [ConditionID(0), .always]))
        plan.budgets = [
            PlanBudget(
                name: budgetName, limit: Money(pico: Money.picoPerDollar), scope: 0, window: .calendar(.day),
                when: .always,
                targets: .all, spent: .route(plan.chains[1]), ceiling: Money(pico: Money.picoPerDollar * 2),
                alerts: [], notify: .empty, lapse: nil, scopes: 10)
        ]
        plan.caches = [
            PlanCache(
                name: cacheName, when: .always, match: .exact, key: [0], timeToLive: 60_000_000_000, anchor: .insert,
                capacity: 10, eviction: .leastRecentlyUsed)
        ]
        return try Engine(plan: plan, store: MemoryStore(), options: EngineOptions(hashSeed: 5))
    }

    private func request(_ engine: Engine<MemoryStore>, prompt: Int64) throws -> Request {
        var made = engine.makeRequest()
        try made.set(engine.schema.attribute("tenant"), text: "acme")
        try made.set(engine.schema.attribute("complexity"), number: 355_000_000)
        try made.set(engine.schema.attribute("prompt"), number: prompt)
        return made.request
    }

    @Test func sentencesTellWhatWasLookedAt() throws {
        let engine = try engine()
        let now = Instant(nanoseconds: 1_767_225_600_000_000_000)
        let explanation = try engine.explanation(of: request(engine, prompt: 4_000), at: now)
        #expect(
            explanation.sentences(engine) == [
                "cache `exact` misses: the request has no fingerprint of its content",
                "line 7 does not hold, as `filled(tenant_daily)` is 0%",
                "line 8 holds: `otherwise -> large`",
                "budget `tenant_daily` of \"acme\": $0.00 + $0.40 for `large` = $0.40 of its limit $1.00",
                "`large` is chosen",
                "call `large`, $0.40 reserved, output capped at 100 tok",
            ])
        let values = explanation.values(engine).map { "\($0.name): \($0.value)" }
        #expect(
            values == [
                "tenant: \"acme\"", "complexity: 35.5%", "prompt: 4_000 tok", "max_output: 100 tok", "deadline: 30 s",
                "filled(tenant_daily): 0%",
            ])
    }

    @Test func passedOverCandidatesAndActionsAreTold() throws {
        let engine = try engine()
        let now = Instant(nanoseconds: 1_767_225_600_000_000_000)
        _ = try engine.decide(request(engine, prompt: 9_000), at: now)
        let routed = try engine.explanation(of: request(engine, prompt: 2_000), at: now).sentences(engine)
        #expect(
            routed.suffix(6) == [
                "budget `tenant_daily` of \"acme\": $0.90 held + $0.20 for `large` exceeds its limit $1.00",
                "`large` is passed over: budget `tenant_daily` has no room for it",
                "budget `tenant_daily` acts: it routes to `mini`",
                "budget `tenant_daily` of \"acme\": $0.90 held + $0.002 for `mini` = $0.902 of its ceiling $2.00",
                "`mini` is chosen",
                "call `mini`, $0.002 reserved, output capped at 100 tok",
            ])
        let refused = try engine.explanation(of: request(engine, prompt: 2_000_000), at: now)
        #expect(refused.decision.verdict == .reject(.ceiling(0)))
        #expect(refused.sentences(engine).last == "reject: budget `tenant_daily` has reached its ceiling")
        #expect(engine.sentence(.exhausted) == "no candidate is left")
    }
}
