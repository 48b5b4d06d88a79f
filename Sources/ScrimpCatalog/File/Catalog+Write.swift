package import ScrimpJSON
import ScrimpQuantities
import ScrimpYAML

extension Catalog {
    /// The catalog as a file, every entry in the order of the ids: the same catalog gives the same bytes, and reading
    /// the text gives the catalog back.
    package var yaml: String { YAMLWriter.text(document) }

    /// The form whose digest names a catalog: one line of JSON.
    package var canonicalBytes: [UInt8] { Array(JSONWriter.text(document).utf8) }

    /// The content of the file, for YAML and JSON alike.
    package var document: JSONValue {
        var members: [JSONMember] = []
        func add(_ key: String, _ entries: [JSONMember]) {
            if !entries.isEmpty { members.append(JSONMember(key, .object(entries))) }
        }
        add("models", models.map { JSONMember($0.id, Self.value($0)) })
        add("gpus", gpus.map { JSONMember($0.id, Self.value($0)) })
        add("quantizations", quantizations.map { JSONMember($0.method, Self.value($0)) })
        add("regions", regions.map { JSONMember($0.id, Self.value($0)) })
        add("architectures", architectures.map { JSONMember($0.id, Self.value($0)) })
        let throughputs = self.throughputs
        if !throughputs.isEmpty {
            members.append(JSONMember("throughputs", .array(throughputs.map { JSONNode(Self.value($0)) })))
        }
        return .object(members)
    }

    private static func value(_ region: CatalogRegion) -> JSONValue {
        var fields = FieldList()
        fields.add("name", .string(region.name))
        fields.add("country", .string(region.country))
        fields.add("carbon", region.carbonGramsPerKilowattHour.decimalText.map { .string("\($0) gCO2/kWh") })
        fields.add("source", .string(region.source))
        fields.add("as_of", .string(region.asOf.isoText))
        return .object(fields.members)
    }

    private static func value(_ model: CatalogModel) -> JSONValue {
        var fields = FieldList()
        fields.add("provider", .string(model.provider))
        fields.add("kind", .string(model.kind.name))
        fields.add("context", model.contextWindow.map { .number(JSONNumber($0)) })
        fields.add("max_output", model.maxOutput.map { .number(JSONNumber($0)) })
        let features = ModelFeature.allCases.filter(model.features.contains)
        fields.add("features", features.isEmpty ? nil : FieldList.words(features.map(\.rawValue)))
        fields.add("deprecation", model.deprecation.map { .string($0.isoText) })
        fields.add(
            "tokenizer_allowance",
            model.tokenizerAllowance.flatMap { $0.decimalText }.flatMap { JSONNumber($0) }.map(JSONValue.number))
        fields.add("cancel_stops_billing", model.cancelStopsBilling.map { .bool($0) })
        fields.add("source", .string(model.source))
        fields.add("as_of", .string(model.asOf.isoText))
        var tiers = FieldList()
        for tier in ServiceTier.allCases { tiers.add(tier.rawValue, model[tier].map(value)) }
        if !tiers.members.isEmpty { fields.add("prices", .object(tiers.members)) }
        return .object(fields.members)
    }

    private static func value(_ prices: TierPrices) -> JSONValue {
        var fields = FieldList()
        for field in PriceField.allCases {
            fields.add(field.rawValue, prices[field].map { .string($0.text(field.unit)) })
        }
        let steps = prices.longContext.map { step in
            var fields = FieldList()
            fields.add("above", .number(JSONNumber(step.above)))
            for field in PriceField.ofLongContext {
                fields.add(field.rawValue, step[field].map { .string($0.text(field.unit)) })
            }
            return JSONNode(.object(fields.members))
        }
        if !steps.isEmpty { fields.add("long_context", .array(steps)) }
        return .object(fields.members)
    }

    private static func value(_ gpu: CatalogGPU) -> JSONValue {
        func quantity(_ value: Int64?, _ unit: String, _ scale: Int128) -> JSONValue? {
            value.flatMap { Rational(Int128($0), scale)?.decimalText }.map { .string("\($0) \(unit)") }
        }
        var fields = FieldList()
        fields.add("name", .string(gpu.name))
        fields.add("memory", quantity(gpu.memory, "GB", 1_000_000_000))
        fields.add("bandwidth", quantity(gpu.memoryBandwidth, "GB/s", 1_000_000_000))
        fields.add("fp16", quantity(gpu.fp16Throughput, "TFLOPS", 1_000_000_000_000))
        fields.add("fp8", quantity(gpu.fp8Throughput, "TFLOPS", 1_000_000_000_000))
        fields.add("fp4", quantity(gpu.fp4Throughput, "TFLOPS", 1_000_000_000_000))
        fields.add("formats", FieldList.words(NumberFormat.allCases.filter(gpu.formats.contains).map(\.rawValue)))
        fields.add("sparsity", .bool(gpu.supportsSparsity))
        fields.add("power", quantity(gpu.powerWatts, "W", 1))
        fields.add("on_demand", gpu.onDemandPerHour.map { .string("\($0.description)/h") })
        fields.add(
            "spot",
            gpu.spotPerHour.map { .string("\($0.lowerBound.description)/h..\($0.upperBound.description)/h") })
        fields.add("source", .string(gpu.source))
        fields.add("as_of", .string(gpu.asOf.isoText))
        fields.add("price_source", gpu.priceSource.map { .string($0) })
        fields.add("price_as_of", gpu.priceAsOf.map { .string($0.isoText) })
        return .object(fields.members)
    }

    private static func value(_ quantization: CatalogQuantization) -> JSONValue {
        func range(_ range: ClosedRange<Rational>?, percent: Bool) -> JSONValue? {
            func end(_ value: Rational) -> String? {
                guard percent else { return value.decimalText }
                return value.multiplied(by: Rational(whole: 100))?.decimalText.map { $0 + "%" }
            }
            guard let range, let lower = end(range.lowerBound), let upper = end(range.upperBound) else { return nil }
            return .string("\(lower)..\(upper)")
        }
        var fields = FieldList()
        fields.add("name", .string(quantization.name))
        fields.add("bits", .array(quantization.bits.map { JSONNode(.number(JSONNumber($0))) }))
        fields.add("memory_saving", range(quantization.memorySaving, percent: true))
        fields.add("accuracy_drop", range(quantization.accuracyDrop, percent: true))
        fields.add("speedup", range(quantization.speedup, percent: false))
        let formats = NumberFormat.allCases.filter(quantization.formats.contains).map(\.rawValue)
        fields.add("formats", FieldList.words(formats))
        fields.add("source", .string(quantization.source))
        fields.add("as_of", .string(quantization.asOf.isoText))
        return .object(fields.members)
    }
}

/// Members in the order in which they are added; what is nil is left out.
struct FieldList {
    private(set) var members: [JSONMember] = []

    mutating func add(_ key: String, _ value: JSONValue?) {
        if let value { members.append(JSONMember(key, value)) }
    }

    static func words(_ words: [String]) -> JSONValue { .array(words.map { JSONNode(.string($0)) }) }
}

extension UnitPrice {
    /// As catalogs write it: `$0.15/Mtok`, `$0.002/req`.
    func text(_ unit: PriceUnit) -> String {
        "\((unit == .token ? perMillion : money).description)/\(unit.rawValue)"
    }
}
