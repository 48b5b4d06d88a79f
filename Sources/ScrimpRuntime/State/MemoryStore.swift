public import ScrimpPlan
public import ScrimpQuantities

/// The state of one process, in memory.
///
/// A value: a copy is a snapshot (`Engine.explain` decides on one). The engine's lock makes it safe to share. Memory grows
/// with the counters, cells, entries and open calls that there have been at once, up to the maxima of the policy; once
/// it has grown, nothing is allocated.
public struct MemoryStore: Store {
    /// Reports that come later than this many lapses after their own are refused.
    public static let lapsedCallsKept = 65_536

    /// The latest time seen; times before 1970 count as its beginning, so that no difference of two times overflows.
    var clock: Int64 = 0
    var thrown: [Bool] = []
    var budgets: [BudgetCounters] = []
    var caches: [ExactCache] = []
    var cells: [AttributionCells] = []
    var calls = HeldCalls(counters: 0, values: 0)

    public init() {}

    public mutating func prepare(for plan: Plan) {
        thrown = [Bool](repeating: false, count: plan.switches.count)
        budgets = plan.budgets.map { BudgetCounters($0) }
        caches = plan.caches.map { ExactCache($0) }
        cells = plan.attributions.map { AttributionCells(by: $0.by, capacity: $0.cells) }
        let keepsValues = !plan.caches.isEmpty || !plan.attributions.isEmpty
        calls = HeldCalls(counters: plan.budgets.count, values: keepsValues ? plan.attributes.count : 0)
    }

    public mutating func begin(at now: Instant) -> Instant {
        if now.nanoseconds > clock { clock = now.nanoseconds }
        return Instant(nanoseconds: clock)
    }

    public mutating func end() {}

    public func isThrown(_ index: Int) -> Bool { thrown[index] }
    public mutating func setThrown(_ index: Int, _ thrown: Bool) { self.thrown[index] = thrown }

    public mutating func lookup(cache: Int, key: CacheKey) -> UInt64? {
        caches[cache].lookup(key.values, key.content, at: clock)
    }
}

extension MemoryStore {
    public mutating func openWindow(budget: Int, start: Int64) { budgets[budget].openWindow(start) }

    public mutating func counter(budget: Int, scope: Int64?) -> Int32 {
        Int32(truncatingIfNeeded: budgets[budget].open(scope, at: clock))
    }

    public mutating func existingCounter(budget: Int, scope: Int64?) -> Int32? {
        budgets[budget].existing(scope, at: clock).map { Int32(truncatingIfNeeded: $0) }
    }

    public func spent(budget: Int, counter: Int32) -> Int128 { budgets[budget].spent(Int(counter)) }

    public mutating func announce(budget: Int, counter: Int32) -> Int {
        budgets[budget].announce(Int(counter), at: clock)
    }

    public func scope(budget: Int, counter: Int32) -> Int64? { budgets[budget].scope(Int(counter)) }
}

extension MemoryStore {
    public mutating func reserve(_ call: HeldCall, counters: [BudgetCounter], values: [Int64]) -> ReservationID {
        let id = calls.open(call)
        let place = Int(id.place)
        for (index, entry) in counters.enumerated() {
            let hold = budgets[Int(entry.budget)].hold(Int(entry.counter), call.amount, budget: entry.budget, at: clock)
            calls.setHold(hold, at: index, of: place)
        }
        calls.setHoldCount(counters.count, of: place)
        calls.keep(values, of: place)
        return id
    }

    public func held(_ reservation: ReservationID) -> HeldCall? {
        calls.place(of: reservation).map { calls.calls[$0].call }
    }

    public mutating func settle(_ reservation: ReservationID, charge: CallCharge, answer: UInt64?) {
        guard let place = calls.place(of: reservation) else { return }
        let call = calls.calls[place].call
        book(place, charge: charge)
        if let answer, call.caches != 0 { fill(place, answer) }
        calls.close(place)
    }

    public mutating func release(_ reservation: ReservationID) {
        guard let place = calls.place(of: reservation) else { return }
        let call = calls.calls[place].call
        for index in 0..<calls.holdCount(place) {
            let hold = calls.hold(at: index, of: place)
            budgets[Int(hold.budget)].move(hold, reserved: -call.amount, settled: 0, at: clock)
        }
        calls.close(place)
    }

    public func mayLapse(by time: Instant) -> Bool { calls.mayLapse(by: time.nanoseconds) }

    public mutating func nextLapse() -> Instant? {
        calls.firstToLapse().map { Instant(nanoseconds: calls.calls[$0].call.lapsesAt) }
    }

    public mutating func lapse(until time: Instant) -> ReservationID? {
        guard let place = calls.firstToLapse(), calls.calls[place].call.lapsesAt <= time.nanoseconds else { return nil }
        let amount = calls.calls[place].call.amount
        book(place, charge: CallCharge(amount: amount, isEstimated: true, promptTokens: 0, outputTokens: 0))
        calls.markLapsed(place, keeping: Self.lapsedCallsKept)
        return calls.identifier(place)
    }

    public mutating func counters(of reservation: ReservationID, into list: inout [BudgetCounter]) {
        list.removeAll(keepingCapacity: true)
        guard let place = calls.place(of: reservation) else { return }
        for index in 0..<calls.holdCount(place) {
            let hold = calls.hold(at: index, of: place)
            guard budgets[Int(hold.budget)].isCurrent(hold) else { continue }
            list.append(BudgetCounter(budget: hold.budget, counter: hold.counter))
        }
    }

    public mutating func countCached(values: [Int64]) {
        for index in cells.indices {
            let cell = cells[index].cell(values[...])
            cells[index].cells[cell].cachedAnswers += 1
        }
    }

    /// Books a charge in budgets and cells. What a lapse has booked before is taken back.
    private mutating func book(_ place: Int, charge: CallCharge) {
        let call = calls.calls[place].call
        let reserved = call.hasLapsed ? 0 : -call.amount
        let settled = call.hasLapsed ? charge.amount - call.amount : charge.amount
        for index in 0..<calls.holdCount(place) {
            let hold = calls.hold(at: index, of: place)
            budgets[Int(hold.budget)].move(hold, reserved: reserved, settled: settled, at: clock)
        }
        for index in cells.indices {
            let cell = cells[index].cell(calls.values(of: place))
            cells[index].book(cell, charge, correcting: call.hasLapsed ? call.amount : nil)
        }
    }

    private mutating func fill(_ place: Int, _ answer: UInt64) {
        let call = calls.calls[place].call
        for index in caches.indices where call.caches & (1 << UInt64(index)) != 0 {
            caches[index].fill(calls.values(of: place), call.content, answer: answer, at: clock)
        }
    }
}
