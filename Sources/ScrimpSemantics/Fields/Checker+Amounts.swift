import ScrimpDiagnostics
import ScrimpQuantities
import ScrimpSchema
import ScrimpSyntax

extension Checker {
    /// A constant of a measure, in base units. `subject` is what messages call it: the field's name.
    mutating func amount(_ view: ExpressionView, _ measure: Measure, subject: String, source: Int) -> Quantity? {
        let location = SourceLocation(view.range, in: source)
        guard let checked = expression(view, .constant, .nothing, source: source) else { return nil }
        guard case .quantity(let quantity) = checked.kind else {
            report(
                .wrongUnit, "`\(subject)` takes \(measure.name), not \(describe(checked.type))", at: location,
                help: "write it like `\(measure.example)`")
            return nil
        }
        return fits(quantity, measure, subject: subject, at: location) ? quantity : nil
    }

    private mutating func fits(_ quantity: Quantity, _ measure: Measure, subject: String, at location: SourceLocation)
        -> Bool
    {
        guard hasUnit(quantity, measure, subject: subject, at: location) else { return false }
        let written = text(at: location)
        if measure.isWhole, quantity.value.whole == nil {
            report(.notWhole, "`\(written)` is no whole number of \(Self.unitName(measure))", at: location)
            return false
        }
        if measure.dimension == .money, Money(exactly: quantity.value) == nil {
            report(
                .numberTooLarge, "`\(written)` has more than twelve decimals or is too large", at: location,
                help: "amounts are exact to a trillionth of a dollar")
            return false
        }
        if measure == .edition, quantity.value != .one {
            report(
                .unsupportedLanguage, "this version does not know edition \(written) of the language", at: location,
                help: "write `language: 1`, or use a later version of the program")
            return false
        }
        if let least = measure.minimum, quantity.value < least || measure.excludesZero && quantity.value == least {
            let limit =
                least == .zero ? measure.excludesZero ? "must be above zero" : "cannot be below zero" : "is too small"
            report(.outOfRange, "`\(subject)` \(limit)", at: location, help: "write it like `\(measure.example)`")
            return false
        }
        if let most = measure.maximum, most < quantity.value {
            let limit = measure.scale == .ratio ? "100%" : most.decimalText ?? ""
            report(.outOfRange, "`\(subject)` can be at most \(limit)", at: location)
            return false
        }
        if measure.isWhole, let whole = quantity.value.whole, Int64(exactly: whole) == nil {
            report(.numberTooLarge, "`\(written)` is too large", at: location)
            return false
        }
        return true
    }

    private mutating func hasUnit(
        _ quantity: Quantity, _ measure: Measure, subject: String, at location: SourceLocation
    ) -> Bool {
        if quantity.scale == .calendar, measure.scale != .calendar, measure.dimension == .time {
            report(
                .calendarUnit, "`\(text(at: location))` has no fixed length", at: location,
                help: "write it in days or hours, like `\(measure.example)`; limits name a window: `per month`")
            return false
        }
        let scale: Quantity.Scale =
            switch measure.scale {
            case .plain: .plain
            case .ratio: .ratio
            case .calendar: .calendar
            }
        if quantity.dimension == measure.dimension, quantity.scale == scale { return true }
        if measure == .durationPerToken || measure.dimension != .none, quantity.dimension == measure.dimension,
            scale == .plain
        {
            return true
        }
        if scale == .ratio, quantity.kind == .number,
            let percent = quantity.value.multiplied(by: Rational(whole: 100))?.decimalText
        {
            report(
                .plainFraction, "`\(subject)` is a percentage, and `\(text(at: location))` is a plain number",
                at: location,
                help: "write `\(percent)%`",
                fixes: [Diagnostic.Fix("write it in percent", [.init(location.range, "\(percent)%")])])
            return false
        }
        report(
            .wrongUnit, "`\(subject)` takes \(measure.name), not \(quantity.kind.description)", at: location,
            caption: "`\(text(at: location))` is \(quantity.kind.description)",
            help: "write it like `\(measure.example)`")
        return false
    }

    private static func unitName(_ measure: Measure) -> String {
        switch measure.dimension {
        case .tokens: "tokens"
        case .requests: "requests"
        case .time: "nanoseconds"
        case .bytes: "bytes"
        default: "units"
        }
    }

    /// `a..b`, or one value for both ends.
    mutating func span(_ view: ExpressionView, _ measure: Measure, subject: String, source: Int) -> (
        Quantity, Quantity
    )? {
        guard case .range(let lowView, let highView) = view.kind else {
            return amount(view, measure, subject: subject, source: source).map { ($0, $0) }
        }
        let low = amount(lowView, measure, subject: subject, source: source)
        let high = amount(highView, measure, subject: subject, source: source)
        guard let low, let high else { return nil }
        guard low.value <= high.value else {
            reportEmptyRange(at: SourceLocation(view.range, in: source))
            return nil
        }
        return (low, high)
    }

    /// Nanoseconds of a checked duration.
    static func nanoseconds(_ quantity: Quantity) -> Int64 {
        Int64(clamping: quantity.value.rounded)
    }
}
