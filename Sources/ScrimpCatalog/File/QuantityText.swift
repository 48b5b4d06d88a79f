import ScrimpQuantities

/// A quantity as catalogs write it: `$0.15/Mtok`, `80 GB`, `3352 GB/s`, `5%`, `4.5`.
struct QuantityText: Equatable {
    var amount: Rational
    var isMoney: Bool
    /// Empty for a plain number.
    var unit: String
    /// What stands behind the slash.
    var per: String?

    /// Nil where the text is no quantity. A sign may stand before the amount, so that a negative price has a message
    /// of its own.
    init?(_ text: String) {
        var rest = Array(text.utf8)[...]
        func skipBlanks() { rest = rest.drop { $0 == UInt8(ascii: " ") } }
        skipBlanks()
        let isNegative = rest.first == UInt8(ascii: "-")
        if isNegative { rest = rest.dropFirst() }
        isMoney = rest.first == UInt8(ascii: "$")
        if isMoney { rest = rest.dropFirst() }
        let digits = rest.prefix { Self.isDigit($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "_") }
        guard let first = digits.first, let last = digits.last, Self.isDigit(first), Self.isDigit(last),
            let value = Decimal(ascii: digits)?.rational
        else { return nil }
        amount = isNegative ? value.negated : value
        rest = rest[digits.endIndex...]
        skipBlanks()
        let (unitBytes, afterUnit) = Self.word(rest)
        unit = String(decoding: unitBytes, as: UTF8.self)
        rest = afterUnit
        if rest.first == UInt8(ascii: "/") {
            let (perBytes, afterPer) = Self.word(rest.dropFirst())
            guard !perBytes.isEmpty else { return nil }
            per = String(decoding: perBytes, as: UTF8.self)
            rest = afterPer
        }
        skipBlanks()
        guard rest.isEmpty, !isMoney || unit.isEmpty else { return nil }
    }

    private static func word(_ bytes: ArraySlice<UInt8>) -> (ArraySlice<UInt8>, ArraySlice<UInt8>) {
        if bytes.first == UInt8(ascii: "%") { return (bytes.prefix(1), bytes.dropFirst()) }
        let letters = bytes.prefix { ($0 | 0x20) &- UInt8(ascii: "a") < 26 || Self.isDigit($0) }
        return (letters, bytes[letters.endIndex...])
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }
}

extension QuantityText {
    /// The two ends of `1%..3%`; a single quantity is a range of one.
    static func range(_ text: String) -> (QuantityText, QuantityText)? {
        let bytes = Array(text.utf8)
        let dots = bytes.indices.dropLast().first {
            bytes[$0] == UInt8(ascii: ".") && bytes[$0 + 1] == UInt8(ascii: ".")
        }
        guard let dots else { return QuantityText(text).map { ($0, $0) } }
        guard let lower = QuantityText(String(decoding: bytes[..<dots], as: UTF8.self)),
            let upper = QuantityText(String(decoding: bytes[(dots + 2)...], as: UTF8.self))
        else { return nil }
        return (lower, upper)
    }

    /// The amount in base units: bytes, bytes a second, operations a second, watts, a share of one,
    /// grams of CO2 equivalent a kilowatt-hour, or picoseconds. Nil where the
    /// quantity is of another kind.
    func amount(in base: Base) -> Rational? {
        guard !isMoney, per == base.per else { return nil }
        guard let scale = base.scale(unit) else { return nil }
        return amount.multiplied(by: scale)
    }

    /// What sizes of hardware are counted in.
    enum Base {
        case bytes, bytesPerSecond, operationsPerSecond, watts, share, count, carbonIntensity, picoseconds

        /// What stands behind the slash.
        var per: String? {
            switch self {
            case .bytesPerSecond: "s"
            case .carbonIntensity: "kWh"
            default: nil
            }
        }

        func scale(_ unit: String) -> Rational? {
            switch self {
            case .bytes, .bytesPerSecond: Self.scale(unit, .bytes)
            case .watts: Self.scale(unit, .power)?.multiplied(by: Rational(whole: 1_000_000_000))
            case .operationsPerSecond:
                switch unit {
                case "GFLOPS": Rational(whole: 1_000_000_000)
                case "TFLOPS": Rational(whole: 1_000_000_000_000)
                case "PFLOPS": Rational(whole: 1_000_000_000_000_000)
                default: nil
                }
            case .share: unit == "%" ? Rational(1, 100) : nil
            case .count: unit.isEmpty ? .one : nil
            case .carbonIntensity: Self.scale(unit, .carbon)
            case .picoseconds:
                switch unit {
                case "ms": Rational(whole: 1_000_000_000)
                case "us": Rational(whole: 1_000_000)
                case "ns": Rational(whole: 1_000)
                case "ps": .one
                default: nil
                }
            }
        }

        private static func scale(_ symbol: String, _ dimension: Dimension) -> Rational? {
            guard let unit = Unit.named(symbol.utf8), unit.dimension == dimension else { return nil }
            return unit.scale
        }

        /// For messages.
        var example: String {
            switch self {
            case .bytes: "80 GB"
            case .bytesPerSecond: "3352 GB/s"
            case .operationsPerSecond: "989 TFLOPS"
            case .watts: "700 W"
            case .share: "60%..80%"
            case .count: "3..4.5"
            case .carbonIntensity: "329.65 gCO2/kWh"
            case .picoseconds: "6.52 ms"
            }
        }
    }
}
