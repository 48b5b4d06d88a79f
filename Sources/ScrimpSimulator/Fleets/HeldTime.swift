/// How long replicas of one pool were held, in replica-nanoseconds: what is paid for, whether they were busy or not.
package struct HeldTime: Hashable, Sendable {
    /// On spot hardware.
    package var spot: Int128
    /// On demand: all of an on-demand pool, and what took over from spot.
    package var onDemand: Int128
    /// Switched on, of a pool that is reserved or owned. Its rent does not depend on it, its power does.
    package var committed: Int128

    package init(spot: Int128 = 0, onDemand: Int128 = 0, committed: Int128 = 0) {
        self.spot = spot
        self.onDemand = onDemand
        self.committed = committed
    }

    /// So many replicas held all the time of `duration` nanoseconds, on what the pool's market says.
    package init(replicas: Int, duration: Int64, in market: PoolCapacity.Market) {
        let product = Int128(max(replicas, 0)).multipliedReportingOverflow(by: Int128(max(duration, 0)))
        let time = product.overflow ? Int128.max : product.partialValue
        switch market {
        case .onDemand: self.init(onDemand: time)
        case .spot: self.init(spot: time)
        case .reserved, .owned: self.init(committed: time)
        }
    }

    /// Of all markets; too large a sum is the largest.
    package var total: Int128 {
        [onDemand, committed].reduce(spot) { sum, part in
            let (next, overflow) = sum.addingReportingOverflow(part)
            return overflow ? Int128.max : next
        }
    }
}
