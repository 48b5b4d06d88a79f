import ScrimpCatalog
import ScrimpDiagnostics
import ScrimpQuantities
import ScrimpSchema
import ScrimpSyntax

extension Checker {
    mutating func model(_ declared: Scope.Declared, _ policy: Policy) -> Model? {
        let (fields, isComplete) = checkedFields(of: declared)
        var model = model(declared, policy, fields, isComplete)
        model?.operation = operation(fields, of: declared)
        return model
    }

    private mutating func model(
        _ declared: Scope.Declared, _ policy: Policy, _ fields: CheckedFields, _ isComplete: Bool
    ) -> Model? {
        let from = fields["from"].flatMap { Self.text($0) }
        let weights = fields["weights"].flatMap { Self.text($0) }
        switch (from, weights) {
        case (let from?, nil):
            return hosted(from, fields, declared, policy)
        case (nil, let weights?):
            guard case .name(.pool, _, let pool)? = fields["pool"]?.value else {
                if isComplete {
                    report(
                        .missingField, "model `\(declared.name)` runs its own weights and has no `pool`",
                        at: declared.location,
                        help: "say on which hardware: `pool: …`")
                }
                return placeholder(declared)
            }
            return Model(
                name: declared.name, identity: weights, provider: "self-hosted", pool: pool, tier: .standard,
                batchWithin: nil,
                prices: nil, catalogModel: nil, contextWindow: Self.whole(fields["context"]), prefixCache: nil,
                kind: Self.kind(fields), location: declared.location)
        case (_?, let second?):
            report(
                .conflictingFields, "a model has either `from` or `weights`",
                at: fields["weights"]?.origin ?? declared.location,
                caption: "`\(second)` would run here",
                labels: fields["from"].map { [.init($0.origin, "and here it is hosted")] } ?? [],
                help: "declare two models")
            return placeholder(declared)
        case (nil, nil):
            if isComplete {
                report(
                    .missingField, "model `\(declared.name)` has neither `from` nor `weights`", at: declared.location,
                    help: "name the provider's model: `from: \"openai/gpt-4o-mini\"`")
            }
            return placeholder(declared)
        }
    }

    /// Stands for a model whose declaration is wrong, so that indices of the others stay right; a policy with errors is never run.
    private func placeholder(_ declared: Scope.Declared) -> Model {
        Model(
            name: declared.name, identity: "", provider: "", pool: nil, tier: .standard, batchWithin: nil, prices: nil,
            catalogModel: nil, contextWindow: nil, prefixCache: nil, kind: .chat, location: declared.location)
    }

    private mutating func hosted(_ id: String, _ fields: CheckedFields, _ declared: Scope.Declared, _ policy: Policy)
        -> Model?
    {
        let at = fields["from"]?.origin ?? declared.location
        let known = catalog.model(id)
        var tier = ServiceTier.standard
        var within: Int64?
        if case .choice(let service)? = fields["service"]?.value {
            tier = ServiceTier(rawValue: service.word) ?? .standard
            if case .amount(let time)? = service.arguments["within"]?.value { within = Self.nanoseconds(time) }
        }
        let own = ownPrices(fields)
        // A price that is wrong was reported; that the catalog has none is then no mistake of its own.
        let isPriced = declared.view.block?.fields.contains { $0.path.map(\.text) == ["price"] } ?? false
        if known == nil, !isPriced { reportUnknownModel(id, at: at) }
        if let pool = fields["pool"] {
            report(
                .conflictingFields, "a hosted model runs on no pool", at: pool.origin,
                labels: [.init(at, "hosted by a provider")],
                help: "remove `pool`, or run the weights: `weights: \"…\"`")
        }
        var prices = own
        if prices == nil, let known {
            if let listed = known[tier], !listed.isEmpty {
                prices = Typed(listed, at: at, .catalog)
                checkAge(of: known, policy, at: at)
            } else if !isPriced {
                reportMissingTier(
                    known, tier, at: fields["service"].map { $0.provenance == .given ? $0.origin : at } ?? at)
            }
        }
        if let known { checkKindAndDate(known, fields, at: at) }
        let provider = known?.provider ?? String(id.prefix { $0 != "/" })
        return Model(
            name: declared.name, identity: id, provider: provider, pool: nil, tier: tier, batchWithin: within,
            prices: prices,
            catalogModel: known, contextWindow: Self.whole(fields["context"]) ?? known?.contextWindow,
            prefixCache: Self.whole(fields["prefix_cache"]),
            kind: fields["kind"]?.provenance == .given ? Self.kind(fields) : known?.kind ?? .chat,
            location: declared.location)
    }

    static func text(_ value: Typed<FieldValue>) -> String? {
        if case .text(let text) = value.value { return text }
        return nil
    }

    static func whole(_ value: Typed<FieldValue>?) -> Int64? {
        if case .amount(let quantity)? = value?.value { return Int64(clamping: quantity.value.rounded) }
        return nil
    }

