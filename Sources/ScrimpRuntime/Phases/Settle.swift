package import ScrimpQuantities

// Settle: what a call really cost takes the place of what was held for it.
extension Evaluator {
    /// - Parameter answer: the number under which the host keeps the answer; by default the reservation's own. Caches answer
    ///   with it. Calls that did not succeed fill none.
    package mutating func settle(
        _ reservation: ReservationID, _ usage: Usage, answer: UInt64?, at time: Instant
    ) throws(SettleError) -> SettleResult {
        guard usage.isValid else { throw .invalidUsage }
        begin(at: time)
        defer { store.end() }
        guard let call = store.held(reservation) else { throw .notOpen }
        let (charge, isUnpriced) = charge(for: call, usage)
        // The counters as they are before the reservation is forgotten.
        store.counters(of: reservation, into: &counters)
        let fills = usage.outcome == .succeeded
        store.settle(reservation, charge: charge, answer: fills ? answer ?? reservation.number : nil)
        var result = SettleResult(
            cost: Money(pico: charge.amount), reserved: Money(pico: call.amount), isEstimated: charge.isEstimated,
            isLate: call.hasLapsed, exceedsReservation: charge.amount > call.amount, hasUnpricedParts: isUnpriced,
            alerts: announce())
        if result.exceedsReservation {
            for entry in counters {
                alert(entry, .overrun(by: Money(pico: charge.amount - call.amount)))
                result.alerts &+= 1
            }
        }
        promote()
        return result
    }

    /// Gives back what was held for a call that was never made.
    package mutating func release(_ reservation: ReservationID, at time: Instant) throws(SettleError) {
        begin(at: time)
        defer { store.end() }
        guard let call = store.held(reservation) else { throw .notOpen }
        guard !call.hasLapsed else { throw .lapsed }
        store.release(reservation)
        promote()
    }

    /// Lets time pass: calls lapse, tickets become ready or expire.
    package mutating func tick(_ time: Instant) {
        begin(at: time)
        defer { store.end() }
        promote()
    }

    /// A cancelled stream costs what it used where cancelling ends what is billed; otherwise, and for a failure without any
    /// figures, the reservation is the only safe number.
    private func charge(for call: HeldCall, _ usage: Usage) -> (charge: CallCharge, isUnpriced: Bool) {
        let asReserved: Bool
        switch usage.outcome {
        case .succeeded: asReserved = false
        case .failed: asReserved = usage.isEmpty
        case .cancelled: asReserved = !tables.prices.rows[Int(call.target)].cancelStopsBilling
        }
        let prompt = usage.promptTokens.adding(clamping: usage.cachedTokens).adding(clamping: usage.cacheWriteTokens)
        let (cost, isUnpriced) = tables.prices.cost(Int(call.target), usage)
        let charge = CallCharge(
            amount: asReserved ? max(call.amount, usage.isEmpty ? 0 : cost) : cost, isEstimated: asReserved,
            promptTokens: prompt, outputTokens: usage.outputTokens)
        return (charge, isUnpriced && !asReserved)
    }
}
