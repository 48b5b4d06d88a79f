import ScrimpPlan
import ScrimpQuantities
import ScrimpRuntime
import Testing

@Suite struct CalendarWindowsTests {
    /// Length in hours of the window that contains a second, and its start.
    private func window(
        _ unit: PlanWindow.Unit, _ date: (Int64, Int64, Int64), hour: Int64 = 12, zone: ZoneRules = .berlin
    ) -> (start: Int64, hours: Int64) {
        let day = CivilDate(year: date.0, month: date.1, day: date.2).daysSinceEpoch
        let now = (zone.startOfDay(day) + hour * 3_600) * .second
        var windows = CalendarWindows(zone: zone)
        let bounds = windows.window(unit, at: now)
        #expect(bounds.start <= now && now < bounds.end)
        return (bounds.start / .second, (bounds.end - bounds.start) / .hour)
    }

    private func startOf(_ date: (Int64, Int64, Int64)) -> Int64 {
        ZoneRules.berlin.startOfDay(CivilDate(year: date.0, month: date.1, day: date.2).daysSinceEpoch)
    }

    @Test func daysAreAsLongAsTheClockSays() {
        #expect(window(.day, (2026, 3, 28)).hours == 24)
        #expect(window(.day, (2026, 3, 29)).hours == 23)
        #expect(window(.day, (2026, 10, 25)).hours == 25)
        #expect(window(.day, (2026, 10, 25), hour: 24).start == startOf((2026, 10, 25)))
        #expect(window(.day, (2026, 10, 26)).start == startOf((2026, 10, 26)))
    }

    @Test func weeksStartOnMonday() {
        #expect(window(.week, (2026, 1, 4)).start == startOf((2025, 12, 29)))
        #expect(window(.week, (2026, 1, 5)).start == startOf((2026, 1, 5)))
        #expect(window(.week, (2026, 3, 29)).hours == 7 * 24 - 1)
    }

    @Test func monthsQuartersAndYears() {
        #expect(window(.month, (2026, 2, 14)).hours == 28 * 24)
        #expect(window(.month, (2026, 3, 31)).hours == 31 * 24 - 1)
        #expect(window(.month, (2026, 12, 31)).start == startOf((2026, 12, 1)))
        #expect(window(.quarter, (2026, 5, 5)).start == startOf((2026, 4, 1)))
        #expect(window(.quarter, (2026, 12, 5)).hours == 92 * 24 + 1)
        #expect(window(.year, (2026, 7, 1)).start == startOf((2026, 1, 1)))
        #expect(window(.year, (2026, 7, 1)).hours == 365 * 24)
    }

    @Test func aRepeatedHourIsOneWindowAndASkippedOneNone() {
        var windows = CalendarWindows(zone: .berlin)
        let midnight = startOf((2026, 10, 25)) * .second
        let repeated = windows.window(.hour, at: midnight + 3 * .hour + 1)
        #expect(repeated.start == midnight + 2 * .hour && repeated.end == midnight + 4 * .hour)
        #expect(windows.window(.hour, at: midnight + 2 * .hour) == repeated)
        #expect(windows.window(.hour, at: midnight + 4 * .hour).end == midnight + 5 * .hour)
        let spring = startOf((2026, 3, 29)) * .second
        let before = windows.window(.hour, at: spring + 2 * .hour - 1)
        #expect(before.end == spring + 2 * .hour)
        #expect(windows.window(.hour, at: spring + 2 * .hour).end == spring + 3 * .hour)
    }

    @Test func everyInstantIsInExactlyOneWindow() {
        // Walks from window to window through a year: each ends where the next starts, and contains its own ends.
        for unit in [PlanWindow.Unit.minute, .hour, .day, .week, .month, .quarter, .year] {
            var windows = CalendarWindows(zone: .berlin)
            var now = startOf((2026, 1, 1)) * .second
            for _ in 0..<10_000 {
                let bounds = windows.window(unit, at: now)
                guard bounds.start <= now, now < bounds.end else {
                    Issue.record("window of \(unit) does not contain \(now)")
                    break
                }
                var fresh = CalendarWindows(zone: .berlin)
                #expect(fresh.window(unit, at: bounds.end - 1) == bounds)
                #expect(fresh.window(unit, at: bounds.end).start == bounds.end)
                now = bounds.end
                if now > startOf((2027, 1, 1)) * .second { break }
            }
        }
    }

    @Test func timesBeforeTheEpoch() {
        var windows = CalendarWindows(zone: .utc)
        #expect(windows.window(.day, at: -1) == (-.day, 0))
        #expect(windows.local(at: -1).secondOfDay == 86_399)
        #expect(windows.local(at: -1).day == -1)
    }
}
