package import ScrimpPlan

/// A semantic cache: which answers there are, for which embeddings, apart for every scope (the values of the key's
/// attributes, and the fingerprint of the context). The answers are the host's, and so are the embeddings.
///
/// A lookup compares with every live entry of its scope; nothing is approximated by an index. The cosine is a sum of
/// single-precision products in one fixed order, so that it is the same on every machine and differs from the true one by a
/// few 1e-7 at most.
package struct SemanticIndex: Sendable {
    /// Why an embedding matches nothing and is not stored.
    package enum Refusal: UInt8, Error, Hashable {
        /// There is none, or it has no direction because it is all zeros.
        case noEmbedding
        /// It has another number of dimensions than the entries that there are.
        case otherDimensions
        case notFinite
    }
    struct Entry: Sendable {
        var answer: UInt64 = 0
        var scope: Int32 = 0
        var next: Int32 = -1
        var previous: Int32 = -1
    }
    struct Scope: Sendable {
        var context: Fingerprint
        /// In the order of insertion.
        var first: Int32 = -1
        var last: Int32 = -1
    }

    let attributes: [Int]
    /// Least similarity, in billionths.
    private let threshold: Int64
    private var order: EntryOrder
    var entries: [Entry] = []
    var scopes: [Scope] = []
    /// Values of the key's attributes, `attributes.count` per scope.
    var scopeKeys: [Int64] = []
    var scopeTable = EntryTable()
    var freeScopes: [Int32] = []
    /// Of the entries that there are; any number while there are none.
    private var dimensions = 0
    /// Vectors of length one, `stride` blocks per entry, padded with zeros.
    var vectors: [Block] = []
    /// The embedding that is asked for, in the same form.
    var query: [Block] = []

    /// - Parameter cache: one that matches by meaning; any other takes only the same embedding.
    package init(_ cache: PlanCache) {
        attributes = cache.key.map { Int($0) }
        switch cache.match {
        case .semantic(let similarity), .retrieval(let similarity): threshold = similarity
        case .exact, .partial: threshold = PlanAttribute.ratioScale
        }
        order = EntryOrder(cache, capacity: cache.capacity)
    }

    package var count: Int { order.count }

    /// Blocks per vector.
    var stride: Int { dimensions / Block.scalarCount + (dimensions % Block.scalarCount > 0 ? 1 : 0) }

    /// The most similar live entry of the scope if it is similar enough; of equally similar ones, the one that was inserted
    /// first.
    /// - Parameters:
    ///   - values: of all attributes of the request.
    ///   - context: of whatever else the answer depends on.
    /// - Returns: the answer and the cosine in billionths, rounded half away from zero. Cosines of 1 − 1e-6 or more are those of
    ///   the same embedding, and count as 1.
    package mutating func lookup(
        values: [Int64], context: Fingerprint, embedding: Span<Float>, at now: Int64
    ) -> (answer: UInt64, similarity: Int64)? {
        dropExpired(at: now)
        guard count > 0, let scope = scope(values[...], context), prepare(embedding) == nil else { return nil }
        guard let best = nearest(in: scope) else { return nil }
        let similarity = Self.billionths(best.cosine)
        guard similarity >= threshold else { return nil }
        order.hit(best.entry, at: now)
        return (entries[best.entry].answer, similarity)
    }

    /// An embedding that is there already gets the newer answer, and its life begins anew.
    /// - Returns: why it was not stored; nil where it was, or where the cache has no room for anything.
    @discardableResult package mutating func fill(
        values: ArraySlice<Int64>, context: Fingerprint, embedding: Span<Float>, answer: UInt64, at now: Int64
    ) -> Refusal? {
        dropExpired(at: now)
        if order.count == 0 { adopt(dimensions: embedding.count) }
        if let refusal = prepare(embedding) { return refusal }
        guard order.capacity > 0 else { return nil }
        if let scope = scope(values, context), let best = nearest(in: scope), Self.isSame(best.cosine) {
            entries[best.entry].answer = answer
            order.replace(best.entry, at: now)
            return nil
        }
        if let victim = order.victim { remove(victim) }
        let entry = order.insert(at: now)
        store(entry)
        if entry == entries.count { entries.append(Entry()) }
        entries[entry].answer = answer
        link(entry, to: scope(values, context) ?? makeScope(values, context))
        return nil
    }

    /// Why an embedding would match nothing.
    package func refusal(of embedding: Span<Float>) -> Refusal? {
        switch Self.length(of: embedding) {
        case .failure(let refusal): refusal
        case .success: order.count > 0 && embedding.count != dimensions ? .otherDimensions : nil
        }
    }

    /// As with a span of it.
    package mutating func lookup(
        values: [Int64], context: Fingerprint, embedding: [Float], at now: Int64
    ) -> (answer: UInt64, similarity: Int64)? {
        lookup(values: values, context: context, embedding: embedding.span, at: now)
    }

    /// As with a span of it.
    @discardableResult package mutating func fill(
        values: [Int64], context: Fingerprint, embedding: [Float], answer: UInt64, at now: Int64
    ) -> Refusal? {
        fill(values: values[...], context: context, embedding: embedding.span, answer: answer, at: now)
    }

    package func refusal(of embedding: [Float]) -> Refusal? { refusal(of: embedding.span) }

    private mutating func dropExpired(at now: Int64) {
        while let expired = order.expired(at: now) { remove(expired) }
    }

    private mutating func remove(_ entry: Int) {
        unlink(entry)
        order.remove(entry)
    }

    /// An index without entries takes embeddings of any kind.
    private mutating func adopt(dimensions: Int) {
        guard dimensions != self.dimensions else { return }
        self.dimensions = dimensions
        vectors.removeAll(keepingCapacity: true)
        query.removeAll(keepingCapacity: true)
    }

    /// Puts an embedding into `query`, at length one.
    private mutating func prepare(_ embedding: Span<Float>) -> Refusal? {
        let scale: Double
        switch Self.length(of: embedding) {
        case .failure(let refusal): return refusal
        case .success(let length): scale = 1 / length
        }
        guard embedding.count == dimensions else { return .otherDimensions }
        while query.count < stride { query.append(Block.zero) }
        for block in 0..<stride {
            let start = block * Block.scalarCount
            var scaled = Block.zero
            for lane in 0..<min(Block.scalarCount, dimensions - start) {
                scaled[lane] = Float(Double(embedding[start + lane]) * scale)
            }
            query[block] = scaled
        }
        return nil
    }

    /// Keeps `query` as the vector of an entry.
    private mutating func store(_ entry: Int) {
        let (start, end) = (entry * stride, (entry + 1) * stride)
        if vectors.capacity < end {
            // By doubling, but never more than all entries need.
            vectors.reserveCapacity(min(max(2 * (entry + 1), 16), order.capacity) * stride)
        }
        while vectors.count < end { vectors.append(Block.zero) }
        for block in 0..<stride { vectors[start + block] = query[block] }
    }
}
