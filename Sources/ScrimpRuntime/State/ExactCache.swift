import ScrimpPlan

/// An exact cache: which answers there are, under which keys, how old and how much used. The answers are the host's.
///
/// A large one that threads share is cut into stripes by the hash of the key, each with its lock and its share of the capacity, so
/// that threads seldom meet. An entry then makes room for others of its stripe alone: of several thousand entries that is nearly
/// the one that would have gone anyway, and with threads their order is a matter of chance already.
struct ExactCache: Sendable {
    private let attributes: [Int]
    private let stripes: [Guarded<ExactCacheStripe>]

    private static let stripedFrom: Int64 = 65_536
    private static let stripeCount = 16

    init(_ cache: PlanCache, isShared: Bool) {
        attributes = cache.key.map { Int($0) }
        let count = isShared && cache.capacity >= Self.stripedFrom ? Self.stripeCount : 1
        let whole = cache.capacity / Int64(count)
        let rest = cache.capacity % Int64(count)
        stripes = (0..<count).map { index in
            Guarded(ExactCacheStripe(cache, capacity: whole + (Int64(index) < rest ? 1 : 0)), isShared: isShared)
        }
    }

    private init(attributes: [Int], stripes: [Guarded<ExactCacheStripe>]) {
        self.attributes = attributes
        self.stripes = stripes
    }

    /// Of all its entries, for one thread.
    func copy() -> ExactCache {
        ExactCache(attributes: attributes, stripes: stripes.map { $0.copy(isShared: false) })
    }

    /// For its owner.
    func destroy() { for stripe in stripes { stripe.destroy() } }

    var count: Int { stripes.reduce(0) { $0 + $1.withLock { $0.count } } }

    /// - Parameter values: of all attributes of the request.
    @inline(__always)
    func lookup(_ values: [Int64], _ content: Fingerprint, at now: Int64) -> UInt64? {
        let hash = EntryTable.hash(values[...], of: attributes, content)
        let stripe = stripe(hash)
        stripe.acquire()
        defer { stripe.release() }
        return stripe.whileHeld { $0.lookup(values[...], content, hash, at: now) }
    }

    /// A key that is there already gets the newer answer, and its life begins anew.
    @inline(__always)
    func fill(_ values: ArraySlice<Int64>, _ content: Fingerprint, answer: UInt64, at now: Int64) {
        let hash = EntryTable.hash(values, of: attributes, content)
        let stripe = stripe(hash)
        stripe.acquire()
        defer { stripe.release() }
        stripe.whileHeld { $0.fill(values, content, hash, answer: answer, at: now) }
    }

    /// By other bits than those by which the stripe itself finds its place.
    @inline(__always)
    private func stripe(_ hash: UInt64) -> Guarded<ExactCacheStripe> {
        stripes[Int(truncatingIfNeeded: hash >> 48) & (stripes.count - 1)]
    }
}

/// The entries of one stripe.
struct ExactCacheStripe: Sendable {
    private struct Entry: Sendable {
        var content: Fingerprint
        var answer: UInt64
        /// Value of the key's first attribute: most keys have just one.
        var first: Int64
    }

    private let attributes: [Int]
    private var order: EntryOrder
    private var table = EntryTable()
    private var entries: [Entry] = []
    /// Values of the key's further attributes, `attributes.count − 1` per entry.
    private var keys: [Int64] = []

    var count: Int { order.count }

    init(_ cache: PlanCache, capacity: Int64) {
        attributes = cache.key.map { Int($0) }
        order = EntryOrder(cache, capacity: capacity)
    }

    mutating func lookup(_ values: ArraySlice<Int64>, _ content: Fingerprint, _ hash: UInt64, at now: Int64) -> UInt64?
    {
        dropExpired(at: now)
        guard count > 0, let entry = find(values, content, hash) else { return nil }
        order.hit(entry, at: now)
        return entries[entry].answer
    }

    mutating func fill(
        _ values: ArraySlice<Int64>, _ content: Fingerprint, _ hash: UInt64, answer: UInt64, at now: Int64
    ) {
        guard order.capacity > 0 else { return }
        dropExpired(at: now)
        if let entry = find(values, content, hash) {
            entries[entry].answer = answer
            order.replace(entry, at: now)
            return
        }
        if let victim = order.victim { remove(victim) }
        let entry = order.insert(at: now)
        let new = Entry(content: content, answer: answer, first: first(of: values))
        if entry == entries.count {
            entries.append(new)
            keys.append(contentsOf: repeatElement(0, count: furtherCount))
        } else {
            entries[entry] = new
        }
        for index in 0..<furtherCount {
            keys[entry * furtherCount + index] = values[values.startIndex + attributes[index + 1]]
        }
        table.insert(entry, hash: hash)
    }

    @inline(__always)
    private mutating func dropExpired(at now: Int64) {
        while let expired = order.expired(at: now) { remove(expired) }
    }

    private mutating func remove(_ entry: Int) {
        table.remove(entry)
        order.remove(entry)
    }

    @inline(__always)
    private var furtherCount: Int { max(attributes.count - 1, 0) }

    @inline(__always)
    private func first(of values: ArraySlice<Int64>) -> Int64 {
        attributes.isEmpty ? 0 : values[values.startIndex + attributes[0]]
    }

    @inline(__always)
    private func find(_ values: ArraySlice<Int64>, _ content: Fingerprint, _ hash: UInt64) -> Int? {
        let first = first(of: values)
        return table.find(hash) { entry in
            entries[entry].content == content && entries[entry].first == first && hasFurtherKeys(entry, values)
        }
    }

    @inline(__always)
    private func hasFurtherKeys(_ entry: Int, _ values: ArraySlice<Int64>) -> Bool {
        for index in 0..<furtherCount
        where keys[entry * furtherCount + index] != values[values.startIndex + attributes[index + 1]] {
            return false
        }
        return true
    }
}
