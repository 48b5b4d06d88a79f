import ScrimpDiagnostics
import ScrimpQuantities
import ScrimpSchema

extension Checker {
    mutating func budget(_ declared: Scope.Declared) -> Budget? {
        let (fields, isComplete) = checkedFields(of: declared)
        guard let limitField = fields["limit"], case .budgetLimit(let limit) = limitField.value,
            let spentField = fields["spent"], case .action(let spent) = spentField.value, isComplete
        else { return nil }
        let forget = Self.whole(fields["forget"]) ?? 86_400_000_000_000
        var budget = Budget(
            name: declared.name, limit: Typed(limit.money, at: limitField.origin), scope: limit.scope,
            window: limit.window ?? .untilIdle(forget), condition: Self.condition(fields["when"]),
            models: Self.models(fields["on"]),
            within: nil, spent: spent, ceiling: nil, alerts: Self.ratios(fields["alert"]),
            notify: fields["notify"].flatMap { Self.text($0) },
            lapse: Self.whole(fields["lapse"]), isStoreLossOpen: false,
            scopes: Self.whole(fields["scopes"]) ?? 1_000_000,
            location: declared.location)
        if case .name(.budget, let parent, _)? = fields["within"]?.value { budget.within = parent }
        if let ceiling = fields["ceiling"], case .amount(let amount) = ceiling.value,
            let money = Money(exactly: amount.value)
        {
            budget.ceiling = Typed(money, at: ceiling.origin)
        }
        if case .choice(let choice)? = fields["store_lost"]?.value { budget.isStoreLossOpen = choice.word == "open" }
        checkHardness(budget, spentAt: spentField.origin, storeLost: fields["store_lost"])
        checkAlerts(fields["alert"], budget)
        return budget
    }

    private mutating func checkHardness(_ budget: Budget, spentAt: SourceLocation, storeLost: Typed<FieldValue>?) {
        switch (budget.isHard, budget.ceiling) {
        case (false, nil):
            report(
                .missingCeiling, "budget `\(budget.name)` routes elsewhere when it is spent, and nothing ends that",
                at: spentAt,
                labels: [.init(budget.limit.origin, "soft at this limit")],
                help: "add a `ceiling:` above \(budget.limit.value.description), at which it rejects")
        case (false, let ceiling?) where ceiling.value < budget.limit.value:
            report(
                .ceilingBelowLimit,
                "the ceiling \(ceiling.value.description) is below the limit \(budget.limit.value.description)",
                at: ceiling.origin, labels: [.init(budget.limit.origin, "the limit")],
                help: "the ceiling is at least the limit")
        case (true, let ceiling?):
            report(
                .uselessCeiling, "budget `\(budget.name)` is hard at its limit, so that it has no ceiling",
                at: ceiling.origin,
                labels: [.init(spentAt, "hard, because nothing is spent beyond the limit")],
                help: "remove the ceiling, or let `spent` route to a cheaper model")
        default:
            break
        }
        if budget.isHard, budget.isStoreLossOpen, let storeLost {
            report(
                .openStoreOfHardBudget,
                "budget `\(budget.name)` is hard, and `store_lost: open` lets calls through uncounted",
                at: storeLost.origin, labels: [.init(spentAt, "hard")],
                help: "remove `store_lost: open`, or make the budget soft: `spent: route(…)`")
        }
    }

    private mutating func checkAlerts(_ field: Typed<FieldValue>?, _ budget: Budget) {
        guard case .list(let shares)? = field?.value else { return }
        for share in shares {
            guard case .amount(let quantity) = share.value, quantity.value <= .zero else { continue }
            report(
                .outOfRange, "an alert at `\(text(at: share.origin))` fires before anything is spent", at: share.origin,
                help: "write a share above zero, like `80%`")
        }
    }

    // MARK: Parts that several kinds have

    static func condition(_ field: Typed<FieldValue>?) -> Expression? {
        if case .condition(let expression)? = field?.value { return expression }
        return nil
    }

