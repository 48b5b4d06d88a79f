package import ScrimpPlan
import ScrimpQuantities
import Synchronization

/// The parts of the state of one process, each behind its own lock.
///
/// There is no lock over all of it. What must happen together takes the locks of just the parts that it needs, always in the order
/// counters by index, limits by index; so two steps that have nothing to do with each other never meet.
public final class LocalState: Sendable {
    /// Budgets in source order, then commitments, whose counters hold tokens.
    package let counters: [CounterPart]
    package let budgetCount: Int
    let limits: [Guarded<LimitCounters>]
    let exactCaches: ExactCaches
    /// By cache; nil where the cache is of the other kind.
    let semanticCaches: [Guarded<SemanticIndex>?]
    let cells: [Guarded<AttributionCells>]
    let rollouts: [Guarded<RolloutStages>]
    let affinities: [Guarded<RecentKeys>]
    /// Which prefixes are warm at which target.
    let prefixes: Guarded<RecentKeys>
    let pools: [Guarded<PoolState>]
    /// By target.
    let health: [Guarded<TargetHealth>]
    /// By window length, ascending: `spendLengths`.
    package let spends: [Guarded<RollingSums>]
    package let spendLengths: [Int64]
    /// By target and window length: `qualityKeys`.
    package let qualities: [Guarded<QualityWindow>]
    package let qualityKeys: [QualityKey]
    let batches: [Guarded<BatchGroups>]

    package struct QualityKey: Hashable, Sendable {
        package var target: UInt16
        package var length: Int64
    }

    /// Times before 1970 count as its beginning, so that no difference of two times overflows.
    private let clock: Atomic<Int64>
    /// One bit per switch.
    private let thrown: Atomic<UInt64>
    let threads: MemoryStore.Threads
    var isShared: Bool { threads.areMany }
    /// Who goes on with what was counted here, once another policy has been deployed.
    let succession = Guarded<Succession?>(nil, threads: .many)

    /// At most so many switches, limits, caches, shapes, batches: one bit each.
    package static let bitLimit = 64

    package init(plan: Plan, threads: MemoryStore.Threads) {
        func guarded<Value>(_ value: Value) -> Guarded<Value> { Guarded(value, threads: threads) }
        self.threads = threads
        clock = Atomic(0)
        thrown = Atomic(0)
        budgetCount = plan.budgets.count
        counters =
            plan.budgets.map { CounterPart($0, threads: threads) }
            + plan.commitments.map { CounterPart($0.counting, threads: threads) }
        limits = plan.limits.map { guarded(LimitCounters($0.settings)) }
        exactCaches = ExactCaches(plan.caches, threads: threads)
        semanticCaches = plan.caches.map { $0.match.isByMeaning ? guarded(SemanticIndex($0)) : nil }
        cells = plan.attributions.map { guarded(AttributionCells(by: $0.by, capacity: $0.cells)) }
        rollouts = plan.rollouts.map { _ in guarded(RolloutStages.unstarted) }
        affinities = plan.affinities.map { _ in guarded(RecentKeys(capacity: Self.keysKept)) }
        prefixes = guarded(RecentKeys(capacity: Self.keysKept))
        pools = plan.pools.map { _ in guarded(PoolState()) }
        health = plan.targets.map {
            guarded(TargetHealth(cooldown: $0.operation.cooldown, cooldownAfter: $0.operation.cooldownAfter))
        }
        (spendLengths, qualityKeys) = Self.windows(of: plan)
        spends = spendLengths.map { guarded(RollingSums(length: $0)) }
        qualities = qualityKeys.map { guarded(QualityWindow(length: $0.length)) }
        batches = plan.batches.map {
            guarded(BatchGroups(size: Int(clamping: $0.size), wait: $0.wait, targets: plan.targets.count))
        }
    }

    /// Keys that affinities and warm prefixes remember; beyond it the one that was used longest ago goes.
    static let keysKept: Int64 = 1_000_000

