import ScrimpDiagnostics
import ScrimpQuantities
import ScrimpSchema
import ScrimpSyntax

/// What a scenario says about time and money.
extension Checker {
    /// Nil where something is wrong, which is reported.
    mutating func economy(
        _ fields: CheckedFields, of declared: Scope.Declared, _ policy: Policy
    ) -> ScenarioEconomy? {
        let before = diagnostics.count
        var economy = ScenarioEconomy()
        checkStart(of: fields["traffic"])
        economy.horizonMonths = horizon(fields["horizon"])
        if let growth = rate("growth", fields, of: declared) { economy.growth = growth }
        if let discount = rate("discount", fields, of: declared) { economy.discount = discount }
        for (name, value) in Self.entries(fields["invest"]) {
            guard case .amount(let quantity) = value.value, let money = Money(exactly: quantity.value) else { continue }
            economy.invest.append(.init(name: name, amount: money))
        }
        for (name, value) in Self.entries(fields["running"]) {
            guard case .perWindow(let quantity, let window) = value.value, let money = Money(exactly: quantity.value)
            else { continue }
            economy.running.append(.init(name: name, amount: money, window: window))
        }
        if case .list(let shares)? = fields["ramp"]?.value {
            for share in shares { if case .amount(let quantity) = share.value { economy.ramp.append(quantity.value) } }
        }
        priceChanges(fields["prices"], policy, into: &economy)
        outages(fields["outages"], policy, into: &economy)
        for (name, value) in Self.entries(fields["quality"]) {
            guard case .text(let column) = value.value, let model = model(name, policy, at: value.origin) else {
                continue
            }
            economy.quality.append(.init(model: model, column: column))
        }
        uncertain(fields["uncertain"], of: declared, into: &economy)
        correlated(fields["correlated"], into: &economy)
        tunable(fields["tunable"], policy, into: &economy)
        return diagnostics.count == before ? economy : nil
    }

    static func entries(_ field: Typed<FieldValue>?) -> [(String, Typed<FieldValue>)] {
        if case .named(let entries)? = field?.value { return entries }
        return []
    }

    // MARK: Time

    private static let longestHorizon = 600

    /// Made-up traffic begins on a day; a text that is none would be 1970.
    private mutating func checkStart(of traffic: Typed<FieldValue>?) {
        guard let traffic, let workload = Self.choice(traffic), let start = workload.arguments["start"],
            case .text(let written) = start.value, CivilDate(isoText: written) == nil
        else { return }
        report(
            .wrongShape, "`\(written)` is no date", at: start.origin,
            help: "traffic begins at local midnight: write the day alone, like `\"2026-11-02\"`")
    }

    private mutating func horizon(_ field: Typed<FieldValue>?) -> Int? {
        guard let field, case .amount(let span) = field.value, let month = Unit.named("month".utf8),
            let months = span.value.divided(by: month.scale)
        else { return nil }
        guard let whole = months.whole, let count = Int(exactly: whole) else {
            report(.notWhole, "`\(text(at: field.origin))` is no whole number of months", at: field.origin)
            return nil
        }
        guard count <= Self.longestHorizon else {
            report(
                .outOfRange, "`horizon` can be at most \(Self.longestHorizon / 12) years", at: field.origin,
                help: "prices of so distant a time are not known: write it like `24 months`")
            return nil
        }
        return count
    }

    /// A rate in the period that it was given in.
    private mutating func rate(
        _ name: String, _ fields: CheckedFields, of declared: Scope.Declared
    ) -> ScenarioEconomy.Rate? {
        guard let field = fields[name], case .amount(let quantity) = field.value else { return nil }
        let view = field.provenance == .given ? Self.view(name, of: declared) : nil
        let written = view.flatMap { self.period(of: $0) }
        guard written != nil || view == nil || quantity.value == .zero else {
            report(
                .wrongUnit, "`\(name)` is per month or per year", at: field.origin, help: "write it like `4%/month`")
            return nil
        }
        let period = written ?? (name == "discount" ? .year : .month)
        guard let value = quantity.value.multiplied(by: period.length), value > Rational(whole: -1) else {
            report(
                .outOfRange, "`\(name)` cannot be -100% or less", at: field.origin, help: "write it like `4%/month`")
            return nil
        }
        return .init(value, per: period)
    }

