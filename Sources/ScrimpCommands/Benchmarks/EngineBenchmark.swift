import Glibc
import ScrimpPlan
import ScrimpQuantities
import ScrimpRuntime
import Synchronization

/// How long whole decisions take, all phases, on one thread.
///
/// Policies are made here, so that the figures do not depend on a file: two models; a daily budget per tenant and a monthly one for
/// all; an exact cache; a limit on the calls that run. Tenants and contents change with every request, by a generator of its own.
package enum EngineBenchmark {
    package struct Row: Sendable {
        package var name: String
        package var nanosecondsPerDecision: Double
        /// With the report of the call, where there was one.
        package var nanosecondsPerLoop: Double
        /// Share of the requests that the cache answered; those need no report.
        package var cachedShare: Double
        /// How far the process outgrew its earlier peak while it was measured, in bytes.
        package var peakMemoryGrowth: Int
        /// Depends on every decision, so that none can be left out; the same on every run.
        package var checksum: UInt64
    }

    package static let tenants = 1_000

    /// The policies take turns, a part of the requests at a time; times are the median part's.
    /// - Parameter requests: how many are measured, after as many to warm up; rounded up to whole thousands.
    package static func run(requests: Int = 1_000_000) throws -> [Row] {
        var runs = try [
            EngineRun("route only", plan(budgets: 0)),
            EngineRun("one budget", plan(budgets: 1)),
            EngineRun("exact cache and one budget", plan(budgets: 1, hasCache: true)),
            EngineRun("two budgets, a limit, an exact cache", plan(budgets: 2, hasCache: true, hasLimit: true)),
            EngineRun(
                "the same, for one thread alone", plan(budgets: 2, hasCache: true, hasLimit: true), threads: .one),
        ]
        let rounds = max((requests - 1) / tenants + 1, 1)
        for index in runs.indices { try runs[index].run(rounds: rounds) }
        for index in runs.indices { runs[index].begin() }
        let parts = min(rounds, BenchmarkClock.rounds)
        for part in 0..<parts {
            let rounds = rounds * (part + 1) / parts - rounds * part / parts
            for index in runs.indices { try runs[index].run(rounds: rounds) }
        }
        return runs.map(\.row)
    }

    /// Time per request, with the report of its call, by one thread and by several with one engine between them.
    package struct Scaling: Sendable {
        package var oneThread: Double
        package var manyThreads: Double
        /// Requests a second by several threads, over those by one.
        package var ratio: Double { oneThread / max(manyThreads, 0.001) }
    }

    package static let threads = 8

    /// Two budgets, a limit and an exact cache, in turns by one thread and by several.
    package static func scaling(requests: Int = 1_000_000) throws -> Scaling {
        let plan = plan(budgets: 2, hasCache: true, hasLimit: true)
        var (one, many): ([Double], [Double]) = ([], [])
        for _ in 0..<BenchmarkClock.rounds {
            one.append(try time(plan, requests: requests / BenchmarkClock.rounds, threads: 1))
            many.append(try time(plan, requests: requests / BenchmarkClock.rounds, threads: threads))
        }
        return Scaling(oneThread: BenchmarkClock.median(one), manyThreads: BenchmarkClock.median(many))
    }

    private static func time(_ plan: Plan, requests: Int, threads: Int) throws -> Double {
        let store = MemoryStore(threads: .many(yieldingBy: sched_yield))
        let engine = try Engine(plan: plan, store: store, options: EngineOptions(hashSeed: 0x5C12))
        let rounds = max((requests - 1) / (tenants * threads) + 1, 1)
        let failure = Mutex<(any Error)?>(nil)
        let nanoseconds = BenchmarkThreads.run(threads) { thread in
            Result {
                var run = try EngineRun("", engine, seed: UInt64(thread) + 1)
                // The first round makes the counters.
                try run.run(rounds: 1)
                return run
            }
        } _: { (run: inout Result<EngineRun, any Error>) in
            do {
                var own = try run.get()
                try own.run(rounds: rounds)
            } catch {
                failure.withLock { $0 = error }
            }
        }
        if let failure = failure.withLock({ $0 }) { throw failure }
        return nanoseconds / Double(rounds * tenants * threads)
    }
}

