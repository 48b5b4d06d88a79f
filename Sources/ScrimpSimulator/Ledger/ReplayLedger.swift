import ScrimpPlan
import ScrimpQuantities
import ScrimpRuntime

/// Gathers what each request comes to while it is on its way, and hands the rows on in the order of arrival: that is the order in
/// which they must be replayed again. Memory grows with what is on its way at once.
struct ReplayLedger {
    private struct Pending {
        var entry: LedgerEntry
        var request: [UInt8]
        /// The answer, and copies, that have not come to their end.
        var awaited = 1
    }

    private let tap: LedgerTap
    private let encoder: LedgerEncoder?
    private var pending: [Pending] = []
    /// Place in `pending` of the oldest request that has not been handed on.
    private var head = 0
    private var arrivals: Int64 = 0

    init(_ tap: LedgerTap, plan: Plan, layout: TraceLayout) {
        self.tap = tap
        encoder = tap.format.map { LedgerEncoder(plan: plan, layout: layout, format: $0) }
    }

    func willReplay(_ chunk: TraceChunk, _ source: TraceSource) { tap.willReplay(chunk, source) }

    /// The next request, by arrival.
    mutating func arrived(_ row: Int, of chunk: TraceChunk, _ source: TraceSource) {
        let entry = LedgerEntry(number: arrivals, arrival: Instant(nanoseconds: chunk.times[row]))
        arrivals += 1
        pending.append(Pending(entry: entry, request: encoder?.request(row, of: chunk, source) ?? []))
    }

    /// A copy of the request is on its way.
    mutating func expectCopy(_ number: Int64) {
        guard let place = place(number) else { return }
        pending[place].awaited += 1
    }

    /// The call to a target has answered the request.
    mutating func answered(_ number: Int64, _ target: UInt16, _ used: Usage, _ cost: Money) {
        guard let place = place(number) else { return }
        pending[place].entry.answer = .call
        pending[place].entry.target = Int(target)
        pending[place].entry.used = used
        charge(cost, place)
        end(place)
    }

    mutating func cached(_ number: Int64) {
        guard let place = place(number) else { return }
        pending[place].entry.answer = .cache
        end(place)
    }

    mutating func refused(_ number: Int64) {
        guard let place = place(number) else { return }
        end(place)
    }

    /// A call has ended that is not the answer: a try that failed, or, where `ends`, the copy of the request.
    mutating func charged(_ number: Int64, _ cost: Money, ends: Bool) {
        guard let place = place(number) else { return }
        charge(cost, place)
        pending[place].entry.otherCost = sum(pending[place].entry.otherCost, cost)
        if ends { end(place) }
    }

    /// After the last request: what has no end is handed on as it is.
    mutating func close() {
        while head < pending.count { handOn() }
    }

    private func place(_ number: Int64) -> Int? {
        guard head < pending.count else { return nil }
        let place = head + Int(clamping: number - pending[head].entry.number)
        return pending.indices.contains(place) && place >= head ? place : nil
    }

    private mutating func charge(_ cost: Money, _ place: Int) {
        pending[place].entry.cost = sum(pending[place].entry.cost, cost)
    }

    private func sum(_ left: Money, _ right: Money) -> Money { Money(pico: left.pico &+ right.pico) }

    private mutating func end(_ place: Int) {
        pending[place].awaited -= 1
        while head < pending.count, pending[head].awaited <= 0 { handOn() }
        // Moving what is left costs less than it frees.
        if head > 4_096, head > pending.count / 2 {
            pending.removeFirst(head)
            head = 0
        }
    }

    private mutating func handOn() {
        tap.record(pending[head].entry, pending[head].request)
        pending[head].request = []
        head += 1
    }
}
