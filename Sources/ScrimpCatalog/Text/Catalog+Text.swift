import ScrimpQuantities

extension Catalog {
    /// A table of models with their standard prices; nil where the provider is unknown.
    package func listText(provider: String? = nil) -> String? {
        let shown = models.filter { provider == nil || $0.provider == provider }
        if shown.isEmpty, provider != nil { return nil }
        var table = TextTable([.left, .left, .right, .right, .right, .right])
        table.add(["model", "kind", "context", "input", "cached", "output"])
        for model in shown {
            let prices = model[.standard]
            table.add([
                model.id, model.kind.name, model.contextWindow.map(TextTable.grouped) ?? "-",
                prices?.listedInput ?? "-",
                prices?.cachedInput.shown ?? "-", prices?.output.shown ?? "-",
            ])
        }
        let count = shown.count == 1 ? "1 model" : "\(shown.count) models"
        let summary = "\(count), prices in $ per Mtok, from: \(sourceDescription)"
        let lines =
            table.lines() + [""]
            + TextTable.wrapped(summary.split(separator: " ").map(String.init), width: 80, indent: 0)
        return lines.joined(separator: "\n") + "\n"
    }
}

extension CatalogModel {
    /// Everything that the catalog says about the model.
    package var text: String {
        var facts = TextTable([.left, .left])
        facts.add(["kind", kind.name])
        facts.add(["provider", provider])
        facts.add(["context window", contextWindow.map { TextTable.grouped($0) + " tokens" } ?? "not stated"])
        facts.add(["largest output", maxOutput.map { TextTable.grouped($0) + " tokens" } ?? "not stated"])
        if let deprecation { facts.add(["served until", deprecation.isoText]) }
        if let allowance = tokenizerAllowance?.decimalText { facts.add(["tokens counted", "times \(allowance)"]) }
        if let cancelStopsBilling {
            facts.add(["cancelling", cancelStopsBilling ? "stops the bill" : "does not stop the bill"])
        }
        facts.add(["as of", asOf.isoText])
        var lines = [id] + facts.lines(indent: 2)
        lines += Self.paragraph("source", source.split(separator: " ").map(String.init))
        let names = ModelFeature.allCases.filter(features.contains).map(\.rawValue)
        if !names.isEmpty { lines += Self.paragraph("features", names.dropLast().map { $0 + "," } + names.suffix(1)) }
        lines.append("")
        lines += priceLines
        return lines.joined(separator: "\n") + "\n"
    }

    /// A fact that may take several lines, the text below itself.
    private static func paragraph(_ name: String, _ words: [String]) -> [String] {
        let lines = TextTable.wrapped(words, width: 80, indent: 18)
        guard let first = lines.first else { return [] }
        let label = "  " + name
        return [label + first.dropFirst(label.count)] + lines.dropFirst()
    }

    private var priceLines: [String] {
        let sold = ServiceTier.allCases.filter { tiers[$0] != nil }
        guard !sold.isEmpty else { return ["no prices"] }
        var table = TextTable([.left] + sold.map { _ in .right })
        table.add(["$ per Mtok"] + sold.map(\.rawValue))
        for field in PriceField.allCases where sold.contains(where: { tiers[$0]?[field] != nil }) {
            let name = "  " + field.rawValue.map { $0 == "_" ? " " : String($0) }.joined()
            let unit = field.unit == .token ? "" : " ($ each)"
            table.add([name + unit] + sold.map { tiers[$0]?[field].shown(field.unit) ?? "-" })
        }
        let thresholds = Set(sold.flatMap { tiers[$0]?.longContext.map(\.above) ?? [] }).sorted()
        for threshold in thresholds {
            func price(_ tier: ServiceTier, _ field: PriceField) -> UnitPrice? {
                tiers[tier]?.longContext.first { $0.above == threshold }?[field]
            }
            table.add(["above \(TextTable.grouped(threshold)) tokens"] + sold.map { _ in "" })
            for field in PriceField.ofLongContext where sold.contains(where: { price($0, field) != nil }) {
                let name = "  " + field.rawValue.map { $0 == "_" ? " " : String($0) }.joined()
                table.add([name] + sold.map { price($0, field).shown })
            }
        }
        return table.lines()
    }
}

extension TierPrices {
    /// The input price, or that of a request where input costs nothing by itself.
    fileprivate var listedInput: String {
        guard let perRequest, input == nil || input?.pico == 0 else { return input.shown }
        return UnitPrice?(perRequest).shown(.request) + "/req"
    }
}

extension UnitPrice? {
    /// Dollars a million tokens, or a dash.
    fileprivate var shown: String { shown(.token) }

    /// Dollars a million tokens, a request or an image, or a dash.
    fileprivate func shown(_ unit: PriceUnit) -> String {
        guard let self else { return "-" }
        return String((unit == .token ? self.perMillion : self.money).formatted(grouping: nil).drop { $0 == "$" })
    }
}
