import ScrimpHost
import ScrimpTestSupport
import Synchronization
import Testing

/// Gatherings under a clock that the tests move: what starts when, what is cancelled, and what is counted.
@Suite struct GatherTests {
    /// Latency of the call, and how it ends.
    struct Plan: Sendable {
        enum End: Sendable { case answers, givesNothing, fails }
        var nanoseconds: Int64
        var end: End
    }

    struct Failed: Error, Equatable { var position: Int }

    /// What the calls did, as they saw it themselves.
    final class Log: Sendable {
        struct Entries {
            var started: [Int] = []
            var ended = 0
            var cancelled: [Int] = []
            var most = 0
        }
        private let entries = Mutex(Entries())
        var now: Entries { entries.withLock { $0 } }

        func start(_ position: Int) {
            entries.withLock {
                $0.started.append(position)
                $0.most = max($0.most, $0.started.count - $0.ended)
            }
        }
        func end(_ position: Int, cancelled: Bool = false) {
            entries.withLock {
                $0.ended += 1
                if cancelled { $0.cancelled.append(position) }
            }
        }
    }

    static func gather(
        _ plans: [Plan], _ settings: GatherSettings, _ time: VirtualTime, _ log: Log
    ) -> Gather<Int, any Error> {
        Gather(Array(plans.enumerated().map { ($0.offset, $0.element) }.map(Call.init)), settings, executor: time) {
            call in
            log.start(call.position)
            do {
                try await time.sleep(for: .nanoseconds(call.plan.nanoseconds))
            } catch {
                log.end(call.position, cancelled: true)
                throw error
            }
            log.end(call.position)
            switch call.plan.end {
            case .answers: return call.position
            case .givesNothing: return nil
            case .fails: throw Failed(position: call.position)
            }
        }
    }

    struct Call: Sendable {
        var position: Int
        var plan: Plan
    }

    /// What must come of it, worked out without tasks: always the call that ends first is next.
    struct Expected: Equatable {
        var started: [Int] = []
        var answers: [Int] = []
        var failed: [Int] = []
        var cancelled: [Int] = []
        var most = 0
        var end: Int64 = 0

        init(_ plans: [Plan], _ settings: GatherSettings) {
            var inFlight: [(end: Int64, position: Int)] = []
            func isWanted() -> Bool { answers.count < settings.stopAfter }
            while true {
                let needed = settings.stopAfter - answers.count
                let room = settings.startsOnlyNeeded ? min(needed, settings.concurrency) : settings.concurrency
                while isWanted(), inFlight.count < room, started.count < min(plans.count, settings.of) {
                    inFlight.append((end + plans[started.count].nanoseconds, started.count))
                    started.append(started.count)
                }
                most = max(most, inFlight.count)
                guard isWanted(), let first = inFlight.indices.min(by: { inFlight[$0].end < inFlight[$1].end }) else {
                    break
                }
                let call = inFlight.remove(at: first)
                end = call.end
                switch plans[call.position].end {
                case .answers: answers.append(call.position)
                case .givesNothing: break
                case .fails: failed.append(call.position)
                }
            }
            cancelled = inFlight.map(\.position)
        }
    }

    static func plans(_ count: Int, _ numbers: inout SeededGenerator, success: Int = 60) -> [Plan] {
        (0..<count).map { _ in
            let end: Plan.End = numbers.chance(success) ? .answers : numbers.chance(50) ? .givesNothing : .fails
            return Plan(nanoseconds: Int64(1 + numbers.below(4_000_000_000)), end: end)
        }
    }

    @Test(arguments: 0..<300) func doesWhatTheRuleSays(seed: UInt64) throws {
        var numbers = SeededGenerator(seed: seed)
        let plans = Self.plans(numbers.below(120), &numbers, success: numbers.below(101))
        let settings = GatherSettings(
            stopAfter: numbers.below(30), of: numbers.chance(30) ? numbers.below(100) : 1_000,
            concurrency: 1 + numbers.below(40), startsOnlyNeeded: numbers.chance(50))
        let (time, log) = (VirtualTime(), Log())
        let result = time.run {
            let gathered = Self.gather(plans, settings, time, log)
            var answers: [Int] = []
            for await answer in gathered { answers.append(answer) }
            return (answers, gathered.progress)
        }
        let (answers, summary) = try #require(result)
        let expected = Expected(plans, settings)
        let seen = log.now
        #expect(answers == expected.answers)
        #expect(seen.started == expected.started)
        #expect(seen.cancelled.sorted() == expected.cancelled.sorted())
        #expect(seen.ended == seen.started.count)
        #expect(seen.most == expected.most && summary.mostInFlight == expected.most)
        #expect(seen.most <= settings.concurrency)
        #expect(time.now.nanoseconds == expected.end)
        #expect(summary.started == expected.started.count && summary.candidates == expected.started.count)
        #expect(summary.cancelled == expected.cancelled.count)
        #expect(summary.failed == expected.failed.count)
        #expect(summary.failures.map(\.position) == expected.failed)
        #expect(summary.failures.map { $0.error as? Failed } == expected.failed.map(Failed.init))
        #expect(summary.finished == summary.started - summary.cancelled - summary.failed)
        #expect(summary.fulfilled == answers.count && summary.surplus == 0 && summary.withoutCall == 0)
        #expect(summary.ending == (answers.count == settings.stopAfter ? .enough : .exhausted))
    }

