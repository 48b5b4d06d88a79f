import ScrimpJSON
import ScrimpQuantities

/// Reads one entry of LiteLLM's list.
struct LiteLLMEntry {
    enum Outcome {
        case read(CatalogModel)
        case leftOut(String)
    }

    let name: String
    private var model: CatalogModel
    private(set) var fieldsNotUnderstood: [String] = []
    private(set) var rounded: [LiteLLMReport.Rounded] = []
    private var steps: [ServiceTier: [Int64: LongContext]] = [:]
    private var malformedField: String?
    /// A price that is not zero and has no place in the catalog.
    private var foreignPrice: String?
    private var hasPaidPrice = false
    /// `max_tokens`: the list's older field, which means the output or the context, one does not know which.
    private var legacyLimit: Int64?

    /// The id, provider and kind are known already; the fields are read here.
    private init(_ name: String, model: CatalogModel) {
        self.name = name
        self.model = model
    }

    static func read(
        _ member: JSONMember, source: String, asOf: CivilDate
    ) -> (outcome: Outcome, entry: LiteLLMEntry?) {
        guard member.key != "sample_spec" else { return (.leftOut("not a model: the list's own example"), nil) }
        guard let members = member.value.members else { return (.leftOut("not an object"), nil) }
        guard let listed = member.value["litellm_provider"]?.text else { return (.leftOut("no provider"), nil) }
        guard let mode = member.value["mode"]?.text else { return (.leftOut("no mode"), nil) }
        guard let kind = kind(ofMode: mode) else { return (.leftOut("unknown mode `\(mode)`"), nil) }
        let provider = provider(listed)
        let origin = member.value["source"]?.text.map { "\(source), \($0)" } ?? source
        var entry = LiteLLMEntry(
            member.key,
            model: CatalogModel(
                id: id(member.key, provider: provider, listed: listed), provider: provider, kind: kind, source: origin,
                asOf: asOf))
        for member in members { entry.take(member) }
        return (entry.outcome(), entry)
    }

    private mutating func outcome() -> Outcome {
        if let legacyLimit, legacyLimit != model.contextWindow, legacyLimit != model.maxOutput {
            fieldsNotUnderstood.append("max_tokens")
        }
        if let malformedField { return .leftOut("`\(malformedField)` is no price") }
        for (tier, steps) in steps {
            model.tiers[tier, default: TierPrices()].longContext = steps.values.sorted { $0.above < $1.above }
        }
        if let foreignPrice, !hasPaidPrice { return .leftOut("priced per \(LiteLLMField.unit(of: foreignPrice))") }
        guard !model.tiers.isEmpty else { return .leftOut("no price") }
        return .read(model)
    }

    private mutating func take(_ member: JSONMember) {
        let value = member.value
        if value.isNull { return }
        switch member.key {
        case "litellm_provider", "mode", "source": break
        case "max_input_tokens": model.contextWindow = tokens(member)
        case "max_output_tokens": model.maxOutput = tokens(member)
        case "max_tokens": legacyLimit = value.number?.int64
        case "deprecation_date":
            model.deprecation = value.text.flatMap { CivilDate(isoText: $0) }
            if model.deprecation == nil { fieldsNotUnderstood.append(member.key) }
        case "tiered_pricing": takeSteps(member)
        default:
            if member.key.hasPrefix("supports_"), let isSupported = value.bool,
                let feature = ModelFeature(rawValue: String(member.key.dropFirst("supports_".count)))
            {
                if isSupported { model.features.insert(feature) }
            } else if let field = LiteLLMField(member.key), fits(field, member.key), let number = value.number {
                take(number, as: field, member.key)
            } else {
                notUnderstood(member)
            }
        }
    }

    /// A chat pays for the images that it reads, an image model for those that it makes.
    private func fits(_ field: LiteLLMField, _ name: String) -> Bool {
        guard field.price == .perImage else { return true }
        if model.kind != .image { return name.hasPrefix("input_") }
        return name.hasPrefix("output_") || model.tiers[field.tier]?.perImage == nil
    }

