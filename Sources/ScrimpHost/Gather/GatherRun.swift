import ScrimpQuantities
import Synchronization

/// One gathering: what has come, who waits for it, and the one task whose children the calls are.
///
/// Every count and the decision to stop change under one lock, so that no call begins after the last answer that was needed.
final class GatherRun<Element: Sendable, CallFailure: Error>: Sendable {
    /// What to do when a candidate has its turn: the work of a child, or nil where the candidate is done with.
    typealias Turn<Candidate> = @Sendable (Candidate, _ position: Int, GatherRun) -> (@Sendable () async -> Void)?

    private struct State {
        var summary = GatherSummary<CallFailure>()
        /// Answers that nobody has asked for yet, first come first.
        var answers: [Element] = []
        var consumers: [CheckedContinuation<Element?, Never>] = []
        /// Nil before the first answer is asked for.
        var driver: Task<Void, Never>?
        /// What the driver does; nil once it has begun.
        var work: (@Sendable (GatherRun) async -> Void)?
        var isOver = false
    }

    private let settings: GatherSettings
    private let executor: (any TaskExecutor)?
    private let state = Mutex(State())

    init<Candidates: Sequence & Sendable>(
        _ candidates: Candidates, _ settings: GatherSettings, executor: (any TaskExecutor)?,
        turn: @escaping Turn<Candidates.Element>
    ) where Candidates.Element: Sendable {
        self.settings = settings
        self.executor = executor
        state.withLock { state in
            state.work = { run in
                await run.drive(candidates, turn)
                run.close()
            }
        }
    }

    var progress: GatherSummary<CallFailure> { state.withLock { $0.summary } }
    var isStopped: Bool { state.withLock { $0.summary.ending != nil } }

    /// Waits until every call has ended, where there are any.
    func ended() async {
        let driver = state.withLock { $0.driver }
        await driver?.value
    }

    /// No further call begins, and those in flight are cancelled. The first reason stays.
    func stop(_ ending: GatherSummary<CallFailure>.Ending) {
        let driver = state.withLock { state -> Task<Void, Never>? in
            guard state.summary.ending == nil else { return nil }
            state.summary.ending = ending
            return state.driver
        }
        driver?.cancel()
    }
}

// The consumer's side.
extension GatherRun {
    /// The next answer; nil once every call has ended and every answer was given.
    func next() async -> Element? {
        // A task that is cancelled before it asks starts nothing.
        if Task.isCancelled { stop(.cancelled) }
        start()
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let answer: Element?? = state.withLock { state in
                    if !state.answers.isEmpty { return .some(state.answers.removeFirst()) }
                    if state.isOver { return .some(nil) }
                    state.consumers.append(continuation)
                    return nil
                }
                if let answer { continuation.resume(returning: answer) }
            }
        } onCancel: {
            stop(.cancelled)
        }
    }

    private func start() {
        state.withLock { state in
            guard let work = state.work else { return }
            state.work = nil
            guard state.summary.ending == nil else {
                state.isOver = true
                return
            }
            state.driver = Task(executorPreference: executor) { await work(self) }
        }
    }
}

// The driver's side.
extension GatherRun {
    private func drive<Candidates: Sequence & Sendable>(
        _ candidates: Candidates, _ turn: Turn<Candidates.Element>
    ) async where Candidates.Element: Sendable {
        await withTaskGroup(of: Void.self) { group in
            var remaining = candidates.makeIterator()
            var position = 0
            var children = 0
            while true {
                while position < settings.of, hasRoom(beside: children), let candidate = remaining.next() {
                    state.withLock { $0.summary.candidates += 1 }
                    if let call = turn(candidate, position, self) {
                        group.addTask(operation: call)
                        children += 1
                    }
                    position += 1
                }
                guard children > 0 else { return }
                await group.next()
                children -= 1
            }
        }
    }

    /// A child that has ended, but that the driver has not seen end, still takes its place: too few, never too many.
    private func hasRoom(beside children: Int) -> Bool {
        state.withLock {
            $0.summary.ending == nil && children < settings.limit(fulfilled: $0.summary.fulfilled)
        }
    }

    private func close() {
        let consumers = state.withLock { state in
            if state.summary.ending == nil {
                state.summary.ending = settings.stopAfter == 0 ? .enough : .exhausted
            }
            state.isOver = true
            defer { state.consumers = [] }
            return state.consumers
        }
        for consumer in consumers { consumer.resume(returning: nil) }
    }
}

// The calls' side. A call begins once, and then finishes or ends with an error, once.
extension GatherRun {
    /// False where no call is needed any more.
    func begin() -> Bool {
        state.withLock { state in
            guard state.summary.ending == nil else { return false }
            state.summary.started += 1
            state.summary.mostInFlight = max(state.summary.mostInFlight, state.summary.inFlight)
            return true
        }
    }

    /// The call returned; nil where it did not give what was needed.
    func finish(_ answer: Element?, cost: Money = .zero) {
        state.withLock { state in
            state.summary.finished += 1
            state.summary.add(cost)
        }
        if let answer { deliver(answer, needsCall: true) }
    }

    /// The call threw. After the end, whatever it throws is how it heeds being cancelled.
    ///
    /// - Returns: whether the candidate may be tried again.
    @discardableResult
    func end(_ error: CallFailure, isCancellation: Bool? = nil, at position: Int, cost: Money = .zero) -> Bool {
        let isCancellation = isCancellation ?? (error is CancellationError)
        let isCounted = state.withLock { state in
            state.summary.add(cost)
            guard !isCancellation, state.summary.ending == nil else {
                state.summary.cancelled += 1
                return false
            }
            state.summary.failed += 1
            state.summary.failures.append(GatherFailure(position: position, error: error))
            return true
        }
        if isCancellation { stop(.cancelled) }
        return isCounted
    }

    /// The candidate has its answer, and needs no call.
    func answerWithoutCall(_ answer: Element) { deliver(answer, needsCall: false) }

    /// The candidate is not called, or not again.
    func refuse(_ error: CallFailure, at position: Int) {
        state.withLock { state in
            state.summary.refused += 1
            state.summary.failures.append(GatherFailure(position: position, error: error))
        }
    }

    /// Something went wrong that costs no answer.
    func note(_ error: CallFailure, at position: Int) {
        state.withLock { $0.summary.failures.append(GatherFailure(position: position, error: error)) }
    }

    private func deliver(_ answer: Element, needsCall: Bool) {
        let (consumer, isEnough) = state.withLock { state -> (CheckedContinuation<Element?, Never>?, Bool) in
            guard state.summary.ending == nil else {
                state.summary.surplus += 1
                return (nil, false)
            }
            state.summary.fulfilled += 1
            if !needsCall { state.summary.withoutCall += 1 }
            let isEnough = state.summary.fulfilled >= settings.stopAfter
            guard !state.consumers.isEmpty else {
                state.answers.append(answer)
                return (nil, isEnough)
            }
            return (state.consumers.removeFirst(), isEnough)
        }
        if isEnough { stop(.enough) }
        consumer?.resume(returning: answer)
    }
}

extension GatherSummary {
    fileprivate mutating func add(_ amount: Money) { cost = cost.adding(amount) ?? cost }
}
