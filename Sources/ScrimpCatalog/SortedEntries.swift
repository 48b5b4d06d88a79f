/// Something that a catalog finds by name.
protocol CatalogEntry {
    var id: String { get }
}

extension CatalogModel: CatalogEntry {}
extension CatalogGPU: CatalogEntry {}
extension CatalogRegion: CatalogEntry {}
extension CatalogQuantization: CatalogEntry {
    package var id: String { method }
}

/// Entries in the order of their ids' bytes, found in a logarithmic number of steps.
struct SortedEntries<Entry: CatalogEntry & Sendable>: Sendable {
    let entries: [Entry]

    /// Of two entries with one id the later one is kept.
    init(_ unsorted: [Entry]) {
        var latest: [Entry] = []
        latest.reserveCapacity(unsorted.count)
        // The sort is stable, so equal ids stay in the order in which they came.
        for entry in unsorted.sorted(by: { Self.precedes($0.id, $1.id) }) {
            if let last = latest.last, last.id == entry.id { latest.removeLast() }
            latest.append(entry)
        }
        entries = latest
    }

    subscript(id: String) -> Entry? {
        guard let index = Self.index(of: id, in: entries) else { return nil }
        return entries[index]
    }

    static func index<Row: CatalogEntry>(of id: String, in rows: [Row]) -> Int? {
        var low = 0
        var high = rows.count
        while low < high {
            let middle = (low + high) / 2
            if precedes(rows[middle].id, id) { low = middle + 1 } else { high = middle }
        }
        return low < rows.count && rows[low].id == id ? low : nil
    }

    static func precedes(_ left: String, _ right: String) -> Bool {
        left.utf8.lexicographicallyPrecedes(right.utf8)
    }
}
