import CAllocationCounter
import ScrimpPlan
import ScrimpQuantities
import ScrimpRuntime
import Synchronization
import Testing

/// Unoptimised code boxes what generic functions of the standard library pass around.
#if DEBUG
private let isOptimized = false
#else
private let isOptimized = true
#endif
private let allocationComment: Comment = "allocations are counted in optimised builds: swift test -c release"

@Suite struct EngineTests {
    /// Budgets of all kinds, a cache, a split, an alert: what a busy policy has.
    private func busyPolicy(limit: Int128) -> SimplePolicy {
        var policy = SimplePolicy()
        let second = policy.builder.target("second", PlanPrices(input: 2, output: 0))
        let arm = policy.builder.split("s", [(percent: 50, target: 0), (percent: 50, target: second)])
        policy.builder.plan.sticky = policy.tenant
        policy.builder.plan.candidates = [.split(arm), .target(0)]
        policy.builder.plan.chains[0].count = 2
        policy.builder.budget("all", limit: limit, window: .rolling(.hour), alerts: [500_000_000])
        policy.builder.budget("tenant", limit: limit, per: policy.tenant, window: .calendar(.day))
        policy.builder.budget("run", limit: limit, per: policy.tenant, window: .untilIdle(.minute))
        policy.builder.cache(
            "answers", key: [policy.tenant], ttl: .second, capacity: 50, eviction: .leastFrequentlyUsed)
        policy.builder.plan.attributions = [PlanAttribution(by: [policy.tenant], cells: 100)]
        return policy
    }

    @Test(.enabled(if: isOptimized, allocationComment)) func aDecisionAllocatesNothingInTheSteadyState() throws {
        let engine = try busyPolicy(limit: 1 << 100).builder.engine()
        var requests: [Request] = []
        for number in 0..<400 {
            requests.append(try engine.request("t\(number % 40)", cost: 5, content: UInt64(number % 90)))
        }
        let usage = Usage(promptTokens: 4)
        var now: Int64 = 0
        var calls = 0
        func pass() throws {
            for request in requests {
                now += .second / 50
                let decision = try engine.decide(request, at: .after(now))
                if decision.isCall {
                    calls += 1
                    if calls % 7 == 0, let reservation = decision.reservation {
                        try engine.release(reservation, at: .after(now))
                    } else if calls % 11 != 0 {
                        _ = try engine.settle(decision, usage, at: .after(now))
                    }
                }
                while engine.nextAlert() != nil {}
            }
        }
        // Long enough for calls without a report to lapse, and for every table to have grown.
        for _ in 0..<120 { try pass() }
        let before = scrimp_allocations_of_this_thread()
        for _ in 0..<20 { try pass() }
        #expect(scrimp_allocations_of_this_thread() == before)
        #expect(calls > 1_000)
        // The counter counts.
        let array = [Int](repeating: calls, count: calls)
        #expect(scrimp_allocations_of_this_thread() > before && array.count == calls)
    }

    @Test(.enabled(if: isOptimized, allocationComment)) func knownTextsAllocateNothing() throws {
        let engine = try SimplePolicy().builder.engine()
        let tenant = try engine.schema.attribute("tenant")
        let names = (0..<100).map { Array("tenant-\($0)".utf8) }
        var made = engine.makeRequest()
        for name in names { try made.set(tenant, text: name.span) }
        let before = scrimp_allocations_of_this_thread()
        for name in names { try made.set(tenant, text: name.span) }
        #expect(scrimp_allocations_of_this_thread() == before)
    }

    @Test func hardLimitsHoldWithAnyNumberOfThreads() async throws {
        var policy = SimplePolicy()
        policy.builder.budget("all", limit: 100_000)
        policy.builder.budget("tenant", limit: 30_000, per: policy.tenant)
        policy.builder.plan.attributions = [PlanAttribution(by: [policy.tenant], cells: 100)]
        let engine = try policy.builder.engine(threads: .many)
        let booked = try await withThrowingTaskGroup(of: Int128.self) { group in
            for thread in 0..<4 {
                group.addTask {
                    var generator = Generator(UInt64(thread))
                    var booked: Int128 = 0
                    for step in 0..<5_000 {
                        let cost = Int64(generator.below(50))
                        let request = try engine.request("t\(generator.below(5))", cost: cost)
                        let decision = try engine.decide(request, at: .after(Int64(step)))
                        guard decision.isCall else { continue }
                        if generator.below(4) == 0, let reservation = decision.reservation {
                            try engine.release(reservation, at: .after(Int64(step)))
                        } else {
                            booked += try engine.settle(
                                decision, Usage(promptTokens: cost), at: .after(Int64(step))
                            ).cost.pico
                        }
                    }
                    return booked
                }
            }
            return try await group.reduce(0, +)
        }
        let cells = engine.attribution(0).map(\.cell.money)
        #expect(booked == cells.reduce(0, +))
        #expect(booked <= 100_000 && booked > 99_900)
        #expect(cells.allSatisfy { $0 <= 30_000 })
    }

