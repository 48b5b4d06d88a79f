import ScrimpPlan
import ScrimpQuantities
import ScrimpRuntime
import Testing

/// Counters that are handed to another process.
@Suite struct BudgetCountersTests {
    private static let windows: [PlanWindow] = [
        .calendar(.hour), .rolling(.hour), .rolling(59), .rolling(7), .untilIdle(.minute),
    ]

    private func budget(_ window: PlanWindow, scopes: Int64 = 100) -> PlanBudget {
        PlanBudget(
            name: .empty, limit: Money(pico: 1_000), scope: 0, window: window, when: .always, targets: .all,
            spent: .reject(message: .empty), ceiling: nil, alerts: [500_000_000, 900_000_000], notify: .empty,
            lapse: nil, scopes: scopes)
    }

    /// Two processes that hand a counter to and fro count as one does.
    @Test(arguments: windows)
    func handingACounterOverChangesNothing(window: PlanWindow) throws {
        let budget = budget(window)
        var alone = BudgetCounters(budget)
        var processes = [BudgetCounters(budget), BudgetCounters(budget)]
        // Another scope first, so that the same scope stands at different places.
        processes[1].openWindow(0)
        _ = processes[1].hold(processes[1].open(77, at: 0), 5, part: 0, stripe: 0, at: 0)
        var generator = Generator(4)
        var kept: [UInt8]?
        var open: [(hold: Hold, start: Int64, amount: Int128)] = []
        var (now, alerts, most) = (Int64(0), 0, Int128(0))
        let pace: Int64
        switch window {
        case .calendar: pace = 2 * .minute
        case .rolling(let length), .untilIdle(let length): pace = max(length / 20, 2)
        }
        for _ in 0..<3_000 {
            now += Int64(generator.next() % UInt64(pace))
            if generator.below(80) == 0 { now += pace * 30 }
            let start = now / .hour * .hour
            let process = generator.below(2)
            if case .calendar = window {
                alone.openWindow(start)
                processes[process].openWindow(start)
            }
            if let kept {
                let record = try #require(BudgetRecord(decoding: kept))
                let isCurrent = if case .calendar = window { record.windowStart == start } else { true }
                let isRestored = processes[process].restore(scope: 5, record, at: now)
                #expect(isRestored == isCurrent)
            }
            let own = alone.open(5, at: now)
            let counter = processes[process].open(5, at: now)
            #expect(processes[process].spent(counter) == alone.spent(own))
            most = max(most, alone.spent(own))
            let amount = Int128(generator.below(70))
            if generator.below(2) == 0 {
                open.append((alone.hold(own, amount, part: 0, stripe: 0, at: now), start, amount))
                _ = processes[process].hold(counter, amount, part: 0, stripe: 0, at: now)
            } else if !open.isEmpty {
                let call = open.remove(at: generator.below(open.count))
                if alone.isCurrent(call.hold) {
                    let used = Int128(generator.below(Int(call.amount) + 1))
                    alone.move(call.hold, reserved: -call.amount, settled: used, at: now)
                    let hold = processes[process].hold(counter, bucket: call.hold.bucket, part: 0, stripe: 0)
                    processes[process].move(hold, reserved: -call.amount, settled: used, at: now)
                }
            }
            let announced = alone.announce(own, at: now)
            #expect(processes[process].announce(counter, at: now) == announced)
            alerts += announced > 0 ? 1 : 0
            let record = processes[process].export(scope: 5)
            var expected = alone.export(scope: 5)
            if case .calendar = window {} else { expected?.windowStart = record?.windowStart ?? 0 }
            #expect(record == expected)
            kept = record?.encode()
        }
        #expect(alerts > 2 && most > 500)
    }

    @Test func recordsOfAnotherWindowAreDropped() throws {
        var hourly = BudgetCounters(budget(.calendar(.hour)))
        hourly.openWindow(0)
        _ = hourly.hold(hourly.open(1, at: 0), 100, part: 0, stripe: 0, at: 0)
        let record = try #require(hourly.export(scope: 1))
        hourly.openWindow(.hour)
        #expect(hourly.export(scope: 1) == nil)
        let isRestored = hourly.restore(scope: 1, record, at: .hour)
        #expect(!isRestored)
        #expect(hourly.export(scope: 1) == nil && hourly.scopes() == [nil])
        // And those of another kind of window, or of one with other buckets.
        var rolling = BudgetCounters(budget(.rolling(.hour)))
        let isRestoredNext = rolling.restore(scope: 1, record, at: .hour)
        #expect(!isRestoredNext)
        _ = rolling.hold(rolling.open(1, at: 0), 100, part: 0, stripe: 0, at: 0)
        let ring = try #require(rolling.export(scope: 1))
        var longer = BudgetCounters(budget(.rolling(.day)))
        let isRestoredThen = longer.restore(scope: 1, ring, at: 0)
        #expect(!isRestoredThen)
        let isRestoredLast = hourly.restore(scope: 1, ring, at: 0)
        #expect(!isRestoredLast)
    }

