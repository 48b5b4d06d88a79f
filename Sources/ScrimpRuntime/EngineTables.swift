import ScrimpPlan
import ScrimpQuantities

/// What a plan says, once more, in the layout in which decisions read it.
struct EngineTables: Sendable {
    /// Whose requests have a counter of their own.
    struct Scope: Sendable {
        /// Attribute of the scope; −1 for one counter.
        var attribute: Int32 = -1
        /// The value that is outside; `Int64.min` where there is none.
        var outside: Int64 = .min
        /// The value that shares the common counter, because its text is not tracked; `Int64.min` where there is none.
        var untracked: Int64 = .min
    }

    struct Budget: Sendable {
        var limit: Int128
        /// Bound of a soft budget that has acted; the limit where it has none.
        var ceiling: Int128
        var targets: UInt128
        var scope: Scope
        var when: ConditionID
        var unit: PlanWindow.Unit
        var isCalendar: Bool
        /// Nanoseconds; −1 for the request's deadline plus five minutes.
        var lapse: Int64
        var waits: Bool
    }

    struct Limit: Sendable {
        var targets: UInt128
        var scope: Scope
        var when: ConditionID
        var wait: Int64
        /// Attribute by which those that wait are ordered; −1 for none.
        var priorityAttribute: Int32
        var priorities: [UInt8]
    }

    /// What is asked of a target before money is looked at.
    struct Target: Sendable {
        var contextWindow: Int64
        /// Of a batch service; 0 for none.
        var within: Int64
        var firstToken: Int64
        var perToken: Int64
        var prefixCache: Int64
        var retries: Int64
        /// −1 for none.
        var pool: Int32
        var commitment: Int32
        var rollout: Int32
        /// Quality window of the accuracy floor; −1 for no floor.
        var floorWindow: Int32
        var floor: Int64
        var fallbackPrecision: Int32
        /// One bit per batch that it may join.
        var batches: UInt64
        /// Whether anything asks for its health.
        var tracksHealth: Bool
        var rests: Bool
    }

    /// By attribute: the greatest value that conditions see.
    var clamps: [Int64]
    /// By attribute: the symbol of texts that are not tracked; `Int64.min` for other kinds.
    var otherSymbols: [Int64]
    /// Attributes that a request must give.
    var required: [Int]
    /// Derived features that the matcher looks at.
    var matcherFeatures: [Int]
    /// For text features: the bit in the symbol's relations.
    var textBits: [UInt64]
    var budgets: [Budget]
    var limits: [Limit]
    var targets: [Target]
    var prices: CallPrices
    /// For features that look back: index in `LocalState.spends` or `.qualities`; −1 for others.
    var windowOfFeature: [Int32]
    /// Whether requests' values are kept with their calls.
    var keepsValues: Bool
    /// Whether anything is looked at once per second.
    var hasNotices: Bool

    var prompt = -1
    var maxOutput = -1
    var images = -1
    var audio = -1
    var toolCalls = -1
    var deadline = -1

    static let lapseAfterDeadline: Int64 = 5 * 60 * 1_000_000_000

