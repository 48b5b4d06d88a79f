// What becomes of a call on its way: caches, limits, batches, shapes.

extension Schema {
    static let cache = BlockSpec(
        .cache, .name, phase: .lookup,
        help: "Answers from what was answered before, for free.",
        example: """
            cache exact { match: exact, key: [tenant], ttl: 1 h from insert, capacity: 100_000 }
            """,
        fields: [
            when("it may answer"),
            FieldSpec(
                "match",
                .choice([
                    Alternative("exact", help: "The same prompt, system text, sampling parameters and tools."),
                    Alternative("semantic", [similarity], help: "A prompt that means the same."),
                    Alternative("retrieval", [similarity], help: "The documents that were found for such a prompt."),
                    Alternative("partial", help: "Parts of the answer."),
                ]), .required, help: "When an earlier answer counts as the answer."),
            FieldSpec(
                "key", .list(.attribute), .required,
                help: "Attributes that must be equal, besides the content; `policy.isolate` must be among them."),
            FieldSpec("ttl", .timeToLive, .required, help: "How long an answer is kept, and what that counts from."),
            FieldSpec("capacity", .amount(.positiveCount), .required, help: "Greatest number of answers kept."),
            FieldSpec(
                "evict",
                .choice([
                    Alternative("lru", help: "The one that was used longest ago."),
                    Alternative("lfu", help: "The one that was used least often."),
                ]), .defaulted("lru"), help: "Which answer makes room when the cache is full."),
        ])

    private static let similarity = FieldSpec(
        "similarity", .amount(.ratio), .required, help: "Least cosine similarity of the embeddings.")

    static let limit = BlockSpec(
        .limit, .name, phase: .dispatch,
        help: "Caps how many calls run at once, how fast they start, and how many a run may make.",
        example: """
            limit openai { on: provider("openai"), concurrency: 30, rate: [500 req/min, 200_000 tok/min], wait: 2 s }
            """,
        fields: [
            when("it bears on"),
            FieldSpec(
                "on",
                .either([
                    .choice([
                        Alternative(
                            "provider",
                            [FieldSpec("name", .text, .required, help: "The provider, by its name in the catalog.")],
                            positional: 1, help: "Every model of one provider.")
                    ]), targets,
                ]), .optional, help: "The models that share the limit, or all of a provider; left out, every model."),
            FieldSpec("concurrency", .amount(.positiveCount), .optional, help: "Calls that may run at once."),
            FieldSpec(
                "rate", .list(.either([.amount(.requestRate), .amount(.tokenRate)])), .optional,
                help: "Requests or tokens that may start per time; bursts are one second."),
            FieldSpec(
                "calls", .perAttribute(.positiveCount), .optional,
                help: "Calls that each value of an attribute may make in all."),
            FieldSpec(
                "per", .attribute, .optional,
                help: "Attribute whose values each have a limit of their own; requests where it is \"\" are outside."),
            FieldSpec(
                "wait", .amount(.duration), .defaulted("0 s"),
                help: "How long a call may wait for the limit before the next candidate is tried."),
            FieldSpec(
                "priority", .casesByAttribute, .optional,
                help: "Who goes first among those that wait, most important first."),
            FieldSpec(
                "forget", .amount(.positiveDuration), .defaulted("24 h"),
                help: "Time without a call after which `calls` starts anew."),
            FieldSpec(
                "scopes", .amount(.positiveCount), .defaulted("1_000_000"),
                help: "Greatest number of counters; further values of the attribute share one."),
        ])

    static let gather = BlockSpec(
        .gather, .name, phase: .dispatch,
        help: "Starts many calls and stops as soon as enough of them have given what was needed.",
        example: """
            gather search { stop_after: 20 of 100, concurrency: 30 }
            """,
        fields: [
            when("are gathered so"),
            FieldSpec("stop_after", .part, .required, help: "How many answers are enough, of how many calls."),
            FieldSpec("concurrency", .amount(.positiveCount), .required, help: "Calls that may run at once."),
        ])

    static let batch = BlockSpec(
        .batch, .name, phase: .dispatch,
        help: "Joins calls to a model into one, for a short wait.",
        example: """
            batch summaries { on: local, size: 32, wait: 50 ms }
            """,
        fields: [
            FieldSpec("on", targets, .required, help: "The models whose calls are joined."),
            FieldSpec("size", .amount(.positiveCount), .required, help: "Calls from which on a batch goes out."),
            FieldSpec(
                "wait", .amount(.duration), .required, help: "How long the first call of a batch waits for others."),
            when("are joined"),
        ])

    static let shape = BlockSpec(
        .shape, .name, phase: .shape,
        help: "Makes a call smaller: a shorter prompt, a capped answer, an early stop.",
        example: """
            shape lean { when: prompt > 2 ktok, compress_prompt: 3%..10%, max_output: 512 tok }
            """,
        fields: [
            when("it shapes"),
            FieldSpec("on", targets, .optional, help: "The models whose calls it shapes; left out, all."),
            FieldSpec(
                "compress_prompt", .span(.ratio), .optional,
                help: "Compresses the prompt; the share of it that this is assumed to save until it is measured."),
            FieldSpec("trim_context", .amount(.tokens), .optional, help: "Longest context that is sent along."),
            FieldSpec("examples", .amount(.count), .optional, help: "Most examples that are sent along."),
            FieldSpec(
                "max_output", .amount(.tokens), .optional,
                help: "Longest output, visible and reasoning tokens together; the smallest cap wins."),
            FieldSpec("reasoning_cap", .amount(.tokens), .optional, help: "Most reasoning tokens, billed as output."),
            FieldSpec(
                "effort",
                .choice([
                    Alternative("low", help: "Little reasoning."),
                    Alternative("medium", help: "The usual reasoning."),
                    Alternative("high", help: "Much reasoning."),
                ]), .optional, help: "How much the model is asked to reason."),
            FieldSpec(
                "stop_early", .streamCondition, .optional,
                help: "Cancels a streamed answer when a number that the host reports makes this true."),
            FieldSpec("stream", .flag, .optional, help: "Whether the answer is streamed."),
            FieldSpec(
                "bundle", .amount(.positiveCount), .optional,
                help: "How many questions are put to the model in one call."),
            FieldSpec(
                "encoding",
                .choice([
                    Alternative("gzip", help: "Gzip."),
                    Alternative("brotli", help: "Brotli."),
                ]), .optional, help: "How the call is compressed on the network."),
        ])
}
