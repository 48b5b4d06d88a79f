import ScrimpPlan
import ScrimpQuantities
import ScrimpRuntime
import ScrimpTestSupport

/// A policy by chance, together with what it says in a form that a test can check without the engine.
///
/// Every condition asks for a prompt of at least so many tokens. All times are UTC.
struct GeneratedPolicy {
    struct Price {
        var input: Int64
        var output: Int64
    }
    struct Rest {
        var start: Int64
        var end: Int64
    }

    var builder = PlanBuilder()
    let tenant: UInt16
    let prompt: UInt16
    let output: UInt16
    let urgency: UInt16
    var prices: [Price] = []
    /// By declaration: the least prompt for which it holds.
    var budgetPrompts: [Int64] = []
    var limitPrompts: [Int64] = []
    var allowPrompts: [Int64] = []
    var shapePrompts: [Int64] = []
    var batchPrompts: [Int64] = []
    /// By pool; nil for one that never rests.
    var rests: [Rest?] = []

    private var generator: SeededGenerator

    init(seed: UInt64) {
        generator = SeededGenerator(seed: seed)
        tenant = builder.attribute("tenant", .string, default: nil)
        prompt = builder.attribute("prompt", .tokens, role: .prompt)
        output = builder.attribute("max_output", .tokens, role: .maxOutput)
        urgency = builder.attribute("urgency", .enumeration, cases: ["low", "middle", "high"])
        builder.attribute("deadline", .duration, role: .deadline, default: .minute)
        builder.plan.sticky = tenant
        builder.plan.attributions = [PlanAttribution(by: [tenant], cells: 100)]
        addTargets()
        addRoutes()
        addBudgets()
        addLimits()
        addChanges()
    }

    private mutating func condition(_ least: Int64) -> ConditionID {
        least == 0 ? .always : builder.condition(prompt, least...Int64.max)
    }

    private mutating func least() -> Int64 { generator.chance(60) ? 0 : Int64(generator.below(40)) }

    private mutating func someTarget() -> UInt16 { UInt16(generator.below(prices.count)) }

    private mutating func someTargets() -> TargetSet {
        guard generator.chance(60) else { return .all }
        var set = TargetSet()
        for target in prices.indices where generator.chance(60) { set.insert(UInt16(target)) }
        return set
    }

    private mutating func addTargets() {
        for number in 0..<(3 + generator.below(3)) {
            let price = Price(input: Int64(1 + generator.below(4)), output: Int64(generator.below(3)))
            prices.append(price)
            let target = builder.target("t\(number)", PlanPrices(input: price.input, output: price.output))
            let (retries, rest, after) = (generator.below(3), generator.chance(50), generator.below(3))
            let (first, each, within) = (generator.below(3_000), generator.below(20), generator.chance(15))
            builder.operation(of: target) { operation in
                operation.retries = Int64(retries)
                operation.cooldown = rest ? 30 * .second : 0
                operation.cooldownAfter = Int64(1 + after)
                operation.firstToken = Int64(first) * .second / 1_000
                operation.perToken = Int64(each) * .second / 1_000
                operation.within = within ? 20 * .second : 0
            }
        }
        for target in prices.indices where generator.chance(30) {
            let market: PlanPool.Market = generator.chance(50) ? .spot : .spotWithFallback
            guard generator.chance(60) else {
                builder.pool(of: UInt16(target), market: market)
                rests.append(nil)
                continue
            }
            let rest = Rest(
                start: Int64(generator.below(24)) * 3_600, end: Int64(generator.below(24)) * 3_600)
            builder.pool(
                of: UInt16(target), market: market, start: Int32(truncatingIfNeeded: rest.start),
                end: Int32(truncatingIfNeeded: rest.end))
            rests.append(rest)
        }
    }

    private mutating func addRoutes() {
        for _ in 0..<generator.below(3) {
            let first = UInt64(1 + generator.below(98))
            _ = builder.split(
                "split \(builder.plan.splits.count)",
                [(percent: first, target: someTarget()), (percent: 100 - first, target: someTarget())])
        }
        func candidate() -> PlanCandidate {
            guard !builder.plan.splits.isEmpty, generator.chance(30) else { return .target(someTarget()) }
            return .split(UInt16(generator.below(builder.plan.splits.count)))
        }
        for _ in 0..<generator.below(3) {
            let rule = builder.condition(prompt, Int64(generator.below(30))...Int64(30 + generator.below(30)))
            let candidates = (0..<(1 + generator.below(3))).map { _ in candidate() }
            builder.rule(rule, builder.chain(candidates))
        }
        builder.rule(.always, builder.chain((0..<(2 + generator.below(3))).map { _ in candidate() }))
        for _ in 0..<generator.below(2) {
            allowPrompts.append(least())
            let condition = condition(allowPrompts[allowPrompts.count - 1])
            builder.plan.allows.append(PlanAllow(name: .empty, when: condition, targets: someTargets()))
        }
        for _ in 0..<generator.below(3) {
            shapePrompts.append(least())
            let (condition, targets, cap) = (
                condition(shapePrompts[shapePrompts.count - 1]), someTargets(), generator.below(40)
            )
            builder.shape(when: condition, on: targets) { $0.maxOutput = Int64(cap) }
        }
        if generator.chance(30) { builder.toggle() }
        if generator.chance(40) { builder.affinity(key: tenant, keep: .minute) }
        if generator.chance(40) {
            builder.cache("answers", key: [tenant], ttl: 10 * .minute, capacity: 20)
        }
    }

