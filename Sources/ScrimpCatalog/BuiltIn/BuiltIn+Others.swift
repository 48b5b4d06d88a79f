import ScrimpQuantities

extension BuiltIn {
    static let otherRows: [ModelRow] = [
        ModelRow(
            id: "mistral/mistral-small-latest",
            kind: .chat,
            entry: "mistral/mistral-small-latest",
            context: 262_144,
            maxOutput: 262_144,
            standard: ModelRow.Prices(input: 150_000, output: 600_000, cached: 15_000),
            features: [.assistantPrefill, .functionCalling, .reasoning, .responseSchema, .toolChoice, .vision]),
        ModelRow(
            id: "mistral/mistral-medium-latest",
            kind: .chat,
            entry: "mistral/mistral-medium-latest",
            context: 262_144,
            maxOutput: 262_144,
            standard: ModelRow.Prices(input: 1_500_000, output: 7_500_000, cached: 150_000),
            features: [.assistantPrefill, .functionCalling, .reasoning, .responseSchema, .toolChoice, .vision]),
        ModelRow(
            id: "mistral/mistral-large-latest",
            kind: .chat,
            entry: "mistral/mistral-large-latest",
            context: 262_144,
            maxOutput: 262_144,
            standard: ModelRow.Prices(input: 500_000, output: 1_500_000, cached: 50_000),
            features: [.assistantPrefill, .functionCalling, .responseSchema, .toolChoice, .vision]),
        ModelRow(
            id: "deepseek/deepseek-chat",
            kind: .chat,
            entry: "deepseek/deepseek-chat",
            context: 131_072,
            maxOutput: 8_192,
            standard: ModelRow.Prices(input: 280_000, output: 420_000, cached: 28_000, write: 0),
            deprecation: CivilDate(year: 2026, month: 7, day: 24),
            features: [
                .assistantPrefill, .functionCalling, .nativeStreaming, .parallelFunctionCalling, .promptCaching,
                .responseSchema, .systemMessages, .toolChoice,
            ]),
        ModelRow(
            id: "deepseek/deepseek-v4-flash",
            kind: .chat,
            entry: "deepseek/deepseek-v4-flash",
            context: 1_000_000,
            maxOutput: 393_216,
            standard: ModelRow.Prices(input: 300_000, output: 1_200_000, cached: 6_000, write: 0),
            features: [
                .assistantPrefill, .functionCalling, .nativeStreaming, .parallelFunctionCalling, .promptCaching,
                .reasoning, .responseSchema, .systemMessages, .toolChoice, .vision,
            ]),
        ModelRow(
            id: "deepseek/deepseek-v4-pro",
            kind: .chat,
            entry: "deepseek/deepseek-v4-pro",
            context: 1_000_000,
            maxOutput: 393_216,
            standard: ModelRow.Prices(input: 1_320_000, output: 3_960_000, cached: 44_000, write: 0),
            features: [
                .assistantPrefill, .functionCalling, .nativeStreaming, .parallelFunctionCalling, .promptCaching,
                .reasoning, .responseSchema, .systemMessages, .toolChoice,
            ]),
        ModelRow(
            id: "groq/openai/gpt-oss-120b",
            kind: .chat,
            entry: "groq/openai/gpt-oss-120b",
            context: 131_072,
            maxOutput: 65_536,
            standard: ModelRow.Prices(input: 150_000, output: 600_000, cached: 75_000),
            features: [
                .functionCalling, .parallelFunctionCalling, .reasoning, .responseSchema, .toolChoice, .webSearch,
            ]),
        ModelRow(
            id: "groq/openai/gpt-oss-20b",
            kind: .chat,
            entry: "groq/openai/gpt-oss-20b",
            context: 131_072,
            maxOutput: 65_536,
            standard: ModelRow.Prices(input: 75_000, output: 300_000, cached: 37_500),
            features: [
                .functionCalling, .parallelFunctionCalling, .reasoning, .responseSchema, .toolChoice, .webSearch,
            ]),
        ModelRow(
            id: "cohere/rerank-v3.5",
            kind: .rerank,
            entry: "rerank-v3.5",
            context: 4_096,
            maxOutput: 4_096,
            standard: ModelRow.Prices(input: 0, output: 0, perRequest: 2_000_000_000)),
        ModelRow(
            id: "cohere/embed-v4.0",
            kind: .embedding,
            entry: "cohere/embed-v4.0",
            context: 128_000,
            standard: ModelRow.Prices(input: 120_000, output: 0),
            features: [.embeddingImageInput]),
    ]
}
