import ScrimpSemantics

/// When a pool cannot be called.
extension Pool {
    /// Spot hardware that nothing takes over for.
    var isInterrupted: Bool {
        if case .spot(let hasFallback, _, _) = market { return !hasFallback }
        return false
    }

    /// Whether there is a time at which it takes no new calls.
    var rests: Bool { suspension != nil || suspendedDays != nil }

    /// - Parameter minute: since Monday's midnight, below 10,080. A time through midnight belongs to the day on which it begins.
    func rests(atMinuteOfWeek minute: Int) -> Bool {
        let (day, time) = (minute / 1_440, minute % 1_440)
        func isDay(_ day: Int) -> Bool { suspendedDays?.contains(day) ?? true }
        guard let suspension else { return suspendedDays != nil && isDay(day) }
        if suspension.start < suspension.end { return time >= suspension.start && time < suspension.end && isDay(day) }
        if time >= suspension.start { return isDay(day) }
        return time < suspension.end && isDay((day + 6) % 7)
    }

    /// `` from 22:00 to 06:00``, with a blank in front; empty for whole days.
    var restText: String {
        guard let suspension else { return "" }
        return " from \(FigureText.clock(suspension.start)) to \(FigureText.clock(suspension.end))"
    }
}
