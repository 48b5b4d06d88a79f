/// A trace held in memory as columns, for replaying the same traffic many times.
package struct TraceTable: Sendable {
    package let layout: TraceLayout
    package private(set) var times: [Int64] = []
    /// One array for each slot of numbers.
    package private(set) var numbers: [[Int64]]
    /// One array for each slot of symbols.
    package private(set) var symbols: [[UInt32]]
    /// The texts of each slot of symbols.
    package private(set) var tables: [SymbolTable]

    package var count: Int { times.count }

    /// Reads a source to its end.
    package init(reading source: inout TraceSource) throws(TraceError) {
        layout = source.layout
        numbers = [[Int64]](repeating: [], count: layout.numbers.count)
        symbols = [[UInt32]](repeating: [], count: layout.symbols.count)
        tables = []
        var chunk = source.makeChunk()
        while try source.next(&chunk) {
            times.append(contentsOf: chunk.times[..<chunk.count])
            for slot in numbers.indices {
                let base = slot * chunk.capacity
                numbers[slot].append(contentsOf: chunk.numbers[base..<base + chunk.count])
            }
            for slot in symbols.indices {
                let base = slot * chunk.capacity
                symbols[slot].append(contentsOf: chunk.symbols[base..<base + chunk.count])
            }
        }
        for slot in symbols.indices { tables.append(source.symbols(slot)) }
    }

    /// Copies up to a chunk of rows from `start` on and returns how many there were.
    func copy(from start: Int, into chunk: inout TraceChunk) -> Int {
        let count = max(min(chunk.capacity, self.count - start), 0)
        chunk.count = count
        chunk.firstRow = Int64(start)
        Self.copy(times, start, &chunk.times, 0, count)
        for slot in numbers.indices { Self.copy(numbers[slot], start, &chunk.numbers, slot * chunk.capacity, count) }
        for slot in symbols.indices { Self.copy(symbols[slot], start, &chunk.symbols, slot * chunk.capacity, count) }
        return count
    }

    /// At once, for loops over elements are several times as slow: both ranges are held against their arrays.
    private static func copy<Element>(
        _ origin: [Element], _ start: Int, _ target: inout [Element], _ base: Int, _ count: Int
    ) {
        unsafe origin.withUnsafeBufferPointer { source in
            unsafe target.withUnsafeMutableBufferPointer { destination in
                let rows = source.extracting(start..<start + count)
                _ = unsafe destination.extracting(base..<base + count).update(fromContentsOf: rows)
            }
        }
    }
}
