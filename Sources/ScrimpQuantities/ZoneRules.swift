/// When a time zone's offset from UTC changes: a plain table, so that plan and runtime need no time-zone database.
public struct ZoneRules: Hashable, Sendable {
    /// A moment at which the offset from UTC changes.
    public struct Transition: Hashable, Sendable {
        /// First second (since 1970, UTC) at which the offset holds.
        public var second: Int64
        /// Seconds east of UTC.
        public var offset: Int32

        public init(second: Int64, offset: Int32) {
            self.second = second
            self.offset = offset
        }
    }

    /// Offset before the first transition, in seconds east of UTC.
    public var initialOffset: Int32
    /// In ascending order of time.
    public var transitions: [Transition]

    public init(initialOffset: Int32, transitions: [Transition] = []) {
        self.initialOffset = initialOffset
        self.transitions = transitions
    }

    /// Universal time, all year.
    public static let utc = ZoneRules(initialOffset: 0)

    /// Seconds east of UTC at a second since 1970.
    public func offset(atSecond second: Int64) -> Int64 {
        var low = 0
        var high = transitions.count
        while low < high {
            let middle = (low + high) / 2
            if transitions[middle].second <= second { low = middle + 1 } else { high = middle }
        }
        return Int64(low == 0 ? initialOffset : transitions[low - 1].offset)
    }

    /// Days since 1970-01-01 and seconds since local midnight, as a wall clock shows them.
    public func local(atSecond second: Int64) -> (day: Int64, secondOfDay: Int64) {
        let local = second + offset(atSecond: second)
        let secondOfDay = ((local % 86_400) + 86_400) % 86_400
        return ((local - secondOfDay) / 86_400, secondOfDay)
    }

    /// The first instant of a local day, in seconds since 1970. A midnight that a clock change skips becomes the next
    /// instant that exists; of a midnight that happens twice, the first counts.
    public func startOfDay(_ day: Int64) -> Int64 {
        let wall = day * 86_400
        var best: Int64?
        // The offset in force at local midnight is one of those in force within a day of it.
        for probe in [wall - 86_400, wall, wall + 86_400] {
            let candidate = wall - offset(atSecond: probe)
            if candidate + offset(atSecond: candidate) == wall { best = min(best ?? candidate, candidate) }
        }
        if let best { return best }
        for transition in transitions where transition.second > wall - 2 * 86_400 {
            if transition.second + Int64(transition.offset) >= wall { return transition.second }
        }
        return wall - offset(atSecond: wall)
    }
}
