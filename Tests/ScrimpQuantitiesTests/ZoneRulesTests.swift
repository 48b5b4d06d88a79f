import ScrimpQuantities
import Testing

@Suite struct ZoneRulesTests {
    /// Europe/Berlin in 2026: summer time from 29 March 01:00 UTC to 25 October 01:00 UTC (IANA time zone database).
    private static let berlin = ZoneRules(
        initialOffset: 3_600,
        transitions: [
            .init(second: 1_774_746_000, offset: 7_200), .init(second: 1_792_890_000, offset: 3_600),
        ])

    private static func second(_ year: Int64, _ month: Int64, _ day: Int64, _ hour: Int64 = 0, _ minute: Int64 = 0)
        -> Int64
    {
        CivilDate(year: year, month: month, day: day).daysSinceEpoch * 86_400 + hour * 3_600 + minute * 60
    }

    private static func day(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
        CivilDate(year: year, month: month, day: day).daysSinceEpoch
    }

    @Test func theTransitionsAreThoseOfTheDatabase() {
        #expect(Self.second(2026, 3, 29, 1) == 1_774_746_000)
        #expect(Self.second(2026, 10, 25, 1) == 1_792_890_000)
    }

    @Test func offsetsChangeExactlyAtTheTransition() {
        #expect(Self.berlin.offset(atSecond: 1_774_745_999) == 3_600)
        #expect(Self.berlin.offset(atSecond: 1_774_746_000) == 7_200)
        #expect(Self.berlin.offset(atSecond: 1_792_889_999) == 7_200)
        #expect(Self.berlin.offset(atSecond: 1_792_890_000) == 3_600)
        #expect(Self.berlin.offset(atSecond: .min) == 3_600)
        #expect(Self.berlin.offset(atSecond: .max) == 3_600)
    }

    @Test func daysAreTwentyThreeAndTwentyFiveHoursLong() {
        func hours(_ day: Int64) -> Int64 {
            (Self.berlin.startOfDay(day + 1) - Self.berlin.startOfDay(day)) / 3_600
        }
        #expect(hours(Self.day(2026, 3, 28)) == 24)
        #expect(hours(Self.day(2026, 3, 29)) == 23)
        #expect(hours(Self.day(2026, 3, 30)) == 24)
        #expect(hours(Self.day(2026, 10, 25)) == 25)
    }

    @Test func everyStartOfDayReadsAsMidnight() {
        for day in Self.day(2026, 1, 1)..<Self.day(2027, 1, 1) {
            let local = Self.berlin.local(atSecond: Self.berlin.startOfDay(day))
            #expect(local.day == day && local.secondOfDay == 0)
            let before = Self.berlin.local(atSecond: Self.berlin.startOfDay(day) - 1)
            #expect(before.day == day - 1 && before.secondOfDay == 86_399)
        }
    }

    @Test func localTimeBeforeTheEpoch() {
        let local = ZoneRules.utc.local(atSecond: -1)
        #expect(local.day == -1 && local.secondOfDay == 86_399)
        let west = ZoneRules(initialOffset: -18_000).local(atSecond: 0)
        #expect(west.day == -1 && west.secondOfDay == 19 * 3_600)
    }

    /// Beirut, 26 March 2023: at midnight the clock goes to 01:00.
    @Test func aSkippedMidnightIsTheNextInstantThatExists() {
        let change = Self.second(2023, 3, 25, 22)
        let zone = ZoneRules(initialOffset: 7_200, transitions: [.init(second: change, offset: 10_800)])
        #expect(zone.startOfDay(Self.day(2023, 3, 26)) == change)
        #expect(zone.local(atSecond: change).secondOfDay == 3_600)
        #expect(zone.startOfDay(Self.day(2023, 3, 27)) == Self.second(2023, 3, 26, 21))
    }

    /// Havana, 5 November 2023: at 01:00 the clock goes back to midnight.
    @Test func ofARepeatedMidnightTheFirstCounts() {
        let change = Self.second(2023, 11, 5, 5)
        let zone = ZoneRules(initialOffset: -14_400, transitions: [.init(second: change, offset: -18_000)])
        #expect(zone.startOfDay(Self.day(2023, 11, 5)) == Self.second(2023, 11, 5, 4))
        #expect(zone.local(atSecond: change).secondOfDay == 0)
    }

    /// São Paulo, 18 February 2018: at midnight the clock goes back to 23:00 of the day before.
    @Test func aMidnightThatIsTakenBackDoesNotCount() {
        let change = Self.second(2018, 2, 18, 2)
        let zone = ZoneRules(initialOffset: -7_200, transitions: [.init(second: change, offset: -10_800)])
        #expect(zone.startOfDay(Self.day(2018, 2, 18)) == change + 3_600)
        #expect(zone.startOfDay(Self.day(2018, 2, 17)) == Self.second(2018, 2, 17, 2))
    }

    /// Apia, 30 December 2011 never was: the clock went from the 29th to the 31st.
    @Test func aSkippedDayStartsWithTheNext() {
        let change = Self.second(2011, 12, 30, 10)
        let zone = ZoneRules(initialOffset: -36_000, transitions: [.init(second: change, offset: 50_400)])
        #expect(zone.startOfDay(Self.day(2011, 12, 30)) == change)
        #expect(zone.startOfDay(Self.day(2011, 12, 31)) == change)
        #expect(zone.startOfDay(Self.day(2012, 1, 1)) == change + 86_400)
    }
}
