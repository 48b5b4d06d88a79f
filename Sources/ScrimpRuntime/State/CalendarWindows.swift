package import ScrimpPlan
package import ScrimpQuantities

/// When the calendar windows that contain the present began and end, in the policy's time zone. Remembered until one ends.
///
/// Days, weeks, months, quarters and years begin at the first instant of a local day. Hours begin when a wall clock first
/// shows them: an hour that happens twice is one window, an hour that is skipped none. Minutes are 60 s each.
package struct CalendarWindows: Sendable {
    private let zone: ZoneRules
    /// By `Unit.rawValue`, in nanoseconds; the end is the first instant after the window.
    private var starts: [Int64]
    private var ends: [Int64]
    private var offset: Int64 = 0
    /// Seconds between which `offset` holds.
    private var offsetStart: Int64 = .max
    private var offsetEnd: Int64 = .min

    package init(zone: ZoneRules) {
        self.zone = zone
        starts = [Int64](repeating: .max, count: 7)
        ends = [Int64](repeating: .min, count: 7)
    }

    /// The window of a unit that contains an instant.
    package mutating func window(_ unit: PlanWindow.Unit, at now: Int64) -> (start: Int64, end: Int64) {
        let index = Int(unit.rawValue)
        if now >= ends[index] || now < starts[index] {
            let (start, end) = bounds(unit, second: Instant(nanoseconds: now).seconds)
            starts[index] = Self.nanoseconds(start)
            ends[index] = Self.nanoseconds(end)
        }
        return (starts[index], ends[index])
    }

    /// Days since 1970-01-01 and seconds since midnight, on the wall.
    package mutating func local(at now: Int64) -> (day: Int64, secondOfDay: Int64) {
        let second = Instant(nanoseconds: now).seconds
        if second < offsetStart || second >= offsetEnd { rememberOffset(at: second) }
        let wall = second + offset
        let secondOfDay = (wall % 86_400 + 86_400) % 86_400
        return ((wall - secondOfDay) / 86_400, secondOfDay)
    }

    private mutating func rememberOffset(at second: Int64) {
        offset = zone.offset(atSecond: second)
        var low = 0
        var high = zone.transitions.count
        while low < high {
            let middle = (low + high) / 2
            if zone.transitions[middle].second <= second { low = middle + 1 } else { high = middle }
        }
        offsetStart = low == 0 ? .min : zone.transitions[low - 1].second
        offsetEnd = low == zone.transitions.count ? .max : zone.transitions[low].second
    }

    private func bounds(_ unit: PlanWindow.Unit, second: Int64) -> (start: Int64, end: Int64) {
        let (day, secondOfDay) = zone.local(atSecond: second)
        let date = CivilDate(daysSinceEpoch: day)
        switch unit {
        case .minute:
            let start = second - (secondOfDay % 60)
            return (start, start + 60)
        case .hour:
            let wall = day * 86_400 + secondOfDay / 3_600 * 3_600
            return (firstInstant(wall), firstInstant(wall + 3_600))
        case .day:
            return (zone.startOfDay(day), zone.startOfDay(day + 1))
        case .week:
            let monday = day - CivilDate.weekday(ofDay: day)
            return (zone.startOfDay(monday), zone.startOfDay(monday + 7))
        case .month: return months(from: date.month, count: 1, year: date.year)
        case .quarter: return months(from: (date.month - 1) / 3 * 3 + 1, count: 3, year: date.year)
        case .year: return months(from: 1, count: 12, year: date.year)
        }
    }

    private func months(from month: Int64, count: Int64, year: Int64) -> (start: Int64, end: Int64) {
        let next = month + count
        let first = CivilDate(year: year, month: month, day: 1)
        let last = CivilDate(year: next > 12 ? year + 1 : year, month: next > 12 ? next - 12 : next, day: 1)
        return (zone.startOfDay(first.daysSinceEpoch), zone.startOfDay(last.daysSinceEpoch))
    }

    /// When a wall clock first shows a time, or passes it where it is skipped. As `ZoneRules.startOfDay`, for any second.
    private func firstInstant(_ wall: Int64) -> Int64 {
        var best: Int64?
        for probe in [wall - 86_400, wall, wall + 86_400] {
            let candidate = wall - zone.offset(atSecond: probe)
            if candidate + zone.offset(atSecond: candidate) == wall { best = min(best ?? candidate, candidate) }
        }
        if let best { return best }
        for transition in zone.transitions where transition.second > wall - 2 * 86_400 {
            if transition.second + Int64(transition.offset) >= wall { return transition.second }
        }
        return wall - zone.offset(atSecond: wall)
    }

    private static func nanoseconds(_ second: Int64) -> Int64 {
        let (product, overflow) = second.multipliedReportingOverflow(by: Instant.nanosecondsPerSecond)
        guard overflow else { return product }
        return second < 0 ? .min : .max
    }
}
