import ScrimpQuantities

extension BuiltIn {
    static let anthropicRows: [ModelRow] = [
        ModelRow(
            id: "anthropic/claude-3-haiku",
            kind: .chat,
            entry: "vertex_ai/claude-3-haiku",
            context: 200_000,
            maxOutput: 4_096,
            standard: ModelRow.Prices(input: 250_000, output: 1_250_000),
            deprecation: CivilDate(year: 2026, month: 8, day: 23),
            features: [.assistantPrefill, .functionCalling, .toolChoice, .vision]),
        ModelRow(
            id: "anthropic/claude-haiku-4-5",
            kind: .chat,
            entry: "claude-haiku-4-5",
            context: 200_000,
            maxOutput: 64_000,
            standard: ModelRow.Prices(
                input: 1_000_000, output: 5_000_000, cached: 100_000, write: 1_250_000, writeLong: 2_000_000),
            batch: ModelRow.Prices(input: 500_000, output: 2_500_000, cached: 50_000, write: 625_000),
            features: [
                .assistantPrefill, .computerUse, .functionCalling, .pdfInput, .promptCaching, .reasoning,
                .responseSchema, .toolChoice, .vision,
            ]),
        ModelRow(
            id: "anthropic/claude-haiku-5-5",
            kind: .chat,
            entry: "claude-haiku-5-5",
            context: 1_000_000,
            maxOutput: 128_000,
            standard: ModelRow.Prices(
                input: 100_000, output: 500_000, cached: 10_000, write: 125_000, writeLong: 200_000,
                long: ModelRow.Long(
                    above: 100_000, input: 500_000, output: 2_500_000, cached: 50_000, write: 625_000,
                    writeLong: 1_000_000)),
            batch: ModelRow.Prices(
                input: 50_000, output: 250_000, cached: 5_000, write: 62_500,
                long: ModelRow.Long(above: 100_000, input: 250_000, output: 1_250_000, cached: 25_000, write: 312_500)),
            features: [
                .computerUse, .functionCalling, .pdfInput, .promptCaching, .reasoning, .responseSchema, .toolChoice,
                .vision, .webSearch,
            ]),
        ModelRow(
            id: "anthropic/claude-sonnet-4-5",
            kind: .chat,
            entry: "claude-sonnet-4-5",
            context: 200_000,
            maxOutput: 64_000,
            standard: ModelRow.Prices(
                input: 3_000_000, output: 15_000_000, cached: 300_000, write: 3_750_000, writeLong: 6_000_000),
            batch: ModelRow.Prices(input: 1_500_000, output: 7_500_000, cached: 150_000, write: 1_875_000),
            deprecation: CivilDate(year: 2026, month: 11, day: 30),
            features: [
                .assistantPrefill, .computerUse, .functionCalling, .pdfInput, .promptCaching, .reasoning,
                .responseSchema, .toolChoice, .vision,
            ]),
        ModelRow(
            id: "anthropic/claude-sonnet-4-6",
            kind: .chat,
            entry: "claude-sonnet-4-6",
            context: 1_000_000,
            maxOutput: 128_000,
            standard: ModelRow.Prices(
                input: 3_000_000, output: 15_000_000, cached: 300_000, write: 3_750_000, writeLong: 6_000_000),
            batch: ModelRow.Prices(input: 1_500_000, output: 7_500_000, cached: 150_000, write: 1_875_000),
            features: [
                .computerUse, .functionCalling, .pdfInput, .promptCaching, .reasoning, .responseSchema, .toolChoice,
                .vision, .webSearch,
            ]),
        ModelRow(
            id: "anthropic/claude-sonnet-5",
            kind: .chat,
            entry: "claude-sonnet-5",
            context: 1_000_000,
            maxOutput: 128_000,
            standard: ModelRow.Prices(
                input: 2_000_000, output: 10_000_000, cached: 200_000, write: 2_500_000, writeLong: 4_000_000),
            batch: ModelRow.Prices(input: 1_000_000, output: 5_000_000, cached: 100_000, write: 1_250_000),
            features: [
                .computerUse, .functionCalling, .pdfInput, .promptCaching, .reasoning, .responseSchema, .toolChoice,
                .vision, .webSearch,
            ]),
        ModelRow(
            id: "anthropic/claude-opus-4-5",
            kind: .chat,
            entry: "claude-opus-4-5",
            context: 200_000,
            maxOutput: 64_000,
            standard: ModelRow.Prices(
                input: 5_000_000, output: 25_000_000, cached: 500_000, write: 6_250_000, writeLong: 10_000_000),
            batch: ModelRow.Prices(input: 2_500_000, output: 12_500_000, cached: 250_000, write: 3_125_000),
            features: [
                .assistantPrefill, .computerUse, .functionCalling, .pdfInput, .promptCaching, .reasoning,
                .responseSchema, .toolChoice, .vision,
            ]),
        ModelRow(
            id: "anthropic/claude-opus-4-6",
            kind: .chat,
            entry: "claude-opus-4-6",
            context: 1_000_000,
            maxOutput: 128_000,
            standard: ModelRow.Prices(
                input: 5_000_000, output: 25_000_000, cached: 500_000, write: 6_250_000, writeLong: 10_000_000),
            batch: ModelRow.Prices(input: 2_500_000, output: 12_500_000, cached: 250_000, write: 3_125_000),
            features: [
                .computerUse, .functionCalling, .pdfInput, .promptCaching, .reasoning, .responseSchema, .toolChoice,
                .vision, .webSearch,
            ]),
        ModelRow(
            id: "anthropic/claude-opus-4-7",
            kind: .chat,
            entry: "claude-opus-4-7",
            context: 1_000_000,
            maxOutput: 128_000,
            standard: ModelRow.Prices(
                input: 5_000_000, output: 25_000_000, cached: 500_000, write: 6_250_000, writeLong: 10_000_000),
            batch: ModelRow.Prices(input: 2_500_000, output: 12_500_000, cached: 250_000, write: 3_125_000),
            features: [
                .computerUse, .functionCalling, .pdfInput, .promptCaching, .reasoning, .responseSchema, .toolChoice,
                .vision, .webSearch,
            ]),
        ModelRow(
            id: "anthropic/claude-opus-4-8",
            kind: .chat,
            entry: "claude-opus-4-8",
            context: 1_000_000,
            maxOutput: 128_000,
            standard: ModelRow.Prices(
                input: 5_000_000, output: 25_000_000, cached: 500_000, write: 6_250_000, writeLong: 10_000_000),
            batch: ModelRow.Prices(input: 2_500_000, output: 12_500_000, cached: 250_000, write: 3_125_000),
            features: [
                .computerUse, .functionCalling, .pdfInput, .promptCaching, .reasoning, .responseSchema, .toolChoice,
                .vision, .webSearch,
            ]),
    ]
}
