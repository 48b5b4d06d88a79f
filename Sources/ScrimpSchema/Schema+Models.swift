// What answers: models of providers, models on own hardware, and the hardware.

extension Schema {
    static let model = BlockSpec(
        .model, .name, phase: .dispatch,
        help: "Names a model that a request may go to: one of a provider (`from`) or one that we run (`weights`).",
        example: """
            model mini { from: "openai/gpt-4o-mini" }
            """,
        fields: hostedFields + selfHostedFields)

    private static let hostedFields = [
        FieldSpec(
            "from", .text, .optional,
            help: "The model in the catalog, as provider and name; exactly one of `from` and `weights` is given."),
        FieldSpec(
            "region", .text, .optional, help: "Region of the provider that the calls go to, by its name."),
        FieldSpec(
            "service", .choice(services), .defaulted("standard"),
            help: "Service tier of the provider, which decides the price and how soon the answer comes."),
        FieldSpec(
            "prefix_cache", .amount(.positiveDuration), .optional,
            help:
                "How long the provider keeps a prefix of the prompt warm; reservations then include the price of writing it."
        ),
        FieldSpec(
            "price", .block(priceFields), .optional,
            help: "Prices that replace those of the catalog, with where and when they were read."),
        FieldSpec(
            "context", .amount(.tokens), .optional,
            help: "Context window, prompt and output together; left out, the catalog's."),
        FieldSpec(
            "kind",
            .choice([
                Alternative("chat", help: "Answers with text."),
                Alternative("embedding", help: "Answers with a vector."),
                Alternative("rerank", help: "Orders documents by how well they fit."),
            ]), .defaulted("chat"),
            help: "What the model is for, so that a chat is never routed to an embedding model."),
        FieldSpec(
            "latency",
            .block([
                FieldSpec(
                    "first_token", .amount(.duration), .required, help: "Time from the call to the first token, at p95."
                ),
                FieldSpec(
                    "per_token", .amount(.durationPerToken), .required, help: "Time for each further token, at p95."),
            ]), .optional,
            help: "How long the model takes, until measured figures replace it."),
        FieldSpec(
            "retry", .amount(.count), .optional,
            help: "How often a failed call is tried again on this model before the next candidate."),
        FieldSpec(
            "cooldown", .amount(.positiveDuration), .optional,
            help: "How long the model is passed over after `cooldown_after` failures in a row."),
        FieldSpec(
            "cooldown_after", .amount(.positiveCount), .defaulted("3"),
            help: "Failures in a row that start a cooldown."),
    ]

    private static let services = [
        Alternative("standard", help: "The provider's usual service."),
        Alternative(
            "batch",
            [
                FieldSpec(
                    "within", .amount(.positiveDuration), .required,
                    help: "The longest that an answer may take; a request with an earlier deadline cannot go there.")
            ], help: "Answers later, at the provider's batch price."),
        Alternative("flex", help: "Slower and cheaper, without a promise of when."),
        Alternative("priority", help: "Faster and dearer."),
    ]

    private static let priceFields = [
        FieldSpec("input", .amount(.pricePerToken), .optional, help: "Price of a token of the prompt."),
        FieldSpec(
            "output", .amount(.pricePerToken), .optional, help: "Price of a token of the output, reasoning included."),
        FieldSpec(
            "cached_input", .amount(.pricePerToken), .optional,
            help: "Price of a token that the provider reads from its prefix cache."),
        FieldSpec(
            "cache_write", .amount(.pricePerToken), .optional,
            help: "Price of a token that the provider writes to its prefix cache, instead of `input`."),
        FieldSpec("per_request", .amount(.pricePerRequest), .optional, help: "Price of a call, whatever its length."),
        FieldSpec("per_image", .amount(.money), .optional, help: "Price of one image of the request."),
        FieldSpec("audio_input", .amount(.pricePerToken), .optional, help: "Price of a token of audio."),
        FieldSpec("per_tool_call", .amount(.money), .optional, help: "Price of one call of a tool of the provider."),
        FieldSpec(
            "long_context",
            .list(
                .choice([
                    Alternative(
                        "above",
                        [
                            FieldSpec(
                                "prompt", .amount(.tokens), .required,
                                help: "Calls with a longer prompt than this pay these prices."),
                            FieldSpec(
                                "input", .amount(.pricePerToken), .required, help: "Price of a token of the prompt."),
                            FieldSpec(
                                "output", .amount(.pricePerToken), .required, help: "Price of a token of the output."),
                            FieldSpec(
                                "cached_input", .amount(.pricePerToken), .optional,
                                help: "Price of a token read from the prefix cache."),
                            FieldSpec(
                                "cache_write", .amount(.pricePerToken), .optional,
                                help: "Price of a token written to the prefix cache."),
                        ], positional: 1,
                        help:
                            "Prices above a length of the prompt: `above(200 ktok, input: $6/Mtok, output: $22/Mtok)`.")
                ])), .optional, help: "Prices of calls with a long prompt, for the whole call."),
        FieldSpec("source", .text, .required, help: "Where the prices were read: an address or a contract."),
        FieldSpec("as_of", .text, .required, help: "The date on which they were read, as year, month and day."),
    ]