    private static func kind(_ fields: CheckedFields) -> ModelKind {
        if case .choice(let choice)? = fields["kind"]?.value { return ModelKind(name: choice.word) }
        return .chat
    }

    private mutating func reportUnknownModel(_ id: String, at: SourceLocation) {
        let close = catalog.closestModel(to: id)
        report(
            .unknownModel, "the catalog knows no model `\(id)`", at: at,
            help: close.map { "did you mean `\($0)`?" }
                ?? "`scrimp catalog list` shows what it knows; `use \"catalog.yaml\"` adds to it; `price: { … }` prices it here",
            fixes: close.map { [Diagnostic.Fix("replace with `\($0)`", [.init(at.range, "\"\($0)\"")], isSafe: false)] }
                ?? [])
    }

    private mutating func reportMissingTier(_ model: CatalogModel, _ tier: ServiceTier, at: SourceLocation) {
        let priced = ServiceTier.allCases.filter { model[$0].map { !$0.isEmpty } ?? false }.map { "`\($0.rawValue)`" }
        report(
            .missingTierPrice, "`\(model.id)` has no price for `\(tier.rawValue)` service", at: at,
            notes: ["its prices are from \(model.source), \(model.asOf.isoText)"],
            help: priced.isEmpty ? "give its `price: { … }`" : "it is priced for \(priced.joined(separator: ", "))")
    }

    private mutating func checkAge(of model: CatalogModel, _ policy: Policy, at: SourceLocation) {
        let days = environment.today.daysSinceEpoch - model.asOf.daysSinceEpoch
        let limit = policy.settings.priceMaximumAge / Int64(clamping: Unit.nanosecondsPerDay)
        guard days > limit else { return }
        report(
            .stalePrice, "the price of `\(model.id)` is \(days) days old", at: at,
            notes: ["from \(model.source), as of \(model.asOf.isoText)", "the policy allows \(limit) days"],
            help: "bring the catalog up to date, or raise `price_max_age` of the policy")
    }

    private mutating func checkKindAndDate(_ model: CatalogModel, _ fields: CheckedFields, at: SourceLocation) {
        if let kind = fields["kind"], kind.provenance == .given, Self.kind(fields) != model.kind {
            report(
                .wrongModelKind, "`\(model.id)` is \(Self.article(model.kind.name)) model", at: kind.origin,
                labels: [.init(at, "as the catalog says")], help: "write `kind: \(model.kind.name)`")
        }
        if let end = model.deprecation, end.daysSinceEpoch <= environment.today.daysSinceEpoch {
            report(
                .retiredModel, "`\(model.id)` is retired since \(end.isoText)", at: at,
                notes: ["as \(model.source) says"],
                help: "route to a model that its provider still serves")
        }
    }

    // MARK: Prices of the policy's own

    private mutating func ownPrices(_ fields: CheckedFields) -> Typed<TierPrices>? {
        guard let price = fields["price"], case .block(let parts) = price.value else { return nil }
        var prices = TierPrices()
        for (name, field) in Self.priceFields {
            guard let part = parts[name], case .amount(let quantity) = part.value else { continue }
            prices[field] = unitPrice(quantity, at: part.origin)
        }
        if case .list(let steps)? = parts["long_context"]?.value {
            for step in steps {
                guard case .choice(let choice) = step.value else { continue }
                let values = choice.arguments
                var context = LongContext(above: Self.whole(values["prompt"]) ?? 0)
                for (name, field) in Self.priceFields where PriceField.ofLongContext.contains(field) {
                    guard let part = values[name], case .amount(let quantity) = part.value else { continue }
                    context[field] = unitPrice(quantity, at: part.origin)
                }
                prices.longContext.append(context)
            }
            prices.longContext.sort { $0.above < $1.above }
        }
        if let date = parts["as_of"].flatMap({ Self.text($0) }), CivilDate(isoText: date) == nil {
            report(
                .priceWithoutSource, "`\(date)` is no date", at: parts["as_of"]?.origin ?? price.origin,
                help: "write it like `\"2026-11-01\"`")
        }
        return Typed(prices, at: price.origin)
    }

    private static let priceFields: [(String, PriceField)] = [
        ("input", .input), ("output", .output), ("cached_input", .cachedInput), ("cache_write", .cacheWrite),
        ("per_request", .perRequest), ("per_image", .perImage), ("per_tool_call", .perToolCall),
        ("audio_input", .audioInput),
    ]

    private mutating func unitPrice(_ quantity: Quantity, at: SourceLocation) -> UnitPrice? {
        guard let pico = quantity.value.multiplied(by: Rational(whole: Money.picoPerDollar))?.whole,
            let small = Int64(exactly: pico)
        else {
            report(.numberTooLarge, "this price has more than twelve decimals per unit, or is too large", at: at)
            return nil
        }
        return UnitPrice(pico: small)
    }
}
