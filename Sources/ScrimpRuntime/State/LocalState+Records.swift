// Loading and storing single parts: for homes of the state that several processes share.

extension LocalState {
    /// All that is known of the counter that an ask would be held in; nil where there is none.
    ///
    /// - Parameter scope: nil for a counter without scopes, and for the one that keys beyond the maximum share.
    package func export(part: Int, scope: Int64?) -> BudgetRecord? {
        let counters = counters[part]
        return counters.stripes[counters.stripe(of: scope)].withLock { $0.export(scope: scope) }
    }

    /// Makes a counter what a record says; false where the record is of another window, or there is no room for the scope, which
    /// then shares the counter without a scope.
    @discardableResult
    package func restore(part: Int, scope: Int64?, windowStart: Int64, _ record: BudgetRecord, at now: Int64) -> Bool {
        let counters = counters[part]
        return counters.stripes[counters.stripe(of: scope)].withLock { stripe in
            stripe.openWindow(windowStart)
            return stripe.restore(scope: scope, record, at: now)
        }
    }

    /// The hold of a call that was held in another process, in a counter that has been restored; nil where there is no counter.
    package func hold(part: Int, scope: Int64?, bucket: Int64, at now: Int64) -> Hold? {
        let counters = counters[part]
        let place = counters.stripe(of: scope)
        return counters.stripes[place].withLock { stripe in
            stripe.existing(scope, at: now).map {
                stripe.hold(
                    $0, bucket: bucket, part: UInt16(truncatingIfNeeded: part),
                    stripe: UInt16(truncatingIfNeeded: place))
            }
        }
    }

    /// Scopes that have a counter; nil stands for the one without a scope.
    package func scopes(part: Int) -> [Int64?] {
        var result: [Int64?] = []
        for stripe in counters[part].stripes { result += stripe.withLock { $0.scopes() } }
        return result
    }

    package func export(limit: Int, scope: Int64?) -> LimitRecord? {
        limits[limit].withLock { $0.export(scope: scope) }
    }

    @discardableResult
    package func restore(limit: Int, scope: Int64?, _ record: LimitRecord, at now: Int64) -> Bool {
        limits[limit].withLock { $0.restore(scope: scope, record, at: now) }
    }

    package func scope(ofLimit limit: Int, counter: Int32) -> Int64? { limits[limit].withLock { $0.scope(counter) } }

    package func limitScopes(_ limit: Int) -> [Int64?] { limits[limit].withLock { $0.scopes() } }

    package func export(rollout: Int) -> RolloutStages { rollouts[rollout].withLock { $0 } }
    package func restore(rollout: Int, _ record: RolloutStages) { rollouts[rollout].withLock { $0 = record } }

    package func export(spend: Int) -> [UInt8] { spends[spend].withLock { $0.encode() } }
    package func restore(spend: Int, _ sums: RollingSums) { spends[spend].withLock { $0 = sums } }

    package func export(quality: Int) -> [UInt8] { qualities[quality].withLock { $0.encode() } }
    package func restore(quality: Int, _ window: QualityWindow) { qualities[quality].withLock { $0 = window } }

    /// Sets all switches at once, one bit each.
    package func restore(switchPositions: UInt64) {
        for index in 0..<Self.bitLimit { setThrown(index, switchPositions & (1 << UInt64(index)) != 0) }
    }
}