    /// A copy that nobody else uses: a snapshot for explanations.
    init(copying other: LocalState) {
        threads = .one
        budgetCount = other.budgetCount
        counters = other.counters.map { $0.copy() }
        limits = other.limits.map { $0.copy(threads: .one) }
        exactCaches = other.exactCaches.copy()
        semanticCaches = other.semanticCaches.map { $0?.copy(threads: .one) }
        cells = other.cells.map { $0.copy(threads: .one) }
        rollouts = other.rollouts.map { $0.copy(threads: .one) }
        affinities = other.affinities.map { $0.copy(threads: .one) }
        prefixes = other.prefixes.copy(threads: .one)
        pools = other.pools.map { $0.copy(threads: .one) }
        health = other.health.map { $0.copy(threads: .one) }
        spends = other.spends.map { $0.copy(threads: .one) }
        spendLengths = other.spendLengths
        qualities = other.qualities.map { $0.copy(threads: .one) }
        qualityKeys = other.qualityKeys
        batches = other.batches.map { $0.copy(threads: .one) }
        clock = Atomic(other.clock.load(ordering: .relaxed))
        thrown = Atomic(other.thrown.load(ordering: .relaxed))
    }

    deinit {
        func destroy<Value>(_ parts: [Guarded<Value>]) { for part in parts { part.destroy() } }
        for part in counters { destroy(part.stripes) }
        destroy(limits)
        exactCaches.destroy()
        destroy(semanticCaches.compactMap { $0 })
        destroy(cells)
        destroy(rollouts)
        destroy(affinities)
        prefixes.destroy()
        destroy(pools)
        destroy(health)
        destroy(spends)
        destroy(qualities)
        destroy(batches)
        succession.destroy()
    }

    /// The windows over which a plan looks back.
    private static func windows(of plan: Plan) -> (spends: [Int64], qualities: [QualityKey]) {
        var lengths: [Int64] = []
        var keys: [QualityKey] = []
        for feature in plan.features {
            switch feature {
            case .spend(let over): if !lengths.contains(over) { lengths.append(over) }
            case .usual(let over, _): if !lengths.contains(over) { lengths.append(over) }
            case .quality(let target, let over, _):
                let key = QualityKey(target: target, length: over)
                if !keys.contains(key) { keys.append(key) }
            default: break
            }
        }
        for (index, target) in plan.targets.enumerated() where target.operation.accuracyFloor != nil {
            let key = QualityKey(target: UInt16(truncatingIfNeeded: index), length: PlanOperation.floorWindow)
            if !keys.contains(key) { keys.append(key) }
        }
        lengths.sort()
        return (lengths, keys)
    }
}

extension LocalState {
    /// Lets time go on; answers the latest time seen.
    @inline(__always)
    package func advance(to now: Int64) -> Int64 {
        var seen = clock.load(ordering: .relaxed)
        guard isShared else {
            if now > seen { clock.store(now, ordering: .relaxed) }
            return max(seen, now)
        }
        while now > seen {
            let (exchanged, original) = clock.weakCompareExchange(expected: seen, desired: now, ordering: .relaxed)
            if exchanged { return now }
            seen = original
        }
        return seen
    }

    /// The latest time seen.
    @inline(__always)
    var latest: Int64 { clock.load(ordering: .relaxed) }

    package func isThrown(_ index: Int) -> Bool { thrown.load(ordering: .acquiring) & (1 << UInt64(index)) != 0 }

    /// - Returns: whether it was thrown before.
    @discardableResult
    package func setThrown(_ index: Int, _ isThrown: Bool) -> Bool {
        let bit: UInt64 = 1 << UInt64(index)
        let before =
            isThrown
            ? thrown.bitwiseOr(bit, ordering: .acquiringAndReleasing).oldValue
            : thrown.bitwiseAnd(~bit, ordering: .acquiringAndReleasing).oldValue
        return before & bit != 0
    }

