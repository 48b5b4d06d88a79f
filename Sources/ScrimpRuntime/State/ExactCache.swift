import ScrimpPlan

/// An exact cache: which answers there are, under which keys, how old and how much used. The answers are the host's.
struct ExactCache: Sendable {
    private struct Entry: Sendable {
        var content: Fingerprint
        var answer: UInt64
    }

    private let attributes: [Int]
    private var order: EntryOrder
    private var table = EntryTable()
    private var entries: [Entry] = []
    /// Values of the key's attributes, `attributes.count` per entry.
    private var keys: [Int64] = []

    var count: Int { order.count }

    init(_ cache: PlanCache) {
        attributes = cache.key.map { Int($0) }
        order = EntryOrder(cache)
    }

    /// - Parameter values: of all attributes of the request.
    mutating func lookup(_ values: [Int64], _ content: Fingerprint, at now: Int64) -> UInt64? {
        dropExpired(at: now)
        guard count > 0, let entry = find(values[...], content, hash(values[...], content)) else { return nil }
        order.hit(entry, at: now)
        return entries[entry].answer
    }

    /// A key that is there already gets the newer answer, and its life begins anew.
    mutating func fill(_ values: ArraySlice<Int64>, _ content: Fingerprint, answer: UInt64, at now: Int64) {
        guard order.capacity > 0 else { return }
        dropExpired(at: now)
        let hash = hash(values, content)
        if let entry = find(values, content, hash) {
            entries[entry].answer = answer
            order.replace(entry, at: now)
            return
        }
        if let victim = order.victim { remove(victim) }
        let entry = order.insert(at: now)
        if entry == entries.count {
            entries.append(Entry(content: content, answer: answer))
            keys.append(contentsOf: repeatElement(0, count: attributes.count))
        } else {
            entries[entry] = Entry(content: content, answer: answer)
        }
        for (index, attribute) in attributes.enumerated() {
            keys[entry * attributes.count + index] = values[values.startIndex + attribute]
        }
        table.insert(entry, hash: hash)
    }

    private mutating func dropExpired(at now: Int64) {
        while let expired = order.expired(at: now) { remove(expired) }
    }

    private mutating func remove(_ entry: Int) {
        table.remove(entry)
        order.remove(entry)
    }

    private func hash(_ values: ArraySlice<Int64>, _ content: Fingerprint) -> UInt64 {
        EntryTable.hash(values, of: attributes, content)
    }

    private func find(_ values: ArraySlice<Int64>, _ content: Fingerprint, _ hash: UInt64) -> Int? {
        table.find(hash) { entry in
            entries[entry].content == content && EntryTable.hasKey(entry, in: keys, values, of: attributes)
        }
    }
}
