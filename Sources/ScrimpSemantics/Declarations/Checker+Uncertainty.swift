import ScrimpDiagnostics
package import ScrimpQuantities
import ScrimpSchema

/// What a scenario is not sure of.
extension Checker {
    mutating func uncertain(
        _ field: Typed<FieldValue>?, of declared: Scope.Declared, into economy: inout ScenarioEconomy
    ) {
        for (name, value) in Self.entries(field) {
            guard case .distribution(var distribution) = value.value,
                let path = path(name, economy, at: value.origin)
            else { continue }
            var period: ScenarioEconomy.Period?
            if path == .growth || path == .discount {
                let own = path == .growth ? economy.growth.period : economy.discount.period
                guard let found = perPeriod(&distribution, name, own, of: declared, at: value.origin) else { continue }
                period = found
            }
            guard fits(distribution, path, name, at: value.origin) else { continue }
            economy.uncertain.append(
                .init(path: path, name: name, distribution: distribution, period: period, location: value.origin))
        }
    }

    /// Growth and discount as shares per period: `4%/month`, or `4%` in the period of the field.
    private mutating func perPeriod(
        _ distribution: inout Distribution, _ name: String, _ own: ScenarioEconomy.Period, of declared: Scope.Declared,
        at location: SourceLocation
    ) -> ScenarioEconomy.Period? {
        guard distribution.kind == QuantityKind(dimension: Dimension(time: -1), scale: .ratio) else { return own }
        guard let period = period(ofUncertain: name, of: declared),
            let scaled = distribution.map({ quantity in
                quantity.value.multiplied(by: period.length).map { Quantity($0, scale: .ratio) }
            })
        else {
            report(
                .wrongUnit, "`\(name)` is per month or per year", at: location,
                help: "write it like `2%/month..6%/month`"
            )
            return nil
        }
        distribution = scaled
        return period
    }

    private mutating func path(_ name: String, _ economy: ScenarioEconomy, at location: SourceLocation) -> EconomyPath?
    {
        let parts = name.split(separator: ".").map(String.init)
        switch (parts.first, parts.count) {
        case ("growth", 1): return .growth
        case ("discount", 1): return .discount
        case ("invest", 2):
            return entry(parts[1], of: "invest", economy.invest.map(\.name), at: location).map { .invest($0) }
        case ("running", 2):
            return entry(parts[1], of: "running", economy.running.map(\.name), at: location).map { .running($0) }
        default: break
        }
        guard parts.count == 3, let kind = BlockKind(rawValue: parts[0]), let index = scope.find(kind, parts[1])?.index
        else { return nil }
        switch (kind, parts[2]) {
        case (.cache, "hit_rate"): return .cacheHitRate(index)
        case (.pool, "price"): return .poolPrice(index)
        case (.pool, "interruptions"): return .poolInterruptions(index)
        case (.pool, "throughput"): return .poolThroughput(index)
        case (.pool, "overhead"): return .poolOverhead(index)
        case (.model, "price"): return .modelPrice(index)
        case (.model, "accuracy_drop"): return .accuracyDrop(index)
        case (.model, "output"): return .modelOutput(index)
        case (.shape, "compress_prompt"): return .shapeCompression(index)
        case (.shape, "saving"): return .shapeSaving(index)
        case (.gather, "calls"): return .gatherCalls(index)
        default: return nil
        }
    }

    private mutating func entry(_ name: String, of field: String, _ names: [String], at location: SourceLocation)
        -> Int?
    {
        if let index = names.firstIndex(of: name) { return index }
        let close = suggest(name, among: names)
        report(
            .unknownName, "`\(field)` has no `\(name)`", at: location,
            help: close.map { "did you mean `\($0)`?" } ?? "say what it is expected to be: `\(field): { \(name): … }`")
        return nil
    }

