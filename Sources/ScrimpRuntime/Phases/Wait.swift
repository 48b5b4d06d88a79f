import ScrimpPlan
package import ScrimpQuantities

/// A request that waits for room in a budget.
struct WaitingRequest: Sendable {
    var ticket: Ticket
    var request: Request
    var deadline: Int64
    var budget: UInt16
    var counter: Int32
}

/// A ticket that has waited long enough, and what became of its request.
public struct ReadyTicket: Hashable, Sendable {
    public var ticket: Ticket
    /// A call, or a refusal; never another wait.
    public var decision: Decision
}

// Waiting: a ticket in a queue, not a time. Reports and ticks free it.
//
// Tickets of one counter run in the order in which they came; a later one never overtakes. When a ticket becomes ready its request
// has been decided anew, with everything held, so that nobody can take the room before the host acts.
extension Evaluator {
    mutating func wait(_ budget: Int, _ request: Request, _ state: Considering) -> Decision {
        let index = UInt16(truncatingIfNeeded: budget)
        // A call that is dearer than the whole budget would wait for nothing.
        guard state.patient & (1 << UInt128(budget)) != 0 else { return refusal(.budget(index), state) }
        guard state.deadline > now.nanoseconds else { return refusal(.deadline, state) }
        var ticket = Ticket(number: 0)
        if !state.isResuming {
            ticket = Ticket(number: nextTicket)
            nextTicket += 1
            waiting.append(
                WaitingRequest(
                    ticket: ticket, request: request, deadline: state.deadline, budget: index,
                    counter: state.waitCounter))
        }
        var decision = Decision(.wait(ticket), at: now)
        decision.rule = state.rule
        return decision
    }

    func isWaited(for budget: Int, _ counter: Int32) -> Bool {
        waiting.contains { Int($0.budget) == budget && $0.counter == counter }
    }

    /// Moves tickets that may run, and those that are too late, to `ready`, in order.
    mutating func promote() {
        guard !waiting.isEmpty else { return }
        var kept: [WaitingRequest] = []
        var observer = NullObserver()
        for entry in waiting {
            if entry.deadline <= now.nanoseconds {
                ready.append(ReadyTicket(ticket: entry.ticket, decision: Decision(.reject(.deadline), at: now)))
                continue
            }
            let isBehind = kept.contains { $0.budget == entry.budget && $0.counter == entry.counter }
            guard !isBehind else {
                kept.append(entry)
                continue
            }
            let decision = decide(entry.request, resuming: entry, observer: &observer)
            if case .wait = decision.verdict {
                kept.append(entry)
            } else {
                ready.append(ReadyTicket(ticket: entry.ticket, decision: decision))
            }
        }
        waiting = kept
    }

    package mutating func nextReady() -> ReadyTicket? { ready.isEmpty ? nil : ready.removeFirst() }

    /// When to call `tick` next: a call lapses, a ticket expires, or a window that one waits for moves on.
    package mutating func nextEvent() -> Instant? {
        var next = store.nextLapse()
        for entry in waiting {
            var moment = entry.deadline
            switch plan.budgets[Int(entry.budget)].window {
            case .calendar(let unit): moment = min(moment, windows.window(unit, at: now.nanoseconds).end)
            case .rolling(let length):
                let bucket = max(1, length / BudgetCounters.bucketWidthDivisor)
                moment = min(moment, now.advanced(by: bucket).nanoseconds)
            case .untilIdle(let length): moment = min(moment, now.advanced(by: length).nanoseconds)
            }
            next = min(next ?? Instant(nanoseconds: .max), Instant(nanoseconds: moment))
        }
        return next
    }
}
