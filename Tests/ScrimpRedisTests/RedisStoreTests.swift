#if Redis
import ScrimpPlan
import ScrimpQuantities
import ScrimpRedis
import ScrimpRedisSupport
import ScrimpRuntime
import ScrimpTestSupport
import Testing

@Suite(.enabled(if: RedisServer.isInstalled, Comment(rawValue: RedisServer.missing)))
struct RedisStoreTests {
    private let server: RedisServer
    private let connection: RedisConnection
    /// 2026-01-01, and so many seconds.
    private func second(_ seconds: Int64) -> Instant { .seconds(1_767_225_600 + seconds) }

    init() throws {
        server = try RedisServer()
        connection = RedisConnection(server.address)
    }

    private func listing(_ key: String) throws -> CounterListing {
        let reply = try connection.command(RedisCommand("HGETALL", key), at: second(0))
        return try #require(CounterListing(reply))
    }

    private func daily() throws -> CounterListing { try listing("\(RedisPolicy.prefix):budget:daily:-:1767225600") }

    private func policy(
        limit: Int128, isOpen: Bool = false, price: Int64 = 1, window: PlanWindow = .calendar(.day)
    ) -> RedisPolicy {
        var policy = RedisPolicy(price: price)
        policy.budget("daily", limit: limit, window: window, isOpen: isOpen)
        return policy
    }

    private func scriptsRun() throws -> Int {
        let text = try connection.command(RedisCommand("INFO", "commandstats"), at: second(0)).string ?? ""
        let line = text.split(separator: "\r\n").first { $0.hasPrefix("cmdstat_evalsha:calls=") } ?? ""
        return Int(line.drop { $0 != "=" }.dropFirst().prefix { $0.isNumber }) ?? 0
    }

