import CAllocationCounter
import ScrimpPlan
import ScrimpRuntime
import ScrimpTestSupport
import Testing

#if DEBUG
private let isOptimized = false
#else
private let isOptimized = true
#endif

/// Once grown, the parts of the state allocate nothing.
@Suite(.enabled(if: isOptimized, "allocations are counted in optimised builds: swift test -c release"))
struct SteadyStateTests {
    private func expectNoAllocations(_ pass: () -> Void) {
        for _ in 0..<20 { pass() }
        let before = scrimp_allocations_of_this_thread()
        for _ in 0..<5 { pass() }
        #expect(scrimp_allocations_of_this_thread() == before)
    }

    @Test func sumsQualityAndHealth() {
        var sums = RollingSums(length: 1_000)
        var quality = QualityWindow(length: 1_000)
        var health = TargetHealth(cooldown: 50, cooldownAfter: 2)
        var generator = SeededGenerator(seed: 1)
        var now: Int64 = 0
        var (defined, rested) = (0, 0)
        expectNoAllocations {
            for _ in 0..<500 {
                now += Int64(generator.below(30))
                sums.add(Int128(generator.below(1_000)), count: 1, at: now)
                quality.report(Int64(generator.below(1_000_000_000)), at: now)
                if generator.chance(50) { health.succeeded(at: now) } else { health.failed(at: now) }
                if sums.usual(length: 500, at: now) != nil, quality.mean(atLeast: 5, at: now) != nil { defined += 1 }
                if health.isResting(at: now), health.share(at: now) < .max { rested += 1 }
            }
        }
        #expect(defined > 100 && rested > 100)
    }

    @Test func batches() {
        var groups = BatchGroups(size: 4, wait: 100, targets: 5)
        var generator = SeededGenerator(seed: 2)
        var now: Int64 = 0
        var (filled, flushed) = (0, 0)
        expectNoAllocations {
            for _ in 0..<500 {
                now += Int64(generator.below(20))
                while groups.popFlushed(at: now) != nil { flushed += 1 }
                let latest = now + Int64(generator.below(300))
                guard let joined = groups.join(target: generator.below(5), latestStart: latest, at: now) else {
                    continue
                }
                if joined.isFull { filled += 1 } else if generator.chance(5) { groups.leave(joined.group) }
            }
        }
        #expect(filled > 100 && flushed > 100)
    }

    @Test func recentKeys() {
        var keys = RecentKeys(capacity: 100)
        var generator = SeededGenerator(seed: 3)
        var now: Int64 = 0
        var found = 0
        expectNoAllocations {
            for _ in 0..<1_000 {
                now += 1
                let low = UInt64(generator.below(200))
                if keys.value(high: 7, low: low, at: now) != nil { found += 1 }
                keys.set(high: 7, low: low, value: 1, until: now + Int64(generator.below(200)), at: now)
            }
        }
        #expect(found > 100)
    }

    @Test(arguments: [PlanCache.Eviction.leastRecentlyUsed, .leastFrequentlyUsed])
    func semanticIndex(_ eviction: PlanCache.Eviction) {
        var index = SemanticIndex(
            PlanCache(
                name: .empty, when: .always, match: .semantic(similarity: 990_000_000), key: [0], timeToLive: 300,
                anchor: .lastHit, capacity: 100, eviction: eviction))
        var generator = SeededGenerator(seed: 4)
        var embedding = [Float](repeating: 0, count: 40)
        var values: [Int64] = [0]
        var now: Int64 = 0
        var hits = 0
        expectNoAllocations {
            for _ in 0..<1_000 {
                now += Int64(generator.below(3))
                // A few directions, and a few scopes that come and go.
                for lane in embedding.indices { embedding[lane] = 0 }
                embedding[generator.below(40)] = 1
                values[0] = Int64(generator.below(10))
                let context = Fingerprint(high: 0, low: UInt64(generator.below(3)))
                let found = index.lookup(values: values, context: context, embedding: embedding, at: now)
                if found != nil { hits += 1 }
                index.fill(values: values, context: context, embedding: embedding, answer: 1, at: now)
            }
        }
        #expect(hits > 100 && index.count > 50)
    }
}
