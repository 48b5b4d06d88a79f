// Counters and limits under the keys by which a shared home keeps them.

extension LocalState {
    /// Under which scope a counter is kept: its own, or nil where it shares the one of all keys beyond the maximum.
    package func keptScope(part: Int, scope: Int64?, windowStart: Int64, at now: Int64) -> Int64? {
        let counters = counters[part]
        return counters.stripes[counters.stripe(of: scope)].withLock { counters in
            counters.openWindow(windowStart)
            let counter = counters.open(scope, at: now)
            return counters.scope(counter)
        }
    }

    /// Lets go of counters that only mirror what is kept elsewhere, so that there is room for a scope.
    package func makeRoom(part: Int, scope: Int64?) {
        let counters = counters[part]
        counters.stripes[counters.stripe(of: scope)].withLock { $0.forgetScopes() }
    }

    /// What has become of a counter that was to be adopted.
    package struct Adoption: Hashable, Sendable {
        /// It is what the record said; else it is as new.
        package var isTaken: Bool
        /// Another one later means that the counter has begun anew since: its window has ended.
        package var generation: UInt32
    }

    /// Makes a counter what its shared home knows of it: as new where that knows nothing, or only of an earlier window or of
    /// another kind of window. A record of a later window than the one that is open here opens it.
    package func adopt(
        part: Int, scope: Int64?, windowStart: Int64, _ record: BudgetRecord?, at now: Int64
    ) -> Adoption {
        let counters = counters[part]
        return counters.stripes[counters.stripe(of: scope)].withLock { counters in
            counters.openWindow(windowStart)
            var isTaken = false
            if let record {
                counters.openWindow(record.windowStart)
                isTaken = counters.restore(scope: scope, record, at: now)
            }
            if !isTaken {
                let counter = counters.open(scope, at: now)
                counters.clear(counter)
            }
            return Adoption(isTaken: isTaken, generation: counters.generation(of: scope))
        }
    }

    /// The generation of a counter as it is; 0 where there is none.
    package func generation(part: Int, scope: Int64?) -> UInt32 {
        let counters = counters[part]
        return counters.stripes[counters.stripe(of: scope)].withLock { $0.generation(of: scope) }
    }

    package func keptScope(limit: Int, scope: Int64?, at now: Int64) -> Int64? {
        limits[limit].withLock { counters in
            let counter = counters.counter(scope: scope, at: now)
            return counters.scope(counter)
        }
    }

    /// As for a counter.
    package func makeRoom(limit: Int) { limits[limit].withLock { $0.forgetScopes() } }

    /// As for a counter.
    package func adopt(limit: Int, scope: Int64?, _ record: LimitRecord?, at now: Int64) {
        // A rate without a level begins full.
        let new = LimitRecord(running: 0, calls: 0, lastCall: .min, moment: .min, levels: [])
        restore(limit: limit, scope: scope, record ?? new, at: now)
    }

    /// What a call holds in a limit that has been adopted.
    package func hold(limit: Int, scope: Int64?, tokens: Int64, at now: Int64) -> HeldLimit {
        limits[limit].withLock { counters in
            let counter = counters.counter(scope: scope, at: now)
            return HeldLimit(limit: UInt16(truncatingIfNeeded: limit), hold: counters.hold(counter, tokens: tokens))
        }
    }
}
