package import ScrimpQuantities

/// The price of one token, one request or one image, in pico-dollars (1e-12 USD).
///
/// Pico-dollars a token are micro-dollars a million tokens: `2_500_000` is `$2.50/Mtok`.
package struct UnitPrice: Hashable, Comparable, Sendable {
    package var pico: Int64

    package init(pico: Int64) { self.pico = pico }

    /// Exact; nil where the price has more than twelve decimals or does not fit 64 bits (9.2 million dollars).
    package init?(exactly dollars: Rational, per count: Int128 = 1) {
        guard let each = dollars.divided(by: Rational(whole: count)), let money = Money(exactly: each),
            let pico = Int64(exactly: money.pico)
        else { return nil }
        self.pico = pico
    }

    /// Rounded to twelve decimals, half away from zero; nil where the price does not fit.
    package init?(rounding dollars: Rational, per count: Int128 = 1) {
        guard let each = dollars.divided(by: Rational(whole: count)), let money = Money(rounding: each),
            let pico = Int64(exactly: money.pico)
        else { return nil }
        self.pico = pico
    }

    /// What one token, request or image costs.
    package var money: Money { Money(pico: Int128(pico)) }

    /// What a million of them cost.
    package var perMillion: Money { Money(pico: Int128(pico) * 1_000_000) }

    package static func < (left: UnitPrice, right: UnitPrice) -> Bool { left.pico < right.pico }
}

/// What a price is counted in.
package enum PriceUnit: String, CaseIterable, Sendable {
    case token = "Mtok"
    case request = "req"
    case image = "image"
    /// One call of a tool of the provider.
    case toolCall = "call"

    /// How many of the unit one price is written for.
    package var count: Int128 { self == .token ? 1_000_000 : 1 }
}
