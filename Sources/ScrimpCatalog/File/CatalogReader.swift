package import ScrimpDiagnostics
import ScrimpJSON
import ScrimpQuantities
import ScrimpYAML

extension Catalog {
    /// Reads a catalog file: JSON where its name ends in `.json`, else YAML. `CatalogFields` shows its form.
    ///
    /// The catalog holds what could be read, so that one mistake in a price does not make its model unknown; use it
    /// only where no diagnostic is an error.
    package static func read(
        source: SourceText, sourceIndex: Int = 0
    ) -> (catalog: Catalog, diagnostics: [Diagnostic]) {
        let (node, syntax) =
            source.file.hasSuffix(".json")
            ? JSONReader.read(source, sourceIndex: sourceIndex) : YAMLReader.read(source, sourceIndex: sourceIndex)
        guard let node else { return (Catalog(sourceDescription: source.file), syntax) }
        var reader = CatalogReader(sourceIndex: sourceIndex, diagnostics: syntax)
        let catalog = reader.catalog(node, file: source.file)
        return (catalog, reader.diagnostics.sorted { $0.location.range.start < $1.location.range.start })
    }
}

/// Reads the tree of a catalog file.
struct CatalogReader {
    let sourceIndex: Int
    var diagnostics: [Diagnostic]
    /// What the file says for entries that do not say it themselves.
    var fileSource: String?
    var fileDate: CivilDate?

    init(sourceIndex: Int, diagnostics: [Diagnostic] = []) {
        self.sourceIndex = sourceIndex
        self.diagnostics = diagnostics
    }

    mutating func catalog(_ node: JSONNode, file: String) -> Catalog {
        guard node.members != nil else {
            report(
                .notACatalog, "a catalog is a mapping, this is \(node.value.kindName)", at: node.range,
                help: "write `models:` and below it one entry for each model")
            return Catalog(sourceDescription: file)
        }
        let fields = self.fields(node, CatalogFields.file, of: "a catalog")
        fileSource = fields["source"].flatMap { text($0) }
        fileDate = fields["as_of"].flatMap { date($0) }
        return Catalog(
            models: entries(fields["models"]) { reader, member in reader.model(member) },
            gpus: entries(fields["gpus"]) { reader, member in reader.gpu(member) },
            quantizations: entries(fields["quantizations"]) { reader, member in reader.quantization(member) },
            regions: entries(fields["regions"]) { reader, member in reader.region(member) },
            architectures: entries(fields["architectures"]) { reader, member in reader.architecture(member) },
            throughputs: throughputs(fields["throughputs"]),
            sourceDescription: file)
    }

    private mutating func entries<Entry>(
        _ node: JSONNode?, _ read: (inout CatalogReader, JSONMember) -> Entry?
    ) -> [Entry] {
        guard let node, !node.isNull else { return [] }
        guard let members = node.members else {
            wrongType(node, expected: "a mapping from names to entries")
            return []
        }
        return members.compactMap { read(&self, $0) }
    }

    private mutating func model(_ member: JSONMember) -> CatalogModel? {
        guard let place = mapping(member) else { return nil }
        let fields = self.fields(member.value, CatalogFields.model, of: "a model")
        let origin = self.origin(fields, member)
        var model = CatalogModel(
            id: member.key, provider: String(member.key.prefix { $0 != "/" }), kind: .chat, source: origin.source,
            asOf: origin.date)
        if let node = fields["provider"], let provider = text(node) {
            model.provider = provider
        } else if fields["provider"] == nil, !member.key.contains("/") {
            missing("provider", in: member.key, at: place)
        }
        if let node = fields["kind"], let word = word(node, ModelKind.names, of: "kind") {
            model.kind = ModelKind(name: word)
        }
        model.contextWindow = fields["context"].flatMap { count($0) }
        model.maxOutput = fields["max_output"].flatMap { count($0) }
        model.features = Set(words(fields["features"], of: "feature"))
        model.deprecation = fields["deprecation"].flatMap { date($0) }
        model.tokenizerAllowance = fields["tokenizer_allowance"].flatMap { allowance($0) }
        model.cancelStopsBilling = fields["cancel_stops_billing"].flatMap { truth($0) }
        guard let prices = fields["prices"] else { return model }
        let tiers = self.fields(prices, ServiceTier.allCases.map(\.rawValue), of: "`prices`")
        for tier in ServiceTier.allCases { model.tiers[tier] = tiers[tier.rawValue].map { self.tier($0) } }
        return model
    }

    private mutating func tier(_ node: JSONNode) -> TierPrices {
        let fields = self.fields(node, CatalogFields.tier, of: "a service tier")
        var prices = TierPrices()
        for field in PriceField.allCases { prices[field] = fields[field.rawValue].flatMap { price($0, field.unit) } }
        guard let steps = fields["long_context"] else { return prices }
        guard let elements = steps.elements else {
            wrongType(steps, expected: "a list")
            return prices
        }
        for element in elements {
            let fields = self.fields(element, CatalogFields.longContext, of: "a step of `long_context`")
            guard let node = fields["above"] else {
                missing("above", in: "long_context", at: element.range)
                continue
            }
            guard let above = count(node) else { continue }
            if let last = prices.longContext.last, last.above >= above {
                report(.impossibleCatalogValue, "steps of `long_context` rise, this one does not", at: node.range)
                continue
            }
            var step = LongContext(above: above)
            for field in PriceField.ofLongContext {
                step[field] = fields[field.rawValue].flatMap { price($0, field.unit) }
            }
            prices.longContext.append(step)
        }
        return prices
    }
}
