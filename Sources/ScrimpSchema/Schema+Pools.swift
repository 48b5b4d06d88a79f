// The hardware that we run models on.

extension Schema {
    static let pool = BlockSpec(
        .pool, .name, phase: .dispatch,
        help: "Describes the hardware that self-hosted models run on: what, how many, how it is paid, when it rests.",
        example: """
            pool h100 {
                gpu:      "h100-sxm-80gb"
                replicas: 1..4
                market:   spot(fallback: on_demand, interruptions: 5%/h)
            }
            """,
        fields: [
            FieldSpec("gpu", .text, .required, help: "The accelerator, by its name in the catalog."),
            FieldSpec(
                "per_replica", .amount(.positiveCount), .defaulted("1"),
                help: "Accelerators that one copy of the model takes."),
            FieldSpec(
                "replicas", .span(.count), .required,
                help: "Copies of the model: a number, or the fewest and the most between which the pool scales."),
            FieldSpec(
                "scale_on",
                .choice([
                    Alternative(
                        "queue",
                        [
                            FieldSpec(
                                "length", .amount(.positiveCount), .required,
                                help: "Waiting requests per replica from which on one is added.")
                        ], positional: 1, help: "By the requests that wait."),
                    Alternative(
                        "utilization",
                        [
                            FieldSpec(
                                "share", .amount(.ratio), .required,
                                help: "Utilization from which on a replica is added.")
                        ], positional: 1, help: "By how busy the replicas are."),
                ]), .optional, help: "What makes the pool grow and shrink between the fewest and the most replicas."),
            FieldSpec(
                "cold_start", .amount(.duration), .optional,
                help: "Time from the start of a replica to its first answer."),
            FieldSpec("market", .choice(markets), .required, help: "How the hardware is paid for."),
            FieldSpec(
                "region", .text, .optional, help: "Where the hardware stands, by the provider's name of the region."),
            FieldSpec(
                "suspend", .timeRange, .optional,
                help: "Time of day, in the policy's time zone, at which no new calls go there."),
            FieldSpec(
                "suspend_days", .list(.choice(weekdays)), .optional,
                help: "Days on which no new calls go there; with `suspend`, the days on which that time begins."),
            FieldSpec(
                "utilization", .amount(.ratio), .defaulted("70%"),
                help: "Share of the measured throughput that is planned with."),
            FieldSpec(
                "overhead", .amount(.ratio), .defaulted("15%"),
                help: "Hidden costs on top of the run-rate: operations, storage, network."),
            FieldSpec(
                "engine",
                .choice([
                    Alternative("vllm", help: "Served by vLLM."),
                    Alternative("tensorrt_llm", help: "Served by TensorRT-LLM."),
                    Alternative("onnx_runtime", help: "Served by ONNX Runtime."),
                    Alternative("openvino", help: "Served by OpenVINO."),
                    Alternative("transformers", help: "Served by Hugging Face Transformers."),
                ]), .optional,
                help:
                    "The software that serves the model; a simulation takes the step times that were measured with it."
            ),
        ])

    private static let markets = [
        Alternative("on_demand", help: "By the hour, at the list price."),
        Alternative(
            "spot",
            [
                FieldSpec(
                    "fallback",
                    .choice([
                        Alternative("on_demand", help: "The same hardware at the list price."),
                        Alternative("none", help: "Nothing: calls go to the next candidate."),
                    ]), .required, help: "What takes over when the hardware is taken away."),
                FieldSpec(
                    "interruptions", .amount(.hazard), .required, help: "How often the hardware is taken away."),
                FieldSpec(
                    "price", .amount(.pricePerHour), .optional,
                    help: "Price of one accelerator; left out, the catalog's."),
            ], help: "By the hour, at a lower price, until it is taken away."),
        Alternative(
            "reserved",
            [
                FieldSpec(
                    "term", .either([.amount(.calendarSpan), .amount(.positiveDuration)]), .required,
                    help: "How long it is reserved and paid for."),
                FieldSpec(
                    "price", .amount(.pricePerHour), .required, help: "Price of one accelerator, used or not."),
            ], help: "Reserved for a term and paid for all of it."),
        Alternative(
            "owned",
            [
                FieldSpec("price", .amount(.positiveMoney), .required, help: "What one accelerator cost."),
                FieldSpec("life", .amount(.calendarSpan), .required, help: "Time over which it is written off."),
                FieldSpec("power", .amount(.power), .required, help: "Power that one accelerator draws."),
            ], help: "Bought, written off over its life, with its power paid."),
    ]
}
