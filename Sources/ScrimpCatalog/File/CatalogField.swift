/// A key of a catalog file: what it holds and what it means. Reader, messages and the published schema are fed from the
/// tables.
struct CatalogField: Sendable {
    indirect enum Kind: Sendable {
        case text
        case date
        case truth
        /// A whole number above zero.
        case count
        /// A number from 1 to 10.
        case allowance
        case price(PriceUnit)
        /// The price of an hour, or a range of it.
        case hourPrice
        case quantity(QuantityText.Base)
        /// A quantity, or a range of it.
        case range(QuantityText.Base)
        case choice([String])
        /// A list; one value stands for a list of one.
        case several(Kind)
        case mapping([CatalogField])
        /// Mappings by a name.
        case entries([CatalogField])
        case list([CatalogField])
    }

    let name: String
    let kind: Kind
    let isRequired: Bool
    /// A sentence.
    let help: String

    init(_ name: String, _ kind: Kind, required: Bool = false, help: String) {
        self.name = name
        self.kind = kind
        isRequired = required
        self.help = help
    }

    static func names(_ fields: [CatalogField]) -> [String] { fields.map(\.name) }
}

extension CatalogField {
    static let file = [
        CatalogField("models", .entries(model), help: "Models of providers, by provider and name."),
        CatalogField("gpus", .entries(gpu), help: "Graphics processors, by the names that pools use."),
        CatalogField("quantizations", .entries(quantization), help: "Ways to hold weights in fewer bits, by name."),
        CatalogField("regions", .entries(region), help: "Regions and the carbon of their electricity, by name."),
        CatalogField(
            "architectures", .entries(architecture), help: "Shapes of models that are self-hosted, by weights."),
        CatalogField(
            "throughputs", .list(throughput), help: "Measured times of a step, from which speeds are computed."),
        CatalogField("source", .text, help: "Where the figures of entries are from that name no source of their own."),
        CatalogField("as_of", .date, help: "The date of the figures of entries that have none of their own."),
    ]

    private static let source = CatalogField(
        "source", .text, help: "Where the figures are from; left out, what the file says.")
    private static let date = CatalogField(
        "as_of", .date, help: "The date on which they were read; left out, what the file says.")
    private static let formats = Kind.several(.choice(NumberFormat.allCases.map(\.rawValue)))

    static let model = [
        CatalogField(
            "provider", .text, help: "Who sells it; left out, what stands before the first slash of the name."),
        CatalogField("kind", .choice(ModelKind.names), help: "What it is for; left out, `chat`."),
        CatalogField("context", .count, help: "Context window in tokens, prompt and output together."),
        CatalogField("max_output", .count, help: "Longest output in tokens."),
        CatalogField(
            "features", .several(.choice(ModelFeature.allCases.map(\.rawValue))), help: "What it can do."),
        CatalogField("deprecation", .date, help: "The date on which the provider takes it away."),
        CatalogField(
            "tokenizer_allowance", .allowance,
            help: "Counted tokens are multiplied by it, where the provider's count is higher."),
        CatalogField("cancel_stops_billing", .truth, help: "Whether a cancelled answer is billed up to there only."),
        source, date,
        CatalogField(
            "prices",
            .mapping(
                ServiceTier.allCases.map {
                    CatalogField($0.rawValue, .mapping(tier), help: "Prices of the service tier `\($0.rawValue)`.")
                }), help: "Prices by service tier; a tier that is not written is not sold."),
    ]

    private static func price(_ field: PriceField) -> CatalogField {
        CatalogField(field.rawValue, .price(field.unit), help: field.help)
    }

    static let tier =
        PriceField.allCases.map { price($0) } + [
            CatalogField("long_context", .list(longContext), help: "Prices of calls with a long prompt, rising.")
        ]

    static let longContext =
        [
            CatalogField(
                "above", .count, required: true,
                help: "Calls with more tokens of the prompt than this pay these prices.")
        ] + PriceField.ofLongContext.map { price($0) }

    static let gpu = [
        CatalogField("name", .text, help: "Its name for people."),
        CatalogField("memory", .quantity(.bytes), required: true, help: "Memory of one."),
        CatalogField("bandwidth", .quantity(.bytesPerSecond), required: true, help: "Bandwidth of its memory."),
        CatalogField("fp16", .quantity(.operationsPerSecond), help: "Dense throughput in 16 bits."),
        CatalogField("fp8", .quantity(.operationsPerSecond), help: "Dense throughput in 8 bits."),
        CatalogField("fp4", .quantity(.operationsPerSecond), help: "Dense throughput in 4 bits."),
        CatalogField("formats", formats, required: true, help: "Number formats that it multiplies natively."),
        CatalogField("sparsity", .truth, help: "Whether it skips zeros of structured sparsity."),
        CatalogField("power", .quantity(.watts), required: true, help: "The most power that one draws."),
        CatalogField("on_demand", .hourPrice, help: "Price of an hour of one on demand."),
        CatalogField("spot", .hourPrice, help: "Range of the price of an hour of one on the spot market."),
        source, date,
        CatalogField("price_source", .text, help: "Where the prices are from; left out, `source`."),
        CatalogField("price_as_of", .date, help: "The date of the prices; left out, `as_of`."),
    ]