    /// Of 100 calls, of which 60 % give what is needed, with 20 needed.
    @Test func startsOnlyNeededStartsFewer() throws {
        var numbers = SeededGenerator(seed: 3)
        let plans = Self.plans(100, &numbers)
        func started(onlyNeeded: Bool) throws -> GatherSummary<any Error> {
            let (time, log) = (VirtualTime(), Log())
            let settings = GatherSettings(stopAfter: 20, of: 100, concurrency: 30, startsOnlyNeeded: onlyNeeded)
            return try #require(
                time.run {
                    let gathered = Self.gather(plans, settings, time, log)
                    for await _ in gathered {}
                    return await gathered.summary
                })
        }
        let (usual, careful) = try (started(onlyNeeded: false), started(onlyNeeded: true))
        #expect(usual.mostInFlight == 30 && careful.mostInFlight == 20)
        #expect(usual.fulfilled == 20 && careful.fulfilled == 20)
        // The last answer that is needed comes when one is needed: nothing else is in flight then.
        #expect(usual.cancelled == 29 && careful.cancelled == 0)
        #expect(careful.started < usual.started && usual.started < 100)
    }

    @Test func leavingTheLoopCancelsWhatIsInFlight() throws {
        let plans = (1...50).map { Plan(nanoseconds: Int64($0) * 1_000, end: .answers) }
        let (time, log) = (VirtualTime(), Log())
        let summary = try #require(
            time.run {
                let gathered = Self.gather(plans, GatherSettings(stopAfter: 20, concurrency: 10), time, log)
                var count = 0
                for await _ in gathered {
                    count += 1
                    if count == 3 { break }
                }
                return await gathered.summary
            })
        #expect(summary.ending == .cancelled && summary.fulfilled == 3)
        // Three have ended, and each made room for one more, perhaps but the last.
        #expect((12...13).contains(summary.started) && summary.cancelled == summary.started - 3)
        #expect(log.now.ended == log.now.started.count && log.now.cancelled.count == summary.cancelled)
        #expect(time.now.nanoseconds == 3_000)
    }

    @Test func cancellingTheConsumersTaskEndsTheSequence() throws {
        let plans = (1...50).map { Plan(nanoseconds: Int64($0) * 1_000, end: .answers) }
        let (time, log) = (VirtualTime(), Log())
        let result = try #require(
            time.run {
                let gathered = Self.gather(plans, GatherSettings(stopAfter: 50, concurrency: 10), time, log)
                let consumer = Task(executorPreference: time) {
                    var answers: [Int] = []
                    for await answer in gathered { answers.append(answer) }
                    return answers
                }
                try? await time.sleep(for: .nanoseconds(4_500))
                consumer.cancel()
                return (await consumer.value, gathered.progress)
            })
        #expect(result.0 == [0, 1, 2, 3])
        #expect(result.1.ending == .cancelled && result.1.started == 14 && result.1.cancelled == 10)
        #expect(log.now.ended == 14)
    }

    @Test func aConsumerThatIsCancelledBeforeItAsksStartsNothing() throws {
        let (time, log) = (VirtualTime(), Log())
        let plans = [Plan(nanoseconds: 5, end: .answers)]
        let summary = try #require(
            time.run {
                let gathered = Self.gather(plans, GatherSettings(stopAfter: 1, concurrency: 1), time, log)
                let consumer = Task(executorPreference: time) { for await _ in gathered {} }
                consumer.cancel()
                await consumer.value
                return await gathered.summary
            })
        #expect(summary.ending == .cancelled && log.now.started.isEmpty)
    }

    @Test func aCallThatIsCancelledEndsTheGathering() throws {
        let time = VirtualTime()
        let summary = try #require(
            time.run {
                let gathered = Gather(0..<20, GatherSettings(stopAfter: 10, concurrency: 4), executor: time) {
                    position in
                    try await time.sleep(for: .milliseconds(position + 1))
                    if position == 2 { throw CancellationError() }
                    return position
                }
                var answers: [Int] = []
                for await answer in gathered { answers.append(answer) }
                #expect(answers == [0, 1])
                return gathered.progress
            })
        #expect(summary.ending == .cancelled && summary.failures.isEmpty && summary.failed == 0)
        #expect(summary.started == 6 && summary.finished == 2 && summary.cancelled == 4)
    }

    /// The sequence ends when they have ended, and what they still answer is counted.
    @Test func callsThatDoNotHeedCancellationAreWaitedFor() throws {
        let time = VirtualTime()
        let summary = try #require(
            time.run {
                let gathered = Gather(0..<9, GatherSettings(stopAfter: 2, concurrency: 5), executor: time) { position in
                    let until = time.now.advanced(by: .milliseconds(10 * (position + 1)))
                    while time.now < until { await time.wake(after: .milliseconds(1)) }
                    return position
                }
                for await _ in gathered {}
                #expect(time.now.nanoseconds >= 60_000_000)
                return gathered.progress
            })
        #expect(summary.ending == .enough && summary.fulfilled == 2)
        #expect(summary.started == 6 && summary.finished == 6 && summary.surplus == 4 && summary.cancelled == 0)
    }
}

extension VirtualTime {
    /// Sleeps even where the task is cancelled.
    fileprivate func wake(after duration: Duration) async {
        await Task(executorPreference: self) { try? await self.sleep(for: duration) }.value
    }
}
