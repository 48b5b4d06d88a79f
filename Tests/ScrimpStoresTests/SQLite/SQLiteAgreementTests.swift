import Foundation
import ScrimpPlan
import ScrimpQuantities
import ScrimpRuntime
import ScrimpStateSupport
import ScrimpStores
import ScrimpTestSupport
import Testing

/// Two processes at one file decide and settle as one process does in memory. `SCRIMP_STREAMS=300` runs more streams.
@Suite struct SQLiteAgreementTests {
    private static let streams = ProcessInfo.processInfo.environment["SCRIMP_STREAMS"].flatMap { Int($0) } ?? 12

    private static func policy(_ generator: inout SeededGenerator) -> StatePolicy {
        var policy = StatePolicy()
        let windows: [PlanWindow] = [
            .calendar(.hour), .calendar(.day), .rolling(600_000_000_000), .rolling(7_200_000_000_000),
            .untilIdle(900_000_000_000),
        ]
        for index in 0..<(1 + generator.below(3)) {
            var budget = StatePolicy.Budget("budget \(index)", limit: Int128(100 + generator.below(400)))
            budget.isPerTenant = generator.chance(60)
            budget.window = generator.pick(windows) ?? .calendar(.day)
            budget.alerts = generator.chance(50) ? [300_000_000, 800_000_000] : []
            budget.lapse = generator.chance(50) ? Int64(20 + generator.below(200)) * 1_000_000_000 : nil
            policy.budgets.append(budget)
        }
        for index in 0..<generator.below(3) {
            var limit = StatePolicy.Limit("limit \(index)")
            limit.isPerTenant = generator.chance(60)
            if generator.chance(50) { limit.concurrency = Int64(1 + generator.below(4)) }
            if generator.chance(30) { limit.calls = Int64(5 + generator.below(20)) }
            if generator.chance(50) {
                limit.rates = [
                    PlanRate(unit: .tokens, amount: Int64(20 + generator.below(200)), per: 60_000_000_000),
                    PlanRate(unit: .requests, amount: Int64(1 + generator.below(5)), per: 1_000_000_000),
                ]
            }
            policy.limits.append(limit)
        }
        if generator.chance(30) { policy.commitment = Int64(50 + generator.below(300)) }
        return policy
    }

    @Test(arguments: 0..<streams)
    func decisionsAndReports(seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed))
        let policy = Self.policy(&generator)
        let folder = try TemporaryFolder()
        let memory = try policy.engine(MemoryStore(threads: .one))
        let shared = try (0..<2).map { _ in try policy.engine(SQLiteStore(file: folder.path("state.db"))) }
        var open: [(engine: Int, kept: Decision, stored: Decision, tokens: Int64)] = []
        var second: Int64 = 0
        var calls = 0
        for step in 0..<400 {
            if generator.chance(40) { second += Int64(generator.below(generator.chance(10) ? 2_000 : 20)) }
            let now = Instant.second(second)
            if !open.isEmpty, generator.chance(45) {
                let call = open.remove(at: generator.below(open.count))
                if generator.chance(20) {
                    let expected = Result { () throws(SettleError) in
                        try memory.release(call.kept.reservation ?? ReservationID(place: 0, generation: 0), at: now)
                    }
                    let found = Result { () throws(SettleError) in
                        try shared[call.engine].release(
                            call.stored.reservation ?? ReservationID(place: 0, generation: 0), at: now)
                    }
                    #expect(expected.failure == found.failure, "step \(step)")
                } else {
                    // Whether a late report still changes a rate depends on whether its counter has been dropped for being
                    // full again, and when that happens is the store's own affair: late ones report what was held.
                    let mayBeLate = now.nanoseconds - call.kept.time.nanoseconds >= 20_000_000_000
                    let used = generator.below(Int(call.tokens) * 5 / 4 + 1)
                    let isExact = mayBeLate && !policy.limits.isEmpty
                    let usage = Usage(promptTokens: isExact ? call.tokens : Int64(used))
                    // An alert of a window that has ended is raised or not, by who has seen its end.
                    let expected = Result { () throws(SettleError) in
                        var result = try memory.settle(call.kept, usage, at: now)
                        result.alerts = 0
                        return result
                    }
                    let found = Result { () throws(SettleError) in
                        var result = try shared[call.engine].settle(call.stored, usage, at: now)
                        result.alerts = 0
                        return result
                    }
                    #expect(expected == found, "step \(step)")
                }
                continue
            }
            let engine = generator.below(2)
            let tenant = "tenant \(generator.below(6))"
            let tokens = Int64(generator.below(60))
            let kept = try memory.decide(memory.request(tenant, tokens: tokens), at: now)
            let stored = try shared[engine].decide(shared[engine].request(tenant, tokens: tokens), at: now)
            #expect(kept.verdict == stored.verdict, "step \(step)")
            #expect(kept.reserved == stored.reserved && kept.isCovered == stored.isCovered, "step \(step)")
            // An alert for a call that another process let lapse is raised with the next call, not with the lapse.
            guard kept.isCall, stored.isCall else { continue }
            calls += 1
            open.append((engine, kept, stored, tokens))
            if open.count > 12 { open.removeFirst() }
        }
        #expect(calls > 5)
    }
}

extension Result {
    fileprivate init(_ body: () throws(Failure) -> Success) {
        do throws(Failure) { self = .success(try body()) } catch { self = .failure(error) }
    }

    fileprivate var failure: Failure? {
        if case .failure(let error) = self { return error }
        return nil
    }
}
