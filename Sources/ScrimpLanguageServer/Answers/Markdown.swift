import ScrimpCatalog
import ScrimpQuantities
import ScrimpSchema

/// What the tables say of a thing, as Markdown: hover shows it, and completion beside a proposal.
enum Markdown {
    static func code(_ text: String) -> String { "```scrimp\n\(text)\n```" }

    static func paragraphs(_ parts: [String?]) -> String {
        parts.compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    /// The same for an editor that shows plain text only.
    static func plain(_ markdown: String) -> String {
        markdown.split(separator: "\n", omittingEmptySubsequences: false).filter {
            !$0.hasPrefix("```") && !$0.hasPrefix("|---")
        }
        .joined(separator: "\n").replacing("**", with: "")
    }

    // MARK: Schema

    static func block(_ spec: BlockSpec) -> String {
        paragraphs(["**\(spec.kind.rawValue)**: \(spec.help)", code(spec.example)])
    }

    static func field(_ spec: FieldSpec) -> String {
        let presence: String
        switch spec.presence {
        case .required: presence = "Required."
        case .optional: presence = "Optional."
        case .defaulted(let text): presence = "Default: `\(text)`."
        }
        let example = spec.type.example
        return paragraphs([
            "**\(spec.name)**: \(spec.type.words)", spec.help,
            presence + (example.isEmpty ? "" : " For example `\(spec.name): \(example)`."),
        ])
    }

    static func alternative(_ alternative: Alternative) -> String {
        let parameters = alternative.parameters.map { "- `\($0.name)`: \($0.type.words). \($0.help)" }
        return paragraphs(["**\(alternative.signature)**", alternative.help, parameters.joined(separator: "\n")])
    }

    static func function(_ function: FunctionSpec) -> String {
        let parameters = function.parameters.map { "- `\($0.name)`: \($0.argument.words). \($0.help)" }
        return paragraphs([
            "**\(function.signature)**: \(function.result.words)", function.help, parameters.joined(separator: "\n"),
            function.place == .proofsAndTests ? "Only in proofs and tests." : nil, code(function.example),
        ])
    }

    static func parameter(_ parameter: FunctionSpec.Parameter) -> String {
        paragraphs(["**\(parameter.name)**: \(parameter.argument.words)", parameter.help])
    }

    static func unit(_ unit: Unit) -> String {
        paragraphs(["**\(unit.symbol)**: \(unit.dimension.description)", unit.help])
    }

    static func attributeType(_ spec: AttributeTypeSpec) -> String {
        paragraphs(["**\(spec.name)**: \(spec.help)", "For example `\(spec.example)`."])
    }

    static func word(_ word: Word) -> String { "**\(word.text)**: \(word.help)" }

    // MARK: Catalog

    /// Prices with their source and date; the tier that is meant, or all of them.
    static func model(_ model: CatalogModel, tier: ServiceTier? = nil) -> String {
        var facts: [String] = ["\(model.kind.name) of \(model.provider)"]
        if let window = model.contextWindow { facts.append("context window \(grouped(window)) tokens") }
        if let output = model.maxOutput { facts.append("at most \(grouped(output)) tokens of output") }
        if let day = model.deprecation { facts.append("served until \(day.isoText)") }
        return paragraphs([
            "**\(model.id)**: \(facts.joined(separator: ", "))", prices(of: model, tier: tier),
            "Prices as of \(model.asOf.isoText), from \(model.source)",
        ])
    }

    private static func prices(of model: CatalogModel, tier: ServiceTier?) -> String {
        let sold = ServiceTier.allCases.filter { model[$0] != nil && (tier == nil || $0 == tier) }
        let fields = PriceField.allCases.filter { field in sold.contains { model[$0]?[field] != nil } }
        guard !fields.isEmpty else { return tier == nil ? "No prices." : "No prices of this service." }
        var lines = ["| | " + sold.map(\.rawValue).joined(separator: " | ") + " |"]
        lines.append("|---|" + sold.map { _ in "---:|" }.joined())
        for field in fields {
            let cells = sold.map { model[$0]?[field].map { price($0, field.unit) } ?? "–" }
            let name = String(field.rawValue.map { $0 == "_" ? " " : $0 })
            lines.append("| \(name) | \(cells.joined(separator: " | ")) |")
        }
        for step in sold.first.flatMap({ model[$0]?.longContext }) ?? [] {
            lines.append(
                "| above \(grouped(step.above)) tokens | "
                    + PriceField.ofLongContext.compactMap { field in
                        step[field].map { "\(field.rawValue) \(price($0, field.unit))" }
                    }.joined(separator: ", ") + " |")
        }
        return lines.joined(separator: "\n")
    }

    private static func price(_ price: UnitPrice, _ unit: PriceUnit) -> String {
        let money = unit == .token ? price.perMillion : price.money
        return "\(money.formatted(grouping: UInt8(ascii: "_")))/\(unit.rawValue)"
    }

    static func gpu(_ gpu: CatalogGPU) -> String {
        var lines = ["- memory: \(gpu.memory / 1_000_000_000) GB"]
        lines.append("- bandwidth: \(grouped(gpu.memoryBandwidth / 1_000_000_000)) GB a second")
        lines.append(
            "- formats: \(NumberFormat.allCases.filter(gpu.formats.contains).map(\.rawValue).joined(separator: ", "))")
        lines.append("- power: \(gpu.powerWatts) W")
        if let price = gpu.onDemandPerHour {
            lines.append("- on demand: \(price.formatted(grouping: UInt8(ascii: "_")))/h")
        }
        if let spot = gpu.spotPerHour {
            lines.append(
                "- spot: \(spot.lowerBound.formatted(grouping: UInt8(ascii: "_")))/h to \(spot.upperBound.formatted(grouping: UInt8(ascii: "_")))/h"
            )
        }
        var sources = ["As of \(gpu.asOf.isoText), from \(gpu.source)"]
        if let source = gpu.priceSource, let day = gpu.priceAsOf {
            sources.append("Prices as of \(day.isoText), from \(source)")
        }
        return paragraphs([
            "**\(gpu.id)**: \(gpu.name)", lines.joined(separator: "\n"), sources.joined(separator: ". "),
        ])
    }

    static func grouped(_ value: Int64) -> String {
        let digits = String(value)
        var result = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0, digit != "-" { result.append("_") }
            result.append(digit)
        }
        return result
    }
}
