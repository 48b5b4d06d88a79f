#if Redis
import Foundation
import ScrimpQuantities
import ScrimpRedis
import ScrimpRedisSupport
import ScrimpTestSupport
import Testing

/// Eight processes at one budget. `SCRIMP_REDIS_ROUNDS=50` runs the long form.
@Suite(.enabled(if: RedisServer.isInstalled, Comment(rawValue: RedisServer.missing)), .serialized)
struct RedisProcessTests {
    private static let rounds = ProcessInfo.processInfo.environment["SCRIMP_REDIS_ROUNDS"].flatMap { Int($0) } ?? 1
    private static let processes = 8

    private struct Run {
        var settled: Int128 = 0
        var refused: [Int128] = []
        var calls = 0
        var losses = 0
    }

    /// Lets the processes spend a budget until it is empty, and adds up what they say.
    private func spend(
        _ server: RedisServer, limit: Int128, price: Int64, mostTokens: Int64, kills: Int = 0
    ) throws -> Run {
        let program = try #require(PackageRoot.product("RedisWorker"), "RedisWorker is not built beside the tests")
        let folder = try TemporaryFolder()
        var workers: [Process] = []
        for number in 0..<Self.processes {
            let worker = Process()
            worker.executableURL = URL(fileURLWithPath: program)
            worker.arguments = ["\(server.port)", "\(number)", "\(limit)", "\(price)", "\(mostTokens)"]
            let output = try folder.write("out \(number)", "")
            worker.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: output))
            try worker.run()
            workers.append(worker)
        }
        for number in 0..<kills {
            // Each worker has got somewhere since the last time.
            let isRunning = { workers.contains(where: \.isRunning) }
            while isRunning(), try written(folder) < (number + 1) * 8_000 { Thread.sleep(forTimeInterval: 0.01) }
            server.kill()
            try server.start()
        }
        let deadline = Date(timeIntervalSinceNow: 120)
        while workers.contains(where: \.isRunning), Date() < deadline { Thread.sleep(forTimeInterval: 0.01) }
        for worker in workers where worker.isRunning { kill(worker.processIdentifier, SIGKILL) }
        var run = Run()
        for (number, worker) in workers.enumerated() {
            worker.waitUntilExit()
            #expect(worker.terminationStatus == 0, "worker \(number)")
            for line in try folder.text("out \(number)").split(separator: "\n") {
                let words = line.split(separator: " ")
                switch words.first {
                case "settled":
                    run.settled += Int128(words[1]) ?? 0
                    run.calls += 1
                case "refused": run.refused.append(Int128(words[1]) ?? 0)
                default: run.losses += 1
                }
            }
        }
        return run
    }

    private func written(_ folder: TemporaryFolder) throws -> Int {
        try (0..<Self.processes).reduce(0) { $0 + (try folder.bytes("out \($1)").count) }
    }

    private func counter(_ server: RedisServer) throws -> CounterListing {
        let connection = RedisConnection(server.address)
        let keys = try connection.command(RedisCommand("KEYS", "\(RedisPolicy.prefix):budget:daily:*"), at: .seconds(1))
        let key = try #require(keys.elements?.first?.string)
        return try #require(
            CounterListing(try connection.command(RedisCommand("HGETALL", key), at: .seconds(1))))
    }

    @Test(arguments: [Int64(1), 3_000_000_019])
    func eightProcessesNeverExceedABudget(price: Int64) throws {
        for _ in 0..<Self.rounds {
            let server = try RedisServer()
            let mostTokens: Int64 = price == 1 ? 100 : 10_000_000_000
            let most = Int128(mostTokens) * Int128(price)
            let limit = most * 100 + 17
            let run = try spend(server, limit: limit, price: price, mostTokens: mostTokens)
            let counter = try counter(server)
            #expect(counter.settled == run.settled)
            #expect(counter.settled <= limit)
            #expect(counter.leased == 0 && counter.estimated == 0)
            #expect(run.refused.count == Self.processes)
            #expect(limit - run.settled < Int128(Self.processes) * most, "at most one reservation of each is unused")
            #expect(run.calls > 150)
            #expect(run.losses == 0)
        }
    }

    @Test func everyAcknowledgedAmountIsThereAfterTheServerWasKilled() throws {
        for _ in 0..<Self.rounds {
            let server = try RedisServer()
            let limit: Int128 = 100 * 1_500
            let run = try spend(server, limit: limit, price: 1, mostTokens: 100, kills: 3)
            let counter = try counter(server)
            // Reports are repeated until they are acknowledged, and counted once.
            #expect(counter.settled == run.settled)
            #expect(counter.settled <= limit)
            #expect(limit - run.settled < Int128(Self.processes) * 100)
            #expect(run.losses > 0)
        }
    }
}
#endif
