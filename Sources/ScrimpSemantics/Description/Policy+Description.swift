import ScrimpCatalog
import ScrimpQuantities
import ScrimpSchema

extension Policy {
    /// The checked policy as text: every name resolved, constants folded, defaults filled in. For people, and the same for the same
    /// policy.
    package var described: String { PolicyDescription(self).text }
}

struct PolicyDescription {
    let policy: Policy
    let words: PolicyWords
    var lines: [String] = []

    init(_ policy: Policy) {
        self.policy = policy
        words = PolicyWords(policy: policy)
        describe()
    }

    var text: String { lines.joined(separator: "\n") + "\n" }

    private mutating func describe() {
        lines.append("policy \(policy.name.value)")
        let settings = policy.settings
        field("language", "\(settings.language)")
        field("version", settings.version.map { words.quoted($0) })
        field("owner", settings.owner.map { words.quoted($0) })
        field("timezone", words.quoted(settings.timezone))
        field("isolate", settings.isolate.map { attribute($0.value) })
        field("sticky", settings.sticky.map { attribute($0.value) })
        field("price_max_age", duration(settings.priceMaximumAge))
        field("deadline", duration(settings.deadline))
        lines.append("request")
        for attribute in policy.attributes {
            field(attribute.name, type(attribute.kind) + (attribute.defaultValue.map { " = \(words.text($0))" } ?? ""))
        }
        for constant in policy.constants { lines.append("let \(constant.name) = \(words.text(constant.expression))") }
        for model in policy.models { describe(model) }
        for allow in policy.allows {
            lines.append("allow \(allow.name)")
            field("when", words.text(allow.condition))
            field("only", models(allow.models))
        }
        for budget in policy.budgets { describe(budget) }
        for cache in policy.caches { describe(cache) }
        for entry in policy.switches {
            lines.append("switch \(entry.name)")
            field("when", entry.condition.map { words.text($0) })
            field("on", action(entry.action))
            field("throw_when", entry.throwWhen.map { words.text($0) })
        }
        lines.append("route")
        for rule in policy.rules {
            let head = rule.condition.map { "when \(words.text($0))" } ?? "otherwise"
            lines.append("    \(head) -> \(chain(rule.chain))")
        }
        for attribution in policy.attributions {
            lines.append("attribute")
            field("by", "[\(attribution.by.map(attribute).joined(separator: ", "))]")
            field("cells", "\(attribution.cells)")
        }
        describeOperations()
        describeProofsAndTests()
        for scenario in policy.scenarios {
            lines.append("scenario \(scenario.name) for \(policy.name.value)")
            fields(scenario.fields)
        }
    }

    private mutating func describe(_ model: Model) {
        lines.append("model \(model.name)")
        field(model.isSelfHosted ? "weights" : "from", words.quoted(model.identity))
        field("pool", model.pool)
        field("kind", model.kind.name)
        field("service", model.tier.rawValue + (model.batchWithin.map { "(within: \(duration($0)))" } ?? ""))
        if let prices = model.prices {
            let listed = PriceField.allCases.compactMap { field in
                prices.value[field].map { price in
                    let amount = field.unit == .token ? price.perMillion : price.money
                    return "\(field.rawValue) \(amount.description)/\(field.unit.rawValue)"
                }
            }
            let source: String =
                switch prices.provenance {
                case .catalog: model.catalogModel.map { "\($0.source), \($0.asOf.isoText)" } ?? "catalog"
                default: "the policy"
                }
            field("price", listed.joined(separator: ", ") + " (\(source))")
        }
        field("context", model.contextWindow.map { "\($0) tok" })
        field("prefix_cache", model.prefixCache.map(duration))
        describe(model.operation)
    }

    private mutating func describe(_ budget: Budget) {
        lines.append("budget \(budget.name)")
        field("limit", limit(budget.limit.value, budget.scope, budget.window))
        if case .untilIdle(let length) = budget.window { field("forget", duration(length)) }
        field("when", budget.condition.map { words.text($0) })
        field("on", budget.models.map(models))
        field("within", budget.within.map { policy.budgets[$0].name })
        field("spent", action(budget.spent))
        field("ceiling", budget.ceiling?.value.description)
        field(
            "alert",
            budget.alerts.isEmpty
                ? nil : "[\(budget.alerts.map { Quantity($0, scale: .ratio).text }.joined(separator: ", "))]")
        field("notify", budget.notify.map { words.quoted($0) })
        field("lapse", budget.lapse.map(duration))
        field("store_lost", budget.isStoreLossOpen ? "open" : "closed")
        field("scopes", "\(budget.scopes)")
    }