    private static let selfHostedFields = [
        FieldSpec(
            "weights", .text, .optional,
            help: "The weights of a model that we run; exactly one of `from` and `weights` is given."),
        FieldSpec(
            "parameters", .amount(.positiveCount), .optional,
            help: "Number of parameters; left out, the catalog's."),
        FieldSpec(
            "quantize", .choice(quantizations), .defaulted("none"),
            help: "Precision at which the weights are held, with the accuracy that this is expected to cost."),
        FieldSpec(
            "prune", .choice(prunings), .optional,
            help: "How weights are removed from the model."),
        FieldSpec(
            "distilled_from", .name(.model), .optional,
            help:
                "The larger model that this one was trained to imitate; a simulation looks for what the training cost in `invest`, and for its quality beside that model's."
        ),
        FieldSpec(
            "tuned",
            .choice([
                Alternative(
                    "lora",
                    [
                        FieldSpec(
                            "rank", .amount(.positiveCount), .optional, help: "Rank of the added matrices.")
                    ], help: "Tuned with low-rank adapters.")
            ]), .optional, help: "How the model was tuned for its task."),
        FieldSpec(
            "accuracy_floor", .amount(.ratio), .optional,
            help: "Quality below which the model may not be used."),
        FieldSpec("pool", .name(.pool), .optional, help: "The hardware that the model runs on."),
        FieldSpec(
            "fallback_precision", .name(.model), .optional,
            help: "The same model at a higher precision, used where this one falls below its floor."),
    ]

    private static let accuracyDrop = FieldSpec(
        "accuracy_drop", .span(.ratio), .optional,
        help: "Percentage points of accuracy that it is expected to cost against the unquantized model.")

    private static let bits = FieldSpec("bits", .amount(.bits), .required, help: "Bits per weight.")

    private static let quantizations = [
        Alternative("none", help: "The weights as published."),
        Alternative("fp8", [accuracyDrop], help: "Floating point of 8 bits."),
        Alternative("fp4", [accuracyDrop], help: "Floating point of 4 bits."),
        Alternative("gptq", [bits, accuracyDrop], help: "GPTQ: weights rounded one layer at a time."),
        Alternative("awq", [bits, accuracyDrop], help: "AWQ: weights scaled by how strongly they are activated."),
        Alternative("smoothquant", [bits, accuracyDrop], help: "SmoothQuant: weights and activations together."),
        Alternative("qlora", [bits, accuracyDrop], help: "QLoRA: quantized weights with adapters of full precision."),
        Alternative("bitsandbytes", [bits, accuracyDrop], help: "The quantization of the bitsandbytes library."),
        Alternative(
            "mixed", [accuracyDrop], rest: .text, help: "Several precisions in one model: the names of its parts."),
        Alternative(
            "dynamic", [accuracyDrop], rest: .text, help: "Precision chosen while running: the names of its choices."),
    ]

    private static let sparsity = FieldSpec("sparsity", .amount(.ratio), .required, help: "Share of weights removed.")

    private static let prunings = [
        Alternative("structured", [sparsity], help: "Whole rows, heads or layers removed."),
        Alternative("unstructured", [sparsity], help: "Single weights removed."),
        Alternative(
            "sparsegpt",
            [
                sparsity,
                FieldSpec(
                    "pattern", .text, .optional,
                    help: "Pattern that the hardware must support, such as two of four weights: `\"2:4\"`."),
            ], help: "Single weights removed by SparseGPT."),
    ]
}