    @Test func mostDecisionsAskNobody() throws {
        let host = try policy(limit: 1_000_000).host(server.address, "one")
        for _ in 0..<1_000 { #expect(try host.decide(10, at: second(1)).isCall) }
        #expect(try scriptsRun() < 10)
        #expect(try daily().leased >= 10_000)
    }

    @Test func aSpentBudgetDoesNotAskForEveryRequest() throws {
        let policy = policy(limit: 1_000)
        let (one, two) = (try policy.host(server.address, "one"), try policy.host(server.address, "two"))
        let call = try two.decide(1_000, at: second(1))
        #expect(call.isCall)
        #expect(try one.decide(5, at: second(1)).verdict == .reject(.budget(0)))
        let before = try scriptsRun()
        for _ in 0..<100 { #expect(try one.decide(5, at: second(1)).verdict == .reject(.budget(0))) }
        #expect(try scriptsRun() == before)
        try two.engine.release(try #require(call.reservation), at: second(2))
        two.engine.tick(second(2))
        #expect(two.store.shutDown(two.engine, at: second(2)))
        #expect(try one.decide(5, at: second(2)).isCall)
    }

    @Test func aReportIsThereWhenItReturns() throws {
        let host = try policy(limit: 1_000).host(server.address, "one")
        let first = try host.decide(100, at: second(1))
        let second = try host.decide(100, at: second(1))
        try host.settle(first, 70, at: self.second(2))
        #expect(try daily().settled == 70)
        try host.settle(second, 30, at: self.second(2))
        #expect(try daily().settled == 100)
        #expect(throws: SettleError.notOpen) { try host.settle(second, 30, at: self.second(2)) }
        #expect(try daily().settled == 100)
    }

    @Test func hostsShareOneLimit() throws {
        let policy = policy(limit: 1_000)
        let hosts = try ["one", "two", "three"].map { try policy.host(server.address, $0) }
        var calls = 0
        var refused = 0
        for round in 0..<200 {
            let decision = try hosts[round % 3].decide(10, at: second(1))
            if decision.isCall { calls += 1 } else { refused += 1 }
        }
        #expect(calls <= 100)
        #expect(calls >= 97, "at most one reservation of each host is left unused")
        #expect(refused == 200 - calls)
        #expect(try daily().leased <= 1_000)
    }

    @Test func whatIsUnusedGoesBackToWhoWantsIt() throws {
        let policy = policy(limit: 6_400)
        let (one, two) = (try policy.host(server.address, "one"), try policy.host(server.address, "two"))
        let call = try one.decide(10, at: second(1))
        #expect(try daily().leased == 100, "a 64th, ahead of time")
        #expect(try two.decide(6_300, at: second(1)).isCall)
        #expect(try two.decide(60, at: second(2)).verdict == .reject(.budget(0)))
        try one.settle(call, 10, at: second(3))
        #expect(try daily().leases.map(\.host) == ["two"])
        #expect(try two.decide(60, at: second(4)).isCall)
    }

    @Test func shuttingDownGivesAllBack() throws {
        let host = try policy(limit: 6_400).host(server.address, "one")
        let call = try host.decide(10, at: second(1))
        try host.settle(call, 5, at: second(1))
        #expect(try daily().leased > 0)
        #expect(host.store.shutDown(host.engine, at: second(2)))
        #expect(try daily().leased == 0)
        #expect(try daily().settled == 5)
    }

    @Test func aDeadHostsSliceIsChargedAndComesBackWithIt() throws {
        let policy = policy(limit: 6_400)
        let (one, two) = (try policy.host(server.address, "one"), try policy.host(server.address, "two"))
        let call = try one.decide(10, at: second(1))
        // Nothing was heard of it for longer than a lease lasts.
        #expect(try two.decide(6_350, at: second(70)).verdict == .reject(.budget(0)))
        #expect(try daily().estimated == 100)
        try one.settle(call, 10, at: second(80))
        #expect(try daily().estimated == 0)
        #expect(try daily().settled == 10)
        #expect(try two.decide(6_350, at: second(81)).isCall)
    }

    @Test func aLeaseIsNotUsedToItsEnd() throws {
        let host = try policy(limit: 6_400).host(server.address, "one")
        #expect(try host.decide(10, at: second(1)).isCall)
        let before = try scriptsRun()
        #expect(try host.decide(10, at: second(10)).isCall)
        let renewed = try scriptsRun()
        #expect(renewed == before, "still well within the lease")
        #expect(try host.decide(10, at: second(100)).isCall)
        #expect(try scriptsRun() > renewed)
        #expect(try daily().estimated == 0)
    }

    @Test func leasesAreRenewedAndIdleOnesGivenBack() throws {
        let host = try policy(limit: 6_400).host(server.address, "one")
        let call = try host.decide(10, at: second(1))
        for moment in stride(from: Int64(10), through: 200, by: 10) { host.engine.tick(second(moment)) }
        #expect(try daily().leased == 10, "what the running call holds")
        #expect(try daily().estimated == 0)
        try host.settle(call, 10, at: second(201))
        for moment in stride(from: Int64(210), through: 400, by: 10) { host.engine.tick(second(moment)) }
        #expect(try daily().leased == 0)
        #expect(try daily().settled == 10)
    }

    @Test func whatIsReleasedCostsNothing() throws {
        let host = try policy(limit: 100).host(server.address, "one")
        let call = try host.decide(100, at: second(1))
        #expect(try host.decide(1, at: second(1)).verdict == .reject(.budget(0)))
        try host.engine.release(try #require(call.reservation), at: second(2))
        #expect(try host.decide(100, at: second(2)).isCall)
        #expect(try daily().settled == 0)
    }

    @Test func aCallWithoutReportIsChargedAndCorrected() throws {
        let host = try policy(limit: 1_000).host(server.address, "one")
        let call = try host.decide(100, at: second(1))
        for moment in stride(from: Int64(10), through: 500, by: 10) { host.engine.tick(second(moment)) }
        #expect(try daily().settled == 100)
        let result = try host.settle(call, 40, at: second(501))
        #expect(result.isLate)
        #expect(try daily().settled == 40)
        #expect(try host.decide(960, at: second(502)).isCall)
        #expect(try host.decide(1, at: second(502)).verdict == .reject(.budget(0)))
    }

    @Test func moreThanWasReservedIsRecorded() throws {
        let host = try policy(limit: 1_000).host(server.address, "one")
        let call = try host.decide(900, at: second(1))
        try host.settle(call, 1_200, at: second(2))
        #expect(try daily().settled == 1_200)
        #expect(try host.decide(1, at: second(3)).verdict == .reject(.budget(0)))
    }

    @Test func moneyBeyondWords() throws {
        let price: Int64 = 1_000_000_007
        let limit = Int128(Int64.max) * 100
        let policy = policy(limit: limit, price: price)
        let (one, two) = (try policy.host(server.address, "one"), try policy.host(server.address, "two"))
        let tokens = Int64(limit / Int128(price)) / 2 - 7
        let calls = (try one.decide(tokens, at: second(1)), try two.decide(tokens, at: second(1)))
        #expect(calls.0.isCall && calls.1.isCall)
        #expect(try one.decide(tokens, at: second(1)).verdict == .reject(.budget(0)))
        try one.settle(calls.0, tokens, at: second(2))
        try two.settle(calls.1, tokens - 1, at: second(2))
        #expect(try daily().settled == Int128(2 * tokens - 1) * Int128(price))
        #expect(try daily().settled > Int128(Int64.max))
    }

    @Test func scopesAndWindowsHaveCountersOfTheirOwn() throws {
        var policy = RedisPolicy()
        policy.budget("tenants", limit: 100, per: 0)
        let (one, two) = (try policy.host(server.address, "one"), try policy.host(server.address, "two"))
        let call = try one.decide(100, tenant: "a b:c", at: second(1))
        #expect(try two.decide(1, tenant: "a b:c", at: second(1)).verdict == .reject(.budget(0)))
        #expect(try two.decide(100, tenant: "other", at: second(1)).isCall)
        try one.settle(call, 90, at: second(2))
        #expect(try listing("\(RedisPolicy.prefix):budget:tenants:=a%20b%3Ac:1767225600").settled == 90)
        #expect(try two.decide(100, tenant: "a b:c", at: second(86_400)).isCall, "the next day")
        #expect(try one.decide(10, tenant: "a b:c", at: second(86_400)).verdict == .reject(.budget(0)))
    }

    @Test func keysBeyondTheMaximumShareACounter() throws {
        var policy = RedisPolicy()
        policy.budget("tenants", limit: 100, per: 0, scopes: 2)
        let host = try policy.host(server.address, "one")
        for tenant in ["a", "b", "c"] { #expect(try host.decide(60, tenant: tenant, at: second(1)).isCall) }
        #expect(try host.decide(60, tenant: "d", at: second(1)).verdict == .reject(.budget(0)))
        let call = try host.decide(40, tenant: "d", at: second(1))
        try host.settle(call, 40, at: second(2))
        let shared = try listing("\(RedisPolicy.prefix):budget:tenants:*:1767225600")
        #expect(shared.settled == 40)
        #expect(shared.leased == 60)
    }

    @Test func aRollingWindowForgetsWhatIsOld() throws {
        let policy = policy(limit: 100, window: .rolling(59 * Instant.nanosecondsPerSecond))
        let (one, two) = (try policy.host(server.address, "one"), try policy.host(server.address, "two"))
        let call = try one.decide(100, at: second(0))
        try one.settle(call, 100, at: second(5))
        #expect(try two.decide(1, at: second(58)).verdict == .reject(.budget(0)))
        #expect(try one.decide(1, at: second(59)).verdict == .reject(.budget(0)))
        #expect(try two.decide(100, at: second(60)).isCall, "the second in which the call was made has left")
        #expect(try one.decide(1, at: second(60)).verdict == .reject(.budget(0)))
    }

    @Test func aRunIsForgottenWhenItIsIdle() throws {
        let policy = policy(limit: 100, window: .untilIdle(100 * Instant.nanosecondsPerSecond))
        let (one, two) = (try policy.host(server.address, "one"), try policy.host(server.address, "two"))
        let call = try one.decide(100, at: second(0))
        try one.settle(call, 100, at: second(5))
        #expect(try two.decide(1, at: second(50)).verdict == .reject(.budget(0)))
        #expect(try two.decide(100, at: second(151)).isCall)
    }

    /// Hosts that do anything in any order: what was settled is what Redis has, and is never above the limit.
    @Test(arguments: [UInt64(1), 2, 3, 4])
    func whatIsSettledIsWhatRedisHas(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let limit: Int128 = 20_000
        var policy = RedisPolicy()
        policy.budget("daily", limit: limit, lapse: 86_400 * Instant.nanosecondsPerSecond)
        var hosts = try (0..<3).map { try policy.host(server.address, "host \($0)") }
        var open: [(host: Int, call: Decision, tokens: Int64)] = []
        var settled: Int128 = 0
        var moment: Int64 = 1
        for step in 0..<600 {
            moment += Int64(random.below(3))
            let index = random.below(hosts.count)
            switch random.below(10) {
            case 0..<5:
                let tokens = Int64(random.below(150)) + 1
                let decision = try hosts[index].decide(tokens, at: second(moment))
                if decision.isCall { open.append((index, decision, tokens)) }
            case 5..<8:
                guard !open.isEmpty else { continue }
                let (host, call, tokens) = open.remove(at: random.below(open.count))
                let used = Int64(random.below(Int(tokens) + 1))
                try hosts[host].settle(call, used, at: second(moment))
                settled += Int128(used)
            case 8:
                guard !open.isEmpty else { continue }
                let (host, call, _) = open.remove(at: random.below(open.count))
                try hosts[host].engine.release(try #require(call.reservation), at: second(moment))
            default:
                if random.chance(20), !open.contains(where: { $0.host == index }) {
                    hosts[index].store.shutDown(hosts[index].engine, at: second(moment))
                    hosts[index] = try policy.host(server.address, "host \(index) of \(step)")
                } else {
                    hosts[index].engine.tick(second(moment))
                }
            }
            let counter = try daily()
            #expect(counter.settled == settled)
            #expect(counter.settled + counter.leased + counter.estimated <= limit)
            let held = open.reduce(Int128(0)) { $0 + Int128($1.tokens) }
            #expect(held <= counter.leased)
            #expect(counter.estimated == 0)
        }
        #expect(settled > 0)
    }
}
#endif