    private mutating func describe(_ cache: Cache) {
        lines.append("cache \(cache.name)")
        field("when", cache.condition.map { words.text($0) })
        let match: String =
            switch cache.match {
            case .exact: "exact"
            case .semantic(let similarity): "semantic(similarity: \(Quantity(similarity, scale: .ratio).text))"
            case .retrieval(let similarity): "retrieval(similarity: \(Quantity(similarity, scale: .ratio).text))"
            case .partial: "partial"
            }
        field("match", match)
        field("key", "[\(cache.key.map(attribute).joined(separator: ", "))]")
        field("ttl", duration(cache.timeToLive) + (cache.anchor == .insert ? " from insert" : " from last hit"))
        field("capacity", "\(cache.capacity)")
        field("evict", cache.eviction == .leastRecentlyUsed ? "lru" : "lfu")
    }

    private mutating func describeProofsAndTests() {
        for proof in policy.proofs {
            lines.append("prove \(words.quoted(proof.title))")
            switch proof.claim {
            case .never(let expression): field("never", words.text(expression))
            case .always(let expression): field("always", words.text(expression))
            case .implies(let first, let second): field("implies", "[\(words.text(first)), \(words.text(second))]")
            }
        }
        for test in policy.tests {
            lines.append("test \(words.quoted(test.title))")
            field(
                "given",
                "{ \(test.given.map { "\(attribute($0.attribute)): \(words.text($0.value))" }.joined(separator: ", ")) }"
            )
            if !test.state.isEmpty {
                field(
                    "state", "{ \(test.state.map { "\($0.path): \(value($0.value.value))" }.joined(separator: ", ")) }")
            }
            field("expect", words.text(test.expectation))
            if let cost = test.cost { field("cost", "\(cost.lowerBound)..\(cost.upperBound)") }
            if let reason = test.reason { field("reason", words.quoted(reason)) }
        }
    }

    // MARK: Parts

    mutating func field(_ name: String, _ value: String?) {
        if let value { lines.append("    \(name): \(value)") }
    }

    private mutating func fields(_ fields: [String: Typed<FieldValue>]) {
        for name in fields.keys.sorted() { field(name, fields[name].map { value($0.value) }) }
    }

    func attribute(_ index: Int) -> String { policy.attributes[index].name }
    func duration(_ nanoseconds: Int64) -> String { Quantity(Rational(whole: Int128(nanoseconds)), .time).text }
    /// `$25 per tenant per day`
    private func limit(_ money: Money, _ scope: Int?, _ window: Budget.Window?) -> String {
        money.description + (scope.map { " per \(attribute($0))" } ?? "") + (window.map(text) ?? "")
    }

    func text(_ window: Budget.Window) -> String {
        switch window {
        case .minute: " per minute"
        case .hour: " per hour"
        case .day: " per day"
        case .week: " per week"
        case .month: " per month"
        case .quarter: " per quarter"
        case .year: " per year"
        case .rolling(let length): " over \(duration(length))"
        case .untilIdle: ""
        }
    }

    func cases(_ order: [Int], of index: Int) -> String {
        guard case .enumeration(let names) = policy.attributes[index].kind else { return "[]" }
        return "[\(order.filter(names.indices.contains).map { names[$0] }.joined(separator: ", "))]"
    }

    func models(_ models: Set<Int>) -> String {
        "[\(models.sorted().map { policy.models[$0].name }.joined(separator: ", "))]"
    }

    private func type(_ kind: Attribute.Kind) -> String {
        if case .enumeration(let cases) = kind { return "enum { \(cases.joined(separator: ", ")) }" }
        return Checker.typeName(kind)
    }

