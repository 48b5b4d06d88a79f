import ScrimpPlan

/// The exact caches of a policy: which answers there are, under which keys, how old and how much used. The answers are the host's.
///
/// A large one that threads share is cut into stripes by the hash of the key, each with its lock and its share of the capacity, so
/// that threads seldom meet. An entry then makes room for others of its stripe alone: of several thousand entries that is nearly
/// the one that would have gone anyway, and with threads their order is a matter of chance already.
///
struct ExactCaches: Sendable {
    /// Where the stripes and the key's attributes of one cache are; no stripes for a cache of another kind.
    private struct Place: Sendable {
        var firstStripe: Int
        /// A power of two.
        var stripeCount: Int
        var firstAttribute: Int
        var attributeCount: Int
    }

    /// By cache of the plan.
    private let places: FixedTable<Place>
    private let stripes: FixedTable<Guarded<ExactCacheStripe>>
    private let attributes: FixedTable<Int>

    private static let stripedFrom: Int64 = 65_536
    private static let stripesOfMany = 16

    init(_ caches: [PlanCache], threads: MemoryStore.Threads) {
        var places: [Place] = []
        var stripes: [Guarded<ExactCacheStripe>] = []
        var attributes: [Int] = []
        for cache in caches {
            let isMany = threads.areMany && cache.capacity >= Self.stripedFrom
            let count = cache.match.isByMeaning ? 0 : isMany ? Self.stripesOfMany : 1
            places.append(
                Place(
                    firstStripe: stripes.count, stripeCount: count, firstAttribute: attributes.count,
                    attributeCount: cache.key.count))
            attributes += cache.key.map { Int($0) }
            for index in 0..<Int64(count) {
                let rest: Int64 = index < cache.capacity % Int64(count) ? 1 : 0
                let stripe = ExactCacheStripe(cache, capacity: cache.capacity / Int64(count) + rest)
                stripes.append(Guarded(stripe, threads: threads))
            }
        }
        self.init(places: places, stripes: stripes, attributes: attributes)
    }

    private init(places: [Place], stripes: [Guarded<ExactCacheStripe>], attributes: [Int]) {
        self.places = FixedTable(places)
        self.stripes = FixedTable(stripes)
        self.attributes = FixedTable(attributes)
    }

    /// Of all entries, for one thread.
    func copy() -> ExactCaches {
        ExactCaches(
            places: (0..<places.count).map { places[$0] },
            stripes: (0..<stripes.count).map { stripes[$0].copy(threads: .one) },
            attributes: (0..<attributes.count).map { attributes[$0] })
    }

    /// For its owner.
    func destroy() {
        for index in 0..<stripes.count { stripes[index].destroy() }
        places.destroy()
        stripes.destroy()
        attributes.destroy()
    }

    /// - Parameter values: of all attributes of the request.
    @inline(__always)
    func lookup(_ cache: Int, _ values: Span<Int64>, _ content: Fingerprint, at now: Int64) -> UInt64? {
        guard places[cache].stripeCount > 0 else { return nil }
        let hash = hash(cache, values, content)
        let stripe = stripe(cache, hash)
        stripe.acquire()
        defer { stripe.release() }
        return stripe.whileHeld { $0.lookup(values, content, hash, at: now) }
    }

    /// A key that is there already gets the newer answer, and its life begins anew.
    @inline(__always)
    func fill(_ cache: Int, _ values: Span<Int64>, _ content: Fingerprint, answer: UInt64, at now: Int64) {
        guard places[cache].stripeCount > 0 else { return }
        let hash = hash(cache, values, content)
        let stripe = stripe(cache, hash)
        stripe.acquire()
        defer { stripe.release() }
        stripe.whileHeld { $0.fill(values, content, hash, answer: answer, at: now) }
    }

    @inline(__always)
    private func hash(_ cache: Int, _ values: Span<Int64>, _ content: Fingerprint) -> UInt64 {
        let first = places[cache].firstAttribute
        return EntryTable.hash(content, places[cache].attributeCount) { values[attributes[first + $0]] }
    }

    /// By other bits than those by which the stripe itself finds its place.
    @inline(__always)
    private func stripe(_ cache: Int, _ hash: UInt64) -> Guarded<ExactCacheStripe> {
        let place = Int(truncatingIfNeeded: hash >> 48) & (places[cache].stripeCount - 1)
        return stripes[places[cache].firstStripe + place]
    }
}