    static func models(_ field: Typed<FieldValue>?) -> Set<Int>? {
        guard case .list(let names)? = field?.value else { return nil }
        return Set(
            names.compactMap { name in
                if case .name(.model, let index, _) = name.value { return index }
                return nil
            })
    }

    private static func ratios(_ field: Typed<FieldValue>?) -> [Rational] {
        guard case .list(let values)? = field?.value else { return [] }
        return values.compactMap { value in
            if case .amount(let quantity) = value.value { return quantity.value }
            return nil
        }.sorted()
    }

    // MARK: Other executed kinds

    mutating func `switch`(_ declared: Scope.Declared) -> Switch? {
        let (fields, isComplete) = checkedFields(of: declared)
        guard isComplete, case .action(let action)? = fields["on"]?.value else { return nil }
        return Switch(
            name: declared.name, condition: Self.condition(fields["when"]), action: action,
            throwWhen: Self.condition(fields["throw_when"]), location: declared.location)
    }

    mutating func allow(_ declared: Scope.Declared, _ policy: Policy) -> Allow? {
        let (fields, isComplete) = checkedFields(of: declared)
        guard isComplete, let condition = Self.condition(fields["when"]) else { return nil }
        let all = Set(scope.declared(.model).map(\.index))
        switch (Self.models(fields["only"]), Self.models(fields["never"])) {
        case (let only?, nil):
            return Allow(name: declared.name, condition: condition, models: only, location: declared.location)
        case (nil, let never?):
            return Allow(
                name: declared.name, condition: condition, models: all.subtracting(never), location: declared.location)
        case (_?, _?):
            report(
                .conflictingFields, "allow `\(declared.name)` has both `only` and `never`",
                at: fields["never"]?.origin ?? declared.location,
                labels: fields["only"].map { [.init($0.origin, "and here")] } ?? [], help: "keep one of them")
        case (nil, nil):
            report(
                .missingField, "allow `\(declared.name)` has neither `only` nor `never`", at: declared.location,
                help: "say which models these requests may reach: `only: [ … ]`")
        }
        return nil
    }

    mutating func cache(_ declared: Scope.Declared, _ policy: Policy) -> Cache? {
        let (fields, isComplete) = checkedFields(of: declared)
        guard isComplete, case .choice(let match)? = fields["match"]?.value,
            case .timeToLive(let time, let anchor)? = fields["ttl"]?.value,
            let keyField = fields["key"], case .list(let names) = keyField.value,
            let capacity = Self.whole(fields["capacity"])
        else { return nil }
        let key = names.compactMap { name -> Int? in
            if case .attribute(let index) = name.value { return index }
            return nil
        }
        if let isolate = policy.settings.isolate, !key.contains(isolate.value) {
            let name = scope.attributes[isolate.value].name
            let written = text(at: keyField.origin)
            let listed = names.map { text(at: $0.origin) } + [name]
            report(
                .cacheNotIsolated, "the key of cache `\(declared.name)` does not contain `\(name)`",
                at: keyField.origin,
                labels: [.init(isolate.origin, "every cache key must contain it")],
                help: "answers of one `\(name)` would be served to another: add it to the key",
                fixes: written.isEmpty
                    ? []
                    : [.init("add `\(name)`", [.init(keyField.origin.range, "[\(listed.joined(separator: ", "))]")])])
        }
        var eviction = Cache.Eviction.leastRecentlyUsed
        if case .choice(let choice)? = fields["evict"]?.value, choice.word == "lfu" { eviction = .leastFrequentlyUsed }
        return Cache(
            name: declared.name, condition: Self.condition(fields["when"]), match: Self.match(match), key: key,
            timeToLive: time,
            anchor: anchor, capacity: capacity, eviction: eviction, location: declared.location)
    }

    private static func match(_ choice: Choice) -> Cache.Match {
        var similarity = Rational.one
        if case .amount(let value)? = choice.arguments["similarity"]?.value { similarity = value.value }
        switch choice.word {
        case "semantic": return .semantic(similarity: similarity)
        case "retrieval": return .retrieval(similarity: similarity)
        case "partial": return .partial
        default: return .exact
        }
    }
}
