import ScrimpQuantities
import ScrimpSemantics

/// Figures as a policy would write them.
enum FigureText {
    /// - Parameter nanoseconds: `300_000_000_000` is `5 min`.
    static func duration(_ nanoseconds: Int64) -> String {
        Quantity(Rational(whole: Int128(nanoseconds)), .time).text
    }

    static func share(_ ratio: Rational) -> String { Quantity(ratio, scale: .ratio).text }

    /// `1_000_000`
    static func count(_ number: Int64) -> String {
        let digits = String(number.magnitude)
        var text = number < 0 ? "-" : ""
        for (place, digit) in digits.enumerated() {
            if place > 0, (digits.count - place) % 3 == 0 { text += "_" }
            text.append(digit)
        }
        return text
    }

    /// Minutes since midnight as `22:00`.
    static func clock(_ minutes: Int) -> String {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(two(minutes / 60)):\(two(minutes % 60))"
    }
}
