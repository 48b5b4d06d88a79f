/// Up to `capacity` requests as columns. A chunk is filled again and again: nothing is allocated per row or per chunk.
///
/// Every row in it is valid; bad rows of a file are counted and left out before they get here.
package struct TraceChunk: Sendable {
    package let capacity: Int
    package let numberCount: Int
    package let symbolCount: Int
    /// How many rows are filled.
    package internal(set) var count = 0
    /// How many rows of the source came before this chunk: row i of it is row `firstRow + i` of the source.
    package internal(set) var firstRow: Int64 = 0
    /// Arrivals, nanoseconds since 1970-01-01 00:00 UTC.
    package internal(set) var times: [Int64]
    /// Column c starts at `c * capacity`.
    package internal(set) var numbers: [Int64]
    /// Column c starts at `c * capacity`.
    package internal(set) var symbols: [UInt32]

    /// Sizes that suit the caches of current machines lie between 1,024 and 8,192.
    package init(layout: TraceLayout, capacity: Int = 4_096) {
        self.init(capacity: capacity, numberCount: layout.numbers.count, symbolCount: layout.symbols.count)
    }

    init(capacity: Int, numberCount: Int, symbolCount: Int) {
        self.capacity = max(capacity, 1)
        self.numberCount = numberCount
        self.symbolCount = symbolCount
        times = [Int64](repeating: 0, count: self.capacity)
        numbers = [Int64](repeating: 0, count: self.capacity * numberCount)
        symbols = [UInt32](repeating: 0, count: self.capacity * symbolCount)
    }

    /// A number of a row. The loops over a whole column take `numbers.span` and start at `slot * capacity`.
    package func number(_ slot: Int, _ row: Int) -> Int64 { numbers[slot * capacity + row] }

    /// A symbol of a row.
    package func symbol(_ slot: Int, _ row: Int) -> UInt32 { symbols[slot * capacity + row] }
}
