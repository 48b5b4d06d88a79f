import ScrimpDiagnostics
import ScrimpPlan
import ScrimpQuantities
import ScrimpSemantics

/// The formulas of every condition of a policy, before they become code.
struct PolicyFormulas {
    /// By rule, cache, …, in source order.
    var rules: [Formula] = []
    var caches: [Formula] = []
    var switches: [Formula] = []
    var throwers: [Formula] = []
    var allows: [Formula] = []
    var budgets: [Formula] = []
    var reversions: [Formula] = []
    var shapes: [Formula] = []
    var earlyStops: [Formula] = []
    var limits: [Formula] = []
    var batches: [Formula] = []
    var gathers: [Formula] = []
    var alerts: [Formula] = []

    /// All but those of rules.
    var beyondRules: [Formula] {
        switches + throwers + caches + allows + budgets + reversions + shapes + earlyStops + limits + batches + gathers
            + alerts
    }
}

/// One section of the plan after the other.
extension Lowering {
    mutating func formulas() -> PolicyFormulas {
        var result = PolicyFormulas()
        for rule in policy.rules { result.rules.append(rule.condition.map { truth($0).permissive } ?? .yes) }
        for cache in policy.caches { result.caches.append(cache.condition.map { truth($0).permissive } ?? .yes) }
        for item in policy.switches {
            result.switches.append(item.condition.map { truth($0).restrictive } ?? .yes)
            result.throwers.append(item.throwWhen.map { truth($0).permissive } ?? .no)
        }
        for allow in policy.allows { result.allows.append(truth(allow.condition).restrictive) }
        for budget in policy.budgets { result.budgets.append(budget.condition.map { truth($0).restrictive } ?? .yes) }
        for rollout in policy.rollouts {
            result.reversions.append(rollout.revertWhen.map { truth($0).permissive } ?? .no)
        }
        for shape in policy.shapes {
            result.shapes.append(shape.condition.map { truth($0).permissive } ?? .yes)
            result.earlyStops.append(shape.stopEarly.map { truth($0).permissive } ?? .no)
        }
        for limit in policy.limits { result.limits.append(limit.condition.map { truth($0).restrictive } ?? .yes) }
        for batch in policy.batches { result.batches.append(batch.condition.map { truth($0).permissive } ?? .yes) }
        for gather in policy.gathers { result.gathers.append(gather.condition.map { truth($0).permissive } ?? .yes) }
        for alert in policy.alerts { result.alerts.append(truth(alert.condition).permissive) }
        return result
    }

    /// All sections but the matcher and the identity's digest.
    mutating func plan(_ formulas: PolicyFormulas, compilerVersion: String, digest: [UInt8]) -> Plan {
        let identity = PlanIdentity(
            policyName: strings.intern(policy.name.value), policyVersion: strings.intern(policy.settings.version ?? ""),
            compilerVersion: strings.intern(compilerVersion),
            language: UInt32(clamping: policy.settings.language), catalogDigest: digest)
        var plan = Plan(
            identity: identity, strings: strings.table, deadline: policy.settings.deadline, zone: policy.settings.zone)
        plan.sticky = policy.settings.sticky.map { UInt16(truncatingIfNeeded: $0.value) }
        plan.attributes = policy.attributes.indices.map { attribute($0) }
        plan.targets = policy.models.map { target($0) }
        var conditions = ConditionTable(domains: features.domains)
        plan.switches = zip(policy.switches, zip(formulas.switches, formulas.throwers)).map { item, formulas in
            PlanSwitch(
                name: strings.intern(item.name), when: conditions.add(formulas.0), action: action(item.action),
                throwWhen: conditions.add(formulas.1))
        }
        plan.caches = zip(policy.caches, formulas.caches).map { cache($0, $1, &conditions) }
        plan.rules = policy.rules.map { rule in
            PlanRule(
                chain: UInt16(truncatingIfNeeded: chainIndex(rule.chain)), text: strings.intern(rule.text),
                line: line(of: rule.location))
        }
        plan.allows = zip(policy.allows, formulas.allows).map { allow, formula in
            PlanAllow(
                name: strings.intern(allow.name), when: conditions.add(formula), targets: targetSet(allow.models))
        }
        plan.budgets = zip(policy.budgets, formulas.budgets).map { budget($0, $1, &conditions) }
        plan.attributions = policy.attributions.map { attribution in
            PlanAttribution(by: attribution.by.map { UInt16(truncatingIfNeeded: $0) }, cells: attribution.cells)
        }
        operate(&plan, formulas, &conditions)
        plan.features = features.features
        plan.linearTerms = features.linearTerms
        plan.instructions = features.instructions
        plan.tests = conditions.tests
        plan.candidates = targets.candidates
        plan.chains = targets.chains
        plan.splits = targets.splits
        plan.strings = strings.table
        return plan
    }