    @Test func liveScopesAreListed() {
        var runs = BudgetCounters(budget(.untilIdle(.minute), scopes: 2))
        #expect(runs.scopes() == [nil])
        let run = runs.open(8, at: 0)
        let hold = runs.hold(run, 10, part: 0, stripe: 0, at: 0)
        runs.move(hold, reserved: -10, settled: 10, at: 0)
        _ = runs.hold(runs.open(-9, at: 0), 10, part: 0, stripe: 0, at: 0)
        #expect(runs.scopes() == [nil, 8, -9])
        // The first has been idle, and makes room.
        _ = runs.open(3, at: .hour)
        #expect(runs.scopes() == [nil, 3, -9])
    }

    @Test func aFullTableTakesNoRecord() throws {
        var runs = BudgetCounters(budget(.untilIdle(.minute), scopes: 1))
        _ = runs.hold(runs.open(1, at: 0), 10, part: 0, stripe: 0, at: 0)
        let record = try #require(runs.export(scope: 1))
        let isRestored = runs.restore(scope: 2, record, at: 1)
        #expect(!isRestored)
        #expect(runs.spent(0) == 0)
        let isRestoredNext = runs.restore(scope: nil, record, at: 1)
        #expect(isRestoredNext)
        #expect(runs.spent(0) == 10)
    }

    @Test func holdsOutliveARestoreOfTheirCounter() throws {
        var hourly = BudgetCounters(budget(.calendar(.hour)))
        hourly.openWindow(0)
        let counter = hourly.open(1, at: 0)
        let hold = hourly.hold(counter, 100, part: 0, stripe: 0, at: 0)
        var record = try #require(hourly.export(scope: 1))
        record.reserved += 50
        let isRestored = hourly.restore(scope: 1, record, at: 0)
        #expect(isRestored)
        hourly.move(hold, reserved: -100, settled: 70, at: 1)
        #expect(hourly.spent(counter) == 120)
    }

    @Test func recordsAreReadBackAndDamageIsNoticed() {
        let record = BudgetRecord(
            settled: -3, reserved: 1 << 90, moment: .min, windowStart: -7, announced: 2, announcedSince: 9,
            bucketWidth: 5,
            ring: [.init(settled: -5, reserved: 1 << 90), .init(settled: 2, reserved: 0)])
        let bytes = record.encode()
        #expect(BudgetRecord(decoding: bytes) == record)
        for count in bytes.indices { #expect(BudgetRecord(decoding: Array(bytes[..<count])) == nil) }
        for index in bytes.indices {
            var damaged = bytes
            damaged[index] ^= 0x10
            #expect(BudgetRecord(decoding: damaged) == nil)
        }
        #expect(LimitRecord(decoding: bytes) == nil)
    }

    /// Sound bytes of something that cannot be are no record, and nothing that is restored can overflow later.
    @Test func recordsThatContradictThemselvesAreRefused() {
        var ring = BudgetCounters(budget(.rolling(59)))
        _ = ring.open(1, at: 0)
        guard let sound = ring.export(scope: 1) else {
            Issue.record("no record")
            return
        }
        let isRestored = ring.restore(scope: 1, sound, at: 0)
        #expect(isRestored)
        let changes: [(inout BudgetRecord) -> Void] = [
            { $0.settled = 1 }, { $0.reserved = -1 }, { $0.ring[3].settled = 1 },
            {
                $0.ring[0].settled = .max
                $0.settled = .max
            },
            {
                $0.ring[0].reserved = .min
                $0.ring[1].reserved = 1
                $0.reserved = .min + 1
            },
            { $0.moment = .max }, { $0.moment = .min + 1 }, { $0.bucketWidth = -1 },
        ]
        for (index, change) in changes.enumerated() {
            var record = sound
            change(&record)
            let isRestoredNext = ring.restore(scope: 1, record, at: 0)
            #expect(!isRestoredNext, "change \(index)")
            #expect(BudgetRecord(decoding: record.encode()) == nil, "change \(index)")
        }
        for (index, change) in changes.enumerated() where index > 4 {
            var idle = BudgetCounters(budget(.untilIdle(5)))
            var record = BudgetRecord(
                settled: 0, reserved: 0, moment: 0, windowStart: .min, announced: 0, announcedSince: 0, bucketWidth: 0,
                ring: [])
            let isRestoredThen = idle.restore(scope: 1, record, at: 0)
            #expect(isRestoredThen)
            change(&record)
            let isRestoredLast = idle.restore(scope: 1, record, at: 0)
            #expect(!isRestoredLast, "change \(index)")
        }
    }
}