    private func chain(_ chain: Chain) -> String {
        chain.candidates.map { candidate in
            switch candidate {
            case .model(let index): return policy.models[index].name
            case .split(let arms):
                return
                    "split(\(arms.map { "\(Quantity($0.share, scale: .ratio).text): \(policy.models[$0.model].name)" }.joined(separator: ", ")))"
            }
        }.joined(separator: ", ")
    }

    private func action(_ action: Action) -> String {
        switch action {
        case .reject(let message): message.map { "reject(\(words.quoted($0)))" } ?? "reject"
        case .wait: "wait"
        case .route(let chain): "route(\(self.chain(chain)))"
        }
    }

    private func value(_ value: FieldValue) -> String {
        switch value {
        case .text(let text): words.quoted(text)
        case .flag(let flag): flag ? "true" : "false"
        case .amount(let quantity): quantity.text
        case .span(let low, let high): low == high ? low.text : "\(low.text)..\(high.text)"
        case .timeRange(let start, let end):
            start == end ? words.clock(start) : "\(words.clock(start))..\(words.clock(end))"
        case .distribution(let distribution): text(distribution)
        case .fill(let fill): text(fill)
        case .choice(let choice): text(choice)
        case .name(_, _, let name): name
        case .attribute(let index): attribute(index)
        case .list(let values): "[\(values.map { self.value($0.value) }.joined(separator: ", "))]"
        case .condition(let expression): words.text(expression)
        case .action(let action): self.action(action)
        case .budgetLimit(let limit): self.limit(limit.money, limit.scope, limit.window)
        case .perAttribute(let quantity, let index): "\(quantity.text) per \(attribute(index))"
        case .perWindow(let quantity, let window): quantity.text + text(window)
        case .casesByAttribute(let order, let index): "\(cases(order, of: index)) by \(attribute(index))"
        case .part(let part, let whole): "\(part) of \(whole)"
        case .stages(let shares, let every):
            "[\(shares.map { Quantity($0, scale: .ratio).text }.joined(separator: ", "))] every \(duration(every))"
        case .timeToLive(let time, let anchor): duration(time) + (anchor == .insert ? " from insert" : " from last hit")
        case .block(let fields):
            "{ \(fields.keys.sorted().compactMap { name in fields[name].map { "\(name): \(self.value($0.value))" } }.joined(separator: ", ")) }"
        case .named(let entries): "{ \(entries.map { "\($0.0): \(self.value($0.1.value))" }.joined(separator: ", ")) }"
        case .attributeValues(let values):
            "{ \(values.map { "\(attribute($0.0)): \(words.text($0.1))" }.joined(separator: ", ")) }"
        }
    }

    func text(_ choice: Choice) -> String {
        let named = choice.arguments.keys.sorted().compactMap { name in
            choice.arguments[name].map { "\(name): \(value($0.value))" }
        }
        let rest = choice.rest.map { ($0.0.map { "\($0): " } ?? "") + value($0.1.value) }
        let all = named + rest
        return all.isEmpty ? choice.word : "\(choice.word)(\(all.joined(separator: ", ")))"
    }

    private func text(_ fill: Fill) -> String {
        switch fill {
        case .constant(let expression): words.text(expression)
        case .distribution(let distribution): text(distribution)
        case .weighted(let shares):
            "choice(\(shares.map { "\($0.value): \(Quantity($0.share, scale: .ratio).text)" }.joined(separator: ", ")))"
        case .zipf(let keys, let exponent): "zipf(\(keys), \(exponent.decimalText ?? "?"))"
        }
    }

    private func text(_ distribution: Distribution) -> String {
        switch distribution {
        case .constant(let value): value.text
        case .uniform(let low, let high): "uniform(\(low.text), \(high.text))"
        case .triangular(let low, let mode, let high): "triangular(\(low.text), \(mode.text), \(high.text))"
        case .pert(let low, let mode, let high): "pert(\(low.text), \(mode.text), \(high.text))"
        case .normal(let mean, let deviation): "normal(\(mean.text), \(deviation.text))"
        case .lognormal(let mean, let deviation): "lognormal(\(mean.text), \(deviation.text))"
        case .empirical(let file): "empirical(\(words.quoted(file)))"
        }
    }
}
