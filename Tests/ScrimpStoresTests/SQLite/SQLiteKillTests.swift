import Foundation
import ScrimpRuntime
import ScrimpStateSupport
import ScrimpStores
import ScrimpTestSupport
import Testing

/// `kill -9` at random moments. `SCRIMP_KILLS=200` runs the long form.
@Suite struct SQLiteKillTests {
    private static let kills = ProcessInfo.processInfo.environment["SCRIMP_KILLS"].flatMap { Int($0) } ?? 12

    /// What is settled and held in each budget.
    private func counters(_ file: String) throws -> [StateEntry] {
        var state = try SQLiteStateFile(file)
        return try state.entries().filter { $0.kind == "budget" }
    }

    @Test func everyAcknowledgedAmountIsThere() throws {
        let folder = try TemporaryFolder()
        let file = folder.path("state.db")
        var generator = SeededGenerator(seed: 1)
        let price = Int128(KillPolicy.policy.price)
        var (settled, held): (Int128, Int128) = (0, 0)
        var acknowledged = 0
        for round in 0..<Self.kills {
            let worker = try WorkerProcess(["settle", file, "\(round)"])
            worker.kill(after: 0.001 * Double(1 + generator.below(150)))
            let lines = try worker.lines()
            #expect(try worker.errors() == "")
            var calls = WorkerCalls(seed: UInt64(round))
            for line in lines {
                let amount = Int128(calls.next().used) * price
                #expect(line == "\(amount)")
                settled += amount
            }
            acknowledged += lines.count
            // The call in flight is not there at all, or held, or settled without having been acknowledged.
            let last = calls.next()
            let possible = [
                (settled, held), (settled, held + Int128(last.reserved) * price),
                (settled + Int128(last.used) * price, held),
            ]
            let found = try counters(file)
            guard let first = found.first else {
                #expect(settled == 0)
                continue
            }
            #expect(found.map(\.name) == ["daily", "tenant"])
            for entry in found {
                #expect(entry.settled == first.settled && entry.reserved == first.reserved, "round \(round)")
            }
            #expect(possible.contains { $0 == (first.settled, first.reserved) }, "round \(round)")
            (settled, held) = (first.settled ?? 0, first.reserved ?? 0)
        }
        #expect(acknowledged > 0)
        #expect(settled > 1 << 64)
        // What the killed processes held is charged when it lapses, and nothing else is.
        let engine = try KillPolicy.policy.engine(SQLiteStore(file: file))
        engine.tick(.second(3_600))
        engine.tick(.second(3_602))
        for entry in try counters(file) {
            #expect(entry.settled == settled + held)
            #expect(entry.reserved == 0)
        }
    }
}
