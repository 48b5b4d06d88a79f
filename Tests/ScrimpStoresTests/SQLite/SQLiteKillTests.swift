import Foundation
import ScrimpStateSupport
import ScrimpStores
import ScrimpTestSupport
import Testing

/// `kill -9` at random moments. `SCRIMP_KILLS=200` runs the long form.
@Suite struct SQLiteKillTests {
    private static let kills = ProcessInfo.processInfo.environment["SCRIMP_KILLS"].flatMap { Int($0) } ?? 12

    @Test func everyAcknowledgedAmountIsThere() throws {
        let folder = try TemporaryFolder()
        let file = folder.path("state.db")
        var generator = SeededGenerator(seed: 1)
        var kept: Int128 = 0
        var acknowledged = 0
        for round in 0..<Self.kills {
            let worker = try WorkerProcess(["add", file, "\(round)"])
            worker.kill(after: 0.001 * Double(1 + generator.below(150)))
            let lines = try worker.lines()
            #expect(try worker.errors() == "")
            var amounts = WorkerAmounts(seed: UInt64(round))
            for line in lines {
                let amount = amounts.next()
                #expect(line == "\(amount)")
                kept += amount
            }
            acknowledged += lines.count
            var database = try SQLiteDatabase.open(file, .state)
            let found = try RunningSum(&database).value(&database)
            // What was in flight is there whole, or not at all.
            #expect(found == kept || found == kept + amounts.next(), "round \(round)")
            kept = found
        }
        #expect(acknowledged > 0)
        #expect(kept > 1 << 64)
    }
}
