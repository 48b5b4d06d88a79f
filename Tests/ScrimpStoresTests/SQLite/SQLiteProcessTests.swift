import Foundation
import ScrimpQuantities
import ScrimpRuntime
import ScrimpStateSupport
import ScrimpStores
import ScrimpTestSupport
import Testing

/// Several processes at one file. `SCRIMP_CALLS=10000` and `SCRIMP_SEEDS=10` run the long form.
@Suite(.serialized) struct SQLiteProcessTests {
    private static func setting(_ name: String, _ short: Int) -> Int {
        ProcessInfo.processInfo.environment[name].flatMap { Int($0) } ?? short
    }

    private static let processes = 8
    private static let calls = setting("SCRIMP_CALLS", 150)
    private static let seeds = setting("SCRIMP_SEEDS", 1)

    @Test(arguments: 0..<seeds)
    func aHardBudgetIsSpentAndNotExceeded(seed: Int) throws {
        let folder = try TemporaryFolder()
        let file = folder.path("state.db")
        // Spent after about half of the calls.
        let limit = Int128(Self.processes * Self.calls) * 15
        let workers = try (0..<Self.processes).map {
            try WorkerProcess(["spend", file, "\(limit)", "\(Self.calls)", "\(seed * 100 + $0)"])
        }
        var (settled, held): (Int128, Int128) = (0, 0)
        for worker in workers {
            #expect(worker.exitCode(within: 600) == 0)
            #expect(try worker.errors() == "")
            let numbers = try worker.lines().first?.split(separator: " ").compactMap { Int128($0) } ?? []
            try #require(numbers.count == 2)
            settled += numbers[0]
            held += numbers[1]
        }
        var state = try SQLiteStateFile(file)
        let entry = try #require(try state.entries().first)
        #expect(entry.settled == settled)
        #expect(entry.reserved == held)
        #expect(settled + held <= limit)
        #expect(limit - settled - held <= Int128(SpendPolicy.greatest) * Int128(Self.processes))
    }

    @Test func noMoreRunAtOnceThanMay() throws {
        let folder = try TemporaryFolder()
        let file = folder.path("state.db")
        let calls = max(Self.calls / 3, 1)
        let workers = try (0..<Self.processes).map { _ in try WorkerProcess(["permits", file, "3", "\(calls)"]) }
        var most = 0
        for worker in workers {
            #expect(worker.exitCode(within: 600) == 0)
            #expect(try worker.errors() == "")
            let numbers = try worker.lines().first?.split(separator: " ").compactMap { Int($0) } ?? []
            try #require(numbers.count == 2)
            #expect(numbers[0] == calls)
            most = max(most, numbers[1])
        }
        #expect(most >= 1 && most <= 3)
        var state = try SQLiteStateFile(file)
        #expect(try state.entries().map(\.running) == [0])
    }

    @Test func threadsOfOneProcessShareTheConnection() async throws {
        let folder = try TemporaryFolder()
        let store = try SQLiteStore(file: folder.path("state.db"))
        let engine = try SpendPolicy.policy(limit: 2_000).engine(store)
        let settled = await withTaskGroup(of: Int128.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    var settled: Int128 = 0
                    for _ in 0..<100 {
                        guard let decision = try? engine.decide(engine.request(tokens: 10), at: .second(0)),
                            let result = try? engine.settle(decision, Usage(promptTokens: 7), at: .second(0))
                        else { continue }
                        settled += result.cost.pico
                    }
                    return settled
                }
            }
            return await group.reduce(0, +)
        }
        var state = try SQLiteStateFile(folder.path("state.db"))
        #expect(try state.entries().map(\.settled) == [settled])
        #expect(try state.entries().map(\.reserved) == [0])
        #expect(settled <= 2_000 && settled > 1_900)
    }
}
