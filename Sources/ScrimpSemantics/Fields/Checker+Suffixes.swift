import ScrimpDiagnostics
import ScrimpQuantities
import ScrimpSchema
import ScrimpSyntax

// Values with something behind them: `$25 per tenant per day`, `20 of 100`, `[5%, 100%] every 2 d`.
extension Checker {
    mutating func budgetLimit(_ view: AmountView, subject: String, source: Int) -> FieldValue? {
        let quantity = amount(view.expression, .positiveMoney, subject: subject, source: source)
        var scope: Int?
        var window: Budget.Window?
        var isWrong = false
        for suffix in view.suffixes {
            let at = SourceLocation(suffix.range, in: source)
            switch suffix.kind {
            case .per(let name):
                if let unit = Self.windows[name.text], window == nil {
                    window = unit
                } else if Self.windows[name.text] != nil {
                    report(.wrongShape, "a limit has one window", at: at, help: "write `$25 per tenant per day`")
                    isWrong = true
                } else if scope != nil, self.scope.attributeIndex[name.text] != nil {
                    report(
                        .wrongShape, "a limit is counted per one attribute", at: at,
                        help: "declare a second budget for the other attribute")
                    isWrong = true
                } else if let index = scopeAttribute(name, source: source) {
                    scope = index
                } else {
                    isWrong = true
                }
            case .over(let literal):
                guard window == nil else {
                    report(.wrongShape, "a limit has one window", at: at, help: "write `per day` or `over 24 h`")
                    isWrong = true
                    continue
                }
                guard let length = duration(literal, subject: "over", source: source) else {
                    isWrong = true
                    continue
                }
                window = .rolling(length)
            default:
                reportSuffix(
                    suffix, subject: subject, help: "write it like `$25 per tenant per day` or `$25 over 24 h`",
                    source: source)
                isWrong = true
            }
        }
        guard !isWrong, let quantity, let money = Money(exactly: quantity.value) else { return nil }
        if scope == nil, window == nil {
            report(
                .missingWindow, "the limit does not say for how long it holds",
                at: SourceLocation(view.range, in: source),
                help:
                    "write `\(text(at: SourceLocation(view.expression.range, in: source))) per day`, or `per month`, or `over 24 h`"
            )
            return nil
        }
        return .budgetLimit(BudgetLimit(money: money, scope: scope, window: window))
    }

    static let windows: [String: Budget.Window] = [
        "minute": .minute, "hour": .hour, "day": .day, "week": .week, "month": .month, "quarter": .quarter,
        "year": .year,
    ]

    private mutating func scopeAttribute(_ name: Name, source: Int) -> Int? {
        let at = SourceLocation(name.range, in: source)
        guard let index = scope.attributeIndex[name.text] else {
            reportUnknown(
                name, as: "a window or attribute",
                among: Schema.windows.map(\.text).filter { $0 != "run" } + scope.attributes.map(\.name), source: source)
            return nil
        }
        switch scope.attributes[index].kind {
        case .string, .bool, .enumeration: return index
        default:
            report(
                .unfitScope, "`\(name.text)` is a number, and has too many values for a counter each", at: at,
                labels: [Diagnostic.Label(scope.attributes[index].location, "declared here")],
                help: "count per a text, a case or a truth value")
            return nil
        }
    }

    private mutating func duration(_ literal: QuantityLiteral, subject: String, source: Int) -> Int64? {
        let at = SourceLocation(literal.range, in: source)
        guard literal.per.isEmpty, let unit = Unit.named(literal.unit.utf8), unit.dimension == .time else {
            report(.wrongUnit, "`\(text(at: at))` is no duration", at: at, help: "write it like `24 h`")
            return nil
        }
        if unit.isCalendar {
            report(
                .calendarUnit, "`\(text(at: at))` has no fixed length", at: at,
                help: "write it in days, or name a window: `per month`")
            return nil
        }
        guard let value = literal.decimal.rational?.multiplied(by: unit.scale), let whole = value.whole,
            let nanoseconds = Int64(exactly: whole)
        else {
            report(.numberTooLarge, "`\(text(at: at))` is too large or too fine a duration", at: at)
            return nil
        }
        guard nanoseconds > 0 else {
            report(.outOfRange, "`\(subject)` must be above zero", at: at)
            return nil
        }
        return nanoseconds
    }

    private mutating func reportSuffix(_ suffix: SuffixView, subject: String, help: String, source: Int) {
        report(
            .wrongShape, "`\(text(at: SourceLocation(suffix.range, in: source)))` has no meaning behind `\(subject)`",
            at: SourceLocation(suffix.range, in: source), help: help)
    }

