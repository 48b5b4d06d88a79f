import Dispatch
import Foundation

/// Threads for benchmarks: as many as are asked for, however many processors there are.
enum BenchmarkThreads {
    /// Enough for a decision, and small enough for hundreds of threads.
    private static let stackBytes = 512 << 10

    /// Runs a body once on each of so many threads, which begin together when all are prepared, and waits for all of them.
    ///
    /// - Returns: nanoseconds from the common beginning to the last one's end.
    @discardableResult
    static func run<Input>(
        _ count: Int, prepare: @escaping @Sendable (_ thread: Int) -> Input,
        _ body: @escaping @Sendable (_ input: inout Input) -> Void
    ) -> Double {
        let ready = DispatchGroup()
        let done = DispatchGroup()
        let start = DispatchSemaphore(value: 0)
        for number in 0..<count {
            ready.enter()
            done.enter()
            let thread = Thread {
                var input = prepare(number)
                ready.leave()
                start.wait()
                // Each lets the next one go.
                start.signal()
                body(&input)
                done.leave()
            }
            thread.stackSize = stackBytes
            thread.start()
        }
        ready.wait()
        let began = BenchmarkClock.now()
        start.signal()
        done.wait()
        return BenchmarkClock.now() - began
    }

    /// Runs a body on a thread of its own. Wait for the group.
    static func start(_ body: @escaping @Sendable () -> Void) -> DispatchGroup {
        let done = DispatchGroup()
        done.enter()
        let thread = Thread {
            body()
            done.leave()
        }
        thread.stackSize = stackBytes
        thread.start()
        return done
    }

    static func sleep(microseconds: Int) { usleep(UInt32(clamping: microseconds)) }
}
