import ScrimpRuntime
import ScrimpTestSupport
import Testing

@Suite struct QualityWindowTests {
    @Test func agreesWithAListOfReports() {
        var generator = SeededGenerator(seed: 11)
        // Buckets of 10, so that reports of the 60 newest count.
        var window = QualityWindow(length: 590)
        var reports: [(quality: Int64, time: Int64)] = []
        var now: Int64 = 0
        var means = 0
        for _ in 0..<3_000 {
            now += Int64(generator.below(generator.chance(2) ? 1_000 : 30))
            if generator.chance(70) {
                let quality = Int64(generator.below(1_000_000_001))
                window.report(quality, at: now)
                reports.append((quality, now))
            }
            let live = reports.filter { now / 10 - $0.time / 10 < 60 }.map(\.quality)
            let atLeast = generator.below(60)
            let mean = window.mean(atLeast: Int64(atLeast), at: now)
            #expect(window.count(at: now) == live.count)
            if live.isEmpty || live.count < atLeast {
                #expect(mean == nil)
            } else {
                let sum = live.reduce(0, +)
                #expect(mean == (2 * sum + Int64(live.count)) / (2 * Int64(live.count)))
                means += 1
            }
        }
        #expect(means > 500)
    }

    @Test func halvesAreRoundedUpAndRangesKept() {
        var window = QualityWindow(length: 100)
        #expect(window.mean(atLeast: 0, at: 0) == nil)
        window.report(1, at: 0)
        window.report(2, at: 0)
        #expect(window.mean(atLeast: 2, at: 0) == 2)
        #expect(window.mean(atLeast: 3, at: 0) == nil)
        window.report(0, at: 0)
        #expect(window.mean(atLeast: .min, at: 0) == 1)
        var ends = QualityWindow(length: 100)
        ends.report(.max, at: 0)
        #expect(ends.mean(atLeast: 1, at: 0) == 1_000_000_000)
        ends.report(.min, at: 0)
        #expect(ends.mean(atLeast: 1, at: 0) == 500_000_000)
    }

    @Test func recordsGoOnWhereTheyWere() throws {
        var window = QualityWindow(length: 1)
        window.report(900_000_000, at: 5)
        window.report(800_000_000, at: 5)
        var restored = try #require(QualityWindow(decoding: window.encode()))
        #expect(restored.mean(atLeast: 2, at: 5) == 850_000_000)
        #expect(restored.length == 1)
        expectOnlyWholeRecords(window.encode()) { QualityWindow(decoding: $0) != nil }
    }

    @Test func impossibleRecordsAreRefused() {
        for (amount, count) in [(2_000_000_001, 2), (-1, 2), (0, -1)] as [(Int128, Int64)] {
            var sums = RollingSums(length: 100)
            sums.add(amount, count: count, at: 0)
            #expect(QualityWindow(decoding: sums.encode()) == nil)
        }
        var sums = RollingSums(length: 100)
        sums.add(2_000_000_000, count: 2, at: 0)
        #expect(QualityWindow(decoding: sums.encode()) != nil)
    }
}
