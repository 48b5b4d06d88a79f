/// Calls many candidates, gives what they answer in order of arrival, and stops as soon as enough have answered.
///
/// ```swift
/// let found = Gather(documents, GatherSettings(stopAfter: 20, of: 100, concurrency: 30)) { document in
///     try await relevantPassage(of: document)      // nil: nothing relevant in it
/// }
/// for await passage in found { use(passage) }
/// let summary = await found.summary
/// ```
///
/// Nothing is started before the first answer is asked for. From then on up to `concurrency` calls are in flight, and one
/// more starts whenever one ends without having completed what is wanted. No call is started any more, and all that are in flight
/// are cancelled, when enough answers have come, when the loop is left, when its task is cancelled, or when a call throws a
/// `CancellationError`. Any other error of a call is kept in the summary, and the next candidate has its turn.
///
/// All calls are children of one task, which lives no longer than the gathering. The sequence ends, with nil, only when every
/// call has ended, so a call must heed cancellation to end early; after a loop that was left early, `summary` waits for that. The
/// sequence is passed once: a second iterator goes on where the first stopped, which is at the end if that one is gone.
public struct Gather<Element: Sendable, CallFailure: Error>: AsyncSequence, Sendable {
    public typealias Failure = Never

    private let run: GatherRun<Element, CallFailure>

    /// - Parameters:
    ///   - candidates: taken one by one when their turn comes; may be lazy and endless.
    ///   - executor: where the calls run; by default where such tasks run anyway.
    ///   - counts: whether an answer is what was needed. One that is not is dropped.
    ///   - call: nil where the candidate did not give what was needed.
    public init<Candidates: Sequence & Sendable>(
        _ candidates: Candidates, _ settings: GatherSettings, executor: (any TaskExecutor)? = nil,
        counts: @escaping @Sendable (Element) -> Bool = { _ in true },
        call: @escaping @Sendable (Candidates.Element) async throws(CallFailure) -> Element?
    ) where Candidates.Element: Sendable {
        self.init(candidates, settings, executor: executor) { candidate, position, run in
            {
                guard run.begin() else { return }
                do throws(CallFailure) {
                    let answer = try await call(candidate)
                    run.finish(answer.flatMap { counts($0) ? $0 : nil })
                } catch {
                    run.end(error, at: position)
                }
            }
        }
    }

    init<Candidates: Sequence & Sendable>(
        _ candidates: Candidates, _ settings: GatherSettings, executor: (any TaskExecutor)?,
        turn: @escaping GatherRun<Element, CallFailure>.Turn<Candidates.Element>
    ) where Candidates.Element: Sendable {
        run = GatherRun(candidates, settings, executor: executor, turn: turn)
    }

    public func makeAsyncIterator() -> Iterator { Iterator(run) }

    /// The counts at this moment.
    public var progress: GatherSummary<CallFailure> { run.progress }

    /// The counts once every call has ended; at once where nothing was asked for.
    public var summary: GatherSummary<CallFailure> {
        get async {
            await run.ended()
            return run.progress
        }
    }

    /// Starts no further call and cancels what is in flight. Answers that have come are still given.
    public func cancel() { run.stop(.cancelled) }

    /// Gives answers in the order in which they come.
    public struct Iterator: AsyncIteratorProtocol {
        private let consumer: Consumer

        fileprivate init(_ run: GatherRun<Element, CallFailure>) { consumer = Consumer(run) }

        public func next() async -> Element? { await consumer.run.next() }
    }

    /// Its end is the end of the consumer's interest.
    private final class Consumer: Sendable {
        let run: GatherRun<Element, CallFailure>
        init(_ run: GatherRun<Element, CallFailure>) { self.run = run }
        deinit { run.stop(.cancelled) }
    }
}