    init(plan: Plan, texts: SymbolTexts, state: LocalState) {
        otherSymbols = texts.otherSymbols
        clamps = plan.attributes.map { $0.kind == .string ? $0.otherSymbol : .max }
        textBits = texts.textBits
        required = plan.attributes.indices.filter { plan.attributes[$0].defaultValue == nil }
        matcherFeatures = Self.tested(by: plan.matcher).filter { $0 >= plan.attributes.count }
        prices = CallPrices(plan.targets)
        func scope(_ attribute: UInt16?) -> Scope {
            guard let attribute else { return Scope() }
            return Scope(
                attribute: Int32(attribute), outside: texts.emptySymbols[Int(attribute)],
                untracked: texts.otherSymbols[Int(attribute)])
        }
        budgets = plan.budgets.map { budget in
            var row = Budget(
                limit: budget.limit.pico, ceiling: (budget.ceiling ?? budget.limit).pico, targets: budget.targets.bits,
                scope: scope(budget.scope), when: budget.when, unit: .minute, isCalendar: false,
                lapse: budget.lapse ?? -1, waits: budget.spent == .wait)
            if case .calendar(let unit) = budget.window { (row.unit, row.isCalendar) = (unit, true) }
            return row
        }
        limits = plan.limits.map { limit in
            Limit(
                targets: limit.targets.bits, scope: scope(limit.scope), when: limit.when, wait: limit.wait,
                priorityAttribute: limit.priorityAttribute.map { Int32($0) } ?? -1, priorities: limit.priorities)
        }
        targets = plan.targets.indices.map { Self.target($0, plan, state) }
        windowOfFeature = plan.features.map { feature in
            switch feature {
            case .spend(let over), .usual(let over, _):
                return Int32(truncatingIfNeeded: state.spendLengths.firstIndex(of: over) ?? -1)
            case .quality(let target, let over, _):
                let key = LocalState.QualityKey(target: target, length: over)
                return Int32(truncatingIfNeeded: state.qualityKeys.firstIndex(of: key) ?? -1)
            default: return -1
            }
        }
        keepsValues = !plan.caches.isEmpty || !plan.attributions.isEmpty || !plan.affinities.isEmpty
        hasNotices = !plan.alerts.isEmpty || plan.rollouts.contains { $0.revertWhen != .never }
        for (index, attribute) in plan.attributes.enumerated() {
            switch attribute.role {
            case .none, .cachedPrefix: break
            case .prompt: prompt = index
            case .maxOutput: maxOutput = index
            case .images: images = index
            case .audio: audio = index
            case .toolCalls: toolCalls = index
            case .deadline: deadline = index
            }
        }
    }

    private static func target(_ index: Int, _ plan: Plan, _ state: LocalState) -> Target {
        let number = UInt16(truncatingIfNeeded: index)
        let target = plan.targets[index]
        let operation = target.operation
        var batches: UInt64 = 0
        for (place, batch) in plan.batches.enumerated() where batch.targets.contains(number) {
            batches |= 1 << UInt64(place)
        }
        func place<List: RandomAccessCollection<Element>, Element>(
            _ list: List, _ matches: (Element) -> Bool
        ) -> Int32 where List.Index == Int {
            list.firstIndex(where: matches).map { Int32(truncatingIfNeeded: $0) } ?? -1
        }
        let floorKey = LocalState.QualityKey(target: number, length: PlanOperation.floorWindow)
        let asksHealth = plan.features.contains { if case .health(number) = $0 { true } else { false } }
        return Target(
            contextWindow: target.contextWindow, within: operation.within, firstToken: operation.firstToken,
            perToken: operation.perToken, prefixCache: target.prefixCache, retries: operation.retries,
            pool: operation.pool.map { Int32($0) } ?? -1,
            commitment: place(plan.commitments) { $0.targets.contains(number) },
            rollout: place(plan.rollouts) { $0.of == number },
            floorWindow: operation.accuracyFloor == nil ? -1 : place(state.qualityKeys) { $0 == floorKey },
            floor: operation.accuracyFloor ?? 0,
            fallbackPrecision: operation.fallbackPrecision.map { Int32($0) } ?? -1, batches: batches,
            tracksHealth: operation.cooldown > 0 || asksHealth, rests: operation.cooldown > 0)
    }

    private static func tested(by matcher: Matcher) -> [Int] {
        var seen: [Int] = []
        switch matcher {
        case .diagram(let diagram): seen = diagram.nodes.map { $0.feature }
        case .scan(let scan): seen = scan.cuts.map { Int($0.feature) } + scan.tables.map { Int($0.feature) }
        case .blocks(let blocks):
            for scan in blocks { seen += scan.cuts.map { Int($0.feature) } + scan.tables.map { Int($0.feature) } }
        // Conditions are walked one by one, and fetch what they need.
        case .rules: return []
        }
        seen.sort()
        var unique: [Int] = []
        for feature in seen where unique.last != feature { unique.append(feature) }
        return unique
    }
}
