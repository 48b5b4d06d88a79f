import ScrimpPlan

/// Which cache answers, and with what.
struct CacheHit {
    var cache: UInt16
    var answer: UInt64
}

// Lookup: caches in source order, the first hit wins; a miss in all of them fills all that are meant for the request.
extension Evaluator {
    mutating func lookup<Watcher: Observer>(
        _ request: Request, _ state: inout Considering, observer: inout Watcher
    ) -> CacheHit? {
        for index in plan.caches.indices {
            switch plan.caches[index].match {
            case .exact: break
            case .semantic, .retrieval, .partial:
                observer.cacheMissed(index, .noEmbedding)
                continue
            }
            guard holds(plan.caches[index].when, request) else {
                observer.cacheMissed(index, .notMeant)
                continue
            }
            guard let content = request.content else {
                observer.cacheMissed(index, .noContent)
                continue
            }
            guard hasTrackedKey(index, request) else {
                observer.cacheMissed(index, .untrackedKey)
                continue
            }
            let key = CacheKey(values: request.values, content: content)
            guard let answer = store.lookup(cache: index, key: key) else {
                observer.cacheMissed(index, .noEntry)
                state.caches |= 1 << UInt64(index)
                continue
            }
            observer.cacheHit(index)
            store.countCached(values: request.values)
            return CacheHit(cache: UInt16(truncatingIfNeeded: index), answer: answer)
        }
        return nil
    }

    /// Texts that are not tracked share one symbol, so that equal symbols do not mean equal texts.
    private func hasTrackedKey(_ cache: Int, _ request: Request) -> Bool {
        for attribute in plan.caches[cache].key {
            let table = Int(tables.symbols[Int(attribute)])
            if table >= 0, request.values[Int(attribute)] == symbols[table].otherSymbol { return false }
        }
        return true
    }
}
