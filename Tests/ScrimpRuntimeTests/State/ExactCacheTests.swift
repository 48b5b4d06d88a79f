import ScrimpPlan
import ScrimpQuantities
import ScrimpRuntime
import Testing

@Suite struct ExactCacheTests {
    /// A list of entries, searched from end to end.
    private struct Naive {
        struct Entry {
            var key: UInt64
            var answer: UInt64
            var anchor: Int64
            var lastUse: Int
            var uses: Int
        }
        let ttl: Int64
        let anchor: PlanCache.Anchor
        let capacity: Int
        let eviction: PlanCache.Eviction
        var entries: [Entry] = []
        var clock = 0

        mutating func lookup(_ key: UInt64, at now: Int64) -> UInt64? {
            entries.removeAll { $0.anchor + ttl <= now }
            guard let index = entries.firstIndex(where: { $0.key == key }) else { return nil }
            clock += 1
            entries[index].lastUse = clock
            entries[index].uses += 1
            if anchor == .lastHit { entries[index].anchor = now }
            return entries[index].answer
        }

        mutating func fill(_ key: UInt64, _ answer: UInt64, at now: Int64) {
            entries.removeAll { $0.anchor + ttl <= now }
            clock += 1
            if let index = entries.firstIndex(where: { $0.key == key }) {
                entries[index].answer = answer
                entries[index].anchor = now
                entries[index].lastUse = clock
                entries[index].uses += 1
                return
            }
            if entries.count == capacity {
                let victim = entries.indices.min { left, right in
                    let (first, second) = (entries[left], entries[right])
                    if eviction == .leastFrequentlyUsed, first.uses != second.uses { return first.uses < second.uses }
                    return first.lastUse < second.lastUse
                }
                if let victim { entries.remove(at: victim) }
            }
            entries.append(Entry(key: key, answer: answer, anchor: now, lastUse: clock, uses: 1))
        }
    }

    @Test(
        arguments: [PlanCache.Anchor.insert, .lastHit], [PlanCache.Eviction.leastRecentlyUsed, .leastFrequentlyUsed])
    func agreesWithAListOfEntries(_ anchor: PlanCache.Anchor, _ eviction: PlanCache.Eviction) throws {
        for capacity in [1, 7, 40] {
            var policy = SimplePolicy()
            policy.builder.cache(
                "answers", key: [policy.tenant], ttl: 500, from: anchor, capacity: Int64(capacity), eviction: eviction)
            let engine = try policy.builder.engine()
            var naive = Naive(ttl: 500, anchor: anchor, capacity: capacity, eviction: eviction)
            var generator = Generator(UInt64(capacity))
            var hits = 0
            var now: Int64 = 0
            for answer in UInt64(0)..<4_000 {
                now += Int64(generator.below(30))
                // Small numbers more often than large ones.
                let key = UInt64(min(generator.below(60), generator.below(60)))
                let expected = naive.lookup(key, at: now)
                let decision = try engine.decide(engine.request("a", content: key), at: .after(now))
                if let expected {
                    #expect(decision.verdict == .cached(cache: 0, answer: expected))
                    hits += 1
                    continue
                }
                #expect(decision.isCall)
                now += Int64(generator.below(10))
                _ = try engine.settle(decision, Usage(), answer: answer, at: .after(now))
                naive.fill(key, answer, at: now)
            }
            #expect(hits > 50)
        }
    }

