import ScrimpCompiler
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
    static func count(_ number: Int64) -> String { CostText.grouped(number) }

    /// Minutes since midnight as `22:00`.
    static func clock(_ minutes: Int) -> String {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(two(minutes / 60)):\(two(minutes % 60))"
    }

    /// `6.7×`
    static func factor(_ value: Rational) -> String {
        let tenths = (value.multiplied(by: Rational(whole: 10)) ?? value).rounded
        return tenths % 10 == 0 ? "\(tenths / 10)×" : "\(tenths / 10).\(tenths % 10)×"
    }

    /// `141.1 GB`
    static func gigabytes(_ bytes: Int64) -> String {
        let tenths = (Int128(bytes) + 50_000_000) / 100_000_000
        return "\(tenths / 10).\(tenths % 10) GB"
    }

    /// `128_000 tok`
    static func tokens(_ count: Int64) -> String { "\(CostText.grouped(count)) tok" }

    /// Cents, and more digits where a cent says nothing: `$1_440`, `$0.0039`.
    static func dollars(_ amount: Double) -> String {
        guard amount.isFinite, abs(amount) < 1e15 else { return "$\(amount)" }
        // Three digits that count, and never less than cents.
        var decimals = 2
        var size = abs(amount)
        while size > 0, size < 1, decimals < 9 {
            size *= 10
            decimals += 1
        }
        if abs(amount) >= 100 { decimals = 0 }
        var scale = 1.0
        for _ in 0..<decimals { scale *= 10 }
        let rounded = (amount * scale).rounded() / scale
        return CostText.short(Money(pico: Int128((rounded * 1e12).rounded())))
    }
}
