import ScrimpRuntime
import Testing

@Suite struct LimitRecordTests {
    private let settings = LimitSettings(
        concurrency: 2,
        rates: [
            LimitSettings.Rate(countsTokens: false, amount: 5, per: .second),
            LimitSettings.Rate(countsTokens: true, amount: 70, per: .minute),
        ], calls: 30, forget: .hour, isScoped: true)

    /// Two processes that hand a counter to and fro decide as one does.
    @Test func handingACounterOverChangesNothing() throws {
        var alone = LimitCounters(settings)
        var processes = [LimitCounters(settings), LimitCounters(settings)]
        // Other scopes first, so that the same scope stands at different places.
        _ = processes[1].counter(scope: 77, at: 0)
        _ = processes[1].take(1, tokens: 1, at: 0)
        var generator = Generator(11)
        var kept: [UInt8]?
        var running: [(hold: LimitHold, tokens: Int64)] = []
        var now: Int64 = 0
        var outcomes: Set<LimitRefusal?> = []
        for _ in 0..<2_000 {
            now += Int64(generator.next() % UInt64(Int64.second))
            let process = generator.below(2)
            if let kept {
                let record = try #require(LimitRecord(decoding: kept))
                let isRestored = processes[process].restore(scope: 5, record, at: now)
                #expect(isRestored)
            }
            let tokens = Int64(generator.below(40))
            let own = alone.counter(scope: 5, at: now)
            let counter = processes[process].counter(scope: 5, at: now)
            if generator.below(2) == 0 {
                let refusal = processes[process].refusal(counter, tokens: tokens, at: now)
                #expect(refusal == alone.refusal(own, tokens: tokens, at: now))
                outcomes.insert(refusal)
                if refusal == nil {
                    running.append((alone.take(own, tokens: tokens, at: now), tokens))
                    _ = processes[process].take(counter, tokens: tokens, at: now)
                }
            } else if !running.isEmpty {
                let call = running.remove(at: generator.below(running.count))
                let hold = processes[process].hold(counter, tokens: call.tokens)
                if generator.below(4) > 0 {
                    alone.finish(call.hold, usedTokens: 3, at: now)
                    processes[process].finish(hold, usedTokens: 3, at: now)
                } else {
                    alone.cancel(call.hold, at: now)
                    processes[process].cancel(hold, at: now)
                }
            }
            let record = processes[process].export(scope: 5)
            #expect(record == alone.export(scope: 5))
            kept = record?.encode()
            if generator.below(100) == 0 { now += .hour }
        }
        #expect(outcomes.contains(.concurrency) && outcomes.contains(.rate(1)) && outcomes.contains(nil))
    }

    @Test func scopesWithoutACounterHaveNoRecord() {
        var limit = LimitCounters(settings)
        #expect(limit.export(scope: 1) == nil)
        #expect(limit.export(scope: nil) != nil)
        _ = limit.counter(scope: 1, at: 0)
        #expect(limit.export(scope: 1) != nil)
    }

    @Test func aFullTableTakesNoRecord() {
        var small = settings
        small.scopes = 1
        var limit = LimitCounters(small)
        _ = limit.take(limit.counter(scope: 1, at: 0), tokens: 1, at: 0)
        let record = LimitRecord(running: 1, calls: 1, lastCall: 0, moment: 0, levels: [])
        let isRestored = limit.restore(scope: 2, record, at: 1)
        #expect(!isRestored)
        #expect(limit.running(0) == 0)
        let isRestoredToo = limit.restore(scope: nil, record, at: 1)
        #expect(isRestoredToo)
        #expect(limit.running(0) == 1)
    }

    @Test func holdsOutliveARestoreOfTheirCounter() {
        var limit = LimitCounters(settings)
        let counter = limit.counter(scope: 1, at: 0)
        let hold = limit.take(counter, tokens: 10, at: 0)
        var record = limit.export(scope: 1)
        record?.running = 2
        if let record { limit.restore(scope: 1, record, at: 0) }
        #expect(limit.running(counter) == 2)
        limit.finish(hold, usedTokens: 10, at: 0)
        #expect(limit.running(counter) == 1)
    }

    @Test func aChangedRateBeginsFull() {
        var limit = LimitCounters(settings)
        let counter = limit.counter(scope: 1, at: 0)
        for _ in 0..<5 { _ = limit.take(counter, tokens: 100, at: 0) }
        #expect(limit.fill(counter, at: 0).levels == [0, -499])
        var changed = settings
        changed.rates = [settings.rates[0], LimitSettings.Rate(countsTokens: true, amount: 5, per: .second)]
        var other = LimitCounters(changed)
        if let record = limit.export(scope: 1) { other.restore(scope: 1, record, at: 0) }
        let restored = other.counter(scope: 1, at: 0)
        #expect(other.fill(restored, at: 0).levels == [0, 5])
        #expect(other.fill(restored, at: 0).running == 5 && other.fill(restored, at: 0).calls == 5)
    }

    @Test func recordsAreReadBackAndDamageIsNoticed() {
        let record = LimitRecord(
            running: 3, calls: .max, lastCall: .min, moment: -5,
            levels: [.init(per: .second, level: -1 << 100), .init(per: 1, level: .max)])
        let bytes = record.encode()
        #expect(bytes.count == 1 + 4 * 8 + 2 + 2 * 24 + 8)
        #expect(LimitRecord(decoding: bytes) == record)
        for count in bytes.indices { #expect(LimitRecord(decoding: Array(bytes[..<count])) == nil) }
        #expect(LimitRecord(decoding: bytes + [0]) == nil)
        for index in bytes.indices {
            for bit in 0..<8 {
                var damaged = bytes
                damaged[index] ^= 1 << UInt8(bit)
                #expect(LimitRecord(decoding: damaged) == nil)
            }
        }
        // Sound bytes of something that cannot be.
        let impossible = LimitRecord(running: -1, calls: 0, lastCall: 0, moment: 0, levels: [])
        #expect(LimitRecord(decoding: impossible.encode()) == nil)
    }
}