    @Test func keysAreComparedExactly() throws {
        var policy = SimplePolicy()
        policy.builder.cache("answers", key: [policy.tenant], ttl: .hour, capacity: 100)
        let engine = try policy.builder.engine()
        func ask(_ tenant: String, _ content: Fingerprint?) throws -> Decision {
            var made = engine.makeRequest()
            try made.set(engine.schema.attribute("tenant"), text: tenant)
            made.set(content: content)
            let decision = try engine.decide(made.request, at: .after(0))
            if decision.isCall { _ = try engine.settle(decision, Usage(), answer: 5, at: .after(0)) }
            return decision
        }
        #expect(try ask("a", Fingerprint(high: 1, low: 2)).isCall)
        #expect(try !ask("a", Fingerprint(high: 1, low: 2)).isCall)
        #expect(try ask("b", Fingerprint(high: 1, low: 2)).isCall)
        #expect(try ask("a", Fingerprint(high: 2, low: 1)).isCall)
        #expect(try ask("a", Fingerprint(high: 1, low: 3)).isCall)
        for _ in 0..<2 { #expect(try ask("a", nil).isCall) }
    }

    @Test func theFirstHitWinsAndAMissFillsAll() throws {
        var policy = SimplePolicy()
        let small = policy.builder.condition(policy.prompt, 0...99)
        policy.builder.cache("narrow", key: [policy.tenant, policy.prompt], when: small, ttl: 10, capacity: 10)
        policy.builder.cache("wide", key: [policy.tenant], ttl: 100, capacity: 10)
        let engine = try policy.builder.engine()
        func ask(_ cost: Int64, at time: Int64) throws -> Verdict {
            let decision = try engine.decide(engine.request("a", cost: cost, content: 1), at: .after(time))
            if decision.isCall { _ = try engine.settle(decision, Usage(), answer: UInt64(time), at: .after(time)) }
            return decision.verdict
        }
        #expect(try ask(1, at: 0) == .call(target: 0))
        #expect(try ask(1, at: 1) == .cached(cache: 0, answer: 0))
        #expect(try ask(2, at: 2) == .cached(cache: 1, answer: 0))
        #expect(try ask(500, at: 3) == .cached(cache: 1, answer: 0))
        #expect(try ask(1, at: 10) == .cached(cache: 1, answer: 0))
        #expect(try ask(1, at: 100) == .call(target: 0))
    }

    @Test func onlyAnswersThatSucceededAreKept() throws {
        var policy = SimplePolicy()
        policy.builder.cache("answers", key: [policy.tenant], ttl: .hour, capacity: 100)
        policy.builder.plan.attributions = [PlanAttribution(by: [policy.tenant], cells: 10)]
        let engine = try policy.builder.engine()
        for outcome in [Usage.Outcome.failed, .cancelled, .succeeded] {
            let decision = try engine.decide(engine.request("a", content: 1), at: .after(0))
            #expect(decision.isCall)
            _ = try engine.settle(decision, Usage(outcome: outcome), at: .after(0))
        }
        let hit = try engine.decide(engine.request("a", content: 1), at: .after(0))
        #expect(!hit.isCall)
        #expect(engine.attribution(0).map(\.cell.cachedAnswers).reduce(0, +) == 1)
    }

    @Test func textsThatAreNotTrackedAreNeverMistakenForOneAnother() throws {
        var policy = SimplePolicy()
        policy.builder.cache("answers", key: [policy.tenant], ttl: .hour, capacity: 100)
        let engine = try policy.builder.engine(texts: 0)
        for tenant in ["a", "b", "a"] {
            let decision = try engine.decide(engine.request(tenant, content: 1), at: .after(0))
            #expect(decision.isCall)
            _ = try engine.settle(decision, Usage(), at: .after(0))
        }
    }

    @Test func aCachedAnswerIsFreeAndASwitchBindsIt() throws {
        var policy = SimplePolicy()
        policy.builder.cache("answers", key: [policy.tenant], ttl: .hour, capacity: 100)
        policy.builder.budget("all", limit: 10)
        policy.builder.plan.switches = [
            PlanSwitch(name: .empty, when: .always, action: .reject(message: .empty), throwWhen: .never)
        ]
        let engine = try policy.builder.engine()
        let first = try engine.decide(engine.request("a", cost: 10, content: 1), at: .after(0))
        _ = try engine.settle(first, Usage(promptTokens: 10), answer: 3, at: .after(0))
        let request = try engine.request("a", cost: 10, content: 1)
        #expect(try engine.decide(request, at: .after(1)).verdict == .cached(cache: 0, answer: 3))
        try engine.setSwitch(0, thrown: true, at: .after(0))
        #expect(try engine.decide(request, at: .after(1)).verdict == .reject(.thrownSwitch(0)))
    }
}
