import ScrimpRuntime
import ScrimpTestSupport
import Testing

@Suite struct RecentKeysTests {
    /// A list in the order in which entries were set, searched from end to end.
    private struct Naive {
        struct Entry {
            var high: UInt64
            var low: UInt64
            var value: UInt32
            var until: Int64
        }
        let capacity: Int
        var entries: [Entry] = []

        mutating func set(_ entry: Entry, at now: Int64) {
            entries.removeAll { $0.high == entry.high && $0.low == entry.low }
            guard entry.until > now, capacity > 0 else { return }
            if entries.count == capacity { entries.removeAll { $0.until <= now } }
            if entries.count == capacity { entries.removeFirst() }
            entries.append(entry)
        }

        func value(_ high: UInt64, _ low: UInt64, at now: Int64) -> UInt32? {
            entries.first { $0.high == high && $0.low == low && $0.until > now }?.value
        }
    }

    @Test(arguments: [0, 1, 2, 10, 100, 700]) func agreesWithAList(_ capacity: Int) {
        var generator = SeededGenerator(seed: UInt64(capacity) + 1)
        var keys = RecentKeys(capacity: Int64(capacity))
        var naive = Naive(capacity: capacity)
        let range = capacity * 2 + 3
        var now: Int64 = -500
        var found = 0
        for step in UInt32(0)..<6_000 {
            now += Int64(generator.below(4))
            let (high, low) = (UInt64(generator.below(2)) &* .max, UInt64(generator.below(range)))
            if generator.chance(50) {
                let until = now + Int64(generator.below(generator.chance(50) ? 40 : capacity * 10 + 1)) - 2
                keys.set(high: high, low: low, value: step, until: until, at: now)
                naive.set(.init(high: high, low: low, value: step, until: until), at: now)
            } else {
                let expected = naive.value(high, low, at: now)
                #expect(keys.value(high: high, low: low, at: now) == expected)
                if expected == nil {
                    // What has ended is let go when somebody looks at it.
                    naive.entries.removeAll { $0.high == high && $0.low == low }
                } else {
                    found += 1
                }
            }
            #expect(keys.count == naive.entries.count)
        }
        for low in 0..<UInt64(range) {
            for high in [0, UInt64.max] {
                #expect(keys.value(high: high, low: low, at: now) == naive.value(high, low, at: now))
            }
        }
        #expect(capacity == 0 ? found == 0 : found > 100)
    }

    @Test func theEntrySetLongestAgoGoesUnlessOthersHaveEnded() {
        var keys = RecentKeys(capacity: 3)
        keys.set(high: 0, low: 1, value: 1, until: 100, at: 0)
        keys.set(high: 0, low: 2, value: 2, until: 10, at: 1)
        keys.set(high: 0, low: 3, value: 3, until: 100, at: 2)
        keys.set(high: 0, low: 4, value: 4, until: 100, at: 10)
        #expect(keys.value(high: 0, low: 1, at: 10) == 1)
        #expect(keys.value(high: 0, low: 2, at: 10) == nil)
        // Set again, the first is the newest.
        keys.set(high: 0, low: 1, value: 7, until: 100, at: 11)
        keys.set(high: 0, low: 5, value: 5, until: 100, at: 12)
        #expect(keys.value(high: 0, low: 1, at: 12) == 7)
        #expect(keys.value(high: 0, low: 3, at: 12) == nil)
        #expect(keys.value(high: 0, low: 4, at: 99) == 4)
        #expect(keys.value(high: 0, low: 4, at: 100) == nil)
        #expect(keys.count == 2)
    }

    @Test func aTimeThatHasPassedForgets() {
        var keys = RecentKeys(capacity: 3)
        keys.set(high: 9, low: 9, value: 1, until: .max, at: .min)
        #expect(keys.value(high: 9, low: 9, at: .max - 1) == 1)
        keys.set(high: 9, low: 9, value: 2, until: 5, at: 5)
        #expect(keys.value(high: 9, low: 9, at: 0) == nil)
        #expect(keys.count == 0)
    }

    @Test func bothHalvesOfAKeyCount() {
        var keys = RecentKeys(capacity: .max)
        for high in UInt64(0)..<20 {
            for low in UInt64(0)..<20 {
                keys.set(high: high, low: low, value: UInt32(high * 20 + low), until: 10, at: 0)
            }
        }
        for high in UInt64(0)..<20 {
            for low in UInt64(0)..<20 { #expect(keys.value(high: high, low: low, at: 1) == UInt32(high * 20 + low)) }
        }
        var none = RecentKeys(capacity: .min)
        none.set(high: 0, low: 0, value: 1, until: 10, at: 0)
        #expect(none.value(high: 0, low: 0, at: 0) == nil)
    }
}
