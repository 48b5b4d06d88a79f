// What homes of state need that several processes share: counters one by one, under the keys by which they are kept elsewhere.

extension LocalState {
    /// Under which scope a counter is kept: its own, or nil where it shares the one of all keys beyond the maximum.
    package func keptScope(counter part: Int, scope: Int64?, at now: Int64) -> Int64? {
        let counters = counters[part]
        return counters.stripes[counters.stripe(of: scope)].withLock { counters in
            let counter = counters.open(scope, at: now)
            return counters.scope(counter)
        }
    }

    /// Makes a counter what its shared home knows of it, or as new where that knows nothing.
    package func restore(
        counter part: Int, keptUnder scope: Int64?, _ record: BudgetRecord?, windowStart: Int64, at now: Int64
    ) {
        let counters = counters[part]
        counters.stripes[counters.stripe(of: scope)].withLock {
            $0.adopt(scope: scope, record, windowStart: windowStart, at: now)
        }
    }

    package func export(counter part: Int, keptUnder scope: Int64?) -> BudgetRecord? {
        let counters = counters[part]
        return counters.stripes[counters.stripe(of: scope)].withLock { $0.export(scope: scope) }
    }

    /// What a call holds in a counter that has been restored. Nil where the counter does not count for the window any more in
    /// which the call was made.
    /// - Parameter windowStart: of that window; nil for whatever window is open.
    package func hold(
        counter part: Int, keptUnder scope: Int64?, windowStart: Int64?, bucket: Int64, at now: Int64
    ) -> Hold? {
        let counters = counters[part]
        let stripe = counters.stripe(of: scope)
        return counters.stripes[stripe].withLock { counters in
            guard counters.windowStart == windowStart ?? counters.windowStart else { return nil }
            let counter = counters.open(scope, at: now)
            return counters.hold(
                counter, bucket: bucket, part: UInt16(truncatingIfNeeded: part),
                stripe: UInt16(truncatingIfNeeded: stripe))
        }
    }

    package func keptScope(limit: Int, scope: Int64?, at now: Int64) -> Int64? {
        limits[limit].withLock { counters in
            let counter = counters.counter(scope: scope, at: now)
            return counters.scope(counter)
        }
    }

    package func restore(limit: Int, keptUnder scope: Int64?, _ record: LimitRecord?, at now: Int64) {
        // Without levels every rate begins full.
        let new = LimitRecord(running: 0, calls: 0, lastCall: .min, moment: .min, levels: [])
        limits[limit].withLock { _ = $0.restore(scope: scope, record ?? new, at: now) }
    }

    package func export(limit: Int, keptUnder scope: Int64?) -> LimitRecord? {
        limits[limit].withLock { $0.export(scope: scope) }
    }

    /// What a call holds in a limit that has been restored.
    package func hold(limit: Int, keptUnder scope: Int64?, tokens: Int64, at now: Int64) -> HeldLimit {
        limits[limit].withLock { counters in
            let counter = counters.counter(scope: scope, at: now)
            return HeldLimit(
                limit: UInt16(truncatingIfNeeded: limit), hold: counters.hold(counter, tokens: tokens))
        }
    }

    /// The latest time seen.
    package var latest: Int64 { advance(to: 0) }
}

extension LocalState {
    /// The bytes of a record that is kept as a whole; nil for switches, which have a record each.
    package func export(_ record: SharedRecord) -> [UInt8]? {
        switch record {
        case .switches: nil
        case .rollout(let index): rollouts[index].withLock { $0.encode() }
        case .spend(let index): spends[index].withLock { $0.encode() }
        case .quality(let index): qualities[index].withLock { $0.encode() }
        }
    }

    /// Takes over a record that is kept as a whole.
    /// - Returns: whether the bytes are such a record.
    package func restore(_ record: SharedRecord, _ bytes: [UInt8]) -> Bool {
        switch record {
        case .switches: return false
        case .rollout(let index):
            guard let stages = RolloutStages(decoding: bytes) else { return false }
            rollouts[index].withLock { $0 = stages }
        case .spend(let index):
            guard let sums = RollingSums(decoding: bytes), sums.length == spendLengths[index] else { return false }
            spends[index].withLock { $0 = sums }
        case .quality(let index):
            guard let window = QualityWindow(decoding: bytes), window.length == qualityKeys[index].length else {
                return false
            }
            qualities[index].withLock { $0 = window }
        }
        return true
    }
}

extension BudgetCounters {
    /// Makes a scope's counter what a record says, or as new where there is none, or one of an earlier window or of another
    /// kind of window. A record of a later window than the one that is open opens it.
    mutating func adopt(scope: Int64?, _ record: BudgetRecord?, windowStart: Int64, at now: Int64) {
        openWindow(windowStart)
        if let record {
            openWindow(record.windowStart)
            if restore(scope: scope, record, at: now) { return }
        }
        let counter = open(scope, at: now)
        clear(counter)
    }
}
