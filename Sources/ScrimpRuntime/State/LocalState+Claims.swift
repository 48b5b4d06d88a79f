// Holding and booking: all or none, under the locks of just what a call touches.

extension LocalState {
    /// Holds all that a call asks for, or nothing. Exact: no other step comes between looking and holding. Once another
    /// policy has been deployed nothing is held here any more.
    package func claim(_ claim: inout Claim, at now: Int64) -> ClaimOutcome {
        var outcome = ClaimOutcome.held
        var isHandedOver = false
        var locked = 0
        while locked < claim.counters.count {
            let fits = look(&claim.counters[locked], at: now)
            isHandedOver = part(claim.counters[locked].hold).whileHeld { $0.isHandedOver } || isHandedOver
            locked += 1
            if !fits {
                outcome = .noRoom(locked - 1)
                break
            }
        }
        var lockedLimits = 0
        if outcome == .held {
            while lockedLimits < claim.limits.count {
                let refusal = look(&claim.limits[lockedLimits], at: now)
                isHandedOver =
                    limits[Int(claim.limits[lockedLimits].limit)].whileHeld { $0.isHandedOver } || isHandedOver
                lockedLimits += 1
                if let refusal {
                    outcome = .limited(lockedLimits - 1, refusal)
                    break
                }
            }
        }
        if isHandedOver { outcome = .storeLost(claim.counters.isEmpty ? nil : 0) }
        if outcome == .held { hold(&claim, at: now) }
        for index in 0..<lockedLimits { limits[Int(claim.limits[index].limit)].release() }
        for index in 0..<locked { part(claim.counters[index].hold).release() }
        return outcome
    }

    @inline(__always)
    func part(_ hold: Hold) -> Guarded<BudgetCounters> {
        counters[Int(hold.part)].stripes[Int(hold.stripe)]
    }

    /// Locks the counter of an ask, which `hold` then names, and says whether there is room.
    private func look(_ ask: inout CounterAsk, at now: Int64) -> Bool {
        let (stripe, counter) = lock(ask, at: now)
        let home = counters[Int(ask.part)].stripes[stripe]
        ask.hold = Hold(
            part: ask.part, stripe: UInt16(truncatingIfNeeded: stripe), counter: Int32(truncatingIfNeeded: counter),
            generation: 0, bucket: 0)
        ask.announced = 0
        ask.before = home.whileHeld { $0.spent(counter) }
        let (after, overflow) = ask.before.addingReportingOverflow(ask.amount)
        return !overflow && after <= ask.bound
    }

    private func lock(_ ask: CounterAsk, at now: Int64) -> (stripe: Int, counter: Int) {
        // Stripes are named one by one: a copy of the part would count a reference that all threads share.
        let part = Int(ask.part)
        let stripe = CounterPart.stripe(of: ask.scope, among: counters[part].scopeStripes)
        let home = counters[part].stripes[stripe]
        home.acquire()
        let counter = home.whileHeld { counters in
            counters.openWindow(ask.windowStart)
            return counters.open(ask.scope, at: now)
        }
        guard counter == 0, ask.scope != nil, let overflow = counters[part].overflow(of: stripe) else {
            return (stripe, counter)
        }
        home.release()
        let common = counters[part].stripes[overflow]
        common.acquire()
        return common.whileHeld { counters in
            counters.openWindow(ask.windowStart)
            return (overflow, counters.open(nil, at: now))
        }
    }

    private func look(_ ask: inout LimitAsk, at now: Int64) -> LimitRefusal? {
        let part = limits[Int(ask.limit)]
        part.acquire()
        return part.whileHeld { counters in
            ask.hold.counter = counters.counter(scope: ask.scope, at: now)
            return counters.refusal(ask.hold.counter, tokens: ask.tokens, at: now)
        }
    }

