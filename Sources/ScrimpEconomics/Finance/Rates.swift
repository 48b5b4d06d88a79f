import Glibc

/// Interest rates of different periods, as ratios (0.1 is 10 %).
package enum Rates {
    /// The monthly rate that compounds to a yearly one: (1 + r)^(1/12) − 1. Nil below −100 % or where it is not a number.
    package static func monthly(fromYearly rate: Double) -> Double? {
        guard rate >= -1, rate.isFinite else { return nil }
        return expm1(log1p(rate) / 12)
    }

    /// The yearly rate that a monthly one compounds to: (1 + r)^12 − 1. Nil below −100 % and where it does not fit.
    package static func yearly(fromMonthly rate: Double) -> Double? {
        guard rate >= -1, rate.isFinite else { return nil }
        let yearly = expm1(log1p(rate) * 12)
        return yearly.isFinite ? yearly : nil
    }
}
