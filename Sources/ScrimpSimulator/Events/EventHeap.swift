/// What happens at a time of a replay, and to whom.
struct Event {
    enum Kind: UInt8 {
        /// A call to a model that nothing is shared with ends: `index` is its job, `stamp` the job's.
        case finish
        /// The next sequence of a replica may be complete: `index` is its pool, `part` the replica, `stamp` the replica's.
        case replicaDue
        /// A replica has started.
        case replicaUp
        /// The hardware of a replica is taken away.
        case interruption
        /// Spot hardware of a pool can be had again.
        case spotReturn
        /// A pool is looked at: whether it should grow, shrink, rest or wake.
        case look
        /// An outage begins or ends: `index` is the outage.
        case outage
    }

    var time: Int64
    var kind: Kind
    var index: Int32
    var part: Int32 = 0
    var stamp: UInt32 = 0

    /// Whether a call ends with it.
    var isWork: Bool { kind == .finish || kind == .replicaDue }
}

/// Events by time; those of one time in the order in which they were added, so that a replay can be repeated.
///
/// A heap of four children per node: half as deep as one of two, and the children of a node lie side by side. Nothing is taken
/// out before its time: who no longer wants an event gives its subject another stamp.
struct EventHeap {
    private struct Entry {
        var time: Int64
        var sequence: UInt64
        var event: Event

        @inline(__always)
        func precedes(_ other: Entry) -> Bool {
            time != other.time ? time < other.time : sequence < other.sequence
        }
    }

    private var entries: [Entry] = []
    private var nextSequence: UInt64 = 0
    /// Events that end calls, those included whose subject has another stamp meanwhile.
    private(set) var work = 0

    var isEmpty: Bool { entries.isEmpty }
    var count: Int { entries.count }

    /// When the first event is; nil for never.
    @inline(__always)
    var nextTime: Int64? { entries.first?.time }

    mutating func push(_ event: Event) {
        if event.isWork { work += 1 }
        let entry = Entry(time: event.time, sequence: nextSequence, event: event)
        nextSequence &+= 1
        entries.append(entry)
        var index = entries.count - 1
        while index > 0 {
            let parent = (index - 1) / 4
            guard entry.precedes(entries[parent]) else { break }
            entries[index] = entries[parent]
            index = parent
        }
        entries[index] = entry
    }

    mutating func pop() -> Event? {
        guard let first = entries.first, let last = entries.popLast() else { return nil }
        if !entries.isEmpty { sink(last) }
        if first.event.isWork { work -= 1 }
        return first.event
    }

    /// Finds the place of an entry below the hole at the top.
    private mutating func sink(_ entry: Entry) {
        var index = 0
        while true {
            let start = 4 * index + 1
            guard start < entries.count else { break }
            var least = start
            for child in start..<min(start + 4, entries.count) where entries[child].precedes(entries[least]) {
                least = child
            }
            guard entries[least].precedes(entry) else { break }
            entries[index] = entries[least]
            index = least
        }
        entries[index] = entry
    }
}
