import ScrimpQuantities
package import ScrimpSimulator

extension Figure {
    /// The value as people read it: `$46,980.00`, `82.9 %`, `0.3 months`, or why there is none.
    package var text: String {
        guard let value, !value.isNaN else { return note ?? "none" }
        switch name.unit {
        case .ratio: return value > Self.mostRatio ? "over \(Self.mostRatio.percentText)" : value.percentText
        case .dollars: return value.dollarText
        case .months:
            guard value.isFinite else { return note ?? "never" }
            return value == 0 ? note ?? "at once" : "\(value.tenthsText) months"
        case .count: return value.tenthsText
        }
    }

    /// Shares beyond this say nothing that a reader could use.
    private static let mostRatio = 100.0
}

extension Double {
    /// Cents, or for less than a dollar millionths: `$-` sums are written `-$1.00`.
    var dollarText: String {
        let money = Money(dollars: self)
        return money.formatted(decimals: abs(self) < 1 && self != 0 ? 6 : 2)
    }

    /// Whole dollars, for tables of many months; large sums in millions or billions.
    var wholeDollarText: String {
        let (unit, suffix) = abs(self) < 1e9 ? (1.0, "") : abs(self) < 1e11 ? (1e6, " M") : (1e9, " bn")
        return Money(dollars: self / unit).formatted(decimals: 0) + suffix
    }

    var percentText: String { (self * 100).tenthsText + " %" }

    var tenthsText: String {
        let tenths = (self * 10).rounded()
        guard tenths.isFinite else { return self > 0 ? "beyond measure" : "none" }
        return (Int64(exactly: tenths) ?? (tenths > 0 ? .max : .min)).asTenths
    }
}

extension Uncertainty.InputUnit {
    /// A value of an uncertain number.
    func text(_ value: Double) -> String {
        switch self {
        case .ratio: value.percentText
        case .dollars: abs(value) < 1_000 ? value.dollarText : value.wholeDollarText
        case .dollarsPerHour: value.centText + "/h"
        case .dollarsPerMillionTokens: value.centText + "/Mtok"
        case .perHour: value.percentText + "/h"
        case .tokens: value.tenthsText + " tok"
        case .count: value.tenthsText
        }
    }
}

extension Double {
    fileprivate var centText: String { Money(dollars: self).formatted(decimals: 2) }
}
