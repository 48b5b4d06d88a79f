import ScrimpEconomics
import ScrimpTestSupport
import Testing

@Suite struct CacheModelsTests {
    /// The same sums in NumPy, and `scipy.optimize.brentq` for the characteristic time (SciPy 1.17.1).
    @Test func zipfOverTenThousandKeys() throws {
        let popularity = try #require(Popularity(zipf: 10_000, exponent: 0.9))
        #expect(agree(CacheModels.ttlFromInsert(popularity, rate: 50, lifetime: 60), 0.5558788229584191))
        #expect(agree(CacheModels.ttlFromLastHit(popularity, rate: 50, lifetime: 60), 0.6209211285427296))
        let cache = try #require(CacheModels.leastRecentlyUsed(popularity, entries: 500))
        #expect(agree(cache.characteristicTime, 770.8544396944995, within: 1e-11))
        #expect(agree(cache.hitRatio, 0.45538175204159365, within: 1e-11))
    }

    /// A cache that is run, against the formulas: 400,000 requests over 500 keys.
    @Test func cachesThatAreRunHitAsOften() throws {
        let popularity = try #require(Popularity(zipf: 500, exponent: 0.9))
        var cumulative: [Double] = []
        for share in popularity.shares { cumulative.append((cumulative.last ?? 0) + share) }
        var generator = SeededGenerator(seed: 51)
        let count = 400_000
        var inserted = [Int](repeating: .min / 2, count: 500)
        var used = inserted
        var (insertHits, useHits, recentHits, counted) = (0, 0, 0, 0)
        var recent: [Int] = []
        for time in 0..<count {
            let unit = generator.number(0...1)
            var (low, high) = (0, 499)
            while low < high {
                let middle = (low + high) / 2
                if cumulative[middle] <= unit { low = middle + 1 } else { high = middle }
            }
            let isCounted = time > 20_000
            if isCounted { counted += 1 }
            if time - inserted[low] <= 300 { insertHits += isCounted ? 1 : 0 } else { inserted[low] = time }
            if time - used[low] <= 300 { useHits += isCounted ? 1 : 0 }
            used[low] = time
            if let place = recent.firstIndex(of: low) {
                recentHits += isCounted ? 1 : 0
                recent.remove(at: place)
            } else if recent.count == 40 {
                recent.removeFirst()
            }
            recent.append(low)
        }
        let ratio = { (hits: Int) in Double(hits) / Double(counted) }
        let insert = try #require(CacheModels.ttlFromInsert(popularity, rate: 1, lifetime: 300))
        let use = try #require(CacheModels.ttlFromLastHit(popularity, rate: 1, lifetime: 300))
        let lru = try #require(CacheModels.leastRecentlyUsed(popularity, entries: 40))
        #expect(abs(ratio(insertHits) - insert) < 0.005)
        #expect(abs(ratio(useHits) - use) < 0.005)
        #expect(abs(ratio(recentHits) - lru.hitRatio) < 0.005)
    }

    @Test func ratiosRiseWithTimeAndSpace() throws {
        let popularity = try #require(Popularity(zipf: 300, exponent: 1.1))
        var last = (insert: -1.0, use: -1.0, recent: -1.0)
        for step in 0...299 {
            let insert = try #require(CacheModels.ttlFromInsert(popularity, rate: 2, lifetime: Double(step * step)))
            let use = try #require(CacheModels.ttlFromLastHit(popularity, rate: 2, lifetime: Double(step * step)))
            let recent = try #require(CacheModels.leastRecentlyUsed(popularity, entries: Double(step))?.hitRatio)
            #expect(insert >= last.insert && use >= last.use && recent > last.recent, "\(step)")
            #expect(insert <= use)
            last = (insert, use, recent)
        }
        #expect(last.recent < 1)
        #expect(CacheModels.leastRecentlyUsed(popularity, entries: 300)?.hitRatio == 1)
        #expect(CacheModels.leastRecentlyUsed(popularity, entries: 299.9999999)?.hitRatio ?? 0 > 0.99)
    }

    @Test func equalKeysAreEasy() throws {
        let popularity = try #require(Popularity(weights: [2, 2, 0, 2, 2]))
        // A quarter of the requests is for each key: half of the keys fit, half of the requests hit.
        let cache = try #require(CacheModels.leastRecentlyUsed(popularity, entries: 2))
        #expect(agree(cache.hitRatio, 0.5))
        #expect(CacheModels.leastRecentlyUsed(popularity, entries: 4)?.characteristicTime == .infinity)
        #expect(agree(CacheModels.ttlFromInsert(popularity, rate: 4, lifetime: 1), 0.5))
        #expect(CacheModels.ttlFromInsert(popularity, rate: 4, lifetime: .infinity) == 1)
        #expect(CacheModels.ttlFromLastHit(popularity, rate: 4, lifetime: .infinity) == 1)
        #expect(CacheModels.ttlFromLastHit(popularity, rate: 0, lifetime: .infinity) == 0)
    }

    @Test func whatIsNoCache() throws {
        for weights in [[], [0], [0, 0], [1, -1], [.nan], [.infinity], [1e308, 1e308]] {
            #expect(Popularity(weights: weights) == nil)
        }
        for (keys, exponent) in [(0, 1.0), (-1, 1), (.max, 1), (3, -1), (3, .nan), (3, .infinity)] {
            #expect(Popularity(zipf: keys, exponent: exponent) == nil)
        }
        let popularity = try #require(Popularity(zipf: 3, exponent: 0))
        for bad in [-1, Double.nan] {
            #expect(CacheModels.ttlFromInsert(popularity, rate: bad, lifetime: 1) == nil)
            #expect(CacheModels.ttlFromLastHit(popularity, rate: 1, lifetime: bad) == nil)
            #expect(CacheModels.leastRecentlyUsed(popularity, entries: bad) == nil)
        }
        #expect(CacheModels.leastRecentlyUsed(popularity, entries: 0)?.hitRatio == 0)
        // So little holds the last request, and that a part of the time: t_C = C.
        #expect(agree(CacheModels.leastRecentlyUsed(popularity, entries: 1e-30)?.characteristicTime, 1e-30))
    }
}
