extension BudgetRecord {
    /// As `BudgetCounters.move`, for a counter whose budget need not be known: what a call holds is changed that was made in
    /// another process, perhaps for another policy.
    /// - Parameter bucket: in which the call is held, where the window rolls.
    /// - Returns: whether that bucket is still in the window.
    package mutating func move(bucket: Int64, reserved: Int128, settled: Int128, at now: Int64) -> Bool {
        if ring.isEmpty {
            // Only windows that end by idleness keep the time of the last charge.
            if moment != .min { moment = max(moment, now) }
        } else {
            let (age, overflow) = moment.subtractingReportingOverflow(bucket)
            guard !overflow, age >= 0, age < Int64(ring.count) else { return false }
            let count = Int64(ring.count)
            let place = Int(((bucket % count) + count) % count)
            ring[place].reserved = ring[place].reserved.adding(clamping: reserved)
            ring[place].settled = ring[place].settled.adding(clamping: settled)
        }
        self.reserved = self.reserved.adding(clamping: reserved)
        self.settled = self.settled.adding(clamping: settled)
        return true
    }
}

extension LimitRecord {
    /// Ends a call that was made in another process and used all the tokens that it took.
    package mutating func endCall(at now: Int64) {
        running = max(running - 1, 0)
        lastCall = max(lastCall, now)
    }
}

extension BudgetRecord {
    /// Sets what has been settled, as a person wants it. In a window that rolls, the difference counts from now on where it is
    /// more, and is taken from the newest buckets where it is less.
    package mutating func correct(settled wanted: Int128) {
        let wanted = min(max(wanted, 0), Self.greatestAmount)
        var difference = wanted.adding(clamping: -settled)
        settled = wanted
        guard !ring.isEmpty, moment != .min else { return }
        let count = Int64(ring.count)
        let newest = Int(((moment % count) + count) % count)
        if difference > 0 {
            ring[newest].settled = ring[newest].settled.adding(clamping: difference)
            return
        }
        for age in ring.indices where difference < 0 {
            let place = (newest - age + ring.count) % ring.count
            let taken = min(max(ring[place].settled, 0), -difference)
            ring[place].settled -= taken
            difference += taken
        }
        // What buckets below zero held back: late corrections can make them so.
        ring[newest].settled = ring[newest].settled.adding(clamping: difference)
    }
}
