import ScrimpQuantities
import Testing

@Suite struct InstantTests {
    /// Counts days one by one from 1 January 1600, a Saturday.
    private struct NaiveCalendar {
        var year: Int64 = 1600
        var month: Int64 = 1
        var day: Int64 = 1

        mutating func advance() {
            let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
            let lengths: [Int64] = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
            day += 1
            if day > lengths[Int(month) - 1] { (day, month) = (1, month + 1) }
            if month > 12 { (month, year) = (1, year + 1) }
        }
    }

    @Test func everyDayOfEightCenturies() {
        var calendar = NaiveCalendar()
        let first = CivilDate(year: 1600, month: 1, day: 1).daysSinceEpoch
        var weekday: Int64 = 5
        var days = first
        while calendar.year < 2400 {
            let date = CivilDate(daysSinceEpoch: days)
            guard date.year == calendar.year, date.month == calendar.month, date.day == calendar.day,
                date.daysSinceEpoch == days, date.weekday == weekday
            else {
                Issue.record("day \(days) is \(date), expected \(calendar)")
                return
            }
            calendar.advance()
            weekday = (weekday + 1) % 7
            days += 1
        }
        #expect(days - first == 2 * 146_097)
    }

    @Test func theEpochIsAThursday() {
        #expect(CivilDate(daysSinceEpoch: 0) == CivilDate(year: 1970, month: 1, day: 1))
        #expect(CivilDate(daysSinceEpoch: 0).weekday == 3)
        #expect(CivilDate(daysSinceEpoch: -719_528) == CivilDate(year: 0, month: 1, day: 1))
    }

    @Test func theWholeReachOfInstants() {
        for instant in [Instant(nanoseconds: .min), Instant(nanoseconds: .max)] {
            let day = instant.seconds / 86_400
            #expect(CivilDate(daysSinceEpoch: day).daysSinceEpoch == day)
        }
    }

    @Test func secondsRoundDown() {
        #expect(Instant(nanoseconds: -1).seconds == -1)
        #expect(Instant(nanoseconds: -1_000_000_000).seconds == -1)
        #expect(Instant(nanoseconds: -1_000_000_001).seconds == -2)
        #expect(Instant(nanoseconds: 1_999_999_999).seconds == 1)
        #expect(Instant(nanoseconds: .min).seconds == -9_223_372_037)
    }

    @Test func advancingStopsAtTheEndsOfTime() {
        #expect(Instant(nanoseconds: .max).advanced(by: 1).nanoseconds == .max)
        #expect(Instant(nanoseconds: .min).advanced(by: -1).nanoseconds == .min)
        #expect(Instant(nanoseconds: 5).advanced(by: -7).nanoseconds == -2)
    }
}