    private mutating func fits(
        _ distribution: Distribution, _ path: EconomyPath, _ name: String, at location: SourceLocation
    ) -> Bool {
        guard let kind = distribution.kind else { return true }
        let measures = path.measures
        guard let measure = measures.first(where: { $0.dimension == kind.dimension }),
            (measure.scale == .ratio) == (kind.scale == .ratio)
        else {
            report(
                .wrongUnit,
                "`\(name)` takes \(measures.map(\.name).joined(separator: ", or ")), not \(kind.description)",
                at: location,
                help: measures.first.map { "write it like `\($0.example)`" })
            return false
        }
        let (low, high) = distribution.support
        if let low, let least = measure.minimum, low < least {
            report(.outOfRange, "`\(name)` cannot be below zero", at: location)
            return false
        }
        if path == .growth || path == .discount, let low, low <= Rational(whole: -1) {
            report(.outOfRange, "`\(name)` cannot be -100% or less", at: location)
            return false
        }
        if let high, let most = measure.maximum, most < high {
            report(.outOfRange, "`\(name)` can be at most 100%", at: location)
            return false
        }
        return true
    }

    mutating func correlated(_ field: Typed<FieldValue>?, into economy: inout ScenarioEconomy) {
        guard case .list(let rows)? = field?.value else { return }
        for row in rows {
            guard case .list(let parts) = row.value, parts.count == 3, case .text(let left) = parts[0].value,
                case .text(let right) = parts[1].value, case .amount(let correlation) = parts[2].value
            else { continue }
            func find(_ name: String) -> Int? { economy.uncertain.firstIndex { $0.name == name } }
            for (name, part) in [(left, parts[0]), (right, parts[1])] where find(name) == nil {
                report(
                    .unknownName, "`\(name)` is not among what is uncertain", at: part.origin,
                    help: "give its distribution: `uncertain: { \(name): … }`")
            }
            guard let first = find(left), let second = find(right) else { continue }
            guard first != second else {
                report(.conflictingFields, "`\(left)` is correlated with itself", at: row.origin)
                continue
            }
            economy.correlated.append(.init(first: first, second: second, correlation: correlation.value))
        }
    }
}

extension EconomyPath {
    /// What a value may be, the usual one first.
    fileprivate var measures: [Measure] {
        switch self {
        case .growth, .discount: [.openRatio]
        case .invest, .running: [.money]
        case .cacheHitRate, .accuracyDrop, .shapeCompression, .shapeSaving: [.ratio]
        case .poolPrice: [.pricePerHour]
        case .poolInterruptions: [.hazard]
        case .poolThroughput, .poolOverhead: [.share]
        case .modelPrice: [.share, .pricePerToken]
        case .modelOutput: [.share, .tokens]
        case .gatherCalls: [.factor]
        }
    }
}

extension Distribution {
    /// What kind of number is drawn; nil for those of a file.
    package var kind: QuantityKind? {
        switch self {
        case .constant(let value), .uniform(let value, _), .triangular(let value, _, _), .pert(let value, _, _),
            .normal(let value, _), .lognormal(let value, _):
            value.kind
        case .empirical: nil
        }
    }

    /// Least and greatest value; nil for an open end.
    package var support: (low: Rational?, high: Rational?) {
        switch self {
        case .constant(let value): (value.value, value.value)
        case .uniform(let low, let high), .triangular(let low, _, let high), .pert(let low, _, let high):
            (low.value, high.value)
        case .lognormal: (.zero, nil)
        case .normal, .empirical: (nil, nil)
        }
    }

    /// The distribution of a scaled value; nil where a parameter does not fit.
    func map(_ scaled: (Quantity) -> Quantity?) -> Distribution? {
        switch self {
        case .constant(let value): scaled(value).map { .constant($0) }
        case .uniform(let low, let high): pair(low, high, scaled).map { .uniform($0, $1) }
        case .normal(let mean, let deviation): pair(mean, deviation, scaled).map { .normal(mean: $0, deviation: $1) }
        case .lognormal(let mean, let deviation):
            pair(mean, deviation, scaled).map { .lognormal(mean: $0, deviation: $1) }
        case .triangular(let low, let mode, let high):
            pair(low, high, scaled).flatMap { ends in scaled(mode).map { .triangular(ends.0, $0, ends.1) } }
        case .pert(let low, let mode, let high):
            pair(low, high, scaled).flatMap { ends in scaled(mode).map { .pert(ends.0, $0, ends.1) } }
        case .empirical: self
        }
    }

    private func pair(_ first: Quantity, _ second: Quantity, _ scaled: (Quantity) -> Quantity?) -> (Quantity, Quantity)?
    {
        guard let left = scaled(first), let right = scaled(second) else { return nil }
        return (left, right)
    }
}
