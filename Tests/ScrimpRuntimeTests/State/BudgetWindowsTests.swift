import ScrimpPlan
import ScrimpQuantities
import ScrimpRuntime
import Testing

/// What budgets let through over time, against lists of all calls.
@Suite struct BudgetWindowsTests {
    @Test func aRollingWindowNeverLetsMoreThroughThanItsLimit() throws {
        for (seed, length) in [(1, Int64.hour), (2, 24 * .hour), (3, 59), (4, 7), (5, 1_000_003)] {
            var policy = SimplePolicy()
            policy.builder.budget(
                "rolling", limit: 1_000, per: policy.tenant, window: .rolling(length), lapse: 400 * .day)
            let engine = try policy.builder.engine()
            var generator = Generator(UInt64(seed))
            var now: Int64 = 0
            var calls: [(time: Int64, cost: Int64)] = []
            var refused = 0
            for _ in 0..<3_000 {
                now += Int64(generator.next() % UInt64(max(length / 40, 2)))
                let cost = Int64(generator.below(120))
                let decision = try engine.decide(engine.request("a", cost: cost), at: .after(now))
                let inside = calls.filter { $0.time > now - length }.reduce(0) { $0 + $1.cost }
                if decision.isCall {
                    #expect(inside + cost <= 1_000)
                    // Settled for less, now or never.
                    let used = generator.below(3) == 0 ? Int64(generator.below(Int(cost) + 1)) : cost
                    if generator.below(2) == 0 {
                        _ = try engine.settle(decision, Usage(promptTokens: used), at: .after(now))
                        calls.append((now, used))
                    } else {
                        calls.append((now, cost))
                    }
                } else {
                    refused += 1
                    // Refused only for what lies within the window and one bucket before it.
                    let bucket = length / 59 + 1
                    let near = calls.filter { $0.time > now - length - 2 * bucket }.reduce(0) { $0 + $1.cost }
                    try #require(near + cost > 1_000, "window of \(length) ns, at \(now)")
                }
            }
            #expect(refused > 0)
        }
    }

    @Test func aRunIsForgottenWhenItHasBeenIdleAndHoldsNothing() throws {
        var policy = SimplePolicy()
        policy.builder.budget("run", limit: 100, per: policy.tenant, window: .untilIdle(.hour), lapse: 10 * .hour)
        let engine = try policy.builder.engine()
        let first = try engine.decide(engine.request("r", cost: 100), at: .after(0))
        // Idle, but a call is still open.
        #expect(!(try engine.decide(engine.request("r", cost: 1), at: .after(2 * .hour)).isCall))
        _ = try engine.settle(first, Usage(promptTokens: 100), at: .after(3 * .hour))
        #expect(!(try engine.decide(engine.request("r", cost: 1), at: .after(4 * .hour - 1)).isCall))
        #expect(try engine.decide(engine.request("r", cost: 100), at: .after(4 * .hour)).isCall)
    }

    @Test func idleRunsMakeRoomForNewOnes() throws {
        var policy = SimplePolicy()
        policy.builder.budget("run", limit: 10, per: policy.tenant, window: .untilIdle(.hour), scopes: 3)
        let engine = try policy.builder.engine()
        for run in 0..<50 {
            let time = Instant.after(Int64(run) * 30 * .minute)
            let decision = try engine.decide(engine.request("run-\(run)", cost: 10), at: time)
            #expect(decision.isCall, "run \(run)")
            if decision.isCall { _ = try engine.settle(decision, Usage(promptTokens: 10), at: time) }
        }
    }

    @Test func aBerlinDayOfTwentyFiveHoursIsOneWindow() throws {
        var policy = SimplePolicy(zone: .berlin)
        policy.builder.budget("daily", limit: 100)
        let engine = try policy.builder.engine()
        let day = CivilDate(year: 2026, month: 10, day: 25).daysSinceEpoch
        let midnight = ZoneRules.berlin.startOfDay(day) * .second
        func call(_ hours: Int64, _ cost: Int64) throws -> Bool {
            try engine.decide(
                engine.request("a", cost: cost), at: Instant(nanoseconds: midnight + hours * .hour)
            ).isCall
        }
        #expect(try call(0, 50))
        #expect(try call(24, 50))
        #expect(!(try call(24, 1)))
        #expect(try call(25, 100))
    }

    @Test func calendarBudgetsAgreeWithALedgerOfAllCalls() throws {
        let unitsAndBudgets: [(PlanWindow.Unit, Int128)] = [(.minute, 100), (.hour, 400), (.day, 2_000)]
        var policy = SimplePolicy(zone: .berlin)
        for (unit, limit) in unitsAndBudgets {
            policy.builder.budget("per", limit: limit, per: policy.tenant, window: .calendar(unit))
        }
        policy.builder.plan.attributions = [PlanAttribution(by: [policy.tenant], cells: 100)]
        let engine = try policy.builder.engine()
        var generator = Generator(9)
        var windows = CalendarWindows(zone: .berlin)
        var ledger: [String: [(time: Int64, cost: Int64)]] = [:]
        var now = 1_774_740_000 * Int64.second
        var settled: Int128 = 0
        for _ in 0..<4_000 {
            now += Int64(generator.next() % UInt64(40 * Int64.second))
            let tenant = "t\(generator.below(4))"
            let cost = Int64(generator.below(60))
            let calls = ledger[tenant] ?? []
            var fits = true
            for (unit, limit) in unitsAndBudgets {
                let start = windows.window(unit, at: now).start
                let spent = calls.reversed().prefix { $0.time >= start }.reduce(0) { $0 + $1.cost }
                if Int128(spent + cost) > limit { fits = false }
            }
            let time = Instant(nanoseconds: now)
            let decision = try engine.decide(engine.request(tenant, cost: cost), at: time)
            #expect(decision.isCall == fits)
            guard decision.isCall else { continue }
            let used = Int64(generator.below(Int(cost) + 1))
            settled += try engine.settle(decision, Usage(promptTokens: used), at: time).cost.pico
            ledger[tenant, default: []].append((now, used))
        }
        #expect(engine.attribution(0).map(\.cell.money).reduce(0, +) == settled)
    }
}