    private mutating func addBudgets() {
        for number in 0..<(1 + generator.below(4)) {
            let limit = Int128(50 + generator.below(1_500))
            var (spent, ceiling): (PlanAction, Int128?) = (.reject(message: .empty), nil)
            switch generator.below(3) {
            case 0: spent = .wait
            case 1:
                spent = .route(builder.chain(someTarget(), someTarget()))
                if generator.chance(70) { ceiling = limit + Int128(generator.below(300)) }
            default: break
            }
            let windows: [PlanWindow] = [.calendar(.minute), .calendar(.hour), .rolling(.minute), .rolling(.hour)]
            budgetPrompts.append(least())
            builder.budget(
                "budget \(number)", limit: limit, per: generator.chance(50) ? tenant : nil,
                window: windows[generator.below(windows.count)], when: condition(budgetPrompts[number]),
                on: someTargets(), spent: spent, ceiling: ceiling, alerts: [500_000_000, 900_000_000],
                lapse: generator.chance(40) ? Int64(1 + generator.below(120)) * .second : nil)
        }
    }

    private mutating func addLimits() {
        for number in 0..<generator.below(4) {
            limitPrompts.append(least())
            let hasRate = generator.chance(40)
            builder.limit(
                "limit \(number)", when: condition(limitPrompts[number]), on: someTargets(),
                per: generator.chance(50) ? tenant : nil,
                concurrency: hasRate && generator.chance(50) ? nil : Int64(1 + generator.below(4)),
                rates: hasRate ? [.tokens(Int64(600 + generator.below(6_000)), per: .minute)] : [],
                calls: generator.chance(10) ? 40 : nil,
                wait: generator.chance(60) ? Int64(generator.below(60)) * .second : 0,
                by: urgency, priorities: [2, 1, 0])
        }
        if generator.chance(50) {
            batchPrompts.append(least())
            builder.batch(
                when: condition(batchPrompts[0]), on: someTargets(), size: Int64(2 + generator.below(4)),
                wait: Int64(generator.below(20)) * .second)
        }
    }

    private mutating func addChanges() {
        if generator.chance(50) {
            let (target, other) = (someTarget(), someTarget())
            if target != other {
                builder.rollout(
                    of: target, otherwise: other, key: tenant, stages: [5, 30, 100], every: 10 * .minute)
            }
        }
        if generator.chance(30) {
            builder.commitment(
                on: .of(someTarget()), included: Int64(200 + generator.below(2_000)), window: .hour,
                waitsBeyond: generator.chance(50))
        }
        if generator.chance(40) {
            builder.shadow(
                of: someTarget(), percent: 30, paidBy: UInt16(generator.below(builder.plan.budgets.count)))
        }
    }
}

// What the policy says, once more.
extension GeneratedPolicy {
    var plan: Plan { builder.plan }

    func isAllowed(_ target: UInt16, prompt: Int64) -> Bool {
        plan.allows.indices.allSatisfy { prompt < allowPrompts[$0] || plan.allows[$0].targets.contains(target) }
    }

    func rests(_ target: UInt16, at time: Int64) -> Bool {
        guard let pool = plan.targets[Int(target)].operation.pool, let rest = rests[Int(pool)] else { return false }
        let second = time / .second % 86_400
        if rest.start < rest.end { return second >= rest.start && second < rest.end }
        return second >= rest.start || second < rest.end
    }

    func cap(_ target: UInt16, prompt: Int64, output: Int64) -> Int64 {
        var cap = output
        for (index, shape) in plan.shapes.enumerated()
        where prompt >= shapePrompts[index] && shape.targets.contains(target) {
            cap = min(cap, shape.maxOutput ?? .max)
        }
        return cap
    }

    func cost(_ target: UInt16, prompt: Int64, output: Int64) -> Int128 {
        Int128(prompt * prices[Int(target)].input + output * prices[Int(target)].output)
    }

    /// Budgets that count a call of a tenant to a target.
    func budgets(_ target: UInt16, tenant: String, prompt: Int64) -> [Int] {
        plan.budgets.indices.filter { index in
            let budget = plan.budgets[index]
            guard budget.targets.contains(target), prompt >= budgetPrompts[index] else { return false }
            return budget.scope == nil || !tenant.isEmpty
        }
    }

    func limits(_ target: UInt16, tenant: String, prompt: Int64) -> [Int] {
        plan.limits.indices.filter { index in
            let limit = plan.limits[index]
            guard limit.targets.contains(target), prompt >= limitPrompts[index] else { return false }
            return limit.scope == nil || !tenant.isEmpty
        }
    }

    /// The most that a budget may ever come to.
    func bound(_ budget: Int) -> Int128 {
        let declared = plan.budgets[budget]
        return declared.isHard ? declared.limit.pico : (declared.ceiling ?? declared.limit).pico
    }

    /// Whether money of a call that was made at one time counts at another.
    func counts(_ budget: Int, made: Int64, at now: Int64) -> Bool {
        switch plan.budgets[budget].window {
        case .calendar(.minute): return made / .minute == now / .minute
        case .calendar: return made / .hour == now / .hour
        case .rolling(let length), .untilIdle(let length): return now - made < length
        }
    }

    func latestStart(_ target: UInt16, output: Int64, deadline: Int64) -> Int64 {
        let operation = plan.targets[Int(target)].operation
        return deadline - operation.firstToken - operation.perToken * output
    }
}
