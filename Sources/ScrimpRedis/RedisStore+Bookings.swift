#if Redis
public import ScrimpRuntime
internal import Synchronization

// Booking: a report is in Redis when it returns. One for which that cannot be said is refused, and can be made again, unless all its
// budgets go on without Redis; then it is sent when Redis is back.
extension RedisStore {
    public func book(_ booking: inout Booking, in state: LocalState, at now: Int64) throws(StoreLoss) {
        guard booking.kind != .release else {
            release(&booking, in: state, at: now)
            return
        }
        let step = books.withLock { $0?.report(booking, at: now) }
        guard let step else { throw StoreLoss() }
        var isSent = true
        if let report = step.report {
            var wishes = step.ahead
            do throws(RedisError) {
                try exchange(&wishes, report: report, in: state, at: now)
            } catch {
                isSent = books.withLock { $0?.isQueued(report) == false }
            }
        }
        guard isSent || step.isOpen else { throw StoreLoss() }
        let keys = step.keys
        let isWanted = books.withLock { $0?.finish(&booking, in: state, at: now) ?? false }
        for (index, key) in zip(booking.counters.indices, keys) where booking.counters[index].announced > 0 {
            let held = booking.counters[index]
            (booking.counters[index].firstAnnounced, booking.counters[index].announced) =
                newAnnouncements(at: key, first: held.firstAnnounced, count: held.announced, now: now)
        }
        if isWanted { giveBackWanted(in: state, at: now) }
    }

    private func release(_ booking: inout Booking, in state: LocalState, at now: Int64) {
        let report: Int64? = books.withLock { books in
            state.book(&booking, at: now)
            return books?.release(booking.number, at: now)
        }
        guard let report else { return }
        var none: [LeaseWish] = []
        // It stays queued where Redis does not answer; the permits lapse otherwise.
        try? exchange(&none, report: report, in: state, at: now)
    }

    /// Another host was refused: gives back all that this one has not used where it has what the other wants.
    private func giveBackWanted(in state: LocalState, at now: Int64) {
        let report: Int64? = books.withLock { $0?.giveBack(at: now) { $0.isWanted } }
        guard let report else { return }
        var none: [LeaseWish] = []
        try? exchange(&none, report: report, in: state, at: now)
    }
}

extension LeaseLedger {
    struct Step {
        /// Nil where nothing is to be sent.
        var report: Int64?
        /// Every budget of the call goes on without Redis.
        var isOpen: Bool
        /// Leases ahead of time: a slice is nearly used up.
        var ahead: [LeaseWish] = []
        /// Where the call is held, in the order of the booking's counters.
        var keys: [SliceKey] = []
    }

    /// Queues what a call has cost. A call that has been reported before, without an answer, adds the difference.
    fileprivate mutating func report(_ booking: Booking, at now: Int64) -> Step {
        var step = Step(isOpen: true)
        // One that lapsed so long ago that it is forgotten is only booked here.
        guard var call = calls[booking.number] else { return step }
        step.keys = call.shares.map(\.key)
        var charges: [Charge] = []
        for index in call.shares.indices {
            let share = call.shares[index]
            let shape = names.shape(Int(share.key.part))
            if !shape.isOpen { step.isOpen = false }
            let amount = used(booking, share).subtracting(clamping: share.reported)
            var slice = slice(at: share.key, now: now)
            // What the call held goes back to the slice, but for what it cost.
            let others = share.isReleased ? slice.held : slice.held.subtracting(clamping: share.amount)
            let unused = max(slice.lease.subtracting(clamping: others), 0)
            let released = min(max(amount, 0), unused)
            call.shares[index].reported = share.reported.plus(clamping: amount)
            // What it cost is neither leased nor held from now on: another report may be on its way before this one is finished.
            if !share.isReleased {
                let cost = min(released, share.amount)
                call.shares[index].amount = share.amount.subtracting(clamping: cost)
                slices[share.key]?.held = slice.held.subtracting(clamping: cost)
            }
            if amount != 0 || share.reported == 0 {
                charges.append(
                    Charge(key: share.key, amount: amount, bucket: shape.bucket(share.bucket), released: released))
            }
            slice.lease = slice.lease.subtracting(clamping: released)
            let left = max(slice.lease.subtracting(clamping: others), 0)
            if booking.kind == .settle, isCurrent(share.key), left < slice.portion / 4 {
                step.ahead.append(
                    LeaseWish(index: -1, key: share.key, want: slice.portion, least: 0, limit: shape.limit))
            }
        }
        var limits: [ScriptCall] = []
        if let give = call.limits {
            limits = [give.ends(used: booking.kind == .lapse ? booking.reservedTokens : booking.usedTokens, at: now)]
            call.limits = nil
        }
        calls[booking.number] = call
        if !charges.isEmpty || !limits.isEmpty {
            call.report = queue(charges, limits: limits, at: now)
            calls[booking.number] = call
        }
        step.report = call.report
        return step
    }

    private func used(_ booking: Booking, _ share: Share) -> Int128 {
        let isCommitment = names.shape(Int(share.key.part)).isCommitment
        if booking.kind == .lapse { return isCommitment ? Int128(booking.reservedTokens) : booking.reserved }
        return isCommitment ? Int128(booking.usedTokens) : booking.charged
    }

    /// Books in memory what has been reported. Answers whether another host wants what this one has unused.
    fileprivate mutating func finish(_ booking: inout Booking, in state: LocalState, at now: Int64) -> Bool {
        guard let call = calls[booking.number] else {
            state.book(&booking, at: now)
            return false
        }
        for share in call.shares {
            letGo(share)
            let change = booking.change(isCommitment: names.shape(Int(share.key.part)).isCommitment)
            mirror(share.key, less: change.settled, in: state, at: now)
        }
        state.book(&booking, at: now)
        for share in call.shares { mirror(share.key, less: 0, in: state, at: now) }
        if booking.kind == .lapse {
            for index in call.shares.indices { calls[booking.number]?.shares[index].isReleased = true }
            markLapsed(booking.number)
        } else {
            calls[booking.number] = nil
        }
        return call.shares.contains { slices[$0.key].map { $0.isWanted && $0.free > 0 } ?? false }
    }

    /// A call that was never made. Answers a report, where there is something to tell: permits, or a charge that was told before.
    fileprivate mutating func release(_ number: UInt64, at now: Int64) -> Int64? {
        guard let call = calls.removeValue(forKey: number) else { return nil }
        var charges: [Charge] = []
        for share in call.shares {
            letGo(share)
            guard share.reported != 0 else { continue }
            let bucket = names.shape(Int(share.key.part)).bucket(share.bucket)
            let amount = Int128(0).subtracting(clamping: share.reported)
            charges.append(Charge(key: share.key, amount: amount, bucket: bucket, released: 0))
        }
        let limits = call.limits.map { [$0.ends(used: nil, at: now)] } ?? []
        return charges.isEmpty && limits.isEmpty ? nil : queue(charges, limits: limits, at: now)
    }

    /// Queues the return of what is unused in the slices that are meant; nil where there is nothing.
    mutating func giveBack(at now: Int64, where isMeant: (LeasedSlice) -> Bool) -> Int64? {
        var report: Int64?
        for (key, slice) in slices where slice.free > 0 && isMeant(slice) {
            report = queue(
                [
                    Charge(
                        key: key, amount: 0, bucket: slice.shape.place(slice.key, at: now).bucket, released: slice.free)
                ],
                at: now)
            slices[key]?.isWanted = false
        }
        return report
    }
}
#endif
