import Dispatch
import ScrimpPlan
import ScrimpQuantities
import ScrimpRuntime
import Synchronization

/// One run of made-up traffic against hard budgets in one store, and all that can be said against what came of it.
final class BudgetTrial<Home: Store>: Sendable {
    let policy: BudgetPolicy
    let engine: Engine<Home>
    let ledger: BudgetLedger
    private let seed: Int
    private let tally = Mutex(BudgetCaller<Home>.Tally())
    /// The most that was ever settled and held, as a share of its bound.
    private let highest = Mutex(0.0)
    private let isDone = Atomic<Bool>(false)
    private let shared: SharedLook<Home>?

    /// - Parameter shared: how to look at a store of which this process knows only a part.
    init(
        _ policy: BudgetPolicy, _ store: Home, seed: Int, shared: SharedLook<Home>? = nil
    ) throws(BudgetBenchmark.Failure) {
        self.policy = policy
        self.shared = shared
        self.seed = seed
        engine = try BudgetBenchmark.engine(policy, store)
        ledger = BudgetLedger(policy)
    }

    /// As many threads as requests: all are decided before the first is reported, which then happens in no order.
    func burst(_ count: Int) {
        observed {
            let decided = Atomic<Int>(0)
            start(count, kinds: 1) { _, caller in
                caller.askOne()
                decided.add(1, ordering: .releasing)
                // Ever longer: hundreds of threads that wake up all the time leave the store no time to answer.
                var pause = 1_000
                while decided.load(ordering: .acquiring) < count {
                    BenchmarkThreads.sleep(microseconds: pause)
                    pause = min(pause * 2, 100_000)
                }
                BenchmarkThreads.sleep(microseconds: caller.delay(below: 3_000))
                caller.settleAll()
            }
        }
    }

    /// So many requests over some threads, each with some calls open.
    func load(_ count: Int, threads: Int) {
        observed {
            start(threads) { thread, caller in
                caller.run(of: count, first: thread, stride: threads, mostOpen: BudgetBenchmark.mostOpen)
            }
        }
    }

    /// What other processes did, while the counters are looked at here.
    func others(_ body: () -> BudgetCaller<Home>.Tally) {
        observed {
            let tally = body()
            self.tally.withLock { $0.add(tally) }
        }
    }

    private func start(
        _ threads: Int, kinds: Int = BudgetCaller<Home>.kindsKept,
        _ body: @escaping @Sendable (_ thread: Int, _ caller: inout BudgetCaller<Home>) -> Void
    ) {
        BenchmarkThreads.run(threads) { thread in
            (thread, self.caller(seed: self.seed &* threads &+ thread, kinds: kinds))
        } _: { (input: inout (thread: Int, caller: BudgetCaller<Home>?)) in
            guard var caller = input.caller else { return }
            body(input.thread, &caller)
            let tally = caller.tally
            self.tally.withLock { $0.add(tally) }
        }
    }

    private func caller(seed: Int, kinds: Int = 1) -> BudgetCaller<Home>? {
        do throws(RequestError) {
            return try BudgetCaller(engine, policy, ledger, seed: seed, kinds: kinds)
        } catch {
            note("a request does not fit the policy: \(error)")
            return nil
        }
    }

    var sums: BudgetCaller<Home>.Tally { tally.withLock { $0 } }

    /// Looks at the counters until the body ends.
    private func observed(_ body: () -> Void) {
        let watcher = BenchmarkThreads.start {
            var reader = BudgetReader(self.engine, self.policy)
            while !self.isDone.load(ordering: .acquiring) {
                self.look(&reader)
                BenchmarkThreads.sleep(microseconds: self.shared == nil ? 50 : 20_000)
            }
        }
        body()
        isDone.store(true, ordering: .releasing)
        watcher.wait()
    }

    private func look(_ reader: inout BudgetReader<Home>) {
        if let shared {
            for total in shared.totals() where policy.budgets.indices.contains(total.budget) {
                check(
                    policy.budgets[total.budget], total.scope, Int(clamping: total.settled + total.held),
                    "settled and held are")
            }
            return
        }
        for (index, budget) in policy.budgets.enumerated() {
            for scope in 0..<(budget.isPerTenant ? policy.tenants : 1) {
                check(budget, scope, Int(clamping: reader.spent(index, tenant: scope)), "settled and held are")
            }
        }
        if let most = policy.concurrency, let running = reader.running, running > most {
            note("\(running) calls run at once, of \(most) that may")
        }
    }

    private func check(_ budget: BudgetPolicy.Budget, _ scope: Int, _ amount: Int, _ what: String) {
        let share = Double(amount) / Double(max(budget.bound, 1))
        highest.withLock { $0 = max($0, share) }
        if amount > budget.bound {
            note("\(name(budget, scope)): \(what) \(dollars(amount)), of \(dollars(budget.bound))")
        }
    }

