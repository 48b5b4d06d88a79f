#if Redis
import ScrimpPlan
import ScrimpQuantities
import ScrimpRedis
import ScrimpRedisSupport
import ScrimpRuntime
import Testing

/// Limits, switches and rollouts that hosts share.
@Suite(.enabled(if: RedisServer.isInstalled, Comment(rawValue: RedisServer.missing)))
struct RedisLimitTests {
    private let server: RedisServer
    private func second(_ seconds: Int64) -> Instant { .seconds(1_767_225_600 + seconds) }

    init() throws { server = try RedisServer() }

    private func hosts(_ policy: RedisPolicy) throws -> (RedisHost, RedisHost) {
        (try policy.host(server.address, "one"), try policy.host(server.address, "two"))
    }

    @Test func permitsAreOfAllHosts() throws {
        var policy = RedisPolicy()
        policy.limit("few", concurrency: 3)
        let (one, two) = try hosts(policy)
        let calls = (
            try one.decide(1, at: second(1)), try one.decide(1, at: second(1)), try two.decide(1, at: second(1))
        )
        #expect(calls.0.isCall && calls.1.isCall && calls.2.isCall)
        #expect(try two.decide(1, at: second(1)).verdict == .reject(.limit(0)))
        try one.settle(calls.0, 1, at: second(2))
        #expect(try two.decide(1, at: second(2)).isCall)
        #expect(try one.decide(1, at: second(2)).verdict == .reject(.limit(0)))
        try one.engine.release(try #require(calls.1.reservation), at: second(3))
        #expect(try two.decide(1, at: second(3)).isCall)
    }

    @Test func aDeadHostsPermitsLapse() throws {
        var policy = RedisPolicy()
        policy.limit("one", concurrency: 1)
        let (one, two) = try hosts(policy)
        #expect(try one.decide(1, at: second(1)).isCall)
        #expect(try two.decide(1, at: second(300)).verdict == .reject(.limit(0)))
        // The deadline of 60 s, and 5 minutes.
        #expect(try two.decide(1, at: second(362)).isCall)
    }

    @Test func whoWaitsForAnotherHostLooksAgain() throws {
        var policy = RedisPolicy()
        policy.limit("one", concurrency: 1, wait: 10 * Instant.nanosecondsPerSecond)
        let (one, two) = try hosts(policy)
        let call = try one.decide(1, at: second(1))
        guard case .wait(let ticket) = try two.decide(1, at: second(1)).verdict else {
            Issue.record("it does not wait")
            return
        }
        var next = try #require(two.engine.nextEvent())
        #expect(next > second(1) && next < second(2), "soon, but not at once")
        two.engine.tick(next)
        #expect(two.engine.nextReady() == nil)
        try one.settle(call, 1, at: second(2))
        next = try #require(two.engine.nextEvent())
        two.engine.tick(max(next, second(2)))
        let ready = try #require(two.engine.nextReady())
        #expect(ready.ticket == ticket)
        #expect(ready.decision.isCall)
    }

    @Test func ratesAreOfAllHosts() throws {
        var policy = RedisPolicy()
        policy.limit("requests", rates: [PlanRate(unit: .requests, amount: 10, per: Instant.nanosecondsPerSecond)])
        let (one, two) = try hosts(policy)
        var passed = 0
        for round in 0..<30 where try (round % 2 == 0 ? one : two).decide(1, at: second(1)).isCall { passed += 1 }
        #expect(passed == 10)
        passed = 0
        for round in 0..<30 where try (round % 2 == 0 ? one : two).decide(1, at: second(2)).isCall { passed += 1 }
        #expect(passed == 10)
    }

    @Test func tokensThatWereNotUsedGoBack() throws {
        var policy = RedisPolicy()
        policy.limit("tokens", rates: [PlanRate(unit: .tokens, amount: 6_000, per: 60 * Instant.nanosecondsPerSecond)])
        let (one, two) = try hosts(policy)
        let call = try one.decide(100, at: second(1))
        #expect(call.isCall)
        #expect(try two.decide(1, at: second(1)).verdict == .reject(.limit(0)))
        try one.settle(call, 40, at: second(1))
        #expect(try two.decide(60, at: second(1)).isCall)
        #expect(try two.decide(1, at: second(1)).verdict == .reject(.limit(0)))
        #expect(try two.decide(500, at: second(2)).isCall, "a full bucket lets one call through, however large")
        #expect(try one.decide(1, at: second(6)).verdict == .reject(.limit(0)), "which is paid back")
        #expect(try one.decide(1, at: second(7)).isCall)
    }

    @Test func callsAreCountedAndForgotten() throws {
        var policy = RedisPolicy()
        policy.limit("runs", per: 0, calls: 2, forget: 100 * Instant.nanosecondsPerSecond)
        let (one, two) = try hosts(policy)
        try one.settle(try one.decide(1, tenant: "r", at: second(1)), 1, at: second(1))
        try two.settle(try two.decide(1, tenant: "r", at: second(1)), 1, at: second(2))
        #expect(try one.decide(1, tenant: "r", at: second(50)).verdict == .reject(.limit(0)))
        #expect(try one.decide(1, tenant: "s", at: second(50)).isCall)
        #expect(try one.decide(1, tenant: "r", at: second(103)).isCall)
    }

    @Test func whatALimitRefusesHoldsNoMoney() throws {
        var policy = RedisPolicy()
        policy.budget("daily", limit: 100)
        policy.limit("one", concurrency: 1)
        let (one, two) = try hosts(policy)
        let call = try one.decide(30, at: second(1))
        for _ in 0..<10 { #expect(try two.decide(40, at: second(1)).verdict == .reject(.limit(0))) }
        try one.settle(call, 30, at: second(2))
        #expect(try two.decide(70, at: second(2)).isCall)
    }

    @Test func switchesReachAllHosts() throws {
        var policy = RedisPolicy()
        policy.throwSwitch("stop")
        policy.throwSwitch("other")
        let (one, two) = try hosts(policy)
        #expect(try two.decide(1, at: second(1)).isCall)
        try one.engine.setSwitch(0, thrown: true, at: second(2))
        two.engine.tick(second(4))
        #expect(two.engine.isThrown(switch: 0))
        #expect(!two.engine.isThrown(switch: 1))
        #expect(try two.decide(1, at: second(4)).verdict == .reject(.thrownSwitch(0)))
        try two.engine.setSwitch(0, thrown: false, at: second(5))
        one.engine.tick(second(7))
        #expect(try one.decide(1, at: second(7)).isCall)
        // A position that was set while Redis was gone is kept until it is back.
        server.kill()
        try one.engine.setSwitch(1, thrown: true, at: second(8))
        try server.start()
        one.engine.tick(second(60))
        two.engine.tick(second(120))
        #expect(two.engine.isThrown(switch: 1))
    }

    @Test func aRolloutAdvancesOnceForAllHosts() throws {
        var policy = RedisPolicy()
        policy.rollout("new", stages: [1 << 60, 1 << 62, .max], every: 100 * Instant.nanosecondsPerSecond)
        let (one, two) = try hosts(policy)
        _ = try one.decide(1, at: second(1))
        _ = try two.decide(1, at: second(50))
        #expect(two.engine.status(ofRollout: 0)?.since == second(1), "the clock started on the other host")
        _ = try two.decide(1, at: second(101))
        _ = try one.decide(1, at: second(102))
        #expect(one.engine.status(ofRollout: 0) == two.engine.status(ofRollout: 0))
        #expect(one.engine.status(ofRollout: 0)?.stage == 1)
        _ = try one.decide(1, at: second(190))
        #expect(one.engine.status(ofRollout: 0)?.stage == 1)
    }
}
#endif
