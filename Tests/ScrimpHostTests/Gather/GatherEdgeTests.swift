import ScrimpHost
import ScrimpTestSupport
import Synchronization
import Testing

/// The ends of what may be asked for, and real threads.
@Suite struct GatherEdgeTests {
    @Test func nothingStartsBeforeItIsAskedFor() async {
        let count = Atomic(0)
        let gathered = Gather(0..<5, GatherSettings(stopAfter: 5, concurrency: 5)) { position in
            count.add(1, ordering: .relaxed)
            return position
        }
        let before = await gathered.summary
        #expect(before.ending == nil && before.started == 0)
        #expect(count.load(ordering: .relaxed) == 0)
        gathered.cancel()
        for await _ in gathered { Issue.record("it was cancelled") }
        #expect(count.load(ordering: .relaxed) == 0)
    }

    @Test func withNothingWantedOrNothingThereItEndsAtOnce() async {
        let none = Gather(0..<5, GatherSettings(stopAfter: 0, concurrency: 5)) { $0 }
        for await _ in none { Issue.record("none was wanted") }
        #expect(none.progress.ending == .enough && none.progress.candidates == 0)
        let empty = Gather(0..<0, GatherSettings(stopAfter: 3, concurrency: 5)) { $0 }
        for await _ in empty { Issue.record("none is there") }
        #expect(empty.progress.ending == .exhausted && empty.progress.candidates == 0)
    }

    @Test func numbersOutOfRangeBecomeTheNearest() {
        let settings = GatherSettings(stopAfter: -3, of: .min, concurrency: 0)
        #expect(settings == GatherSettings(stopAfter: 0, of: 0, concurrency: 1))
    }

    /// An endless sequence is taken from only as far as it is needed.
    @Test func candidatesMayBeEndless() async {
        let endless = sequence(first: 0) { $0 + 1 }
        let settings = GatherSettings(stopAfter: 6, concurrency: 1)
        let gathered = Gather(Numbers(base: endless), settings, counts: { $0.isMultiple(of: 5) }) { $0 }
        var answers: [Int] = []
        for await answer in gathered { answers.append(answer) }
        #expect(answers == [0, 5, 10, 15, 20, 25])
        #expect(gathered.progress.candidates == 26 && gathered.progress.finished == 26)
    }

    private struct Numbers: Sequence, Sendable {
        var base: UnfoldFirstSequence<Int>
        func makeIterator() -> UnfoldFirstSequence<Int> { base }
    }

    /// An error that cannot happen is no part of the type.
    @Test func errorsAreTyped() async {
        enum Trouble: Error { case odd }
        let gathered = Gather(0..<6, GatherSettings(stopAfter: 6, concurrency: 2)) { position throws(Trouble) in
            if position % 2 == 1 { throw .odd }
            return position
        }
        for await _ in gathered {}
        let errors: [Trouble] = gathered.progress.failures.map(\.error)
        #expect(errors == [.odd, .odd, .odd])
        #expect(gathered.progress.ending == .exhausted && gathered.progress.fulfilled == 3)
    }

    @Test func aSecondIteratorFindsTheEnd() async {
        let gathered = Gather(0..<9, GatherSettings(stopAfter: 9, concurrency: 2)) { $0 }
        for await _ in gathered { break }
        for await answer in gathered where answer > 8 { Issue.record("nothing starts again") }
        #expect(await gathered.summary.ending == .cancelled)
    }

    /// Real threads that yield at random: the promises hold whatever the order.
    @Test(arguments: 0..<60) func promisesHoldOnRealThreads(seed: UInt64) async {
        var numbers = SeededGenerator(seed: seed)
        let yields = (0..<200).map { _ in numbers.below(12) }
        let settings = GatherSettings(
            stopAfter: 1 + numbers.below(60), of: 150, concurrency: 1 + numbers.below(32),
            startsOnlyNeeded: numbers.chance(50))
        let breaksAfter = numbers.chance(40) ? 1 + numbers.below(settings.stopAfter) : .max
        let inFlight = Atomic(0)
        let most = Atomic(0)
        let ended = Atomic(0)
        let gathered = Gather(0..<200, settings) { position in
            most.max(inFlight.add(1, ordering: .relaxed).newValue, ordering: .relaxed)
            defer {
                inFlight.subtract(1, ordering: .relaxed)
                ended.add(1, ordering: .relaxed)
            }
            for _ in 0..<yields[position] {
                await Task.yield()
                try Task.checkCancellation()
            }
            if position % 7 == 0 { throw GatherTests.Failed(position: position) }
            return position % 3 == 0 ? nil : position
        }
        var answers: [Int] = []
        for await answer in gathered {
            answers.append(answer)
            if answers.count == breaksAfter { break }
        }
        let summary = await gathered.summary
        #expect(inFlight.load(ordering: .relaxed) == 0)
        #expect(ended.load(ordering: .relaxed) == summary.started)
        #expect(most.load(ordering: .relaxed) <= settings.concurrency && summary.mostInFlight <= settings.concurrency)
        #expect(summary.started == summary.finished + summary.cancelled + summary.failed)
        #expect(summary.started <= 150 && summary.fulfilled <= settings.stopAfter)
        #expect(Set(answers).count == answers.count)
        if breaksAfter == .max {
            #expect(answers.count == summary.fulfilled)
            #expect(summary.ending == (answers.count == settings.stopAfter ? .enough : .exhausted))
        } else {
            #expect(answers.count <= breaksAfter)
        }
    }
}
