import Glibc

/// Times of repeated work, and the generator that its inputs come from.
package enum BenchmarkClock {
    /// Nanoseconds on a clock that never goes back.
    package static func now() -> Double {
        var time = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) * 1e9 + Double(time.tv_nsec)
    }

    /// Median nanoseconds per item of nine rounds. `prepare` makes the inputs of a repetition and is not timed: inputs that come
    /// again would be learned by the processor's branch prediction, which flatters code with many branches several times
    /// over. The body returns a checksum, which keeps the work from being left out.
    package static func median<Input>(
        items: Int, repetitions: Int, prepare: (Int) -> Input, _ body: (borrowing Input) -> Int
    ) -> (nanoseconds: Double, checksum: Int) {
        var times: [Double] = []
        var checksum = 0
        for round in 0..<9 {
            var time = 0.0
            for repetition in 0..<repetitions {
                let input = prepare(round * repetitions + repetition)
                let start = now()
                checksum &+= body(input)
                time += now() - start
            }
            times.append(time / Double(repetitions * items))
        }
        times.sort()
        return (times[4], checksum)
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