    @Test func noTimeStopsTheEngine() throws {
        let engine = try busyPolicy(limit: 1_000).builder.engine()
        for nanoseconds in [Int64.min, -1, 0, .day, .max - 1, .max, .min] {
            let time = Instant(nanoseconds: nanoseconds)
            for tenant in ["a", "b"] {
                let decision = try engine.decide(engine.request(tenant, cost: 1), at: time)
                #expect(decision.isCall && decision.time >= Instant(nanoseconds: 0))
                _ = try engine.settle(decision, Usage(promptTokens: 1), at: time)
            }
            engine.tick(time)
            _ = engine.nextEvent()
        }
    }

    @Test func explainingChangesNothing() throws {
        let engine = try busyPolicy(limit: 1_000).builder.engine()
        var twin = engine.snapshot()
        var generator = Generator(3)
        for step in Int64(0)..<2_000 {
            let tenant = "t\(generator.below(10))"
            let cost = Int64(generator.below(40))
            let content = UInt64(generator.below(60))
            let request = try engine.request(tenant, cost: cost, content: content)
            // The twin interns the same texts in the same order.
            _ = twin.intern(tenant.utf8.span, attribute: 0)
            let time = Instant.after(step * .second / 3)
            var log = PassLog()
            let told = try engine.explain(request, at: time, observer: &log)
            let decision = try engine.decide(request, at: time)
            #expect(told == decision)
            #expect(try twin.decide(request, at: time) == decision)
            guard let reservation = decision.reservation, generator.below(3) > 0 else { continue }
            let usage = Usage(promptTokens: Int64(generator.below(Int(cost) + 1)))
            let result = try engine.settle(reservation, usage, at: time)
            #expect(try twin.settle(reservation, usage, at: time) == result)
        }
    }

    @Test func hardBoundsHoldAndMoneyIsConservedOverGeneratedStreams() throws {
        for seed in UInt64(0)..<6 {
            var policy = SimplePolicy()
            let cheap = policy.builder.target("cheap", PlanPrices(input: 1, output: 0))
            policy.builder.plan.targets[0].prices.input = 3
            policy.builder.budget("hard", limit: 5_000, window: .calendar(.day), lapse: 300)
            policy.builder.budget(
                "soft", limit: 600, per: policy.tenant, window: .calendar(.hour),
                spent: .route(policy.builder.chain(cheap)), ceiling: 900)
            policy.builder.plan.attributions = [PlanAttribution(by: [policy.tenant], cells: 3)]
            var evaluator = try policy.builder.engine().snapshot()
            let engine = try policy.builder.engine()
            var generator = Generator(seed)
            var open: [ReservationID] = []
            var ledger: [ReservationID: Int128] = [:]
            var now: Int64 = 0
            var refused = (hard: 0, ceiling: 0)
            for _ in 0..<6_000 {
                now += Int64(generator.below(100)) * (generator.below(500) == 0 ? .hour / 10 : 1)
                let tenant = "t\(generator.below(6))"
                _ = evaluator.intern(tenant.utf8.span, attribute: 0)
                let request = try engine.request(tenant, cost: Int64(generator.below(60)))
                let decision = try evaluator.decide(request, at: .after(now))
                if let reservation = decision.reservation {
                    open.append(reservation)
                    ledger[reservation] = decision.reserved.pico
                }
                if decision.verdict == .reject(.budget(0)) { refused.hard += 1 }
                if decision.verdict == .reject(.ceiling(1)) { refused.ceiling += 1 }
                while open.count > generator.below(12) {
                    let reservation = open.remove(at: generator.below(open.count))
                    switch generator.below(4) {
                    case 0:
                        if (try? evaluator.release(reservation, at: .after(now))) != nil { ledger[reservation] = 0 }
                    case 1: break  // lost: it lapses
                    default:
                        let held = evaluator.held(reservation)
                        let reserved = held?.amount ?? 0
                        let price: Int128 = held?.target == 0 ? 3 : 1
                        let tokens = Int64(clamping: reserved / price)
                        let usage = Usage(promptTokens: Int64(generator.below(Int(tokens) + 1)))
                        ledger[reservation] = try evaluator.settle(reservation, usage, at: .after(now)).cost.pico
                    }
                }
                #expect(evaluator.spent(budget: 0, for: request) <= 5_000)
                let own = evaluator.spent(budget: 1, for: request)
                #expect(own <= 900 && own >= 0)
            }
            #expect(refused.hard > 0 || refused.ceiling > 0)
            // Calls that were lost are charged as reserved when they lapse.
            evaluator.tick(.after(now + .day))
            let money = evaluator.attribution(0).map(\.cell.money).reduce(0, +)
            #expect(money == ledger.values.reduce(0, +))
        }
    }
}
