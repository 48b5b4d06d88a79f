import ScrimpPlan

/// The entries of an exact cache, or of a stripe of it.
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

    mutating func lookup(_ values: Span<Int64>, _ content: Fingerprint, _ hash: UInt64, at now: Int64) -> UInt64? {
        dropExpired(at: now)
        guard count > 0, let entry = find(values, content, hash) else { return nil }
        order.hit(entry, at: now)
        return entries[entry].answer
    }

    mutating func fill(
        _ values: Span<Int64>, _ content: Fingerprint, _ hash: UInt64, answer: UInt64, at now: Int64
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
            keys[entry * furtherCount + index] = values[attributes[index + 1]]
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
    private func first(of values: Span<Int64>) -> Int64 {
        attributes.isEmpty ? 0 : values[attributes[0]]
    }

    @inline(__always)
    private func find(_ values: Span<Int64>, _ content: Fingerprint, _ hash: UInt64) -> Int? {
        let first = first(of: values)
        return table.find(hash) { entry in
            entries[entry].content == content && entries[entry].first == first && hasFurtherKeys(entry, values)
        }
    }

    @inline(__always)
    private func hasFurtherKeys(_ entry: Int, _ values: Span<Int64>) -> Bool {
        for index in 0..<furtherCount
        where keys[entry * furtherCount + index] != values[attributes[index + 1]] {
            return false
        }
        return true
    }
}