    private mutating func attribute(_ index: Int) -> PlanAttribute {
        let attribute = policy.attributes[index]
        var cases: [StringID] = []
        if case .enumeration(let names) = attribute.kind { cases = names.map { strings.intern($0) } }
        let bounds = attribute.kind == .string ? 0 ... .max : attribute.bounds
        return PlanAttribute(
            name: strings.intern(attribute.name), kind: attribute.planKind, role: attribute.role, cases: cases,
            literals: literals[index].map { strings.intern($0) },
            defaultValue: attribute.defaultValue.flatMap { constant($0, of: index) }, lower: bounds.lowerBound,
            upper: bounds.upperBound)
    }

    /// A constant as a request holds it; nil where it is none, or leaves 64 bits.
    func constant(_ expression: Expression, of attribute: Int) -> Int64? {
        switch expression.kind {
        case .boolean(let value): return value ? 1 : 0
        case .enumerationCase(let index): return Int64(index)
        case .text(let text): return symbol(of: text, attribute: attribute)
        case .quantity(let quantity):
            let scale = Rational(whole: Int128(policy.attributes[attribute].scale))
            return quantity.value.multiplied(by: scale).flatMap { Int64(exactly: $0.rounded) }
        default: return nil
        }
    }

    private mutating func action(_ action: Action) -> PlanAction {
        switch action {
        case .reject(let message): .reject(message: strings.intern(message ?? ""))
        case .wait: .wait
        case .route(let candidates): .route(chain(candidates))
        }
    }

    private mutating func cache(_ cache: Cache, _ formula: Formula, _ conditions: inout ConditionTable) -> PlanCache {
        PlanCache(
            name: strings.intern(cache.name), when: conditions.add(formula), match: cache.match.plan,
            key: cache.key.map { UInt16(truncatingIfNeeded: $0) }, timeToLive: cache.timeToLive,
            anchor: cache.anchor == .insert ? .insert : .lastHit, capacity: cache.capacity,
            eviction: cache.eviction == .leastRecentlyUsed ? .leastRecentlyUsed : .leastFrequentlyUsed)
    }

    private mutating func budget(
        _ budget: Budget, _ formula: Formula, _ conditions: inout ConditionTable
    ) -> PlanBudget {
        PlanBudget(
            name: strings.intern(budget.name), limit: budget.limit.value,
            scope: budget.scope.map { UInt16(truncatingIfNeeded: $0) }, window: budget.window.plan,
            when: conditions.add(formula), targets: budget.models.map { targetSet($0) } ?? .all,
            spent: action(budget.spent), ceiling: budget.ceiling?.value,
            alerts: budget.alerts.map(\.billionths), notify: strings.intern(budget.notify ?? ""), lapse: budget.lapse,
            scopes: budget.scopes, isStoreLossOpen: budget.isStoreLossOpen)
    }

    func targetSet(_ models: Set<Int>) -> TargetSet {
        var result = TargetSet()
        for model in models { result.insert(UInt16(clamping: model)) }
        return result
    }

    /// From 1; 0 for what has no place in a text.
    func line(of location: SourceLocation) -> UInt32 {
        guard sources.texts.indices.contains(location.source) else { return 0 }
        return UInt32(clamping: sources[location.source].position(at: location.range.start).line)
    }
}

extension Rational {
    /// As plans hold ratios.
    var billionths: Int64 {
        Int64(clamping: multiplied(by: Rational(whole: Int128(PlanAttribute.ratioScale)))?.rounded ?? .max)
    }
}

extension Cache.Match {
    fileprivate var plan: PlanCache.Match {
        switch self {
        case .exact: .exact
        case .semantic(let similarity): .semantic(similarity: similarity.billionths)
        case .retrieval(let similarity): .retrieval(similarity: similarity.billionths)
        case .partial: .partial
        }
    }
}

extension Budget.Window {
    fileprivate var plan: PlanWindow {
        switch self {
        case .minute: .calendar(.minute)
        case .hour: .calendar(.hour)
        case .day: .calendar(.day)
        case .week: .calendar(.week)
        case .month: .calendar(.month)
        case .quarter: .calendar(.quarter)
        case .year: .calendar(.year)
        case .rolling(let nanoseconds): .rolling(nanoseconds)
        case .untilIdle(let nanoseconds): .untilIdle(nanoseconds)
        }
    }
}
