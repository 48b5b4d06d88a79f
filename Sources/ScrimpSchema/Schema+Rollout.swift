// Gradual change: stages, shadows, and staying where one is.

extension Schema {
    static let rollout = BlockSpec(
        .rollout, .name, phase: .route,
        help: "Brings a model into use in stages, and takes it back when quality falls.",
        example: """
            rollout quantized {
                of:          local
                key:         tenant
                stages:      [5%, 25%, 100%] every 2 d
                revert_when: quality(local, over: 24 h, at_least: 200 req) < 95%
                otherwise:   mini
            }
            """,
        fields: [
            FieldSpec("of", .name(.model), .required, help: "The model that is brought into use."),
            FieldSpec(
                "key", .attribute, .required,
                help: "Attribute by whose values requests come in, each once and for good."),
            FieldSpec(
                "stages", .stages, .required, help: "Shares of the keys that are in, and the time from one to the next."
            ),
            FieldSpec(
                "revert_when", .condition, .optional,
                help: "Takes everyone out when it becomes true, until a person lifts it."),
            FieldSpec(
                "otherwise", .name(.model), .required,
                help: "The model for keys that are not in, and for all after a revert."),
        ])

    static let shadow = BlockSpec(
        .shadow, .name, phase: .dispatch,
        help: "Sends a sample of requests to a further model too, to compare the answers.",
        example: """
            shadow trial { of: local, sample: 1%, budget: trials }
            """,
        fields: [
            FieldSpec(
                "of", .name(.model), .required, help: "The model that gets the copies; its answers are not used."),
            FieldSpec("sample", .amount(.ratio), .required, help: "Share of the requests that are copied."),
            FieldSpec("budget", .name(.budget), .required, help: "The budget that pays for the copies."),
        ])

    static let affinity = BlockSpec(
        .affinity, .name, phase: .route,
        help: "Keeps requests that belong together on one model, so that its prefix cache stays warm.",
        example: """
            affinity session { key: run, for: 5 min }
            """,
        fields: [
            FieldSpec("key", .attribute, .required, help: "Attribute whose equal values belong together."),
            FieldSpec(
                "for", .amount(.positiveDuration), .required, help: "How long after the last call the model is kept."),
        ])
}