extension EngineBenchmark {
    /// Routes easy questions to the cheap model, all others to the dear one.
    private static func plan(budgets: Int, hasCache: Bool = false, hasLimit: Bool = false) -> Plan {
        var strings = StringTable()
        func text(_ string: String) -> StringID { strings.append(string.utf8) }
        let identity = PlanIdentity(
            policyName: text("benchmark"), policyVersion: .empty, compilerVersion: .empty, language: 1,
            catalogDigest: [])
        let attributes = [
            PlanAttribute(name: text("tenant"), kind: .string),
            PlanAttribute(
                name: text("task"), kind: .enumeration, cases: [text("faq"), text("summary"), text("advice")]),
            PlanAttribute(name: text("complexity"), kind: .ratio, upper: PlanAttribute.ratioScale),
            PlanAttribute(name: text("prompt"), kind: .tokens, role: .prompt),
            PlanAttribute(name: text("max_output"), kind: .tokens, role: .maxOutput),
        ]
        let targets = [
            PlanTarget(
                name: text("mini"), identity: .empty, provider: .empty, isSelfHosted: false,
                prices: PlanPrices(input: 150_000, output: 600_000), contextWindow: 128_000, prefixCache: 0),
            PlanTarget(
                name: text("large"), identity: .empty, provider: .empty, isSelfHosted: false,
                prices: PlanPrices(input: 2_500_000, output: 10_000_000), contextWindow: 128_000, prefixCache: 0),
        ]
        let daily = PlanBudget(
            name: text("daily"), limit: Money(pico: 1_000_000 * Money.picoPerDollar), scope: 0,
            window: .calendar(.day),
            when: .always, targets: .all, spent: .reject(message: .empty), ceiling: nil,
            alerts: [500_000_000, 800_000_000], notify: .empty, lapse: nil, scopes: 100_000)
        let monthly = PlanBudget(
            name: text("monthly"), limit: Money(pico: 1_000_000_000 * Money.picoPerDollar), scope: nil,
            window: .calendar(.month), when: .always, targets: .all, spent: .reject(message: .empty), ceiling: nil,
            alerts: [500_000_000, 800_000_000], notify: .empty, lapse: nil, scopes: 1)
        let limit = PlanLimit(name: text("provider"), when: .always, targets: .all, concurrency: 100_000)
        let answers = PlanCache(
            name: text("answers"), when: .always, match: .exact, key: [0], timeToLive: 3_600_000_000_000,
            anchor: .insert, capacity: 100_000, eviction: .leastRecentlyUsed)
        var plan = Plan(identity: identity, strings: strings, deadline: 60_000_000_000, zone: .utc)
        plan.strings = strings
        plan.attributes = attributes
        plan.features = attributes.indices.map { .attribute(UInt16(truncatingIfNeeded: $0)) }
        plan.targets = targets
        plan.candidates = [.target(0), .target(1), .target(0)]
        plan.chains = [PlanChain(start: 0, count: 1), PlanChain(start: 1, count: 2)]
        plan.rules = [PlanRule(chain: 0, text: .empty, line: 1), PlanRule(chain: 1, text: .empty, line: 2)]
        plan.tests = [
            ConditionTest(
                feature: 2, kind: .interval, lower: 0, upper: 349_999_999, whenTrue: ConditionTest.yes,
                whenFalse: ConditionTest.no)
        ]
        plan.matcher = .scan(
            MaskScan(
                all: 0b11, cuts: [MaskScan.Cut(key: 350_000_000, ifLess: 0b11, ifNot: 0b10, feature: 2)], tables: [],
                rows: [], rules: [0, 1, 1]))
        plan.budgets = Array([daily, monthly].prefix(budgets))
        if hasCache { plan.caches = [answers] }
        if hasLimit { plan.limits = [limit] }
        return plan
    }
}
