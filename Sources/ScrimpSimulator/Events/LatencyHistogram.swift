/// How many times lay how high: exact counts in classes of less than one percent, so that any percentile is known to within that.
///
/// Times below 128 ns have a class each; above, every doubling has 128 classes.
package struct LatencyHistogram: Hashable, Sendable {
    /// By class, as far as anything was recorded.
    private var counts: [Int64] = []
    package private(set) var count: Int64 = 0
    /// Nanoseconds, exact.
    package private(set) var sum: Int128 = 0
    package private(set) var greatest: Int64 = 0

    private static let bits = 7
    private static let classesPerDoubling = 1 << bits

    package init() {}

    /// How many took no time at all.
    package var zeros: Int64 { counts.first ?? 0 }

    /// Nanoseconds; nil where nothing was recorded.
    package var mean: Double? { count > 0 ? Double(sum) / Double(count) : nil }

    /// - Parameter nanoseconds: below zero counts as zero.
    package mutating func record(_ nanoseconds: Int64) {
        let value = max(nanoseconds, 0)
        let index = Self.index(of: value)
        if index >= counts.count {
            counts.append(contentsOf: repeatElement(0, count: index + 1 - counts.count))
        }
        counts[index] &+= 1
        count &+= 1
        sum &+= Int128(value)
        greatest = max(greatest, value)
    }

    package mutating func add(_ other: LatencyHistogram) {
        if other.counts.count > counts.count {
            counts.append(contentsOf: repeatElement(0, count: other.counts.count - counts.count))
        }
        for index in other.counts.indices { counts[index] &+= other.counts[index] }
        count &+= other.count
        sum &+= other.sum
        greatest = max(greatest, other.greatest)
    }

    /// The time that a share of all did not exceed, in nanoseconds: the middle of its class, and for all of
    /// them the exact greatest. Nil where nothing was recorded.
    /// - Parameter share: from 0 to 1, such as 0.99.
    package func percentile(_ share: Double) -> Int64? {
        guard count > 0, share >= 0, share <= 1 else { return nil }
        let rank = max(Int64((share * Double(count)).rounded(.up)), 1)
        if rank >= count { return greatest }
        var below: Int64 = 0
        for index in counts.indices where counts[index] > 0 {
            below &+= counts[index]
            if below >= rank { return min(Self.middle(of: index), greatest) }
        }
        return greatest
    }

    /// How many took longer; exact to the class in which the time lies, which counts as not longer.
    package func count(above nanoseconds: Int64) -> Int64 {
        let index = Self.index(of: max(nanoseconds, 0))
        return counts.dropFirst(index + 1).reduce(0, +)
    }

    private static func index(of value: Int64) -> Int {
        guard value >= Int64(classesPerDoubling) else { return Int(value) }
        let exponent = Int64.bitWidth - 1 - value.leadingZeroBitCount
        let shift = exponent - bits
        let position = Int(truncatingIfNeeded: value >> Int64(shift)) - classesPerDoubling
        return (shift + 1) * classesPerDoubling + position
    }

    private static func middle(of index: Int) -> Int64 {
        guard index >= classesPerDoubling else { return Int64(index) }
        let shift = index / classesPerDoubling - 1
        let start = Int64(index % classesPerDoubling + classesPerDoubling) << Int64(shift)
        return start + (Int64(1) << Int64(shift)) / 2
    }
}
