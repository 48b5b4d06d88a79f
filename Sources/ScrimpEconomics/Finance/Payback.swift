import Glibc

/// When what was spent has come back.
package struct Payback: Sendable, Equatable {
    /// In periods, with a straight line through the period in which the sum turns.
    package let interpolated: Double
    /// The first period by whose end the sum is at least zero.
    package let wholePeriods: Int
}

extension Cashflow {
    /// The first time at which the running sum is at least zero; 0 where nothing is laid out at t = 0, nil where the sum
    /// stays below zero, there are no flows, or one before that time is not a finite number.
    package static func payback(_ flows: [Double]) -> Payback? {
        var sum = 0.0
        for (period, flow) in flows.enumerated() {
            guard flow.isFinite else { return nil }
            let before = sum
            sum += flow
            if sum >= 0 {
                let part = period == 0 ? 0 : -before / flow
                return Payback(interpolated: Double(max(period - 1, 0)) + part, wholePeriods: period)
            }
        }
        return nil
    }

    /// The same for present values at a rate per period.
    package static func discountedPayback(_ flows: [Double], rate: Double) -> Payback? {
        guard let values = presentValues(flows, rate: rate) else { return nil }
        return payback(values)
    }

    /// Discounted payback of an outlay I at t = 0 by a level saving S at the end of every period:
    /// −ln(1 − I·r/S)/ln(1 + r) periods. Nil, which is never, where I·r ≥ S; I/S without a rate.
    package static func levelPayback(outlay: Double, saving: Double, rate: Double) -> Double? {
        guard outlay.isFinite, saving.isFinite, rate.isFinite, rate > -1 else { return nil }
        if outlay <= 0 { return 0 }
        guard saving > 0 else { return nil }
        if rate == 0 { return outlay / saving }
        let burden = outlay * rate / saving
        guard burden < 1 else { return nil }
        let periods = -log1p(-burden) / log1p(rate)
        return periods.isFinite ? periods : nil
    }
}
