#if Redis
import ScrimpPlan
import ScrimpQuantities
import ScrimpRedis
import ScrimpRedisSupport
import ScrimpRuntime
import ScrimpTestSupport
import Testing

/// What happens while Redis is gone, and when it is back.
@Suite(.enabled(if: RedisServer.isInstalled, Comment(rawValue: RedisServer.missing)))
struct RedisLossTests {
    private let server: RedisServer
    private func second(_ seconds: Int64) -> Instant { .seconds(1_767_225_600 + seconds) }

    init() throws { server = try RedisServer() }

    private func host(_ name: String = "one", limit: Int128, isOpen: Bool) throws -> RedisHost {
        var policy = RedisPolicy()
        policy.budget("daily", limit: limit, isOpen: isOpen)
        return try policy.host(server.address, name)
    }

    private func daily() throws -> CounterListing {
        let key = "\(RedisPolicy.prefix):budget:daily:-:1767225600"
        let reply = try RedisConnection(server.address).command(RedisCommand("HGETALL", key), at: second(0))
        return try #require(CounterListing(reply))
    }

    @Test func everyAcknowledgedAmountSurvivesTheServer() throws {
        let host = try host(limit: 1_000_000, isOpen: false)
        var settled: Int128 = 0
        for round in 0..<5 {
            for call in 0..<20 {
                let moment = second(Int64(round) * 100 + Int64(call))
                let decision = try host.decide(50, at: moment)
                try host.settle(decision, Int64(call) + 1, at: moment)
                settled += Int128(call) + 1
            }
            server.kill()
            try server.start()
            #expect(try daily().settled == settled)
        }
    }

    @Test func closedBudgetsRefuseAndReportsCanBeRepeated() throws {
        let host = try host(limit: 1_000_000, isOpen: false)
        let call = try host.decide(100, at: second(1))
        #expect(!call.isWithoutStore)
        server.kill()
        #expect(throws: SettleError.storeLost) { try host.settle(call, 60, at: second(2)) }
        #expect(host.store.isStoreLost)
        #expect(try host.decide(1, at: second(3)).verdict == .reject(.storeLost))
        #expect(throws: SettleError.storeLost) { try host.settle(call, 60, at: second(4)) }
        try server.start()
        try host.settle(call, 60, at: second(60))
        #expect(!host.store.isStoreLost)
        #expect(try daily().settled == 60)
        #expect(try host.decide(1, at: second(61)).isCall)
        #expect(throws: SettleError.notOpen) { try host.settle(call, 60, at: second(61)) }
        #expect(try daily().settled == 60)
    }

    @Test func aReportThatWasRepeatedWithOtherFiguresCountsThose() throws {
        let host = try host(limit: 1_000_000, isOpen: false)
        let call = try host.decide(100, at: second(1))
        server.kill()
        #expect(throws: SettleError.storeLost) { try host.settle(call, 60, at: second(2)) }
        try server.start()
        host.engine.tick(second(60))
        #expect(try daily().settled == 60, "it was kept")
        try host.settle(call, 45, at: second(61))
        #expect(try daily().settled == 45)
    }

    @Test func aCallThatIsReleasedAfterAllCostsNothing() throws {
        let host = try host(limit: 1_000_000, isOpen: false)
        let call = try host.decide(100, at: second(1))
        server.kill()
        #expect(throws: SettleError.storeLost) { try host.settle(call, 60, at: second(2)) }
        try server.start()
        try host.engine.release(try #require(call.reservation), at: second(60))
        #expect(try daily().settled == 0)
    }

    @Test func aReversionIsWrittenWhenRedisIsBack() throws {
        var policy = RedisPolicy()
        policy.rollout("new", stages: [1 << 60, .max], every: 100 * Instant.nanosecondsPerSecond)
        let (one, two) = (try policy.host(server.address, "one"), try policy.host(server.address, "two"))
        _ = try one.decide(1, at: second(1))
        _ = try two.decide(1, at: second(1))
        server.kill()
        let state = one.engine.core.state
        one.store.update(.rollout(0), in: state, at: second(2).nanoseconds) {
            var record = state.export(rollout: 0)
            record.revert()
            state.restore(rollout: 0, record)
        }
        #expect(one.engine.status(ofRollout: 0)?.isReverted == true)
        try server.start()
        one.engine.tick(second(60))
        two.engine.tick(second(70))
        #expect(two.engine.status(ofRollout: 0)?.isReverted == true)
        #expect(one.engine.status(ofRollout: 0) == two.engine.status(ofRollout: 0))
    }

    @Test func openBudgetsGoOnAndSayThatTheyAreSoft() throws {
        let host = try host(limit: 1_000, isOpen: true)
        let before = try host.decide(100, at: second(1))
        try host.settle(before, 100, at: second(1))
        server.kill()
        let during = try host.decide(300, at: second(2))
        #expect(during.isCall)
        try host.settle(during, 250, at: second(3))
        let later = try host.decide(300, at: second(4))
        #expect(later.isCall)
        #expect(later.isWithoutStore)
        try host.settle(later, 200, at: second(5))
        #expect(try host.decide(900, at: second(6)).verdict == .reject(.budget(0)), "as far as this host knows")
        #expect(host.store.unsentReports > 0)
        try server.start()
        #expect(try daily().settled == 100)
        host.engine.tick(second(60))
        #expect(host.store.unsentReports == 0)
        #expect(try daily().settled == 550)
        #expect(try !host.decide(100, at: second(61)).isWithoutStore)
    }

    @Test func manyReportsThatWaitAreSentOnce() throws {
        let host = try host(limit: 1_000_000_000, isOpen: true)
        server.kill()
        for _ in 0..<2_000 {
            let call = try host.decide(10, at: second(2))
            #expect(call.isWithoutStore)
            try host.settle(call, 7, at: second(2))
        }
        try server.start()
        for moment in Int64(60)..<63 { host.engine.tick(second(moment * 10)) }
        #expect(try daily().settled == 14_000)
    }

    @Test func aServerThatHangsDoesNotHoldUpEachDecision() throws {
        let closed = try host(limit: 1_000_000, isOpen: false)
        #expect(try closed.decide(1, at: second(1)).isCall)
        server.suspend()
        let call = try closed.decide(1, at: second(2))
        #expect(throws: SettleError.storeLost) { try closed.settle(call, 1, at: second(2)) }
        for _ in 0..<1_000 { #expect(try closed.decide(1, at: second(2)).verdict == .reject(.storeLost)) }
        server.resume()
        try closed.settle(call, 1, at: second(20))
        #expect(try daily().settled == 1, "the answer that did not come in time is not counted twice")
    }
}
#endif
