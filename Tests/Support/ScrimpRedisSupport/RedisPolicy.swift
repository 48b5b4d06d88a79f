#if Redis
package import ScrimpPlan
package import ScrimpQuantities
package import ScrimpRedis
package import ScrimpRuntime

/// The policy of the tests of Redis: tenants, and one model, whose calls cost `price` pico-dollars per token of prompt.
package struct RedisPolicy {
    package private(set) var plan: Plan
    package let tenant: UInt16 = 0

    package init(price: Int64 = 1) {
        let identity = PlanIdentity(
            policyName: .empty, policyVersion: .empty, compilerVersion: .empty, language: 1, catalogDigest: [])
        plan = Plan(identity: identity, strings: StringTable(), deadline: 60_000_000_000, zone: .utc)
        plan.identity.policyName = plan.strings.append("support".utf8)
        plan.attributes = [
            PlanAttribute(name: plan.strings.append("tenant".utf8), kind: .string),
            PlanAttribute(name: plan.strings.append("prompt".utf8), kind: .tokens, role: .prompt, defaultValue: 0),
            PlanAttribute(
                name: plan.strings.append("max_output".utf8), kind: .tokens, role: .maxOutput, defaultValue: 0),
        ]
        plan.features = [.attribute(0), .attribute(1), .attribute(2)]
        plan.targets = [
            PlanTarget(
                name: plan.strings.append("model".utf8), identity: .empty, provider: .empty, isSelfHosted: false,
                prices: PlanPrices(input: price, output: 0), contextWindow: 0, prefixCache: 0)
        ]
        plan.candidates = [.target(0)]
        plan.chains = [PlanChain(start: 0, count: 1)]
        plan.rules = [PlanRule(chain: 0, text: .empty, line: 1)]
        plan.matcher = .rules(RuleList(tests: [], entries: [.always]))
    }

    package mutating func budget(
        _ name: String, limit: Int128, per scope: UInt16? = nil, window: PlanWindow = .calendar(.day),
        alerts: [Int64] = [], lapse: Int64? = nil, scopes: Int64 = 1_000, isOpen: Bool = false
    ) {
        plan.budgets.append(
            PlanBudget(
                name: plan.strings.append(name.utf8), limit: Money(pico: limit), scope: scope, window: window,
                when: .always, targets: .all, spent: .reject(message: .empty), ceiling: nil, alerts: alerts,
                notify: .empty, lapse: lapse, scopes: scopes, isStoreLossOpen: isOpen))
    }

    package mutating func limit(
        _ name: String, per scope: UInt16? = nil, concurrency: Int64? = nil, rates: [PlanRate] = [],
        calls: Int64? = nil, forget: Int64 = 86_400_000_000_000, wait: Int64 = 0
    ) {
        plan.limits.append(
            PlanLimit(
                name: plan.strings.append(name.utf8), when: .always, targets: .all, scope: scope,
                concurrency: concurrency, rates: rates, calls: calls, forget: forget, wait: wait))
    }

    package mutating func throwSwitch(_ name: String) {
        plan.switches.append(
            PlanSwitch(
                name: plan.strings.append(name.utf8), when: .always, action: .reject(message: .empty), throwWhen: .never
            ))
    }

    package mutating func rollout(_ name: String, stages: [UInt64], every: Int64) {
        plan.rollouts.append(
            PlanRollout(
                name: plan.strings.append(name.utf8), of: 0, otherwise: 0, key: 0, stages: stages, every: every,
                revertWhen: .never, guards: [], salt: 1, signature: 77))
    }

    /// A host with a store of its own.
    package func host(
        _ address: RedisAddress, _ name: String, leaseLength: Int64 = 60_000_000_000
    ) throws -> RedisHost {
        var options = RedisStore.Options()
        options.host = name
        options.leaseLength = leaseLength
        let store = RedisStore(address, options: options)
        return RedisHost(
            store: store, engine: try Engine(plan: plan, store: store, options: EngineOptions(hashSeed: 7)))
    }

    package static let prefix = SharedCounters.prefix(of: "support")
}

/// An engine on a Redis store.
package struct RedisHost {
    package let store: RedisStore
    package let engine: Engine<RedisStore>

    /// What to do with a call whose prompt has so many tokens.
    package func decide(_ tokens: Int64, tenant: String = "a", at now: Instant) throws -> Decision {
        var made = engine.makeRequest()
        try made.set(engine.schema.attribute("tenant"), text: tenant)
        try made.set(engine.schema.attribute("prompt"), number: tokens)
        return try engine.decide(made.request, at: now)
    }

    @discardableResult
    package func settle(_ decision: Decision, _ tokens: Int64, at now: Instant) throws -> SettleResult {
        try engine.settle(decision, Usage(promptTokens: tokens), at: now)
    }
}

extension Decision {
    package var isCall: Bool {
        if case .call = verdict { return true }
        return false
    }
}
#endif
