#if Redis
import Foundation
import ScrimpPlan
import ScrimpQuantities
import ScrimpRedis
import ScrimpRedisSupport
import ScrimpRuntime
import ScrimpTestSupport
import Synchronization
import Testing

/// Many threads on one host, and the server going away under them.
@Suite(.enabled(if: RedisServer.isInstalled, Comment(rawValue: RedisServer.missing)))
struct RedisThreadTests {
    private func second(_ seconds: Int64) -> Instant { .seconds(1_767_225_600 + seconds) }

    private func settled(_ server: RedisServer) throws -> Int128 {
        let counters = try RedisState(server.address, policy: "support").counters(at: second(0))
        return try #require(counters.first).settled.pico
    }

    @Test func threadsShareTheSlices() async throws {
        let server = try RedisServer()
        var policy = RedisPolicy()
        policy.budget("daily", limit: 20_000)
        policy.limit("few", concurrency: 6)
        let host = try policy.host(server.address, "one")
        let spent = try await withThrowingTaskGroup(of: Int128.self) { group in
            for thread in 0..<8 {
                group.addTask {
                    var random = SeededGenerator(seed: UInt64(thread))
                    var settled: Int128 = 0
                    for _ in 0..<200 {
                        let tokens = Int64(random.below(30)) + 1
                        let call = try host.decide(tokens, at: second(1))
                        guard call.isCall else { continue }
                        if random.chance(10) {
                            try host.engine.release(try #require(call.reservation), at: second(1))
                        } else {
                            let used = Int64(random.below(Int(tokens))) + 1
                            try host.settle(call, used, at: second(1))
                            settled += Int128(used)
                        }
                    }
                    return settled
                }
            }
            return try await group.reduce(0, +)
        }
        #expect(spent > 0)
        #expect(try settled(server) == spent)
        #expect(host.store.shutDown(host.engine, at: second(2)))
        let counter = try RedisState(server.address, policy: "support").counters(at: second(2)).first
        #expect(counter?.leased.pico == 0)
        #expect(try host.decide(Int64(20_000 - spent), at: second(3)).isCall, "nothing was lost on the way")
        #expect(try host.decide(1, at: second(3)).verdict == .reject(.budget(0)))
    }

    /// Reports of several threads are on their way at once while a budget runs out: at no moment is more settled and leased than there
    /// is to spend. Threads, not tasks: these would be as many as there are processors, and the report of one would end first.
    @Test func whatIsSettledAndLeasedStaysBelowTheLimit() throws {
        let server = try RedisServer()
        let limit: Int128 = 3_000
        var policy = RedisPolicy()
        policy.budget("daily", limit: limit)
        let hosts = try (0..<2).map { try policy.host(server.address, "host \($0)") }
        let running = RunningThreads(16)
        for number in 0..<16 {
            let thread = Thread {
                var random = SeededGenerator(seed: UInt64(number))
                let host = hosts[number % hosts.count]
                for _ in 0..<60 {
                    let tokens = Int64(random.below(30)) + 1
                    guard let call = try? host.decide(tokens, at: second(1)), call.isCall else { continue }
                    // Mostly less than was held, so that a report gives back as well.
                    _ = try? host.settle(call, Int64(random.below(Int(tokens) + 1)), at: second(1))
                }
                running.end()
            }
            thread.start()
        }
        let reader = RedisState(server.address, policy: "support")
        var most: Int128 = 0
        while running.areLeft {
            guard let counter = try reader.counters(at: second(0)).first else { continue }
            most = max(most, counter.settled.pico + counter.leased.pico)
        }
        #expect(most > limit / 2)
        #expect(most <= limit)
    }

    /// The server is killed at any step; reports that fail are made again. What Redis has is what was acknowledged.
    @Test(arguments: [UInt64(1), 2, 3])
    func aServerThatGoesAwayAtAnyTime(seed: UInt64) throws {
        let server = try RedisServer()
        var random = SeededGenerator(seed: seed)
        var policy = RedisPolicy()
        let limit: Int128 = 5_000
        policy.budget("daily", limit: limit, lapse: 86_400 * Instant.nanosecondsPerSecond)
        let hosts = try (0..<2).map { try policy.host(server.address, "host \($0)") }
        var open: [(host: Int, call: Decision, tokens: Int64)] = []
        var reports: [(host: Int, call: Decision, used: Int64)] = []
        var acknowledged: Int128 = 0
        var moment: Int64 = 1
        var isUp = true
        var losses = 0
        for _ in 0..<400 {
            moment += Int64(random.below(4))
            if random.chance(6) {
                if isUp { server.kill() } else { try server.start() }
                isUp.toggle()
                moment += isUp ? 6 : 0
            }
            let index = random.below(hosts.count)
            if random.chance(50) {
                let tokens = Int64(random.below(60)) + 1
                let call = try hosts[index].decide(tokens, at: second(moment))
                if call.isCall { open.append((index, call, tokens)) }
                if call.verdict == .reject(.storeLost) { #expect(!isUp) }
            } else if !open.isEmpty {
                let (host, call, tokens) = open.remove(at: random.below(open.count))
                reports.append((host, call, Int64(random.below(Int(tokens) + 1))))
            }
            var failed: [(host: Int, call: Decision, used: Int64)] = []
            for report in reports {
                do {
                    try hosts[report.host].settle(report.call, report.used, at: second(moment))
                    acknowledged += Int128(report.used)
                } catch {
                    #expect(error as? SettleError == .storeLost)
                    #expect(!isUp)
                    losses += 1
                    failed.append(report)
                }
            }
            reports = failed
            if isUp, !reports.isEmpty || acknowledged > 0 { #expect(try settled(server) == acknowledged) }
        }
        #expect(losses > 0)
        #expect(acknowledged > 0)
        #expect(acknowledged <= limit)
    }
}

/// How many threads have not ended yet.
private final class RunningThreads: Sendable {
    private let count: Mutex<Int>

    init(_ count: Int) { self.count = Mutex(count) }

    var areLeft: Bool { count.withLock { $0 > 0 } }

    func end() { count.withLock { $0 -= 1 } }
}
#endif