    private mutating func notUnderstood(_ member: JSONMember) {
        fieldsNotUnderstood.append(member.key)
        guard LiteLLMField.isPrice(member.key) else { return }
        if let number = member.value.number, number.double == 0 { return }
        foreignPrice = foreignPrice ?? member.key
    }

    private mutating func take(_ number: JSONNumber, as field: LiteLLMField, _ name: String) {
        guard let price = price(number, name) else { return }
        if let above = field.above {
            var step = steps[field.tier]?[above] ?? LongContext(above: above)
            step[field.price] = price
            steps[field.tier, default: [:]][above] = step
            model.tiers[field.tier] = model.tiers[field.tier] ?? TierPrices()
        } else if let known = model.tiers[field.tier]?[field.price], known != price {
            // Two fields for one price that disagree: the first one counts, the other one is reported.
            fieldsNotUnderstood.append(name)
        } else {
            model.tiers[field.tier, default: TierPrices()][field.price] = price
        }
    }

    private mutating func price(_ number: JSONNumber, _ name: String) -> UnitPrice? {
        guard let dollars = number.decimal?.rational, dollars >= .zero, let price = UnitPrice(rounding: dollars) else {
            malformedField = malformedField ?? name
            return nil
        }
        if dollars != .zero { hasPaidPrice = true }
        if price.money.pico != Money(exactly: dollars)?.pico {
            rounded.append(
                .init(entry: self.name, field: name, before: number.text, after: price.money.description))
        }
        return price
    }

    /// Only a whole number is a number of tokens; anything else is reported.
    private mutating func tokens(_ member: JSONMember) -> Int64? {
        if let count = member.value.number?.int64, count > 0 { return count }
        fieldsNotUnderstood.append(member.key)
        return nil
    }
}

extension LiteLLMEntry {
    /// `tiered_pricing`: a list of prices with the range of prompt lengths for which each holds.
    private mutating func takeSteps(_ member: JSONMember) {
        guard let elements = member.value.elements, elements.allSatisfy({ Self.start(of: $0) != nil }) else {
            notUnderstood(member)
            return
        }
        for element in elements {
            for field in element.members ?? [] where field.key != "range" {
                let name = "\(member.key).\(field.key)"
                guard var target = LiteLLMField(field.key), target.above == nil, let number = field.value.number else {
                    fieldsNotUnderstood.append(name)
                    continue
                }
                if let start = Self.start(of: element), start > 0 {
                    guard PriceField.ofLongContext.contains(target.price) else {
                        fieldsNotUnderstood.append(name)
                        continue
                    }
                    target.above = start
                }
                take(number, as: target, name)
            }
        }
    }

    private static func start(of step: JSONNode) -> Int64? {
        guard let range = step["range"]?.elements, range.count == 2 else { return nil }
        return range[0].number?.int64
    }

    private static func kind(ofMode mode: String) -> ModelKind? {
        switch mode {
        case "responses": .chat
        case "image_generation", "image_edit": .image
        case "audio_transcription", "audio_speech": .audio
        default: ModelKind.names.contains(mode) ? ModelKind(name: mode) : nil
        }
    }

    /// The seller's name without LiteLLM's distinctions of interface: `vertex_ai-language-models` is `vertex_ai`.
    static func provider(_ listed: String) -> String {
        var name = listed
        if name.hasPrefix("text-completion-") { name.removeFirst("text-completion-".count) }
        if let dash = name.firstIndex(of: "-"), name.hasSuffix("models") { name = String(name[..<dash]) }
        for suffix in ["_chat", "_text", "_converse"] where name.hasSuffix(suffix) { name.removeLast(suffix.count) }
        return name
    }

    /// `gpt-4o` of `openai` is `openai/gpt-4o`; `azure/eu/gpt-4o-mini` of `azure` stays.
    static func id(_ name: String, provider: String, listed: String) -> String {
        if name.hasPrefix(provider + "/") || name.hasPrefix(listed + "/") { return name }
        return "\(provider)/\(name)"
    }
}
