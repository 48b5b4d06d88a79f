import ScrimpPlan
import ScrimpQuantities
import ScrimpRuntime
import ScrimpSemantics

/// What of a bill per calendar window falls into a stretch of time.
enum BillShare {
    /// Each window counts by the share of it that the stretch covers, so that a whole month of 28 or 31 days gives the whole
    /// bill. Rounded half away from zero to a pico-dollar; nil for more than ten thousand windows.
    static func of(
        _ money: Money, per window: Budget.Window, zone: ZoneRules, from start: Instant, duration: Int64
    ) -> Money? {
        guard let unit = window.calendarUnit else { return nil }
        var windows = CalendarWindows(zone: zone)
        let end = start.advanced(by: duration).nanoseconds
        var moment = start.nanoseconds
        var share = Rational.zero
        for _ in 0..<10_000 {
            guard moment < end else { return Money(rounding: share.inDollars(of: money)) }
            let bounds = windows.window(unit, at: moment)
            let covered = min(end, bounds.end) - moment
            guard let part = Rational(Int128(covered), Int128(bounds.end - bounds.start)), let sum = share.adding(part)
            else { return nil }
            share = sum
            moment = min(end, bounds.end)
        }
        return nil
    }
}

extension Rational {
    fileprivate func inDollars(of money: Money) -> Rational {
        Rational(money.pico, Money.picoPerDollar)?.multiplied(by: self) ?? .zero
    }
}
