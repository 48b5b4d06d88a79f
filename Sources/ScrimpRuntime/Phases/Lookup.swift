import ScrimpPlan

/// Which cache answers, and with what.
struct CacheHit {
    var cache: UInt16
    var answer: UInt64
}

// Lookup: caches in source order, the first hit wins; a miss in all of them fills all that are meant for the request.
//
// Caches of documents and of parts do not end the request: the first hit of each kind goes along with the decision.
extension Evaluator {
    mutating func lookup<Watcher: Observer>(
        _ request: Request, _ considering: inout Considering, observer: inout Watcher
    ) -> CacheHit? {
        for index in plan.caches.indices {
            guard holds(plan.caches[index].when, request) else {
                observer.cacheMissed(index, .notMeant)
                continue
            }
            guard hasTrackedKey(index, request) else {
                observer.cacheMissed(index, .untrackedKey)
                continue
            }
            let cache = UInt16(truncatingIfNeeded: index)
            switch find(index, request) {
            case .missing(let reason): observer.cacheMissed(index, reason)
            case .none:
                observer.cacheMissed(index, .noEntry)
                considering.caches |= 1 &<< UInt64(index)
            case .found(let answer):
                observer.cacheHit(index)
                switch plan.caches[index].match {
                case .exact, .semantic:
                    count(cached: request)
                    return CacheHit(cache: cache, answer: answer)
                case .retrieval:
                    if considering.retrieved == nil { considering.retrieved = CacheReuse(cache: cache, answer: answer) }
                case .partial:
                    if considering.partial == nil { considering.partial = CacheReuse(cache: cache, answer: answer) }
                }
            }
        }
        return nil
    }

    private enum Found {
        case found(UInt64)
        case none
        /// The cache cannot be asked.
        case missing(MissReason)
    }

    private mutating func find(_ index: Int, _ request: Request) -> Found {
        switch plan.caches[index].match {
        case .exact:
            guard let content = request.content else { return .missing(.noContent) }
            return find(exactly: content, index, request)
        case .partial:
            guard let part = request.part else { return .missing(.noPart) }
            return find(exactly: part, index, request)
        case .semantic(let similarity), .retrieval(let similarity):
            if let match = request.match, Int(match.cache) == index {
                return match.similarity >= similarity ? .found(match.answer) : .none
            }
            guard let embedding = request.embedding else { return .missing(.noEmbedding) }
            guard let part = state.semanticCaches[index] else { return .none }
            part.acquire()
            defer { part.release() }
            return part.whileHeld { cache in
                if let refusal = cache.refusal(of: embedding) { return .missing(MissReason(refusal)) }
                let hit = cache.lookup(
                    values: request.values, context: request.context ?? .none, embedding: embedding, at: now)
                return hit.map { .found($0.answer) } ?? .none
            }
        }
    }

    private mutating func find(exactly content: Fingerprint, _ index: Int, _ request: Request) -> Found {
        guard let answer = state.exactCaches.lookup(index, request.values.span, content, at: now) else {
            return .none
        }
        return .found(answer)
    }

    private mutating func count(cached request: Request) {
        for index in state.cells.indices {
            let part = state.cells[index]
            part.acquire()
            part.whileHeld { cells in
                let cell = cells.cell(request.values[...])
                cells.cells[cell].cachedAnswers += 1
            }
            part.release()
        }
    }

    /// Texts that are not tracked share one symbol, so that equal symbols do not mean equal texts.
    private mutating func hasTrackedKey(_ cache: Int, _ request: Request) -> Bool {
        for attribute in plan.caches[cache].key {
            let other = tables.otherSymbols[Int(attribute)]
            if other != .min, request.values[Int(attribute)] == other { return false }
        }
        return true
    }

    /// Fills the caches that a call was meant for with the host's number of its answer.
    mutating func fill(_ place: Int, _ answer: UInt64) {
        let call = calls.calls[place].call
        guard call.caches != 0, !call.isShadow else { return }
        for index in plan.caches.indices where call.caches & (1 &<< UInt64(index)) != 0 {
            switch plan.caches[index].match {
            case .exact, .partial:
                let key = plan.caches[index].match == .exact ? call.content : call.part
                let values = calls.values.span.extracting(calls.valueRange(of: place))
                state.exactCaches.fill(index, values, key, answer: answer, at: now)
            case .semantic, .retrieval:
                guard let embedding = calls.embedding(of: place) else { continue }
                let values = calls.values(of: place)
                state.semanticCaches[index]?.withLock {
                    _ = $0.fill(
                        values: values, context: call.context, embedding: embedding.span, answer: answer, at: now)
                }
            }
        }
    }
}

extension MissReason {
    init(_ refusal: SemanticIndex.Refusal) {
        switch refusal {
        case .noEmbedding: self = .noEmbedding
        case .otherDimensions: self = .otherDimensions
        case .notFinite: self = .notFinite
        }
    }
}
