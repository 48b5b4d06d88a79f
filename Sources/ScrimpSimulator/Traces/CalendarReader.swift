import ScrimpQuantities

/// Reads `2023-11-16 18:17:03.9799600` and ISO 8601 into nanoseconds since 1970-01-01 00:00 UTC. The last date is kept:
/// neighbouring rows mostly share it.
struct CalendarReader: Sendable {
    /// The local time's distance from UTC where a text does not say, nanoseconds.
    var offset: Int64 = 0
    private var lastDate: (UInt64, UInt64) = (.max, .max)
    private var lastMidnight: Int64 = 0
    private let fractionScale: [Int64] = [
        1_000_000_000, 100_000_000, 10_000_000, 1_000_000, 100_000, 10_000, 1_000, 100, 10, 1,
    ]

    /// The time and where its text ends. Seconds and their fraction may be left out; decimals beyond the ninth are cut off.
    @inline(__always)
    mutating func read(_ bytes: RawSpan, at start: Int) -> (time: Int64, next: Int)? {
        let first = bytes.word(at: start)
        let second = bytes.word(at: start + 8)
        if first != lastDate.0 || second & 0xFFFF != lastDate.1 {
            guard readDate(first, second) else { return nil }
        }
        // ` HH:MM` sits in the upper six bytes of the second word.
        let divider = second >> 16 & 0xFF
        guard divider == 0x20 || divider | 0x20 == 0x74, second >> 40 & 0xFF == 0x3A else { return nil }
        let hour = Self.twoDigits(second >> 24)
        let minute = Self.twoDigits(second >> 48)
        guard hour < 24, minute < 60 else { return nil }
        var time = lastMidnight &+ Int64(hour &* 3_600 &+ minute &* 60) &* 1_000_000_000
        var next = start + 16
        let third = bytes.word(at: next)
        if third & 0xFF == 0x3A {
            let second = Self.twoDigits(third >> 8)
            // 60 is a leap second, which this count of time does not have: it becomes the next minute's first.
            guard second <= 60 else { return nil }
            time &+= Int64(second) &* 1_000_000_000
            next += 3
            if third >> 24 & 0xFF == 0x2E {
                let fraction = bytes.word(at: next + 1)
                var digits = Words.leadingDigits(fraction)
                guard digits > 0 else { return nil }
                time &+= Int64(Words.number(fraction, count: digits)) &* fractionScale[digits]
                next += 1 + digits
                if digits == 8 {
                    while Self.isDigit(bytes.byte(at: next)) {
                        if digits == 8 { time &+= Int64(bytes.byte(at: next) & 0xF) }
                        digits += 1
                        next += 1
                        guard digits < 32 else { return nil }
                    }
                }
            }
        }
        let zone = bytes.byte(at: next)
        if zone | 0x20 == 0x7A { return (time, next + 1) }
        if zone == 0x2B || zone == 0x2D { return readZone(bytes, next, time, negative: zone == 0x2D) }
        return (time &- offset, next)
    }

    /// `+HH:MM`, `+HHMM` or `+HH`.
    private func readZone(_ bytes: RawSpan, _ start: Int, _ time: Int64, negative: Bool) -> (Int64, Int)? {
        let word = bytes.word(at: start + 1)
        let hour = Self.twoDigits(word)
        guard hour < 24 else { return nil }
        var next = start + 3
        var seconds = Int64(hour) * 3_600
        let colon = word >> 16 & 0xFF == 0x3A
        let minutes = colon ? word >> 24 : word >> 16
        if colon || Self.isDigit(UInt8(truncatingIfNeeded: minutes)) {
            let minute = Self.twoDigits(minutes)
            guard minute < 60 else { return nil }
            seconds += Int64(minute) * 60
            next += colon ? 3 : 2
        }
        let distance = seconds * 1_000_000_000
        return (negative ? time &+ distance : time &- distance, next)
    }

    private mutating func readDate(_ first: UInt64, _ second: UInt64) -> Bool {
        guard first >> 32 & 0xFF == 0x2D, first >> 56 == 0x2D else { return false }
        let century = Self.twoDigits(first)
        let yearOfCentury = Self.twoDigits(first >> 16)
        let month = Self.twoDigits(first >> 40)
        let day = Self.twoDigits(second)
        guard century < 100, yearOfCentury < 100, month >= 1, month <= 12, day >= 1, day <= 31 else { return false }
        let date = CivilDate(year: Int64(century * 100 + yearOfCentury), month: Int64(month), day: Int64(day))
        // Nanoseconds in 64 bits reach from 1677 to 2262.
        guard date.year > 1_677, date.year < 2_262 else { return false }
        let days = date.daysSinceEpoch
        guard CivilDate(daysSinceEpoch: days) == date else { return false }
        lastMidnight = days * Instant.nanosecondsPerDay
        lastDate = (first, second & 0xFFFF)
        return true
    }

    /// The number in the two lowest characters, or 100 and more where they are no digits.
    @inline(__always)
    private static func twoDigits(_ word: UInt64) -> UInt64 {
        let tens = (word & 0xFF) &- 0x30
        let ones = (word >> 8 & 0xFF) &- 0x30
        return tens < 10 && ones < 10 ? tens &* 10 &+ ones : 1_000
    }

    @inline(__always)
    private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
}
