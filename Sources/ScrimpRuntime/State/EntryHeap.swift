/// Numbered entries by a key of two parts, of which the least is first.
struct EntryHeap: Sendable {
    private struct Item: Sendable {
        var major: UInt64
        var minor: UInt64
        var entry: Int32

        func precedes(_ other: Item) -> Bool { major != other.major ? major < other.major : minor < other.minor }
    }

    private var items: [Item] = []
    /// By entry.
    private var places: [Int32] = []

    /// The entry with the least key; nil where the heap is empty.
    var first: Int? { items.isEmpty ? nil : Int(items[0].entry) }

    mutating func insert(_ entry: Int, major: UInt64, minor: UInt64) {
        while places.count <= entry { places.append(-1) }
        let item = Item(major: major, minor: minor, entry: Int32(truncatingIfNeeded: entry))
        items.append(item)
        siftUp(item, from: items.count - 1)
    }

    /// Of an entry that is in the heap.
    mutating func change(_ entry: Int, major: UInt64, minor: UInt64) {
        let place = Int(places[entry])
        let item = Item(major: major, minor: minor, entry: Int32(truncatingIfNeeded: entry))
        if item.precedes(items[place]) { siftUp(item, from: place) } else { siftDown(item, from: place) }
    }

    /// Of an entry that is in the heap.
    mutating func remove(_ entry: Int) {
        let place = Int(places[entry])
        guard let last = items.popLast(), place < items.count else { return }
        if last.precedes(items[place]) { siftUp(last, from: place) } else { siftDown(last, from: place) }
    }

    /// Finds the place of an item, given that the one there is to be written over.
    private mutating func siftUp(_ item: Item, from start: Int) {
        var place = start
        while place > 0, item.precedes(items[(place - 1) / 2]) {
            put(items[(place - 1) / 2], at: place)
            place = (place - 1) / 2
        }
        put(item, at: place)
    }

    private mutating func siftDown(_ item: Item, from start: Int) {
        var place = start
        while true {
            var child = 2 * place + 1
            guard child < items.count else { break }
            if child + 1 < items.count, items[child + 1].precedes(items[child]) { child += 1 }
            guard items[child].precedes(item) else { break }
            put(items[child], at: place)
            place = child
        }
        put(item, at: place)
    }

    private mutating func put(_ item: Item, at place: Int) {
        items[place] = item
        places[Int(item.entry)] = Int32(truncatingIfNeeded: place)
    }
}
