import ScrimpQuantities
import ScrimpSchema
import Testing

/// Defaults and examples of measures must be what their type says.
@Suite struct DefaultTests {
    @Test func everyDefaultIsOfItsType() throws {
        for (place, field) in Walk.fields() {
            guard case .defaulted(let value) = field.presence else { continue }
            #expect(Self.fits(value, field.type), "\(place): \(value)")
        }
    }

    @Test func aDefaultOfAnotherTypeIsNoticed() {
        #expect(!Self.fits("60", .amount(.duration)))
        #expect(!Self.fits("60 tok", .amount(.duration)))
        #expect(!Self.fits("0 s", .amount(.positiveDuration)))
        #expect(!Self.fits("120%", .amount(.ratio)))
        #expect(!Self.fits("1.5", .amount(.count)))
        #expect(!Self.fits("1%/h", .amount(.calendarGrowth)))
        #expect(!Self.fits("UTC", .text))
        #expect(!Self.fits("slow", .choice([Alternative("standard", help: "The usual.")])))
    }

    @Test func everyMeasureHasAnExampleOfItself() {
        let measures: [Measure] = [
            .money, .positiveMoney, .ratio, .openRatio, .count, .positiveCount, .number, .tokens, .requests, .duration,
            .positiveDuration, .bytes, .power, .pricePerToken, .pricePerRequest, .pricePerHour, .hazard, .requestRate,
            .tokenRate, .calendarSpan, .calendarGrowth, .durationPerToken, .bits, .factor, .correlation, .edition,
            .integer, .share,
        ]
        for measure in measures {
            #expect(Self.fits(measure.example, .amount(measure)), "\(measure.name): \(measure.example)")
        }
        for type in Schema.attributeTypes {
            if let measure = type.measure { #expect(Self.fits(type.example, .amount(measure)), "\(type.name)") }
        }
    }

    @Test func everyWordOfAMeasureReadsOn() {
        for (place, field) in Walk.fields() {
            let words = field.type.words
            #expect(!words.isEmpty && !words.hasSuffix(" ") && !words.contains("  "), "\(place): \(words)")
        }
    }

    private static func fits(_ text: String, _ type: FieldType) -> Bool {
        switch type {
        case .text: text.count >= 2 && text.hasPrefix("\"") && text.hasSuffix("\"")
        case .flag: text == "true" || text == "false"
        case .amount(let measure): Amount(text).map { $0.fits(measure) } ?? false
        case .choice(let alternatives):
            alternatives.contains { alternative in
                let required = alternative.parameters.contains {
                    if case .required = $0.presence { true } else { false }
                }
                return alternative.word == text && !required
            }
        default: false
        }
    }
}

/// A number with its units, read as a person would, apart from the reader of the language.
private struct Amount {
    let value: Rational
    let dimension: Dimension
    let isRatio: Bool
    let isCalendar: Bool

    init?(_ text: String) {
        var rest = Substring(text)
        var dimension = Dimension.none
        if rest.hasPrefix("$") {
            rest.removeFirst()
            dimension = .money
        }
        let isNegative = rest.hasPrefix("-")
        if isNegative { rest.removeFirst() }
        let number = rest.prefix { $0.isNumber || $0 == "_" || $0 == "." }
        let parts = number.filter { $0 != "_" }.split(separator: ".", maxSplits: 1)
        let fraction = parts.count > 1 ? parts[1] : ""
        guard let digits = Int128(String(parts.first ?? "") + fraction) else { return nil }
        var scale: Int128 = 1
        for _ in fraction { scale *= 10 }
        var value = Rational(isNegative ? -digits : digits, scale)
        var isRatio = false
        var isCalendar = false
        let units = rest.dropFirst(number.count).drop { $0 == " " }.split(
            separator: "/", omittingEmptySubsequences: false)
        for (index, symbol) in units.enumerated() where !symbol.isEmpty {
            if symbol == "%" && index == 0 {
                isRatio = true
                value = value.flatMap { Rational($0.numerator, $0.denominator * 100) }
                continue
            }
            guard let unit = Unit.named(symbol.utf8),
                let combined = dimension.combined(with: unit.dimension, sign: index == 0 ? 1 : -1)
            else { return nil }
            dimension = combined
            isCalendar = isCalendar || unit.isCalendar
            let (up, down) = index == 0 ? (unit.numerator, unit.denominator) : (unit.denominator, unit.numerator)
            value = value.flatMap { Rational($0.numerator * up, $0.denominator * down) }
        }
        guard let value else { return nil }
        self.value = value
        self.dimension = dimension
        self.isRatio = isRatio
        self.isCalendar = isCalendar
    }

    func fits(_ measure: Measure) -> Bool {
        guard dimension == measure.dimension else { return false }
        guard isRatio == (measure.scale == .ratio), isCalendar == measure.isCalendar else { return false }
        if measure.isWhole && value.denominator != 1 { return false }
        if let minimum = measure.minimum, value < minimum { return false }
        if let maximum = measure.maximum, maximum < value { return false }
        return !(measure.excludesZero && value == .zero)
    }
}
