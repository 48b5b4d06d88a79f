import Synchronization

/// A clock that moves only when nothing else is left to do, and the executor that knows when that is.
///
/// Everything in `run` takes its turn on the calling thread, in the order in which it became ready; when all of it sleeps, the time
/// jumps to the first that wakes. So concurrent work over simulated hours takes milliseconds, and the same on every run.
package final class VirtualTime: TaskExecutor, Clock, Sendable {
    /// Since the time began.
    package struct Moment: InstantProtocol {
        package var nanoseconds: Int64

        package init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

        package func advanced(by duration: Duration) -> Moment {
            Moment(nanoseconds: nanoseconds.addingClamped(duration.wholeNanoseconds))
        }

        package func duration(to other: Moment) -> Duration {
            .nanoseconds(other.nanoseconds) - .nanoseconds(nanoseconds)
        }

        package static func < (left: Moment, right: Moment) -> Bool { left.nanoseconds < right.nanoseconds }
    }

    package typealias Instant = Moment

    private struct Sleeper {
        var number: UInt64
        var deadline: Moment
        var continuation: CheckedContinuation<Void, any Error>
    }

    private struct State {
        var now = Moment(nanoseconds: 0)
        var jobs: [UnownedJob] = []
        var sleepers: [Sleeper] = []
        /// Sleeps that were cancelled before they began.
        var cancelled: Set<UInt64> = []
        var nextNumber: UInt64 = 0
    }

    private let state = Mutex(State())

    package init() {}

    package var now: Moment { state.withLock { $0.now } }
    package var minimumResolution: Duration { .nanoseconds(1) }

    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        state.withLock { $0.jobs.append(job) }
    }

    /// Runs to its end what the work starts, and as far as time must pass for its result.
    ///
    /// - Returns: nil where the work waits for something that never comes.
    package func run<Result: Sendable>(_ work: @escaping @Sendable () async -> Result) -> Result? {
        let outcome = Outcome<Result>()
        Task(executorPreference: self) {
            let value = await work()
            outcome.result.withLock { $0 = value }
        }
        while true {
            runJobs()
            if let result = outcome.result.withLock({ $0 }) { return result }
            guard wakeFirst() else { return nil }
        }
    }

    private final class Outcome<Result: Sendable>: Sendable {
        let result = Mutex<Result?>(nil)
    }

    private func runJobs() {
        while let job = state.withLock({ $0.jobs.isEmpty ? nil : $0.jobs.removeFirst() }) {
            unsafe job.runSynchronously(on: asUnownedTaskExecutor())
        }
    }

    /// Moves time to the first that wakes; of several the one that went to sleep first.
    private func wakeFirst() -> Bool {
        let first = state.withLock { state -> Sleeper? in
            let index = state.sleepers.indices.min {
                (state.sleepers[$0].deadline, state.sleepers[$0].number)
                    < (state.sleepers[$1].deadline, state.sleepers[$1].number)
            }
            guard let index else { return nil }
            let sleeper = state.sleepers.remove(at: index)
            state.now = max(state.now, sleeper.deadline)
            return sleeper
        }
        first?.continuation.resume()
        return first != nil
    }
}

extension VirtualTime {
    package func sleep(until deadline: Moment, tolerance: Duration? = nil) async throws {
        let number = state.withLock { state in
            defer { state.nextNumber += 1 }
            return state.nextNumber
        }
        // Cancelled when it was about to wake.
        defer { state.withLock { _ = $0.cancelled.remove(number) } }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
                let isCancelled = state.withLock { state in
                    if state.cancelled.remove(number) != nil { return true }
                    state.sleepers.append(Sleeper(number: number, deadline: deadline, continuation: continuation))
                    return false
                }
                if isCancelled { continuation.resume(throwing: CancellationError()) }
            }
        } onCancel: {
            cancel(number)
        }
    }

    private func cancel(_ number: UInt64) {
        let sleeper = state.withLock { state -> Sleeper? in
            guard let index = state.sleepers.firstIndex(where: { $0.number == number }) else {
                state.cancelled.insert(number)
                return nil
            }
            return state.sleepers.remove(at: index)
        }
        sleeper?.continuation.resume(throwing: CancellationError())
    }
}

extension Duration {
    /// Parts of a nanosecond are dropped; what does not fit saturates.
    fileprivate var wholeNanoseconds: Int64 {
        let (seconds, attoseconds) = components
        let (product, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        guard !overflow else { return seconds < 0 ? .min : .max }
        return product.addingClamped(attoseconds / 1_000_000_000)
    }
}

extension Int64 {
    fileprivate func addingClamped(_ other: Int64) -> Int64 {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? (other < 0 ? .min : .max) : sum
    }
}
