import ScrimpRuntime
import ScrimpTestSupport
import Testing

@Suite struct BudgetRecordSharedTests {
    private func record(ring: Int) -> BudgetRecord {
        BudgetRecord(
            settled: 10, reserved: 20, moment: ring > 0 ? 100 : .min, windowStart: ring > 0 ? .min : 7, announced: 0,
            announcedSince: .min, bucketWidth: ring > 0 ? 5 : 0,
            ring: (0..<ring).map { .init(settled: $0 == 100 % 60 ? 10 : 0, reserved: $0 == 99 % 60 ? 20 : 0) })
    }

    @Test func aCounterWithoutARingIsChanged() {
        var calendar = record(ring: 0)
        let isMoved = calendar.move(bucket: 0, reserved: -5, settled: 5, at: 9)
        #expect(isMoved)
        #expect(calendar.settled == 15 && calendar.reserved == 15 && calendar.moment == .min)
    }

    @Test func onlyABucketThatIsStillInTheRingIsChanged() {
        for bucket in [40, 101] as [Int64] {
            var rolling = record(ring: 60)
            let isMoved = rolling.move(bucket: bucket, reserved: -20, settled: 20, at: 500)
            #expect(!isMoved)
            #expect(rolling == record(ring: 60))
        }
        var rolling = record(ring: 60)
        let isMoved = rolling.move(bucket: 99, reserved: -20, settled: 20, at: 500)
        #expect(isMoved)
        #expect(rolling.settled == 30 && rolling.reserved == 0 && rolling.isConsistent)
        #expect(rolling.ring[39] == .init(settled: 20, reserved: 0))
    }

    @Test(arguments: 0..<50)
    func aCorrectionLeavesARingThatAddsUp(seed: Int) {
        var generator = SeededGenerator(seed: UInt64(seed))
        var rolling = record(ring: 60)
        for place in rolling.ring.indices { rolling.ring[place].settled = Int128(generator.below(50)) - 5 }
        rolling.settled = rolling.ring.reduce(0) { $0 + $1.settled }
        let wanted = Int128(generator.below(4_000))
        rolling.correct(settled: wanted)
        #expect(rolling.settled == wanted)
        #expect(rolling.isConsistent)
    }
}