    mutating func perAttribute(_ view: AmountView, _ measure: Measure, subject: String, source: Int) -> FieldValue? {
        let quantity = amount(view.expression, measure, subject: subject, source: source)
        guard view.suffixes.count == 1, case .per(let name)? = view.suffixes.first?.kind else {
            report(
                .wrongShape, "`\(subject)` needs to say per what it counts", at: SourceLocation(view.range, in: source),
                help: "write it like `40 per run`")
            return nil
        }
        guard let attribute = scopeAttribute(name, source: source), let quantity else { return nil }
        return .perAttribute(quantity, attribute)
    }

    mutating func perWindow(_ view: AmountView, _ measure: Measure, subject: String, source: Int) -> FieldValue? {
        let quantity = amount(view.expression, measure, subject: subject, source: source)
        guard view.suffixes.count == 1, case .per(let name)? = view.suffixes.first?.kind,
            let window = Self.windows[name.text]
        else {
            report(
                .missingWindow, "`\(subject)` needs to say per which window it counts",
                at: SourceLocation(view.range, in: source),
                help: "write it like `$3_000 per month`")
            return nil
        }
        return quantity.map { .perWindow($0, window) }
    }

    mutating func casesByAttribute(_ view: AmountView, subject: String, source: Int) -> FieldValue? {
        let at = SourceLocation(view.range, in: source)
        guard case .list(let elements) = view.expression.kind, view.suffixes.count == 1,
            case .by(let name)? = view.suffixes.first?.kind
        else {
            report(
                .wrongShape, "`\(subject)` takes cases by an attribute", at: at,
                help: "write it like `[premium, plus] by tier`")
            return nil
        }
        guard let index = attribute(name, source: source) else { return nil }
        guard cases(of: index) != nil else {
            report(
                .wrongShape, "`\(name.text)` has no cases", at: SourceLocation(name.range, in: source),
                labels: [Diagnostic.Label(scope.attributes[index].location, "declared here")],
                help: "only an `enum` can be ordered so")
            return nil
        }
        var order: [Int] = []
        for element in elements {
            guard let checked = expression(element.expression, .constant, .type(.enumeration(index)), source: source),
                case .enumerationCase(let value) = checked.kind
            else { return nil }
            order.append(value)
        }
        return .casesByAttribute(order, index)
    }

    mutating func part(_ view: AmountView, subject: String, source: Int) -> FieldValue? {
        guard view.suffixes.count == 1, case .of(let wholeView)? = view.suffixes.first?.kind else {
            report(
                .wrongShape, "`\(subject)` takes a count of a larger count", at: SourceLocation(view.range, in: source),
                help: "write it like `20 of 100`")
            return nil
        }
        let part = amount(view.expression, .positiveCount, subject: subject, source: source)
        let whole = amount(wholeView, .positiveCount, subject: subject, source: source)
        guard let part = part?.value.whole, let whole = whole?.value.whole else { return nil }
        guard part <= whole else {
            report(
                .outOfRange, "`\(part) of \(whole)` is more than there are", at: SourceLocation(view.range, in: source))
            return nil
        }
        return .part(Int64(clamping: part), of: Int64(clamping: whole))
    }

    mutating func stages(_ view: AmountView, subject: String, source: Int) -> FieldValue? {
        let at = SourceLocation(view.range, in: source)
        guard case .list(let elements) = view.expression.kind, !elements.isEmpty, view.suffixes.count == 1,
            case .every(let literal)? = view.suffixes.first?.kind
        else {
            report(
                .wrongShape, "`\(subject)` takes a list of percentages with the time between them", at: at,
                help: "write it like `[5%, 25%, 100%] every 2 d`")
            return nil
        }
        var shares: [Rational] = []
        for element in elements {
            let elementAt = SourceLocation(element.range, in: source)
            guard let share = amount(element.expression, .ratio, subject: subject, source: source) else { return nil }
            if let last = shares.last, share.value <= last {
                report(
                    .stagesNotAscending, "the stage `\(text(at: elementAt))` is not above the one before it",
                    at: elementAt,
                    help: "a rollout only widens: list the stages in ascending order")
                return nil
            }
            shares.append(share.value)
        }
        guard shares.last == .one else {
            report(
                .stagesNotAscending, "the stages never reach everyone",
                at: SourceLocation(view.expression.range, in: source),
                help: "end with `100%`")
            return nil
        }
        return duration(literal, subject: "every", source: source).map { .stages(shares, every: $0) }
    }

    mutating func timeToLive(_ view: AmountView, subject: String, source: Int) -> FieldValue? {
        var anchor = Cache.Anchor.insert
        for suffix in view.suffixes {
            guard case .from(let word) = suffix.kind else {
                reportSuffix(
                    suffix, subject: subject, help: "write `24 h from insert` or `1 h from last hit`", source: source)
                return nil
            }
            anchor =
                switch word {
                case .insert: .insert
                case .lastHit: .lastHit
                }
        }
        guard let quantity = amount(view.expression, .positiveDuration, subject: subject, source: source) else {
            return nil
        }
        return .timeToLive(Self.nanoseconds(quantity), anchor)
    }
}
