import ScrimpJSON
import ScrimpQuantities

extension Catalog {
    static func value(_ architecture: CatalogArchitecture) -> JSONValue {
        func number(_ value: Int64?) -> JSONValue? { value.map { .number(JSONNumber($0)) } }
        var fields = FieldList()
        fields.add("parameters", number(architecture.parameters))
        fields.add("active_parameters", number(architecture.activeParameters))
        fields.add("layers", number(architecture.layers))
        fields.add("hidden", number(architecture.hiddenSize))
        fields.add("kv_heads", number(architecture.keyValueHeads))
        fields.add("head_dimension", number(architecture.headDimension))
        fields.add("latent_dimension", number(architecture.latentDimension))
        if architecture.windowedLayers > 0 { fields.add("windowed_layers", number(architecture.windowedLayers)) }
        fields.add("window", number(architecture.window))
        fields.add("context", number(architecture.contextWindow))
        fields.add("precision", .string(architecture.precision.rawValue))
        fields.add("bytes", architecture.publishedBytes.map { .string("\($0) B") })
        fields.add("also", architecture.alsoKnownAs.isEmpty ? nil : FieldList.words(architecture.alsoKnownAs))
        fields.add("source", .string(architecture.source))
        fields.add("as_of", .string(architecture.asOf.isoText))
        return .object(fields.members)
    }

    static func value(_ throughput: CatalogThroughput) -> JSONValue {
        func number(_ value: Int64) -> JSONValue { .number(JSONNumber(value)) }
        func percent(_ thousandths: Int64) -> JSONValue? {
            Rational(Int128(thousandths), 10)?.decimalText.map { .string($0 + "%") }
        }
        func time(_ picoseconds: Int64) -> JSONValue { .string(Picoseconds.text(picoseconds)) }
        var fields = FieldList()
        fields.add("model", .string(throughput.model))
        fields.add("gpu", .string(throughput.gpu))
        fields.add("engine", .string(throughput.engine))
        fields.add("precision", .string(throughput.precision.rawValue))
        fields.add("tensor_parallel", number(throughput.tensorParallel))
        fields.add("base", time(throughput.base))
        fields.add("per_sequence", time(throughput.perSequence))
        fields.add("per_context_token", time(throughput.perContextToken))
        fields.add("prefill_per_token", throughput.prefillPerToken.map(time))
        fields.add("smallest_batch", number(throughput.smallestBatch))
        fields.add("largest_batch", number(throughput.largestBatch))
        if throughput.rows > 0 { fields.add("rows", number(throughput.rows)) }
        if throughput.unseenRows > 0 {
            fields.add("unseen_rows", number(throughput.unseenRows))
            fields.add("median_error", percent(throughput.medianError))
            fields.add("p90_error", percent(throughput.percentile90Error))
        }
        fields.add("source", .string(throughput.source))
        fields.add("as_of", .string(throughput.asOf.isoText))
        return .object(fields.members)
    }
}

/// Lengths of time as catalogs write them.
enum Picoseconds {
    /// `6.52 ms`, `189 ns`: exact, in the largest unit that leaves a digit before the point.
    static func text(_ picoseconds: Int64) -> String {
        let unit = unit(of: picoseconds)
        let amount = Rational(Int128(picoseconds), unit.scale)?.decimalText ?? String(picoseconds)
        return "\(amount) \(unit.name)"
    }

    /// With three digits, for tables; zero is a dash.
    static func short(_ picoseconds: Int64) -> String {
        guard picoseconds > 0 else { return "-" }
        let scale = unit(of: picoseconds).scale
        var step: Int128 = 1
        while Int128(picoseconds) / step >= 1_000 { step *= 10 }
        let rounded = (Int128(picoseconds) + step / 2) / step * step
        let amount = Rational(rounded, scale)?.decimalText ?? String(picoseconds)
        return "\(amount) \(unit(of: picoseconds).name)"
    }

    private static func unit(of picoseconds: Int64) -> (name: String, scale: Int128) {
        let units: [(name: String, scale: Int128)] = [
            ("ms", 1_000_000_000), ("us", 1_000_000), ("ns", 1_000), ("ps", 1),
        ]
        return units.first { Int128(picoseconds.magnitude) >= $0.scale } ?? ("ps", 1)
    }
}
