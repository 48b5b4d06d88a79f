import Glibc

/// Hit ratios of caches in the long run, where requests are independent of each other and come at random.
package enum CacheModels {
    /// Entries that expire a time after they were put in: Σ pᵢ·λᵢT/(1 + λᵢT), with λᵢ = `rate`·pᵢ requests per unit of time.
    /// Nil for a rate or lifetime that is negative or NaN.
    package static func ttlFromInsert(_ popularity: Popularity, rate: Double, lifetime: Double) -> Double? {
        guard let requests = requestsPerLife(rate, lifetime) else { return nil }
        return popularity.shares.reduce(0) { sum, share in
            let expected = share == 0 ? 0 : share * requests
            return sum + share * (expected.isInfinite ? 1 : expected / (1 + expected))
        }
    }

    /// Entries that expire a time after they were last used: Σ pᵢ(1 − e^{−λᵢT}).
    package static func ttlFromLastHit(_ popularity: Popularity, rate: Double, lifetime: Double) -> Double? {
        guard let requests = requestsPerLife(rate, lifetime) else { return nil }
        return popularity.shares.reduce(0) { $0 - ($1 == 0 ? 0 : $1 * expm1(-$1 * requests)) }
    }

    package struct LeastRecentlyUsed: Sendable, Equatable {
        package let hitRatio: Double
        /// t_C: for how many requests an entry stays without being used; infinite where everything fits.
        package let characteristicTime: Double
    }

    /// A cache of C entries that drops the least recently used one (H. Che, Y. Tung, Z. Wang, "Hierarchical web caching
    /// systems", 2002): Σ(1 − e^{−pᵢt}) = C gives t_C, and the hit ratio is Σ pᵢ(1 − e^{−pᵢt_C}). Nil for a number of
    /// entries that is negative or NaN.
    package static func leastRecentlyUsed(_ popularity: Popularity, entries: Double) -> LeastRecentlyUsed? {
        guard entries >= 0 else { return nil }
        if entries == 0 { return LeastRecentlyUsed(hitRatio: 0, characteristicTime: 0) }
        let shares = popularity.shares.filter { $0 > 0 }
        guard entries < Double(shares.count) else {
            return LeastRecentlyUsed(hitRatio: 1, characteristicTime: .infinity)
        }
        /// Entries that are in use after a time, and how fast they grow.
        func filled(_ time: Double) -> (entries: Double, slope: Double) {
            var sum = 0.0
            var slope = 0.0
            for share in shares {
                let absence = expm1(-share * time)
                sum -= absence
                slope += share * (1 + absence)
            }
            return (sum, slope)
        }
        // One request brings at most one entry, so that t_C is at least C.
        var high = entries
        while filled(high).entries < entries, high < 1e300 { high *= 2 }
        let time = SpecialFunctions.increasingRoot(from: entries, low: 0, high: high, tolerance: 1e-12 * entries) {
            let (sum, slope) = filled($0)
            return (sum - entries, slope)
        }
        let ratio = shares.reduce(0) { $0 - $1 * expm1(-$1 * time) }
        return LeastRecentlyUsed(hitRatio: min(ratio, 1), characteristicTime: time)
    }

    /// Requests of all keys while an entry lives.
    private static func requestsPerLife(_ rate: Double, _ lifetime: Double) -> Double? {
        guard rate >= 0, lifetime >= 0 else { return nil }
        return rate == 0 || lifetime == 0 ? 0 : rate * lifetime
    }
}
