import Glibc
import ScrimpPlan
import ScrimpQuantities
import ScrimpRuntime

/// How long whole decisions take, all phases, on one thread.
///
/// Policies are made here, so that the figures do not depend on a file: two models, one daily budget per tenant, and for the
/// second an exact cache. Tenants and contents change with every request, by a generator of its own.
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

    /// - Parameter requests: how many are measured, after as many to warm up; rounded up to whole thousands.
    package static func run(requests: Int = 1_000_000) throws -> [Row] {
        var rows: [Row] = []
        for (name, plan) in [
            ("route only", plan(hasBudget: false, hasCache: false)),
            ("one budget", plan(hasBudget: true, hasCache: false)),
            ("exact cache and one budget", plan(hasBudget: true, hasCache: true)),
        ] {
            rows.append(try measure(name, plan, rounds: max((requests - 1) / tenants + 1, 1)))
        }
        return rows
    }

    private static func measure(_ name: String, _ plan: Plan, rounds: Int) throws -> Row {
        let engine = try Engine(plan: plan, store: MemoryStore(), options: EngineOptions(hashSeed: 0x5C12))
        let names = try ["tenant", "task", "complexity", "prompt", "max_output"].map { name throws(RequestError) in
            try engine.schema.attribute(name)
        }
        var builder = engine.makeRequest()
        var inputs: [Request] = []
        var generator: UInt64 = 1
        for tenant in 0..<tenants {
            generator = StableHash.mix(generator)
            try builder.set(names[0], text: "tenant-\(tenant)")
            try builder.set(names[1], number: Int64(generator % 3))
            try builder.set(names[2], number: Int64(generator >> 8 % UInt64(PlanAttribute.ratioScale)) & 0x1FFF_FFFF)
            try builder.set(names[3], number: Int64(generator >> 20 % 4_000))
            try builder.set(names[4], number: 512)
            inputs.append(builder.request)
        }
        var row = Row(
            name: name, nanosecondsPerDecision: 0, nanosecondsPerLoop: 0, cachedShare: 0, peakMemoryGrowth: 0,
            checksum: 0)
        var time = Instant(nanoseconds: 1_767_225_600_000_000_000)
        for pass in 0..<2 {
            var checksum: UInt64 = 0
            var deciding: UInt64 = 0
            var cached = 0
            let kept = peakMemory()
            let start = now()
            for _ in 0..<rounds {
                // A thousand decisions at a time, then their reports: as many calls are open at once.
                var decisions = [Decision](repeating: Decision(.reject(.noRule), at: time), count: 0)
                decisions.reserveCapacity(tenants)
                for index in inputs.indices {
                    generator = StableHash.mix(generator)
                    inputs[index].content = Fingerprint(high: generator % 200, low: UInt64(index))
                }
                let began = now()
                for input in inputs {
                    time = time.advanced(by: 100_000)
                    decisions.append(try engine.decide(input, at: time))
                }
                deciding += now() - began
                for decision in decisions {
                    if case .call(let target) = decision.verdict {
                        let usage = Usage(promptTokens: 300, outputTokens: 100)
                        let result = try engine.settle(decision, usage, at: time)
                        checksum = StableHash.mix(checksum ^ UInt64(truncatingIfNeeded: result.cost.pico))
                        checksum ^= UInt64(target)
                    } else if case .cached = decision.verdict {
                        cached += 1
                    }
                    while decision.alerts > 0, engine.nextAlert() != nil {}
                }
            }
            guard pass == 1 else { continue }
            let requests = rounds * tenants
            row.nanosecondsPerDecision = Double(deciding) / Double(requests)
            row.nanosecondsPerLoop = Double(now() - start) / Double(requests)
            row.cachedShare = Double(cached) / Double(requests)
            row.peakMemoryGrowth = peakMemory() - kept
            row.checksum = checksum
        }
        return row
    }

    private static func now() -> UInt64 {
        var time = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }

    private static func peakMemory() -> Int {
        var usage = rusage()
        unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return usage.ru_maxrss * 1_024
    }
}

extension EngineBenchmark {
    /// Routes easy questions to the cheap model, all others to the dear one.
    private static func plan(hasBudget: Bool, hasCache: Bool) -> Plan {
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
        if hasBudget { plan.budgets = [daily] }
        if hasCache { plan.caches = [answers] }
        return plan
    }
}
