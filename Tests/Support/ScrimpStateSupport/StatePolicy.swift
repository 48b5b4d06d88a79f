package import ScrimpPlan
package import ScrimpQuantities
package import ScrimpRuntime

/// A policy whose state is what tests look at: tenants with a tier, and a model whose calls cost so many pico-dollars per token.
package struct StatePolicy: Sendable {
    package struct Budget: Sendable {
        package var name: String
        package var limit: Int128
        package var isPerTenant = false
        package var window = PlanWindow.calendar(.day)
        package var isStoreLossOpen = false
        package var lapse: Int64?
        package var alerts: [Int64] = []
        package var scopes: Int64 = 1_000

        package init(_ name: String, limit: Int128) {
            self.name = name
            self.limit = limit
        }
    }

    package struct Limit: Sendable {
        package var name: String
        package var isPerTenant = false
        package var concurrency: Int64?
        package var rates: [PlanRate] = []
        package var calls: Int64?
        package var scopes: Int64 = 1_000

        package init(_ name: String) { self.name = name }
    }

    package var name = "support"
    /// Pico-dollars per token.
    package var price: Int64 = 1
    package var budgets: [Budget] = []
    package var limits: [Limit] = []
    package var switches: [String] = []
    package var rollouts: [String] = []
    /// Tokens per day that cost nothing further.
    package var commitment: Int64?
    /// Whether the tier comes before the tenant, so that every number of an attribute is another one.
    package var isReordered = false
    /// Texts that the plan gives the first symbols.
    package var literals: [String] = []

    package init() {}

    package func plan() -> Plan {
        var strings = StringTable()
        func text(_ text: String) -> StringID { strings.append(text.utf8) }
        let identity = PlanIdentity(
            policyName: text(name), policyVersion: .empty, compilerVersion: .empty, language: 1, catalogDigest: [])
        let tier = PlanAttribute(
            name: text("tier"), kind: .enumeration,
            cases: (isReordered ? ["gold", "free"] : ["free", "gold"]).map { text($0) }, defaultValue: 0)
        let tenant = PlanAttribute(
            name: text("tenant"), kind: .string, literals: literals.map { text($0) }, defaultValue: nil)
        let prompt = PlanAttribute(name: text("prompt"), kind: .tokens, role: .prompt, defaultValue: 0)
        let attributes = isReordered ? [tier, prompt, tenant] : [tenant, tier, prompt]
        let tenantIndex: UInt16 = isReordered ? 2 : 0

        let target = PlanTarget(
            name: text("model"), identity: .empty, provider: .empty, isSelfHosted: false,
            prices: PlanPrices(input: price, output: 0), contextWindow: 0, prefixCache: 0)
        let other = PlanTarget(
            name: text("other"), identity: .empty, provider: .empty, isSelfHosted: false,
            prices: PlanPrices(input: price, output: 0), contextWindow: 0, prefixCache: 0)
        let budgets = budgets.map { budget in
            PlanBudget(
                name: text(budget.name), limit: Money(pico: budget.limit),
                scope: budget.isPerTenant ? tenantIndex : nil, window: budget.window, when: .always, targets: .all,
                spent: .reject(message: .empty), ceiling: nil, alerts: budget.alerts, notify: .empty,
                lapse: budget.lapse, scopes: budget.scopes, isStoreLossOpen: budget.isStoreLossOpen)
        }
        let limits = limits.map { limit in
            PlanLimit(
                name: text(limit.name), when: .always, targets: .all, scope: limit.isPerTenant ? tenantIndex : nil,
                concurrency: limit.concurrency, rates: limit.rates, calls: limit.calls,
                forget: 3_600_000_000_000, scopes: limit.scopes)
        }
        let switches = switches.map {
            PlanSwitch(name: text($0), when: .always, action: .reject(message: .empty), throwWhen: .never)
        }
        let rollouts = rollouts.map { name in
            PlanRollout(
                name: text(name), of: 0, otherwise: 1, key: tenantIndex, stages: [.max / 2, .max],
                every: 3_600_000_000_000,
                revertWhen: .never, guards: [], salt: 5, signature: StableHash.hash(name.utf8))
        }
        let commitments = (commitment.map { [$0] } ?? []).map { included in
            PlanCommitment(
                name: text("reserved"), targets: TargetSet(bits: 1), units: 1, pricePerHour: 1, included: included,
                window: .day, waitsBeyond: false)
        }

        var plan = Plan(identity: identity, strings: strings, deadline: 60_000_000_000, zone: .utc)
        plan.attributes = attributes
        plan.features = attributes.indices.map { .attribute(UInt16($0)) }
        plan.targets = rollouts.isEmpty ? [target] : [target, other]
        plan.candidates = [.target(0)]
        plan.chains = [PlanChain(start: 0, count: 1)]
        plan.rules = [PlanRule(chain: 0, text: .empty, line: 1)]
        plan.matcher = .rules(RuleList(tests: [], entries: [.always]))
        plan.budgets = budgets
        plan.limits = limits
        plan.switches = switches
        plan.rollouts = rollouts
        plan.commitments = commitments
        return plan
    }

    package func engine<Home: Store>(_ store: Home) throws(EngineError) -> Engine<Home> {
        try Engine(plan: plan(), store: store, options: EngineOptions(textsPerAttribute: 10_000, hashSeed: 7))
    }
}

extension Engine {
    /// A request whose prompt has so many tokens.
    package func request(_ tenant: String = "acme", tokens: Int64) throws(RequestError) -> Request {
        var made = makeRequest()
        try made.set(schema.attribute("tenant"), text: tenant)
        try made.set(schema.attribute("prompt"), number: tokens)
        return made.request
    }
}

extension Decision {
    package var isCall: Bool {
        if case .call = verdict { return true }
        return false
    }
}

extension Instant {
    /// 2026-01-01 00:00 UTC and so many seconds.
    package static func second(_ second: Int64) -> Instant {
        Instant(nanoseconds: (1_767_225_600 + second) * 1_000_000_000)
    }
}
