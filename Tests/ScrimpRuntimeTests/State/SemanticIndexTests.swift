import ScrimpPlan
import ScrimpRuntime
import ScrimpTestSupport
import Testing

@Suite struct SemanticIndexTests {
    /// A list of entries, compared one by one in double precision.
    private struct Naive {
        struct Entry {
            var scope: [Int64]
            var context: Fingerprint
            var embedding: [Double]
            var answer: UInt64
            var anchor: Int64
            var lastUse: Int
            var uses: Int
        }
        let cache: PlanCache
        let threshold: Double
        var entries: [Entry] = []
        var clock = 0

        private func nearest(_ scope: [Int64], _ context: Fingerprint, _ embedding: [Float]) -> (
            index: Int, cosine: Double
        )? {
            var best: (index: Int, cosine: Double)?
            for (index, entry) in entries.enumerated() where entry.scope == scope && entry.context == context {
                let cosine = Naive.cosine(entry.embedding, embedding.map { Double($0) })
                // Equal but for rounding: the earlier one.
                if best.map({ cosine > $0.cosine + 1e-12 }) ?? true { best = (index, cosine) }
            }
            return best
        }

        static func cosine(_ left: [Double], _ right: [Double]) -> Double {
            func product(_ first: [Double], _ second: [Double]) -> Double {
                zip(first, second).reduce(0) { $0 + $1.0 * $1.1 }
            }
            return product(left, right) / (product(left, left) * product(right, right)).squareRoot()
        }

        mutating func lookup(
            _ scope: [Int64], _ context: Fingerprint, _ embedding: [Float], at now: Int64
        ) -> (answer: UInt64, cosine: Double)? {
            entries.removeAll { $0.anchor + cache.timeToLive <= now }
            guard let best = nearest(scope, context, embedding), best.cosine >= threshold else { return nil }
            clock += 1
            entries[best.index].lastUse = clock
            entries[best.index].uses += 1
            if cache.anchor == .lastHit { entries[best.index].anchor = now }
            return (entries[best.index].answer, best.cosine)
        }

        mutating func fill(
            _ scope: [Int64], _ context: Fingerprint, _ embedding: [Float], _ answer: UInt64, at now: Int64
        ) {
            entries.removeAll { $0.anchor + cache.timeToLive <= now }
            clock += 1
            if let best = nearest(scope, context, embedding), best.cosine >= 1 - 1e-6 {
                entries[best.index].answer = answer
                entries[best.index].anchor = now
                entries[best.index].lastUse = clock
                entries[best.index].uses += 1
                return
            }
            if entries.count == Int(cache.capacity) {
                let victim = entries.indices.min { left, right in
                    let (first, second) = (entries[left], entries[right])
                    if cache.eviction == .leastFrequentlyUsed, first.uses != second.uses {
                        return first.uses < second.uses
                    }
                    return first.lastUse < second.lastUse
                }
                if let victim { entries.remove(at: victim) }
            }
            entries.append(
                Entry(
                    scope: scope, context: context, embedding: embedding.map { Double($0) }, answer: answer,
                    anchor: now,
                    lastUse: clock, uses: 1))
        }
    }

    private func cache(
        similarity: Int64 = 900_000_000, key: [UInt16] = [], ttl: Int64 = .hour, anchor: PlanCache.Anchor = .insert,
        capacity: Int64 = 100, eviction: PlanCache.Eviction = .leastRecentlyUsed
    ) -> PlanCache {
        PlanCache(
            name: .empty, when: .always, match: .semantic(similarity: similarity), key: key, timeToLive: ttl,
            anchor: anchor, capacity: capacity, eviction: eviction)
    }

    private let context = Fingerprint(high: 1, low: 2)

    private func vector(_ dimensions: Int, _ generator: inout SeededGenerator) -> [Float] {
        (0..<dimensions).map { _ in Float(generator.below(2_000_001) - 1_000_000) / 1_000_000 }
    }

