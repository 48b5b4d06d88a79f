/// A point in time: nanoseconds since 1970-01-01 00:00 UTC, without leap seconds. Reaches the year 2262.
public struct Instant: Hashable, Comparable, Sendable {
    /// Since the start of 1970, UTC.
    public var nanoseconds: Int64

    public init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

    /// Nanoseconds of a second.
    public static let nanosecondsPerSecond: Int64 = 1_000_000_000
    /// Nanoseconds of a day of 24 hours.
    public static let nanosecondsPerDay: Int64 = 86_400 * nanosecondsPerSecond

    public static func < (left: Instant, right: Instant) -> Bool { left.nanoseconds < right.nanoseconds }

    /// Saturates at the ends of time instead of wrapping.
    public func advanced(by nanoseconds: Int64) -> Instant {
        let (sum, overflow) = self.nanoseconds.addingReportingOverflow(nanoseconds)
        guard overflow else { return Instant(nanoseconds: sum) }
        return Instant(nanoseconds: nanoseconds < 0 ? .min : .max)
    }

    /// Whole seconds, rounded down.
    public var seconds: Int64 {
        let quotient = nanoseconds / Self.nanosecondsPerSecond
        return nanoseconds % Self.nanosecondsPerSecond < 0 ? quotient - 1 : quotient
    }
}

/// A date of the Gregorian calendar, in some local time.
public struct CivilDate: Hashable, Sendable {
    /// Of the proleptic Gregorian calendar.
    public var year: Int64
    /// 1…12
    public var month: Int64
    /// 1…31
    public var day: Int64

    public init(year: Int64, month: Int64, day: Int64) {
        self.year = year
        self.month = month
        self.day = day
    }

    /// From days since 1970-01-01. Algorithm: H. Hinnant, "chrono-compatible low-level date algorithms", civil_from_days.
    public init(daysSinceEpoch days: Int64) {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    /// The inverse: H. Hinnant, days_from_civil.
    public var daysSinceEpoch: Int64 {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    /// 0 Monday … 6 Sunday.
    public var weekday: Int64 { CivilDate.weekday(ofDay: daysSinceEpoch) }

    /// 0 Monday … 6 Sunday, of a day counted from the start of 1970.
    public static func weekday(ofDay days: Int64) -> Int64 { ((days + 3) % 7 + 7) % 7 }
}
