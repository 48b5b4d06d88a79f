import ScrimpRuntime
import ScrimpTestSupport
import Testing

@Suite struct RollingSumsTests {
    /// All entries, added up anew for every question.
    private struct Naive {
        struct Entry {
            var amount: Int128
            var count: Int64
            var time: Int64
        }
        let length: Int64
        let width: Int64
        let buckets: Int64
        var entries: [Entry] = []
        var since: Int64?

        init(length: Int64) {
            self.length = length
            width = (length + 58) / 59
            buckets = min((length + width - 1) / width + 1, 60)
        }

        private func bucket(_ time: Int64) -> Int64 { Int64((Double(time) / Double(width)).rounded(.down)) }

        mutating func add(_ amount: Int128, _ count: Int64, at now: Int64) {
            since = since ?? now
            entries.append(Entry(amount: amount, count: count, time: now))
        }

        func sums(at now: Int64) -> (amount: Int128, count: Int64) {
            let live = entries.filter { bucket(now) - bucket($0.time) < buckets }
            return (live.reduce(0) { $0 + $1.amount }, live.reduce(0) { $0 + $1.count })
        }
    }

    @Test(arguments: [1, 2, 7, 58, 59, 60, 61, 100, 118, 3_600, 100_000] as [Int64])
    func agreesWithAListOfEntries(_ length: Int64) {
        var generator = SeededGenerator(seed: UInt64(length))
        var sums = RollingSums(length: length)
        var naive = Naive(length: length)
        // From before 1970 to after it.
        var now = -length * 20
        for _ in 0..<1_500 {
            now += Int64(generator.below(Int(generator.chance(5) ? length * 2 : length / 20 + 2)))
            if generator.chance(60) {
                let (amount, count) = (generator.int128(bits: 90), Int64(generator.below(5)))
                sums.add(amount, count: count, at: now)
                naive.add(amount, count, at: now)
            }
            let expected = naive.sums(at: now)
            #expect(sums.sum(at: now) == expected.amount)
            #expect(sums.count(at: now) == expected.count)
            #expect(sums.since == naive.since)
            let asked = Int64(generator.below(Int(length) * 2) + 1)
            let usual = sums.usual(length: asked, at: now)
            if let since = naive.since, now - since >= asked {
                let span = Int128(min(length, now - since))
                #expect(usual.map { $0.numerator * span == expected.amount * Int128(asked) * $0.denominator } == true)
            } else {
                #expect(usual == nil)
            }
        }
    }

    @Test func nothingIsLetGoBeforeTheWindowHasPassed() {
        var generator = SeededGenerator(seed: 5)
        for _ in 0..<2_000 {
            let length = Int64(generator.below(10_000) + 1)
            let start = Int64(generator.below(1_000_000))
            var sums = RollingSums(length: length)
            sums.add(9, count: 1, at: start)
            var later = sums
            #expect(sums.sum(at: start + length - 1) == 9)
            // One bucket, and the one that it began in, is the most that it stays longer.
            #expect(later.sum(at: start + length + 2 * ((length + 58) / 59)) == 0)
        }
    }

    @Test func theUsualSpendGrowsWithTheTimeThatItIsFor() throws {
        let day: Int64 = 86_400_000_000_000
        var sums = RollingSums(length: 7 * day)
        for hour in 0..<24 { sums.add(1_000, count: 1, at: Int64(hour) * day / 24) }
        #expect(sums.usual(length: day, at: day - 1) == nil)
        let firstResult = sums.usual(length: day, at: day)
        let first = try #require(firstResult)
        #expect(first.numerator == 24_000 * first.denominator)
        let secondResult = sums.usual(length: day / 24, at: 2 * day)
        let second = try #require(secondResult)
        #expect(second.numerator == 500 * second.denominator)
        #expect(sums.usual(length: 0, at: 2 * day) == nil)
        #expect(sums.usual(length: -1, at: 2 * day) == nil)
        // The first entry ever still counts as the beginning when the window is empty.
        let emptyResult = sums.usual(length: day, at: 30 * day)
        let empty = try #require(emptyResult)
        #expect(empty.numerator == 0 && empty.denominator > 0)
    }