    private func name(_ budget: BudgetPolicy.Budget, _ scope: Int) -> String {
        "seed \(seed): budget `\(budget.name)`" + (budget.isPerTenant ? " of tenant-\(scope)" : "")
    }

    private func dollars(_ pico: Int) -> String { Money(pico: Int128(pico)).description }

    func note(_ problem: String) { tally.withLock { $0.note(problem) } }
}

extension BudgetTrial {
    /// What has come of it, when all calls are reported: the counters are compared with the ledger, and then filled to the brim.
    func finish() -> BudgetBenchmark.Outcome {
        var reader = BudgetReader(engine, policy)
        let refusedBefore = sums.refused
        let unused = refusedBefore > 0 ? fill() : 0
        shared?.end(engine)
        let totals = shared?.totals()
        for (index, budget) in policy.budgets.enumerated() {
            for scope in 0..<(budget.isPerTenant ? policy.tenants : 1) {
                check(budget, scope, ledger.highest(index, scope), "promised and paid were")
                let counter =
                    totals.map { $0.sum(budget: index, scope: scope) } ?? reader.counter(index, tenant: scope)
                let paid = ledger.total(index, scope)
                check(budget, scope, Int(clamping: counter.settled + counter.reserved), "settled and held are")
                if counter.settled != Int128(paid) {
                    note(
                        "\(name(budget, scope)): the counter says \(Money(pico: counter.settled).description), "
                            + "the reports add up to \(dollars(paid))")
                }
                if counter.reserved != 0 {
                    note("\(name(budget, scope)): \(Money(pico: counter.reserved).description) stay held")
                }
            }
        }
        if shared == nil, let running = reader.running, running != 0 {
            note("seed \(seed): \(running) calls run when all have ended")
        }
        let sums = sums
        return BudgetBenchmark.Outcome(
            requests: sums.requests, admitted: sums.admitted, refused: sums.refused,
            highest: highest.withLock { $0 }, unused: unused, problems: sums.problems)
    }

    /// Asks for the dearest call of each tenant, one at a time, until it is refused: what is then left in the budget that refused
    /// must be less than the call. As a share of the call, the most of all.
    private func fill() -> Double {
        var most = 0.0
        guard var caller = caller(seed: seed) else { return 0 }
        for tenant in 0..<policy.tenants {
            guard let budget = caller.fill(tenant), policy.budgets.indices.contains(budget) else { continue }
            let own = policy.budgets[budget]
            let left = own.bound - ledger.total(budget, own.isPerTenant ? tenant : 0)
            let share = Double(left) / Double(policy.greatestCost)
            most = max(most, share)
            if share >= 1 { note("\(name(own, tenant)): \(dollars(left)) are left, and a call is refused") }
        }
        let tally = caller.tally
        self.tally.withLock { $0.add(tally) }
        return most
    }
}

/// Looks at counters as others would: through the store.
struct BudgetReader<Home: Store> {
    private let engine: Engine<Home>
    private let policy: BudgetPolicy
    private var windows: CalendarWindows
    /// By tenant: the number of its text.
    private let symbols: [Int64]

    init(_ engine: Engine<Home>, _ policy: BudgetPolicy) {
        self.engine = engine
        self.policy = policy
        windows = CalendarWindows(zone: .utc)
        symbols = (0..<policy.tenants).map { tenant in
            let text = Array("tenant-\(tenant)".utf8)
            return engine.core.texts.intern(text.span, attribute: 0).symbol
        }
    }

    private var state: LocalState { engine.core.state }

    private mutating func ask(_ budget: Int, tenant: Int) -> (ask: CounterAsk, time: Int64) {
        let time = engine.core.home.begin(state, at: BudgetCaller<Home>.start.nanoseconds)
        var start = Int64.min
        if case .calendar(let unit) = engine.plan.budgets[budget].window {
            start = windows.window(unit, at: time).start
        }
        let ask = CounterAsk(
            part: UInt16(truncatingIfNeeded: budget), scope: policy.budgets[budget].isPerTenant ? symbols[tenant] : nil,
            windowStart: start, bound: 0, amount: 0)
        return (ask, time)
    }

    /// Settled and held; nothing where there is no counter yet.
    mutating func spent(_ budget: Int, tenant: Int) -> Int128 {
        let (ask, time) = ask(budget, tenant: tenant)
        return engine.core.home.spent(ask, in: state, at: time) ?? 0
    }

    mutating func counter(_ budget: Int, tenant: Int) -> (settled: Int128, reserved: Int128) {
        let (ask, time) = ask(budget, tenant: tenant)
        // Brings what other processes share up to date.
        _ = engine.core.home.spent(ask, in: state, at: time)
        guard let record = state.export(part: budget, scope: ask.scope) else { return (0, 0) }
        return (record.settled, record.reserved)
    }

    /// Calls that run under the policy's limit, as far as this process knows; nil where there is none.
    var running: Int? {
        guard policy.concurrency != nil else { return nil }
        return state.export(limit: 0, scope: nil).map { Int(clamping: $0.running) }
    }
}