    private func hold(_ claim: inout Claim, at now: Int64) {
        for index in claim.counters.indices {
            let hold = claim.counters[index].hold
            let amount = claim.counters[index].amount
            part(hold).whileHeld { counters in
                let counter = Int(hold.counter)
                claim.counters[index].hold = counters.hold(
                    counter, amount, part: hold.part, stripe: hold.stripe, at: now)
                (claim.counters[index].firstAnnounced, claim.counters[index].announced) =
                    counters.announceAll(counter, at: now)
            }
        }
        for index in claim.limits.indices {
            let ask = claim.limits[index]
            claim.limits[index].hold = limits[Int(ask.limit)].whileHeld {
                $0.take(ask.hold.counter, tokens: ask.tokens, at: now)
            }
        }
    }
}

extension LocalState {
    /// Books what became of a call. Each counter on its own: the sum of what is settled and held never rises by a report that
    /// used no more than was held.
    package func book(_ booking: inout Booking, at now: Int64) {
        for index in booking.counters.indices {
            let held = booking.counters[index]
            let change = booking.change(isCommitment: held.isCommitment)
            var isHandedOver = false
            part(held.hold).withLock { counters in
                isHandedOver = counters.isHandedOver
                counters.move(held.hold, reserved: change.reserved, settled: change.settled, at: now)
                guard counters.isCurrent(held.hold) else {
                    booking.counters[index].isCurrent = false
                    return
                }
                let counter = Int(held.hold.counter)
                booking.counters[index].isCurrent = true
                booking.counters[index].after = counters.spent(counter)
                (booking.counters[index].firstAnnounced, booking.counters[index].announced) =
                    counters.announceAll(counter, at: now)
            }
            if isHandedOver { pass(on: booking.counters[index], by: change.reserved + change.settled, at: now) }
        }
        for held in booking.limits {
            var isHandedOver = false
            limits[Int(held.limit)].withLock { counters in
                isHandedOver = counters.isHandedOver
                switch booking.kind {
                case .settle: counters.finish(held.hold, usedTokens: booking.usedTokens, at: now)
                case .release: counters.cancel(held.hold, at: now)
                case .lapse: counters.finish(held.hold, usedTokens: held.hold.tokens, at: now)
                case .correct: counters.correct(held.hold, usedTokens: booking.usedTokens, at: now)
                }
            }
            if isHandedOver, booking.kind != .correct { pass(on: held, usedTokens: booking.usedTokens, at: now) }
        }
    }

    /// Settled plus held in the counter that an ask would be held in; nil where that is still to be made.
    package func spent(_ ask: CounterAsk, at now: Int64) -> Int128? {
        let part = counters[Int(ask.part)]
        let stripe = part.stripe(of: ask.scope)
        let (counter, spent): (Int?, Int128?) = part.stripes[stripe].withLock { counters in
            counters.openWindow(ask.windowStart)
            let counter = counters.existing(ask.scope, at: now) ?? (counters.hasRoom ? nil : 0)
            return (counter, counter.map { counters.spent($0, at: now) })
        }
        guard counter == 0, ask.scope != nil, let overflow = part.overflow(of: stripe) else { return spent }
        return part.stripes[overflow].withLock { counters in
            counters.openWindow(ask.windowStart)
            return counters.spent(0, at: now)
        }
    }

    /// Value of the scope of the counter in which something is held.
    func scope(of hold: Hold) -> Int64? { part(hold).withLock { $0.scope(Int(hold.counter)) } }

    /// Value of the scope of the counter of a limit from which a call has taken.
    func scope(of held: HeldLimit) -> Int64? { limits[Int(held.limit)].withLock { $0.scope(held.hold.counter) } }

    /// Whether a limit could ever let a call of so many tokens through, and when its rates next would.
    func prospects(of ask: LimitAsk, at now: Int64) -> (canEverFit: Bool, nextChance: Int64?) {
        limits[Int(ask.limit)].withLock { counters in
            guard counters.canEverFit(tokens: ask.tokens) else { return (false, nil) }
            let counter = counters.counter(scope: ask.scope, at: now)
            return (true, counters.nextChance(counter, tokens: ask.tokens, at: now))
        }
    }
}