    @Test func hugeNumbersStopAtTheEndsOfTheRange() throws {
        var sums = RollingSums(length: .max)
        for (amount, count) in [(Int128.max, Int64.max), (.max, .max), (.min, .min), (.min, .min)] {
            sums.add(amount, count: count, at: 0)
        }
        #expect(sums.sum(at: .max) == -RollingSums.amountLimit && sums.count(at: .max) == -RollingSums.countLimit)
        var full = RollingSums(length: 59)
        for time in Int64(0)..<500 { full.add(.max, count: .max, at: time) }
        #expect(full.sum(at: 499) == 60 * RollingSums.amountLimit)
        #expect(full.count(at: 499) == 60 * RollingSums.countLimit)
        let usualResult = full.usual(length: 58, at: 499)
        let usual = try #require(usualResult)
        #expect(usual.numerator == .max && usual.denominator == 59)
        // What is too great to multiply is reduced first.
        let wholeResult = full.usual(length: 59, at: 499)
        let whole = try #require(wholeResult)
        #expect(whole.numerator == 60 * RollingSums.amountLimit && whole.denominator == 1)
        #expect(full.sum(at: 1_000) == 0 && full.count(at: 1_000) == 0)
    }

    @Test(arguments: [1, 60, .max] as [Int64]) func timeMayBeAnything(_ length: Int64) {
        let times: [Int64] = [.min, .min + 1, -1, 0, 1, .max - 1, .max]
        for first in times {
            for second in times {
                var sums = RollingSums(length: length)
                sums.add(1, count: 1, at: first)
                sums.add(2, count: 1, at: second)
                #expect([2, 3].contains(sums.sum(at: second)))
                if second <= first { #expect(sums.sum(at: second) == 3) }
                #expect(sums.since == first)
                _ = sums.usual(length: .max, at: second)
            }
        }
    }

    @Test func timeThatGoesBackCountsAsTheLatestSeen() {
        var sums = RollingSums(length: 59)
        sums.add(1, count: 1, at: 1_000)
        sums.add(2, count: 1, at: 10)
        #expect(sums.sum(at: 5) == 3)
        #expect(sums.sum(at: 1_059) == 3)
        #expect(sums.sum(at: 1_060) == 0)
    }

    @Test func recordsGoOnWhereTheyWere() throws {
        for seed in UInt64(0)..<40 {
            var generator = SeededGenerator(seed: seed)
            var sums = RollingSums(length: Int64(generator.below(500) + 1))
            var now = Int64(generator.below(1_000)) - 500
            for _ in 0..<generator.below(80) {
                now += Int64(generator.below(20))
                sums.add(generator.int128(bits: 80), count: Int64(generator.below(3)), at: now)
            }
            var restored = try #require(RollingSums(decoding: sums.encode()))
            #expect(restored.encode() == sums.encode())
            #expect(restored.length == sums.length && restored.since == sums.since)
            for _ in 0..<80 {
                now += Int64(generator.below(20))
                #expect(restored.sum(at: now) == sums.sum(at: now))
                #expect(restored.count(at: now) == sums.count(at: now))
                restored.add(5, count: 1, at: now)
                sums.add(5, count: 1, at: now)
            }
            #expect(restored.encode() == sums.encode())
        }
    }

    @Test func damagedRecordsAreRefused() {
        var sums = RollingSums(length: 3)
        sums.add(1_000_000, count: 3, at: 77)
        expectOnlyWholeRecords(sums.encode()) { RollingSums(decoding: $0) != nil }
    }

    /// Fields that the checksum covers and that no rolling sums have.
    @Test func impossibleRecordsAreRefused() {
        func record(length: Int64, amount: Int128, count: Int64, buckets: Int) -> [UInt8] {
            var writer = RecordWriter(version: 1)
            writer.write(length)
            writer.write(Int64.max)
            writer.write(nil)
            for _ in 0..<buckets {
                writer.write(amount)
                writer.write(count)
            }
            return writer.finish()
        }
        #expect(RollingSums(decoding: record(length: 1, amount: 1, count: 1, buckets: 2)) != nil)
        #expect(RollingSums(decoding: record(length: 0, amount: 1, count: 1, buckets: 2)) == nil)
        #expect(RollingSums(decoding: record(length: .min, amount: 1, count: 1, buckets: 2)) == nil)
        #expect(RollingSums(decoding: record(length: 1, amount: 1, count: 1, buckets: 1)) == nil)
        #expect(RollingSums(decoding: record(length: 1, amount: 1, count: 1, buckets: 3)) == nil)
        #expect(RollingSums(decoding: record(length: 1, amount: .max, count: 1, buckets: 2)) == nil)
        #expect(RollingSums(decoding: record(length: 1, amount: .min, count: 1, buckets: 2)) == nil)
        #expect(RollingSums(decoding: record(length: 1, amount: 1, count: .max, buckets: 2)) == nil)
        #expect(RollingSums(decoding: record(length: .max, amount: 1, count: 1, buckets: 60)) != nil)
    }
}
