import Glibc

/// Times of repeated work, and the generator that its inputs come from.
package enum BenchmarkClock {
    /// Nanoseconds on a clock that never goes back.
    package static func now() -> Double { nanoseconds(CLOCK_MONOTONIC) }

    /// Nanoseconds that a processor has spent on the calling thread: what other programs do meanwhile does not count.
    package static func ownTime() -> Double { nanoseconds(CLOCK_THREAD_CPUTIME_ID) }

    private static func nanoseconds(_ clock: clockid_t) -> Double {
        var time = timespec()
        unsafe clock_gettime(clock, &time)
        return Double(time.tv_sec) * 1e9 + Double(time.tv_nsec)
    }

    /// Rounds of `medians`, an odd number.
    package static let rounds = 9

    /// Median nanoseconds per item of each trial, and the sum of its checksums.
    ///
    /// In each round every trial has its turn, so that what slows the machine down for a while slows all of them.
    package static func medians(_ trials: [BenchmarkTrial]) -> [(nanoseconds: Double, checksum: Int)] {
        var times = [[Double]](repeating: [], count: trials.count)
        var checksums = [Int](repeating: 0, count: trials.count)
        for round in 0..<rounds {
            for (index, trial) in trials.enumerated() {
                // Others have had the caches since its last turn.
                _ = trial.repetition(rounds * trial.repetitions + round)
                var time = 0.0
                for repetition in 0..<trial.repetitions {
                    let result = trial.repetition(round * trial.repetitions + repetition)
                    time += result.nanoseconds
                    checksums[index] &+= result.checksum
                }
                times[index].append(time / Double(trial.repetitions * trial.items))
            }
        }
        return zip(times, checksums).map { times, checksum in (median(times), checksum) }
    }

    /// The middle one of an odd number of values; of none, zero.
    package static func median(_ values: [Double]) -> Double { values.isEmpty ? 0 : values.sorted()[values.count / 2] }
}

/// Work that is timed in turns with other work.
package struct BenchmarkTrial {
    let items: Int
    let repetitions: Int
    let repetition: (Int) -> (nanoseconds: Double, checksum: Int)

    /// - Parameters:
    ///   - items: how many pieces of work a repetition is.
    ///   - repetitions: how many there are in a round.
    ///   - prepare: makes the inputs of a repetition and is not timed: inputs that come again would be learned by the processor's branch
    ///     prediction, which flatters code with many branches several times over.
    ///   - body: returns a checksum, which keeps the work from being left out.
    package init<Input>(
        items: Int, repetitions: Int, prepare: @escaping (Int) -> Input, _ body: @escaping (borrowing Input) -> Int
    ) {
        self.items = items
        self.repetitions = repetitions
        repetition = { number in
            let input = prepare(number)
            let start = BenchmarkClock.now()
            let checksum = body(input)
            return (BenchmarkClock.now() - start, checksum)
        }
    }
}

/// Numbers from a seed.
package struct BenchmarkNumbers {
    private var state: UInt64

    package init(seed: UInt64) { state = seed }

    /// 0 ..< bound
    package mutating func below(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 11).multipliedFullWidth(by: UInt64(bound) << 11).high)
    }
}
