import ScrimpDiagnostics
import ScrimpQuantities
import ScrimpSchema

/// Prices that change on a date.
extension Checker {
    mutating func priceChanges(_ field: Typed<FieldValue>?, _ policy: Policy, into economy: inout ScenarioEconomy) {
        guard case .list(let entries)? = field?.value else { return }
        for entry in entries {
            guard case .choice(let choice) = entry.value, case .text(let path)? = choice.arguments["path"]?.value,
                let rate = choice.arguments["rate"], case .amount(let quantity) = rate.value,
                let day = choice.arguments["on"], case .text(let written) = day.value
            else { continue }
            guard let date = CivilDate(isoText: written) else {
                report(.wrongShape, "`\(written)` is no date", at: day.origin, help: "write it like `\"2027-03-01\"`")
                continue
            }
            let at = choice.arguments["path"]?.origin ?? entry.origin
            guard var subject = subject(path, policy, at: at),
                let change = change(quantity, of: &subject, path, at: rate.origin)
            else { continue }
            economy.priceChanges.append(.init(subject: subject, change: change, date: date, location: entry.origin))
        }
        // Of changes on the same day, the one that is written last comes last.
        let ordered = economy.priceChanges.enumerated().sorted { left, right in
            let (first, second) = (left.element.date.daysSinceEpoch, right.element.date.daysSinceEpoch)
            return (first, left.offset) < (second, right.offset)
        }
        economy.priceChanges = ordered.map(\.element)
    }

    /// `model.NAME.price`, `model.NAME.price.input`, `pool.NAME.price`, or the identity of a model in the catalog.
    private mutating func subject(_ path: String, _ policy: Policy, at location: SourceLocation)
        -> PriceChange.Subject?
    {
        let same = policy.models.indices.filter {
            policy.models[$0].identity == path && !policy.models[$0].isSelfHosted
        }
        if !same.isEmpty { return .models(same, nil) }
        let parts = path.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count >= 3, parts[2] == "price" else {
            let identities = policy.models.map(\.identity)
            let close = suggest(path, among: identities)
            report(
                .unknownName, "`\(path)` is no price of this policy", at: location,
                help: close.map { "did you mean `\($0)`?" }
                    ?? "write `model.NAME.price`, `model.NAME.price.input`, `pool.NAME.price`, or a model of the catalog that the policy uses"
            )
            return nil
        }
        switch (parts[0], parts.count) {
        case ("pool", 3):
            guard let found = scope.find(.pool, parts[1]) else {
                reportUnknown(parts[1], .pool, at: location)
                return nil
            }
            return .pool(found.index)
        case ("model", 3), ("model", 4):
            guard let found = scope.find(.model, parts[1]) else {
                reportUnknown(parts[1], .model, at: location)
                return nil
            }
            guard parts.count == 4 else { return .models([found.index], nil) }
            if let component = PriceChange.Component(rawValue: parts[3]) { return .models([found.index], component) }
            let known = PriceChange.Component.allCases.map(\.rawValue)
            let close = suggest(parts[3], among: known)
            report(
                .unknownName, "a model has no price `\(parts[3])`", at: location,
                help: close.map { "did you mean `\($0)`?" }
                    ?? "it has \(known.map { "`\($0)`" }.joined(separator: ", "))")
            return nil
        default:
            report(
                .unknownName, "`\(path)` is no price of this policy", at: location,
                help: "write `model.NAME.price` or `pool.NAME.price`")
            return nil
        }
    }

    private mutating func reportUnknown(_ name: String, _ kind: BlockKind, at location: SourceLocation) {
        let close = suggest(name, among: scope.declared(kind).map(\.name))
        report(
            .unknownName, "there is no \(kind.rawValue) `\(name)`", at: location,
            help: close.map { "did you mean `\($0)`?" })
    }

    private mutating func change(
        _ quantity: Quantity, of subject: inout PriceChange.Subject, _ path: String, at location: SourceLocation
    ) -> PriceChange.Change? {
        if quantity.kind == .ratio {
            guard let factor = quantity.value.adding(.one), factor >= .zero else {
                report(.outOfRange, "a price cannot fall by more than 100%", at: location)
                return nil
            }
            return .factor(factor)
        }
        let perToken = Dimension(money: 1, tokens: -1)
        let perRequest = Dimension(money: 1, requests: -1)
        switch (subject, quantity.dimension) {
        case (.pool, Dimension(money: 1, time: -1)): return .price(quantity.value)
        case (.models(let models, nil), perRequest):
            subject = .models(models, .perRequest)
            return .price(quantity.value)
        case (.models(_, .perRequest?), perRequest): return .price(quantity.value)
        case (.models(_, .perRequest?), perToken): break
        case (.models(_, .some), perToken): return .price(quantity.value)
        case (.models(_, nil), perToken):
            report(
                .wrongShape, "`\(path)` does not say whether prompt or output costs that", at: location,
                help: "name one of them: `model.NAME.price.input`, `model.NAME.price.output`")
            return nil
        default: break
        }
        report(
            .wrongUnit, "`\(path)` cannot be \(quantity.kind.description)", at: location,
            help: "write a percentage, or a price of the same kind")
        return nil
    }
}
