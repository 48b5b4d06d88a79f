import ScrimpPlan
import ScrimpQuantities
import ScrimpRuntime
import Testing

@Suite struct PoolTests {
    /// The one model runs in a pool; behind it is another that does not.
    private func pooled(
        zone: ZoneRules = .utc, _ change: (inout PlanBuilder, UInt16) -> UInt16
    ) throws -> (engine: Engine<MemoryStore>, own: UInt16) {
        var policy = SimplePolicy(zone: zone)
        _ = policy.fallback()
        _ = change(&policy.builder, policy.model)
        return (try policy.builder.engine(), policy.model)
    }

    private func runs(_ engine: Engine<MemoryStore>, at time: Int64) throws -> Bool {
        var log = PassLog()
        let decision = try engine.explain(engine.request("a"), at: .after(time), observer: &log)
        if decision.target != 0 { #expect(log.passed == [.suspended(pool: 0)]) }
        return decision.target == 0
    }

    @Test func aTimeOfDayRestsItsPool() throws {
        let (engine, _) = try pooled { $0.pool(of: $1, start: 20 * 3_600, end: 22 * 3_600) }
        #expect(try runs(engine, at: 20 * .hour - 1))
        #expect(try !runs(engine, at: 20 * .hour))
        #expect(try !runs(engine, at: 22 * .hour - 1))
        #expect(try runs(engine, at: 22 * .hour))
        #expect(engine.status(ofPool: 0, at: .after(21 * .hour))?.isSuspended == true)
        #expect(engine.status(ofPool: 0, at: .after(21 * .hour))?.wantedReplicas == 0)
        #expect(engine.status(ofPool: 0, at: .after(22 * .hour))?.wantedReplicas == 1)
    }

    /// 2026-01-01 is a Thursday, bit 3.
    @Test func aTimeThroughMidnightBelongsToTheDayOnWhichItBegins() throws {
        let (engine, _) = try pooled { $0.pool(of: $1, start: 22 * 3_600, end: 6 * 3_600, days: 0b000_1000) }
        #expect(try runs(engine, at: 5 * .hour))
        #expect(try runs(engine, at: 22 * .hour - 1))
        #expect(try !runs(engine, at: 22 * .hour))
        #expect(try !runs(engine, at: .day + 6 * .hour - 1))
        #expect(try runs(engine, at: .day + 6 * .hour))
        #expect(try runs(engine, at: .day + 23 * .hour))
        #expect(try !runs(engine, at: 8 * .day + .hour))
    }

    @Test func wholeDaysRest() throws {
        let (engine, _) = try pooled { $0.pool(of: $1, days: 0b110_0000) }
        // Friday, Saturday, Sunday, Monday.
        #expect(try runs(engine, at: 2 * .day - 1))
        #expect(try !runs(engine, at: 2 * .day))
        #expect(try !runs(engine, at: 4 * .day - 1))
        #expect(try runs(engine, at: 4 * .day))
    }

    @Test func startAndEndAtOneTimeIsAWholeDay() throws {
        let (engine, _) = try pooled { $0.pool(of: $1, start: 6 * 3_600, end: 6 * 3_600, days: 0b000_1000) }
        #expect(try runs(engine, at: 6 * .hour - 1))
        #expect(try !runs(engine, at: 6 * .hour))
        #expect(try !runs(engine, at: .day + 6 * .hour - 1))
        #expect(try runs(engine, at: .day + 6 * .hour))
    }

    @Test func clocksThatAreMovedMoveTheRest() throws {
        let (engine, _) = try pooled(zone: .berlin) { $0.pool(of: $1, start: 2 * 3_600 + 1_800, end: 4 * 3_600) }
        // 2026-03-29: 02:00 is 03:00, at 01:00 UTC.
        let spring = Int64(31 + 28 + 28) * .day
        #expect(try runs(engine, at: spring + .hour - 1))
        #expect(try !runs(engine, at: spring + .hour))
        #expect(try !runs(engine, at: spring + 2 * .hour - 1))
        #expect(try runs(engine, at: spring + 2 * .hour))
        // 2026-10-25: 03:00 is 02:00 again, at 01:00 UTC; half past two comes twice.
        let autumn = Int64(31 + 28 + 31 + 30 + 31 + 30 + 31 + 31 + 30 + 24) * .day
        #expect(try !runs(engine, at: autumn + 30 * .minute))
        #expect(try runs(engine, at: autumn + .hour))
        #expect(try !runs(engine, at: autumn + 90 * .minute))
        #expect(try !runs(engine, at: autumn + 3 * .hour - 1))
        #expect(try runs(engine, at: autumn + 3 * .hour))
    }

    @Test func runningCallsEndInASuspendedPool() throws {
        let (engine, own) = try pooled { $0.pool(of: $1, start: 3_600, end: 7_200) }
        let call = try engine.decide(engine.request("a"), at: .after(.hour - 1))
        #expect(call.target == own)
        #expect(try engine.settle(call, Usage(promptTokens: 1), at: .after(.hour + 1)).isLate == false)
    }

    @Test func lostSpotHardwareIsPassedOver() throws {
        let (engine, own) = try pooled { $0.pool(of: $1, market: .spot) }
        #expect(try engine.decide(engine.request("a"), at: .after(0)).target == own)
        engine.report(pool: 0, isLost: true)
        var log = PassLog()
        #expect(try engine.explain(engine.request("a"), at: .after(0), observer: &log).target != own)
        #expect(log.passed == [.poolLost(pool: 0)])
        #expect(engine.status(ofPool: 0, at: .after(0))?.isOnDemand == false)
        engine.report(pool: 0, isLost: false)
        #expect(try engine.decide(engine.request("a"), at: .after(0)).target == own)
    }

    @Test func hardwareAtTheListPriceTakesOver() throws {
        let (engine, own) = try pooled { $0.pool(of: $1, market: .spotWithFallback) }
        engine.report(pool: 0, isLost: true)
        #expect(try engine.decide(engine.request("a"), at: .after(0)).target == own)
        #expect(engine.status(ofPool: 0, at: .after(0))?.isOnDemand == true)
    }

    @Test func replicasFollowTheCallsInFlight() throws {
        let (engine, _) = try pooled { $0.pool(of: $1, replicas: 1...3, scaling: .queue(4)) }
        var open: [ReservationID] = []
        for (calls, wanted) in [(0, 1), (4, 1), (5, 2), (8, 2), (9, 3), (40, 3)] as [(Int, Int64)] {
            while open.count < calls {
                open.append(try #require(engine.decide(engine.request("a"), at: .after(0)).reservation))
            }
            let status = engine.status(ofPool: 0, at: .after(0))
            #expect(status?.wantedReplicas == wanted && status?.callsInFlight == Int64(calls))
        }
        // A settled, a released and a lapsed call are no longer in flight; the late report ends it once only.
        _ = try engine.settle(open[0], Usage(), at: .after(1))
        try engine.release(open[1], at: .after(1))
        #expect(engine.status(ofPool: 0, at: .after(1))?.callsInFlight == 38)
        #expect(engine.status(ofPool: 0, at: .after(.hour))?.callsInFlight == 0)
        _ = try engine.settle(open[2], Usage(), at: .after(.hour))
        #expect(engine.status(ofPool: 0, at: .after(.hour))?.callsInFlight == 0)
    }

    @Test func replicasFollowTheLoad() throws {
        let (engine, _) = try pooled { $0.pool(of: $1, replicas: 0...10, scaling: .utilization(500_000_000)) }
        #expect(engine.status(ofPool: 0, at: .after(0))?.wantedReplicas == 0)
        for (utilization, replicas, wanted) in [(900, 4, 8), (500, 4, 4), (501, 4, 5), (0, 4, 0), (1_000, 9, 10)]
            as [(Int64, Int64, Int64)]
        {
            engine.report(pool: 0, utilization: utilization * 1_000_000, replicas: replicas)
            #expect(engine.status(ofPool: 0, at: .after(0))?.wantedReplicas == wanted)
        }
    }
}
