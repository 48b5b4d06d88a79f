public import ScrimpRuntime
public import ScrimpQuantities
import Synchronization

/// Where requests that wait for a ticket are called up. One for each engine, as it takes every ticket that comes ready.
///
/// The engine hands out ready tickets after `settle`, `release` and `tick`; whoever calls these calls `collect` next, and so does
/// a gathering for its own calls. A host that lets single requests wait asks the same desk for them.
public final class TicketDesk: Sendable {
    private struct State {
        var waiting: [Ticket: CheckedContinuation<Decision?, Never>] = [:]
        /// Came ready before anybody asked.
        var unclaimed: [Ticket: Decision] = [:]
        /// Nobody will ask: what is held for them is given back.
        var abandoned: Set<Ticket> = []
    }

    private let state = Mutex(State())

    /// How long a request that waits may oversleep an event that nobody tells the desk of, such as a report that the host made
    /// without `collect`.
    public let poll: Duration

    public init(poll: Duration = .milliseconds(50)) { self.poll = max(poll, .milliseconds(1)) }

    /// What became of the request, once the ticket is ready; nil where the task is cancelled before. Then the ticket is
    /// abandoned. A ticket is asked for once.
    public func decision(for ticket: Ticket) async -> Decision? {
        let decision = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let answer: Decision?? = state.withLock { state in
                    if let decision = state.unclaimed.removeValue(forKey: ticket) { return .some(decision) }
                    // Cancelled before it was here.
                    guard !state.abandoned.contains(ticket) else { return .some(nil) }
                    guard let earlier = state.waiting.updateValue(continuation, forKey: ticket) else { return nil }
                    state.waiting[ticket] = earlier
                    return .some(nil)
                }
                if let answer { continuation.resume(returning: answer) }
            }
        } onCancel: {
            abandon(ticket)
        }
        // Cancelled when it had been called up already.
        if decision != nil { state.withLock { _ = $0.abandoned.remove(ticket) } }
        return decision
    }

    /// Nobody will act on the ticket: when it comes ready, what is held for it is released.
    public func abandon(_ ticket: Ticket) {
        let waiter = state.withLock { state -> CheckedContinuation<Decision?, Never>? in
            if let waiter = state.waiting.removeValue(forKey: ticket) {
                state.abandoned.insert(ticket)
                return waiter
            }
            // One that came ready is left to the next `collect`, which can give back what it holds.
            state.abandoned.insert(ticket)
            return nil
        }
        waiter?.resume(returning: nil)
    }

    /// Calls up every ticket that has come ready.
    public func collect<State: Store>(from engine: Engine<State>, at now: Instant) {
        for decision in takeAbandoned() { release(decision, engine, now) }
        // Giving back may make further tickets ready, which `nextReady` names in turn.
        while let ready = engine.nextReady() {
            switch call(ready) {
            case .taken: continue
            case .unwanted: release(ready.decision, engine, now)
            }
        }
    }

    private enum Claim { case taken, unwanted }

    private func call(_ ready: ReadyTicket) -> Claim {
        let (claim, waiter) = state.withLock { state -> (Claim, CheckedContinuation<Decision?, Never>?) in
            if let waiter = state.waiting.removeValue(forKey: ready.ticket) { return (.taken, waiter) }
            if state.abandoned.remove(ready.ticket) != nil { return (.unwanted, nil) }
            state.unclaimed[ready.ticket] = ready.decision
            return (.taken, nil)
        }
        waiter?.resume(returning: ready.decision)
        return claim
    }

    private func takeAbandoned() -> [Decision] {
        state.withLock { state in
            guard !state.abandoned.isEmpty, !state.unclaimed.isEmpty else { return [] }
            var decisions: [Decision] = []
            for ticket in state.abandoned {
                guard let decision = state.unclaimed.removeValue(forKey: ticket) else { continue }
                state.abandoned.remove(ticket)
                decisions.append(decision)
            }
            return decisions
        }
    }

    private func release<State: Store>(_ decision: Decision, _ engine: Engine<State>, _ now: Instant) {
        // One that has lapsed is charged already: there is nothing to give back.
        try? engine.release(decision, at: now)
    }
}