    @Test(
        arguments: [PlanCache.Anchor.insert, .lastHit], [PlanCache.Eviction.leastRecentlyUsed, .leastFrequentlyUsed])
    func agreesWithAListOfEntries(_ anchor: PlanCache.Anchor, _ eviction: PlanCache.Eviction) {
        for (capacity, dimensions) in [(1, 1), (7, 5), (40, 19), (60, 40)] {
            let cache = cache(
                similarity: 940_000_000, key: [2, 0], ttl: 400, anchor: anchor, capacity: Int64(capacity),
                eviction: eviction)
            var index = SemanticIndex(cache)
            var naive = Naive(cache: cache, threshold: 0.94)
            var generator = SeededGenerator(seed: UInt64(capacity))
            let centres = (0..<12).map { _ in vector(dimensions, &generator) }
            var (hits, misses) = (0, 0)
            var now: Int64 = 0
            for answer in UInt64(0)..<1_200 {
                now += Int64(generator.below(16))
                // Some are the same but for their length, some near, some far.
                let centre = centres[min(generator.below(12), generator.below(12))]
                let noise = vector(dimensions, &generator)
                let share = generator.pick([0, 0.1, 0.3, 0.6] as [Float]) ?? 0
                let scale = generator.pick([1, 1e-20, 3, 1e30] as [Float]) ?? 1
                let embedding = zip(centre, noise).map { ($0 + $1 * share) * scale }
                let values = [Int64(generator.below(2)), 99, Int64(generator.below(2)) - 1]
                let scope = [values[2], values[0]]
                let context = Fingerprint(high: UInt64(generator.below(2)), low: 5)
                let expected = naive.lookup(scope, context, embedding, at: now)
                let found = index.lookup(values: values, context: context, embedding: embedding, at: now)
                #expect(found?.answer == expected?.answer)
                if let found, let expected {
                    #expect(abs(Double(found.similarity) / 1e9 - expected.cosine) < 1.5e-6)
                    hits += 1
                    if generator.chance(80) { continue }
                } else {
                    misses += 1
                }
                now += Int64(generator.below(5))
                naive.fill(scope, context, embedding, answer, at: now)
                let refused = index.fill(
                    values: values, context: context, embedding: embedding, answer: answer, at: now)
                #expect(refused == nil)
                #expect(index.count == naive.entries.count)
            }
            #expect(hits > 20 && misses > 20)
        }
    }

    @Test func theMostSimilarWinsAndTheEarlierOfEquals() {
        var index = SemanticIndex(cache(similarity: 600_000_000))
        func fill(_ embedding: [Float], _ answer: UInt64) {
            index.fill(values: [], context: context, embedding: embedding, answer: answer, at: 0)
        }
        func look(_ embedding: [Float]) -> UInt64? {
            index.lookup(values: [], context: context, embedding: embedding, at: 1)?.answer
        }
        fill([0, 5, 0], 1)
        fill([3, 0, 0], 2)
        fill([0, 0, 1], 3)
        #expect(look([1, 1, 0]) == 1)
        #expect(look([1, 0, 1]) == 2)
        #expect(look([0.9, 1, 1.1]) == 3)
        #expect(look([1, 1, 1]) == nil)
        #expect(look([-1, 0, 0]) == nil)
        // A newer answer keeps the place of the embedding.
        fill([0, 7, 0], 4)
        #expect(index.count == 3 && look([1, 1, 0]) == 4)
    }

    @Test func similarityIsRoundedToBillionths() throws {
        var index = SemanticIndex(cache(similarity: 600_000_000))
        index.fill(values: [], context: context, embedding: [1, 0], answer: 1, at: 0)
        func similarity(_ embedding: [Float]) -> Int64? {
            index.lookup(values: [], context: context, embedding: embedding, at: 0)?.similarity
        }
        // 0.6 as the nearest single-precision number, 0.600000024.
        #expect(similarity([3, 4]) == 600_000_024)
        #expect(similarity([3, 4.001]) == nil)
        #expect(similarity([2, 0]) == 1_000_000_000)
        #expect(similarity([1, 1e-6]) == 1_000_000_000)
        #expect(try #require(similarity([1, 0.01])) < 1_000_000_000)
    }