    private static func view(_ name: String, of declared: Scope.Declared) -> ExpressionView? {
        let field = declared.view.block?.fields.first { $0.path.count == 1 && $0.path.first?.text == name }
        guard case .amount(let amount)? = field?.value else { return nil }
        return amount.expression
    }

    /// The calendar unit in which a rate is written, here or in the constant that is named.
    private func period(of view: ExpressionView, depth: Int = 0) -> ScenarioEconomy.Period? {
        guard depth < 32 else { return nil }
        func first(_ views: [ExpressionView]) -> ScenarioEconomy.Period? {
            for view in views { if let found = period(of: view, depth: depth + 1) { return found } }
            return nil
        }
        switch view.kind {
        case .quantity(let literal):
            return literal.per.compactMap { ScenarioEconomy.Period(unit: $0) }.first
        case .negated(let inner), .parenthesized(let inner): return first([inner])
        case .arithmetic(let left, _, _, let right), .range(let left, let right): return first([left, right])
        case .call(let call):
            return first(
                call.arguments.compactMap { argument in
                    if case .amount(let amount) = argument.value { amount.expression } else { nil }
                })
        case .path(let names):
            guard names.count == 1, let name = names.first, let index = scope.constantIndex[name.text],
                let value = scope.constants[index].view.value
            else { return nil }
            return first([value])
        default: return nil
        }
    }

    // MARK: Models

    private mutating func model(_ name: String, _ policy: Policy, at location: SourceLocation) -> Int? {
        if let found = scope.find(.model, name) { return found.index }
        let close = suggest(name, among: scope.declared(.model).map(\.name))
        report(
            .unknownName, "there is no model `\(name)`", at: location, help: close.map { "did you mean `\($0)`?" })
        return nil
    }

    private mutating func outages(
        _ field: Typed<FieldValue>?, _ policy: Policy, into economy: inout ScenarioEconomy
    ) {
        for (name, value) in Self.entries(field) {
            guard case .block(let parts) = value.value, case .amount(let every)? = parts["every"]?.value,
                case .amount(let lasting)? = parts["lasting"]?.value,
                let model = model(name, policy, at: value.origin)
            else { continue }
            guard lasting.value < every.value else {
                report(
                    .outOfRange, "outages of `\(name)` last as long as it is from one to the next", at: value.origin,
                    help: "write `{ every: 30 d, lasting: 20 min }`")
                continue
            }
            economy.outages.append(
                .init(model: model, every: Self.nanoseconds(every), lasting: Self.nanoseconds(lasting)))
        }
    }

    // MARK: Constants

    private mutating func tunable(
        _ field: Typed<FieldValue>?, _ policy: Policy, into economy: inout ScenarioEconomy
    ) {
        for (name, value) in Self.entries(field) {
            guard case .span(let low, let high) = value.value else { continue }
            guard let constant = policy.constants.firstIndex(where: { $0.name == name }) else {
                let close = suggest(name, among: policy.constants.map(\.name))
                report(
                    .unknownName, "there is no constant `\(name)`", at: value.origin,
                    help: close.map { "did you mean `\($0)`?" } ?? "declare it: `let \(name) = …`")
                continue
            }
            guard case .quantity(let kind) = policy.constants[constant].expression.type, kind == low.kind else {
                report(
                    .wrongUnit, "the constant `\(name)` is of another kind than this range", at: value.origin,
                    labels: [.init(policy.constants[constant].location, "declared here")])
                continue
            }
            economy.tunable.append(.init(constant: constant, name: name, low: low, high: high))
        }
    }
}

extension ScenarioEconomy.Period {
    init?(unit: String) {
        switch unit {
        case "month", "months": self = .month
        case "year", "years": self = .year
        default: return nil
        }
    }

    /// In base units of time.
    var length: Rational { Unit.named(rawValue.utf8)?.scale ?? .one }
}

extension Checker {
    /// The period of an uncertain rate, from where it is written.
    func period(ofUncertain name: String, of declared: Scope.Declared) -> ScenarioEconomy.Period? {
        let block = declared.view.block?.fields.first { $0.path.first?.text == "uncertain" }?.value
        guard case .block(let entries)? = block,
            case .amount(let amount)? = entries.fields.first(where: { $0.path.map(\.text) == [name] })?.value
        else { return nil }
        return period(of: amount.expression)
    }
}