    static let quantization = [
        CatalogField("name", .text, help: "Its name for people."),
        CatalogField("bits", .several(.count), required: true, help: "Bits of a weight, from 1 to 32."),
        CatalogField("memory_saving", .range(.share), help: "Memory that it saves against 16 bits."),
        CatalogField("accuracy_drop", .range(.share), help: "Percentage points of accuracy that it costs."),
        CatalogField("speedup", .range(.count), help: "How many times as fast answers are."),
        CatalogField("formats", formats, help: "Number formats that it computes in."),
        source, date,
    ]

    static let region = [
        CatalogField("name", .text, help: "Its name for people."),
        CatalogField("country", .text, help: "Country that it lies in."),
        CatalogField("carbon", .range(.carbonIntensity), required: true, help: "Carbon of its electricity."),
        source, date,
    ]

    static let architecture = [
        CatalogField("parameters", .count, required: true, help: "Parameters in all."),
        CatalogField("active_parameters", .count, help: "Parameters that one token uses, of a mixture of experts."),
        CatalogField("layers", .count, required: true, help: "Layers."),
        CatalogField("hidden", .count, required: true, help: "Width of a layer."),
        CatalogField("kv_heads", .count, required: true, help: "Heads of keys and values."),
        CatalogField("head_dimension", .count, required: true, help: "Width of a head."),
        CatalogField(
            "latent_dimension", .count, help: "Width of what is kept for a token in place of keys and values."),
        CatalogField("windowed_layers", .count, help: "Layers that look at a window only."),
        CatalogField("window", .count, help: "Tokens of that window."),
        CatalogField("context", .count, help: "Context window in tokens."),
        CatalogField("precision", formats, help: "Number format of the published weights."),
        CatalogField("bytes", .quantity(.bytes), help: "Size of the published weights."),
        CatalogField("also", .several(.text), help: "Other weights of the same shape."),
        source, date,
    ]

    static let throughput = [
        CatalogField("model", .text, required: true, help: "Weights that were measured."),
        CatalogField("gpu", .text, required: true, help: "Graphics processor that they ran on."),
        CatalogField("engine", .text, required: true, help: "Program that served them."),
        CatalogField("precision", formats, required: true, help: "Number format of the weights."),
        CatalogField("tensor_parallel", .count, help: "Processors that one copy is spread over; left out, 1."),
        CatalogField("base", .quantity(.picoseconds), required: true, help: "Time of a step, whatever the batch."),
        CatalogField("per_sequence", .quantity(.picoseconds), help: "Further time for each answer of the batch."),
        CatalogField("per_context_token", .quantity(.picoseconds), help: "Further time for each token that is held."),
        CatalogField("prefill_per_token", .quantity(.picoseconds), help: "Time to read one token of a prompt."),
        CatalogField("smallest_batch", .count, help: "Smallest batch that was measured; left out, 1."),
        CatalogField("largest_batch", .count, required: true, help: "Largest batch that was measured."),
        CatalogField("rows", .count, help: "Measurements that the figures were fitted to."),
        CatalogField("unseen_rows", .count, help: "Measurements that they were tried on."),
        CatalogField("median_error", .quantity(.share), help: "Median error on those."),
        CatalogField("p90_error", .quantity(.share), help: "Error that nine tenths of those stay below."),
        source, date,
    ]
}

extension PriceField {
    /// A sentence.
    fileprivate var help: String {
        switch self {
        case .input: "Price of a token of the prompt."
        case .output: "Price of a token of the output."
        case .cachedInput: "Price of a token that is read from the provider's prefix cache."
        case .cacheWrite: "Price of a token that is written to the prefix cache, in place of `input`."
        case .cacheWriteLong: "The same for a cache that is kept for an hour."
        case .perRequest: "Price of a call, whatever its length."
        case .perImage: "Price of one image of the request."
        case .perToolCall: "Price of one call of a tool of the provider."
        case .audioInput: "Price of a token of audio of the request."
        case .audioOutput: "Price of a token of audio of the answer."
        case .reasoningOutput: "Price of a token of reasoning, where it is not that of `output`."
        }
    }
}