    /// All switches, one bit each.
    package var switchPositions: UInt64 { thrown.load(ordering: .acquiring) }
}

/// What is known of a pool beside the time of day.
struct PoolState: Sendable {
    /// Reported by the host: all of its hardware, or its spot hardware, has been taken away.
    var isLost = false
    var callsInFlight: Int64 = 0
    /// Last reported, in billionths; nil for never.
    var utilization: Int64?
    /// Replicas that run, as last reported; nil for never.
    var replicas: Int64?
}

/// The counters of one budget or commitment. Many scopes are spread over stripes, each with its lock, so that two tenants
/// seldom meet; keys beyond the maximum share the one counter of the last stripe.
package struct CounterPart: Sendable {
    let stripes: [Guarded<BudgetCounters>]
    /// Number of stripes that hold scopes, a power of two; the shared counter is in the last stripe.
    let scopeStripes: Int

    private static let stripedFrom: Int64 = 4_096
    private static let stripeCount = 16

    init(_ budget: PlanBudget, threads: MemoryStore.Threads) {
        guard threads.areMany, budget.scope != nil, budget.scopes >= Self.stripedFrom else {
            scopeStripes = 1
            stripes = [Guarded(BudgetCounters(budget), threads: threads)]
            return
        }
        scopeStripes = Self.stripeCount
        var part = budget
        part.scopes = (budget.scopes + Int64(Self.stripeCount) - 1) / Int64(Self.stripeCount)
        let empty = BudgetCounters(part)
        part.scopes = 0
        let shared = BudgetCounters(part)
        stripes =
            (0..<Self.stripeCount).map { _ in Guarded(empty, threads: threads) } + [Guarded(shared, threads: threads)]
    }

    private init(stripes: [Guarded<BudgetCounters>], scopeStripes: Int) {
        self.stripes = stripes
        self.scopeStripes = scopeStripes
    }

    func copy() -> CounterPart {
        CounterPart(stripes: stripes.map { $0.copy(threads: .one) }, scopeStripes: scopeStripes)
    }

    @inline(__always)
    func stripe(of scope: Int64?) -> Int { Self.stripe(of: scope, among: scopeStripes) }

    @inline(__always)
    static func stripe(of scope: Int64?, among scopeStripes: Int) -> Int {
        guard scopeStripes > 1 else { return 0 }
        guard let scope else { return scopeStripes }
        // Other bits than those by which the stripe itself finds its place.
        return Int(truncatingIfNeeded: StableHash.mix(UInt64(bitPattern: scope)) >> 48) & (scopeStripes - 1)
    }

    /// The stripe of the counter that keys beyond the maximum share; nil where that is in the stripe itself.
    @inline(__always)
    func overflow(of stripe: Int) -> Int? { scopeStripes > 1 && stripe < scopeStripes ? scopeStripes : nil }
}

extension PlanCommitment {
    /// A commitment counts tokens as a budget counts money.
    fileprivate var counting: PlanBudget {
        PlanBudget(
            name: name, limit: Money(pico: Int128(included ?? 0)), scope: nil, window: .calendar(window),
            when: .always, targets: targets, spent: .wait, ceiling: nil, alerts: [], notify: .empty, lapse: nil,
            scopes: 1)
    }
}

extension PlanLimit {
    package var settings: LimitSettings {
        LimitSettings(
            concurrency: concurrency,
            rates: rates.map { .init(countsTokens: $0.unit == .tokens, amount: $0.amount, per: $0.per) }, calls: calls,
            forget: forget, isScoped: scope != nil, scopes: scopes)
    }
}

extension PlanCache.Match {
    /// Whether embeddings are compared.
    var isByMeaning: Bool {
        switch self {
        case .exact, .partial: false
        case .semantic, .retrieval: true
        }
    }

    /// Whether a hit ends the request.
    var answers: Bool {
        switch self {
        case .exact, .semantic: true
        case .retrieval, .partial: false
        }
    }
}
