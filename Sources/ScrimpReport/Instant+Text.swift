import ScrimpQuantities
import ScrimpSimulator

extension Instant {
    /// `2026-09-01 00:00`, in UTC.
    var text: String {
        let (day, minute) = dayAndMinute
        func two(_ value: Int64) -> String { value < 10 ? "0\(value)" : "\(value)" }
        return "\(CivilDate(daysSinceEpoch: day).isoText) \(two(minute / 60)):\(two(minute % 60))"
    }

    private var dayAndMinute: (Int64, Int64) {
        let second = seconds
        let secondOfDay = ((second % 86_400) + 86_400) % 86_400
        return ((second - secondOfDay) / 86_400, secondOfDay / 60)
    }
}

extension Int64 {
    /// A length in nanoseconds: `30 d`, `59 min`.
    var lengthText: String {
        let units: [(String, Int64)] = [
            ("d", 86_400_000_000_000), ("h", 3_600_000_000_000), ("min", 60_000_000_000), ("s", 1_000_000_000),
            ("ms", 1_000_000),
        ]
        for (symbol, length) in units where self >= 2 * length || self == length {
            return self % length == 0
                ? "\(self / length) \(symbol)" : "\((self / (length / 10)).decimal(places: 1)) \(symbol)"
        }
        return "\(self) ns"
    }
}
