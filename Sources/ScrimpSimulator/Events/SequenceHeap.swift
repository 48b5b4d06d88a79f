/// One call that runs on a replica.
struct RunningSequence {
    /// Virtual time at which its last token is written: that of the replica at its beginning plus its tokens.
    var end: Double
    var serial: UInt64
    var job: JobID
    var model: Int32
    var prompt: Int64
    var output: Int64

    func precedes(_ other: RunningSequence) -> Bool { end != other.end ? end < other.end : serial < other.serial }
}

/// The calls of a replica by the virtual time at which they end; a binary heap.
struct SequenceHeap {
    private var entries: [RunningSequence] = []

    var count: Int { entries.count }
    var first: RunningSequence? { entries.first }

    mutating func push(_ sequence: RunningSequence) {
        entries.append(sequence)
        rise(entries.count - 1)
    }

    mutating func pop() -> RunningSequence? {
        guard let first = entries.first, let last = entries.popLast() else { return nil }
        if !entries.isEmpty {
            entries[0] = last
            sink(0)
        }
        return first
    }

    /// Takes out the sequence of a job, wherever it is. Looks at all of them: calls seldom end before their time.
    mutating func remove(_ job: JobID) -> RunningSequence? {
        guard let index = entries.firstIndex(where: { $0.job == job }), let last = entries.popLast() else { return nil }
        guard index < entries.count else { return last }
        let removed = entries[index]
        entries[index] = last
        sink(index)
        rise(index)
        return removed
    }

    /// Takes out all, in the order in which they came.
    mutating func removeAll() -> [RunningSequence] {
        let all = entries.sorted { $0.serial < $1.serial }
        entries.removeAll(keepingCapacity: true)
        return all
    }

    private mutating func rise(_ start: Int) {
        var index = start
        while index > 0, entries[index].precedes(entries[(index - 1) / 2]) {
            entries.swapAt(index, (index - 1) / 2)
            index = (index - 1) / 2
        }
    }

    private mutating func sink(_ start: Int) {
        var index = start
        while true {
            var child = 2 * index + 1
            guard child < entries.count else { return }
            if child + 1 < entries.count, entries[child + 1].precedes(entries[child]) { child += 1 }
            guard entries[child].precedes(entries[index]) else { return }
            entries.swapAt(child, index)
            index = child
        }
    }
}
