/// The values that a number of the traffic takes, and how often.
package struct AttributeValues: Sendable {
    /// More distinct values than this are not told apart: what comes later counts for none.
    static let mostDistinct = 1 << 20

    private var counts: [Int64: Int64] = [:]
    package private(set) var isComplete = true

    package init() {}

    mutating func add(_ chunk: TraceChunk, slot: Int) {
        for row in 0..<chunk.count {
            let value = chunk.number(slot, row)
            if let count = counts[value] {
                counts[value] = count &+ 1
            } else if counts.count < Self.mostDistinct {
                counts[value] = 1
            } else {
                isComplete = false
            }
        }
    }

    /// Ascending: all of those within a range where they are at most `limit`, else as many quantiles of the requests.
    package func cuts(
        within range: ClosedRange<Int64>, limit: Int
    ) -> (values: [Int64], isComplete: Bool) {
        let known = counts.filter { range.contains($0.key) }.sorted { $0.key < $1.key }
        guard known.count > limit else { return (known.map(\.key), isComplete) }
        let total = known.reduce(Int128(0)) { $0 + Int128($1.value) }
        var values: [Int64] = []
        var passed: Int128 = 0
        var next: Int128 = 1
        for (value, count) in known where next <= Int128(limit) {
            passed += Int128(count)
            guard passed * Int128(limit + 1) >= next * total else { continue }
            values.append(value)
            while next <= Int128(limit), passed * Int128(limit + 1) >= next * total { next += 1 }
        }
        return (values, false)
    }
}