    @Test func theSameEmbeddingIsWhollySimilarWhateverItsLength() {
        var generator = SeededGenerator(seed: 8)
        for dimensions in [1, 2, 7, 8, 9, 31, 32, 33, 100, 768] {
            var index = SemanticIndex(cache(similarity: 1_000_000_000))
            let embedding = vector(dimensions, &generator)
            index.fill(values: [], context: context, embedding: embedding, answer: 6, at: 0)
            for scale: Float in [1, 0.3, 1e-30, 1e30] {
                let scaled = embedding.map { $0 * scale }
                let found = index.lookup(values: [], context: context, embedding: scaled, at: 0)
                #expect(found?.answer == 6 && found?.similarity == 1_000_000_000)
            }
            let opposite = embedding.map { -$0 }
            #expect(index.lookup(values: [], context: context, embedding: opposite, at: 0) == nil)
        }
    }

    @Test func whatCannotBeComparedIsRefused() {
        var index = SemanticIndex(cache(similarity: 0))
        let cases: [([Float], SemanticIndex.Refusal)] = [
            ([], .noEmbedding), ([0, 0, 0], .noEmbedding), ([1, .nan, 0], .notFinite), ([1, 0, .infinity], .notFinite),
            ([-.infinity, .infinity, 0, 0, 0], .notFinite), ([1, 2], .otherDimensions),
            ([1, 2, 3, 4], .otherDimensions),
        ]
        // The first one says how many dimensions there are, and not one that was refused.
        for (embedding, reason) in cases where reason != .otherDimensions {
            let refused = index.fill(values: [], context: context, embedding: embedding, answer: 1, at: 0)
            #expect(refused == reason)
            #expect(index.lookup(values: [], context: context, embedding: embedding, at: 0) == nil)
        }
        #expect(index.count == 0)
        #expect(index.fill(values: [], context: context, embedding: [1, 2, 3], answer: 1, at: 0) == nil)
        for (embedding, reason) in cases {
            let refused = index.fill(values: [], context: context, embedding: embedding, answer: 2, at: 0)
            #expect(refused == reason && index.refusal(of: embedding) == reason)
            #expect(index.lookup(values: [], context: context, embedding: embedding, at: 0) == nil)
        }
        #expect(index.count == 1 && index.refusal(of: [3, 2, 1]) == nil)
        #expect(index.lookup(values: [], context: context, embedding: [3, 2, 1], at: 0)?.answer == 1)
    }

    @Test func anEmptyIndexTakesOtherDimensions() {
        var index = SemanticIndex(cache(ttl: 10))
        for (time, dimensions) in [(0, 3), (10, 40), (20, 1), (30, 17)] as [(Int64, Int)] {
            let embedding = [Float](repeating: 2, count: dimensions)
            let other = [Float](repeating: 2, count: dimensions + 1)
            #expect(index.fill(values: [], context: context, embedding: embedding, answer: 7, at: time) == nil)
            let refused = index.fill(values: [], context: context, embedding: other, answer: 8, at: time + 9)
            #expect(refused == .otherDimensions)
            #expect(index.lookup(values: [], context: context, embedding: embedding, at: time + 9)?.answer == 7)
            #expect(index.lookup(values: [], context: context, embedding: embedding, at: time + 10) == nil)
        }
    }

    @Test func scopesNeverMix() {
        var index = SemanticIndex(cache(similarity: 0, key: [1], capacity: 1_000))
        for tenant in Int64(0)..<20 {
            for low in UInt64(0)..<5 {
                index.fill(
                    values: [7, tenant], context: Fingerprint(high: 0, low: low), embedding: [1, 1],
                    answer: UInt64(tenant) * 10 + low, at: 0)
            }
        }
        #expect(index.count == 100)
        for tenant in Int64(0)..<21 {
            for low in UInt64(0)..<6 {
                let found = index.lookup(
                    values: [Int64(low), tenant], context: Fingerprint(high: 0, low: low), embedding: [1, 1], at: 0)
                #expect(found?.answer == (tenant < 20 && low < 5 ? UInt64(tenant) * 10 + low : nil))
            }
        }
        #expect(index.lookup(values: [0, 1], context: Fingerprint(high: 1, low: 0), embedding: [1, 1], at: 0) == nil)
    }

    @Test func anIndexWithoutRoomKeepsNothing() {
        var index = SemanticIndex(cache(similarity: 0, capacity: 0))
        #expect(index.fill(values: [], context: context, embedding: [1], answer: 1, at: 0) == nil)
        #expect(index.count == 0)
        #expect(index.lookup(values: [], context: context, embedding: [1], at: 0) == nil)
    }
}
