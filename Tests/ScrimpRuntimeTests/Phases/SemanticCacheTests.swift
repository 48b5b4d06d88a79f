import ScrimpPlan
import ScrimpQuantities
import ScrimpRuntime
import Testing

@Suite struct SemanticCacheTests {
    private func policy(_ match: PlanCache.Match = .semantic(similarity: 900_000_000)) -> SimplePolicy {
        var policy = SimplePolicy()
        policy.builder.cache("meaning", match, key: [policy.tenant])
        return policy
    }

    private func request(
        _ engine: Engine<MemoryStore>, _ tenant: String, _ embedding: [Float]?, context: UInt64 = 0
    ) throws -> Request {
        var request = try engine.request(tenant, cost: 1)
        request.embedding = embedding
        request.context = Fingerprint(high: context, low: 1)
        return request
    }

    private func fill(_ engine: Engine<MemoryStore>, _ request: Request, answer: UInt64) throws {
        let decision = try engine.decide(request, at: .after(0))
        #expect(decision.isCall)
        _ = try engine.settle(decision, Usage(promptTokens: 1), answer: answer, at: .after(0))
    }

    @Test func whatMeansTheSameIsAnsweredWithinItsScope() throws {
        let engine = try policy().builder.engine()
        try fill(engine, request(engine, "a", [1, 0, 0]), answer: 7)
        func verdict(_ tenant: String, _ embedding: [Float], context: UInt64 = 0) throws -> Verdict {
            var none = NullObserver()
            return try engine.explain(
                request(engine, tenant, embedding, context: context), at: .after(1), observer: &none
            ).verdict
        }
        #expect(try verdict("a", [2, 0.5, 0]) == .cached(cache: 0, answer: 7))
        #expect(try verdict("a", [1, 1, 0]) == .call(target: 0))
        #expect(try verdict("b", [1, 0, 0]) == .call(target: 0))
        #expect(try verdict("a", [1, 0, 0], context: 1) == .call(target: 0))
    }

    @Test func aMissSaysWhy() throws {
        let engine = try policy().builder.engine()
        try fill(engine, request(engine, "a", [1, 0, 0]), answer: 7)
        struct Misses: Observer {
            var reasons: [MissReason] = []
            mutating func cacheMissed(_ index: Int, _ reason: MissReason) { reasons.append(reason) }
        }
        for (embedding, reason) in [
            (nil, .noEmbedding), ([0, 0, 0], .noEmbedding), ([1, 0], .otherDimensions), ([.nan, 0, 0], .notFinite),
            ([0, 1, 0], .noEntry),
        ] as [([Float]?, MissReason)] {
            var misses = Misses()
            let decision = try engine.explain(request(engine, "a", embedding), at: .after(1), observer: &misses)
            #expect(misses.reasons == [reason])
            #expect(decision.fills(cache: 0) == (reason == .noEntry))
        }
    }

    @Test func theHostMayHaveFoundTheAnswerItself() throws {
        let engine = try policy().builder.engine()
        func verdict(_ similarity: Int64, cache: UInt16 = 0) throws -> Verdict {
            var request = try request(engine, "a", nil)
            request.match = SemanticMatch(cache: cache, answer: 5, similarity: similarity)
            return try engine.decide(request, at: .after(0)).verdict
        }
        #expect(try verdict(900_000_000) == .cached(cache: 0, answer: 5))
        #expect(try verdict(899_999_999) == .call(target: 0))
        #expect(try verdict(1_000_000_000, cache: 1) == .call(target: 0))
    }

    @Test func foundDocumentsGoAlongWithTheCall() throws {
        let engine = try policy(.retrieval(similarity: 900_000_000)).builder.engine()
        try fill(engine, request(engine, "a", [1, 0]), answer: 3)
        let decision = try engine.decide(request(engine, "a", [1, 0.1]), at: .after(1))
        #expect(decision.isCall && decision.retrieved?.answer == 3 && decision.partial == nil)
        #expect(!decision.fills(cache: 0))
        #expect(try engine.decide(request(engine, "b", [1, 0.1]), at: .after(1)).retrieved == nil)
    }

    @Test func foundPartsGoAlongWithTheCall() throws {
        let engine = try policy(.partial).builder.engine()
        var request = try request(engine, "a", nil)
        request.part = Fingerprint(high: 1, low: 2)
        try fill(engine, request, answer: 4)
        #expect(try engine.decide(request, at: .after(1)).partial?.answer == 4)
        request.part = Fingerprint(high: 1, low: 3)
        #expect(try engine.decide(request, at: .after(1)).partial == nil)
        request.part = nil
        let without = try engine.decide(request, at: .after(1))
        #expect(without.partial == nil && !without.fills(cache: 0))
    }

    @Test func aFailedCallFillsNothingAndALateOneDoes() throws {
        let engine = try policy().builder.engine()
        let request = try request(engine, "a", [1, 0])
        let failed = try engine.decide(request, at: .after(0))
        _ = try engine.settle(failed, Usage(promptTokens: 1, outcome: .failed), answer: 1, at: .after(0))
        let lapsed = try engine.decide(request, at: .after(1))
        #expect(lapsed.isCall)
        engine.tick(.after(.hour))
        _ = try engine.settle(lapsed, Usage(promptTokens: 1), answer: 2, at: .after(.hour))
        #expect(try engine.decide(request, at: .after(.hour)).verdict == .cached(cache: 0, answer: 2))
    }
}
