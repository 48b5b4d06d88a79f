import ScrimpQuantities

extension Instant {
    /// `2026-11-24T12:00:00Z`, with decimals of the second where it has any. `init(isoText:)` reads it.
    var isoText: String {
        let (day, second) = seconds.quotientAndRemainder(dividingBy: 86_400)
        let date = CivilDate(daysSinceEpoch: second < 0 ? day - 1 : day)
        let ofDay = second < 0 ? second + 86_400 : second
        func two(_ value: Int64) -> String { (value < 10 ? "0" : "") + String(value) }
        var text = "\(date.isoText)T\(two(ofDay / 3_600)):\(two(ofDay / 60 % 60)):\(two(ofDay % 60))"
        let rest = nanoseconds - seconds * Instant.nanosecondsPerSecond
        if rest > 0 {
            var decimals = String(rest)
            decimals = "." + String(repeating: "0", count: max(0, 9 - decimals.count)) + decimals
            while decimals.last == "0" { decimals.removeLast() }
            text += decimals
        }
        return text + "Z"
    }
}
