#if Redis
import ScrimpPlan
import ScrimpQuantities
import ScrimpRedis
import ScrimpRedisSupport
import ScrimpRuntime
import Testing

@Suite(.enabled(if: RedisServer.isInstalled, Comment(rawValue: RedisServer.missing)))
struct RedisAlertTests {
    private let server: RedisServer
    private func second(_ seconds: Int64) -> Instant { .seconds(1_767_225_600 + seconds) }

    init() throws { server = try RedisServer() }

    private func alerts(_ host: RedisHost) -> Int {
        var count = 0
        while host.engine.nextAlert() != nil { count += 1 }
        return count
    }

    @Test func aThresholdIsAnnouncedOnceForAllHosts() throws {
        var policy = RedisPolicy()
        policy.budget("daily", limit: 1_000, alerts: [500_000_000, 900_000_000])
        let (one, two) = (try policy.host(server.address, "one"), try policy.host(server.address, "two"))
        #expect(try one.decide(400, at: second(1)).isCall)
        #expect(alerts(one) == 0)
        #expect(try two.decide(200, at: second(1)).isCall)
        #expect(alerts(two) == 1)
        #expect(try one.decide(100, at: second(1)).isCall)
        #expect(alerts(one) == 0, "the other host has said so")
        #expect(try two.decide(250, at: second(1)).isCall)
        #expect(alerts(two) == 1)
        // In the next window, both again.
        #expect(try one.decide(950, at: second(86_401)).isCall)
        #expect(alerts(one) == 2)
    }

    @Test func aRollingWindowAnnouncesAnew() throws {
        var policy = RedisPolicy()
        policy.budget("hour", limit: 1_000, window: .rolling(3_600_000_000_000), alerts: [500_000_000])
        let (one, two) = (try policy.host(server.address, "one"), try policy.host(server.address, "two"))
        let call = try one.decide(600, at: second(0))
        try one.settle(call, 600, at: second(1))
        #expect(alerts(one) == 1)
        #expect(try two.decide(10, at: second(100)).isCall)
        #expect(alerts(two) == 0)
        let later = try two.decide(600, at: second(4_000))
        #expect(later.isCall)
        #expect(alerts(two) == 1)
    }
}

@Suite(.enabled(if: RedisServer.isInstalled, Comment(rawValue: RedisServer.missing)))
struct RedisStateTests {
    private func second(_ seconds: Int64) -> Instant { .seconds(1_767_225_600 + seconds) }

    @Test func operatorsSeeAndSetCounters() throws {
        let server = try RedisServer()
        var policy = RedisPolicy()
        policy.budget("daily", limit: 6_400)
        policy.budget("hour", limit: 10_000, per: 0, window: .rolling(3_600_000_000_000))
        let host = try policy.host(server.address, "one")
        let state = RedisState(server.address, policy: "support")
        #expect(try state.counters(at: second(0)).isEmpty)
        let call = try host.decide(10, tenant: "acme", at: second(1))
        try host.settle(call, 8, at: second(2))
        let counters = try state.counters(at: second(3))
        #expect(
            counters.map(\.key) == [
                "scrimp:{support}:budget:daily:-:1767225600", "scrimp:{support}:budget:hour:=acme:last61016949153",
            ])
        #expect(counters.map(\.settled.pico) == [8, 8])
        #expect(counters.map(\.leased.pico) == [92, 148])
        #expect(counters.map { $0.leases.map(\.host) } == [["one"], ["one"]])
        for counter in counters {
            #expect(try state.set(counter.key, settled: Money(pico: 6_300), at: second(4)))
        }
        #expect(try !state.set("scrimp:{support}:budget:none:-:0", settled: Money(pico: 1), at: second(4)))
        host.engine.tick(second(100))
        #expect(try host.decide(101, tenant: "acme", at: second(101)).verdict == .reject(.budget(0)))
        #expect(try host.decide(100, tenant: "acme", at: second(101)).isCall)
        #expect(try state.counters(at: second(5_000)).map(\.settled.pico) == [6_300, 6_300])
    }
}
#endif
