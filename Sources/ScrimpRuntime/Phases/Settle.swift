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
        guard let place = calls.place(of: local(reservation)) else { throw .notOpen }
        let call = calls.calls[place].call
        let (charge, isUnpriced) = charge(for: call, usage)
        prepareBooking(place, call.hasLapsed ? .correct : .settle, charge)
        do { try core.home.book(&booking, in: state, at: now) } catch { throw .storeLost }
        wakeFreed()
        book(place, charge)
        if usage.outcome == .succeeded { fill(place, answer ?? reservation.number) }
        noteOutcome(call, usage.outcome)
        leaveBatch(call)
        var result = SettleResult(
            cost: Money(pico: charge.amount), reserved: Money(pico: call.amount), isEstimated: charge.isEstimated,
            isLate: call.hasLapsed, exceedsReservation: charge.amount > call.amount, hasUnpricedParts: isUnpriced,
            alerts: announceBooked())
        if result.exceedsReservation { result.alerts &+= announceOverrun(by: charge.amount - call.amount) }
        calls.close(place)
        notice()
        promote()
        return result
    }

    /// Gives back what was held for a call that was never made.
    package mutating func release(_ reservation: ReservationID, at time: Instant) throws(SettleError) {
        begin(at: time)
        guard let place = calls.place(of: local(reservation)) else { throw .notOpen }
        guard !calls.calls[place].call.hasLapsed else { throw .lapsed }
        let nothing = CallCharge(amount: 0, isEstimated: false, promptTokens: 0, outputTokens: 0)
        prepareBooking(place, .release, nothing)
        do { try core.home.book(&booking, in: state, at: now) } catch { throw .storeLost }
        wakeFreed()
        _ = announceBooked()
        endInPool(calls.calls[place].call)
        leaveBatch(calls.calls[place].call)
        calls.close(place)
        promote()
    }

    /// Lets time pass: calls lapse, tickets become ready or expire, stages go on.
    package mutating func tick(_ time: Instant) {
        begin(at: time)
        notice()
        // Others than this engine may have freed something, where the state has a shared home.
        if core.hasWaiting { core.tickets.withLock { $0.wakeAll() } }
        promote()
    }

    /// Charges the call that lapses first, if that is due, as reserved; false where none is.
    mutating func lapseNext() -> Bool {
        guard let place = calls.firstToLapse(), calls.calls[place].call.lapsesAt <= now else { return false }
        let call = calls.calls[place].call
        let charge = CallCharge(amount: call.amount, isEstimated: true, promptTokens: 0, outputTokens: 0)
        prepareBooking(place, .lapse, charge)
        // Where the shared home is gone, somebody else lets it lapse, or the next step does.
        do { try core.home.book(&booking, in: state, at: now) } catch { return false }
        wakeFreed()
        _ = announceBooked()
        book(place, charge)
        endInPool(call)
        calls.markLapsed(place, keeping: MemoryStore.lapsedCallsKept)
        return true
    }

    @inline(__always)
    private mutating func prepareBooking(_ place: Int, _ kind: Booking.Kind, _ charge: CallCharge) {
        let call = calls.calls[place].call
        booking.kind = kind
        booking.number = identity(calls.identifier(place)).number
        booking.reserved = call.amount
        booking.charged = charge.amount
        booking.reservedTokens = call.tokens
        let used = charge.promptTokens.adding(clamping: charge.outputTokens)
        booking.usedTokens = charge.isEstimated ? max(call.tokens, used) : used
        booking.counters.removeAllKeepingRoom()
        booking.limits.removeAllKeepingRoom()
        for index in 0..<calls.counterCount(place) {
            let hold = calls.hold(at: index, of: place)
            booking.counters.append(
                Booking.Held(hold: hold, isCommitment: Int(hold.part) >= tables.budgets.count))
        }
        for index in 0..<calls.limitCount(place) { booking.limits.append(calls.limitHold(at: index, of: place)) }
    }

    /// Books a charge where it only adds up: attribution, and what was spent lately. What a lapse has booked before is taken back.
    private mutating func book(_ place: Int, _ charge: CallCharge) {
        let call = calls.calls[place].call
        let estimate = call.hasLapsed ? call.amount : nil
        for index in state.cells.indices {
            let part = state.cells[index]
            part.acquire()
            part.whileHeld { cells in
                let cell = cells.cell(calls.values(of: place))
                cells.book(cell, charge, correcting: estimate)
            }
            part.release()
        }
        for index in state.spends.indices {
            let part = state.spends[index]
            core.home.update(.spend(index), in: state, at: now) {
                part.withLock { $0.add(charge.amount - (estimate ?? 0), count: estimate == nil ? 1 : 0, at: now) }
            }
        }
    }

    /// What a report says about the target beside money.
    private mutating func noteOutcome(_ call: HeldCall, _ outcome: Usage.Outcome) {
        if !call.hasLapsed { endInPool(call) }
        guard tables.targets[Int(call.target)].tracksHealth else { return }
        state.health[Int(call.target)].withLock { health in
            switch outcome {
            case .succeeded: health.succeeded(at: now)
            case .failed: health.failed(at: now)
            // The host's own doing says nothing about the target.
            case .cancelled: break
            }
        }
    }

    private mutating func endInPool(_ call: HeldCall) {
        let pool = Int(tables.targets[Int(call.target)].pool)
        guard pool >= 0, !call.isShadow else { return }
        state.pools[pool].withLock { $0.callsInFlight = max($0.callsInFlight - 1, 0) }
    }

    /// A call that has ended before its batch goes out is not in it.
    private mutating func leaveBatch(_ call: HeldCall) {
        guard call.group != 0 else { return }
        state.batches[Int(call.batch)].withLock { _ = $0.leave(call.group) }
    }

    /// A cancelled stream costs what it used where cancelling ends what is billed; otherwise, and for a failure without any
    /// figures, the reservation is the only safe number. What a commitment covers costs nothing.
    private mutating func charge(for call: HeldCall, _ usage: Usage) -> (charge: CallCharge, isUnpriced: Bool) {
        let asReserved: Bool
        switch usage.outcome {
        case .succeeded: asReserved = false
        case .failed: asReserved = usage.isEmpty
        case .cancelled: asReserved = !tables.prices.rows[Int(call.target)].cancelStopsBilling
        }
        let prompt = usage.promptTokens.adding(clamping: usage.cachedTokens).adding(clamping: usage.cacheWriteTokens)
        guard !call.isCovered else {
            let charge = CallCharge(
                amount: 0, isEstimated: asReserved, promptTokens: prompt, outputTokens: usage.outputTokens)
            return (charge, false)
        }
        let (cost, isUnpriced) = tables.prices.cost(Int(call.target), usage)
        let charge = CallCharge(
            amount: asReserved ? max(call.amount, usage.isEmpty ? 0 : cost) : cost, isEstimated: asReserved,
            promptTokens: prompt, outputTokens: usage.outputTokens)
        return (charge, isUnpriced && !asReserved)
    }
}

/// What a call is charged with.
package struct CallCharge: Hashable, Sendable {
    package var amount: Int128
    package var isEstimated: Bool
    package var promptTokens: Int64
    package var outputTokens: Int64

    package init(amount: Int128, isEstimated: Bool, promptTokens: Int64, outputTokens: Int64) {
        self.amount = amount
        self.isEstimated = isEstimated
        self.promptTokens = promptTokens
        self.outputTokens = outputTokens
    }
}
