/// Numbered entries in the order in which they were put at the end.
struct EntryList: Sendable {
    private struct Links: Sendable {
        var next: Int32 = -1
        var previous: Int32 = -1
    }

    private var links: [Links] = []
    private var head: Int32 = -1
    private var tail: Int32 = -1

    /// Nil where the list is empty.
    var first: Int? { head < 0 ? nil : Int(head) }

    mutating func append(_ entry: Int) {
        while links.count <= entry { links.append(Links()) }
        let own = Int32(truncatingIfNeeded: entry)
        links[entry] = Links(next: -1, previous: tail)
        if tail >= 0 { links[Int(tail)].next = own } else { head = own }
        tail = own
    }

    /// Of an entry that is in the list.
    mutating func remove(_ entry: Int) {
        let own = links[entry]
        if own.previous >= 0 { links[Int(own.previous)].next = own.next } else { head = own.next }
        if own.next >= 0 { links[Int(own.next)].previous = own.previous } else { tail = own.previous }
    }

    mutating func moveToEnd(_ entry: Int) {
        guard Int(tail) != entry else { return }
        remove(entry)
        append(entry)
    }
}
