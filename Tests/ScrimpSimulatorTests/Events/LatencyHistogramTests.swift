import ScrimpSimulator
import ScrimpTestSupport
import Testing

@Suite struct LatencyHistogramTests {
    /// Every percentile is within a hundredth of the exact one, from nanoseconds to centuries.
    @Test(arguments: [6, 20, 40, 62]) func percentilesAreWithinAHundredth(bits: Int) throws {
        var random = SeededGenerator(seed: UInt64(bits))
        var histogram = LatencyHistogram()
        var values: [Int64] = []
        for _ in 0..<5_000 {
            let value = Int64(random.next() >> UInt64(64 - random.below(bits) - 1))
            values.append(value)
            histogram.record(value)
        }
        values.sort()
        #expect(histogram.count == 5_000)
        #expect(histogram.sum == values.reduce(0) { $0 + Int128($1) })
        #expect(histogram.greatest == values.last)
        #expect(histogram.zeros == values.filter { $0 == 0 }.count)
        for percent in [0, 1, 10, 50, 90, 99, 100] {
            let exact = values[max((values.count * percent + 99) / 100, 1) - 1]
            let found = try #require(histogram.percentile(Double(percent) / 100))
            #expect(abs(found - exact) <= exact / 100, "\(percent) %: \(found), not \(exact)")
        }
    }

    @Test func sumsOfTwo() {
        var (left, right, both) = (LatencyHistogram(), LatencyHistogram(), LatencyHistogram())
        for value in [0, 3, 500, 70_000] as [Int64] {
            left.record(value)
            both.record(value)
        }
        for value in [1, .max, -5] as [Int64] {
            right.record(value)
            both.record(value)
        }
        left.add(right)
        #expect(left == both)
        #expect(left.zeros == 2)
        #expect(left.count(above: 3) == 3)
        #expect(left.percentile(1) == .max)
    }

    @Test func nothingHasNoPercentile() {
        #expect(LatencyHistogram().percentile(0.5) == nil)
        #expect(LatencyHistogram().mean == nil)
        var one = LatencyHistogram()
        one.record(7)
        #expect(one.percentile(2) == nil)
        #expect(one.percentile(0) == 7)
    }
}
