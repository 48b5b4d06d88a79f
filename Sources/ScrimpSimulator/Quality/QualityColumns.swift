/// Which columns of a chunk hold how good the answer of each target is, in billionths; below zero where nobody knows.
package struct QualityColumns: Sendable {
    /// By target: its slot among the numbers of a chunk, or −1.
    package private(set) var slots: [Int] = []

    /// Nothing is known of any answer.
    init() {}

    /// - Parameter columns: by target, as `layout` calls them.
    package init(_ columns: [String?], _ layout: TraceLayout) {
        guard columns.contains(where: { $0 != nil }) else { return }
        slots = columns.map { $0.flatMap { layout.numberSlot($0) } ?? -1 }
        if slots.allSatisfy({ $0 < 0 }) { slots = [] }
    }

    package var isEmpty: Bool { slots.isEmpty }

    /// Nil where nothing is recorded of a target's answer to the request in a row.
    @inline(__always)
    func quality(of target: Int, _ row: Int, of chunk: TraceChunk) -> Int64? {
        guard target < slots.count, slots[target] >= 0 else { return nil }
        let value = chunk.numbers[slots[target] &* chunk.capacity &+ row]
        return value >= 0 ? value : nil
    }
}

/// The recorded qualities of requests that are on their way, in storage that is used again.
struct QualitySlots {
    private let columns: QualityColumns
    private let width: Int
    private var values: [Int64] = []
    private var free: [Int32] = []

    init(_ columns: QualityColumns) {
        self.columns = columns
        width = columns.slots.count
    }

    /// Keeps what is recorded of a row; −1 where no column is read.
    @inline(__always)
    mutating func keep(_ row: Int, of chunk: TraceChunk) -> Int32 {
        guard width > 0 else { return -1 }
        let slot: Int32
        if let last = free.popLast() {
            slot = last
        } else {
            slot = Int32(truncatingIfNeeded: values.count / width)
            values.append(contentsOf: repeatElement(QualityText.unrecorded, count: width))
        }
        let base = Int(slot) * width
        for target in 0..<width {
            values[base + target] = columns.quality(of: target, row, of: chunk) ?? QualityText.unrecorded
        }
        return slot
    }

    /// Nil where nothing is recorded of a target's answer.
    func quality(of target: Int, _ slot: Int32) -> Int64? {
        guard slot >= 0, target < width else { return nil }
        let value = values[Int(slot) * width + target]
        return value >= 0 ? value : nil
    }

    mutating func release(_ slot: Int32) { if slot >= 0 { free.append(slot) } }
}
