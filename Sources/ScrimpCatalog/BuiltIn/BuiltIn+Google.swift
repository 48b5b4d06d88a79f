import ScrimpQuantities

extension BuiltIn {
    static let googleRows: [ModelRow] = [
        ModelRow(
            id: "gemini/gemini-2.5-pro",
            kind: .chat,
            entry: "gemini/gemini-2.5-pro",
            context: 1_048_576,
            maxOutput: 65_536,
            standard: ModelRow.Prices(
                input: 1_250_000, output: 10_000_000, cached: 125_000,
                long: ModelRow.Long(above: 200_000, input: 2_500_000, output: 15_000_000, cached: 250_000)),
            batch: ModelRow.Prices(input: 625_000, output: 5_000_000, cached: 125_000),
            flex: ModelRow.Prices(input: 625_000, output: 5_000_000, cached: 125_000),
            priority: ModelRow.Prices(
                input: 2_250_000, output: 18_000_000, cached: 225_000,
                long: ModelRow.Long(above: 200_000, input: 4_500_000, output: 27_000_000, cached: 450_000)),
            features: [
                .audioInput, .functionCalling, .pdfInput, .promptCaching, .reasoning, .responseSchema, .systemMessages,
                .toolChoice, .urlContext, .videoInput, .vision, .webSearch,
            ]),
        ModelRow(
            id: "gemini/gemini-2.5-flash",
            kind: .chat,
            entry: "gemini/gemini-2.5-flash",
            context: 1_048_576,
            maxOutput: 65_536,
            standard: ModelRow.Prices(
                input: 300_000, output: 2_500_000, cached: 30_000, reasoning: 2_500_000, audioInput: 1_000_000),
            batch: ModelRow.Prices(input: 150_000, output: 1_250_000, cached: 30_000, audioInput: 500_000),
            flex: ModelRow.Prices(input: 150_000, output: 1_250_000, cached: 30_000),
            priority: ModelRow.Prices(input: 540_000, output: 4_500_000, cached: 54_000, audioInput: 1_800_000),
            features: [
                .audioInput, .functionCalling, .parallelFunctionCalling, .pdfInput, .promptCaching, .reasoning,
                .responseSchema, .systemMessages, .toolChoice, .urlContext, .vision, .webSearch,
            ]),
        ModelRow(
            id: "gemini/gemini-2.5-flash-lite",
            kind: .chat,
            entry: "gemini/gemini-2.5-flash-lite",
            context: 1_048_576,
            maxOutput: 65_536,
            standard: ModelRow.Prices(
                input: 100_000, output: 400_000, cached: 10_000, reasoning: 400_000, audioInput: 300_000),
            batch: ModelRow.Prices(input: 50_000, output: 200_000, cached: 10_000, audioInput: 150_000),
            flex: ModelRow.Prices(input: 50_000, output: 200_000, cached: 10_000),
            priority: ModelRow.Prices(input: 180_000, output: 720_000, cached: 18_000, audioInput: 540_000),
            features: [
                .audioInput, .functionCalling, .parallelFunctionCalling, .pdfInput, .promptCaching, .reasoning,
                .responseSchema, .systemMessages, .toolChoice, .urlContext, .vision, .webSearch,
            ]),
        ModelRow(
            id: "gemini/gemini-3.1-pro-preview",
            kind: .chat,
            entry: "gemini/gemini-3.1-pro-preview",
            context: 1_048_576,
            maxOutput: 65_536,
            standard: ModelRow.Prices(
                input: 2_000_000, output: 12_000_000, cached: 200_000,
                long: ModelRow.Long(above: 200_000, input: 4_000_000, output: 18_000_000, cached: 400_000)),
            batch: ModelRow.Prices(input: 1_000_000, output: 6_000_000, cached: 200_000),
            flex: ModelRow.Prices(input: 1_000_000, output: 6_000_000, cached: 200_000),
            priority: ModelRow.Prices(
                input: 3_600_000, output: 21_600_000, cached: 360_000,
                long: ModelRow.Long(above: 200_000, input: 7_200_000, output: 32_400_000, cached: 720_000)),
            features: [
                .audioInput, .functionCalling, .nativeStreaming, .pdfInput, .promptCaching, .reasoning, .responseSchema,
                .systemMessages, .toolChoice, .urlContext, .videoInput, .vision, .webSearch,
            ]),
        ModelRow(
            id: "gemini/gemini-3.5-flash",
            kind: .chat,
            entry: "gemini/gemini-3.5-flash",
            context: 1_048_576,
            maxOutput: 65_536,
            standard: ModelRow.Prices(
                input: 1_500_000, output: 9_000_000, cached: 150_000, reasoning: 9_000_000, audioInput: 1_500_000),
            batch: ModelRow.Prices(input: 750_000, output: 4_500_000, cached: 75_000),
            flex: ModelRow.Prices(input: 750_000, output: 4_500_000, cached: 80_000),
            priority: ModelRow.Prices(input: 2_700_000, output: 16_200_000, cached: 270_000, audioInput: 2_700_000),
            features: [
                .audioInput, .functionCalling, .nativeStreaming, .parallelFunctionCalling, .pdfInput, .promptCaching,
                .reasoning, .responseSchema, .systemMessages, .toolChoice, .urlContext, .videoInput, .vision,
                .webSearch,
            ]),
        ModelRow(
            id: "gemini/gemini-3.5-flash-lite",
            kind: .chat,
            entry: "gemini/gemini-3.5-flash-lite",
            context: 1_048_576,
            maxOutput: 65_536,
            standard: ModelRow.Prices(input: 300_000, output: 2_500_000, cached: 30_000, reasoning: 2_500_000),
            batch: ModelRow.Prices(input: 150_000, output: 1_250_000, cached: 20_000),
            flex: ModelRow.Prices(input: 150_000, output: 1_250_000, cached: 20_000),
            priority: ModelRow.Prices(input: 540_000, output: 4_500_000, cached: 50_000),
            features: [
                .audioInput, .functionCalling, .nativeStreaming, .parallelFunctionCalling, .pdfInput, .promptCaching,
                .reasoning, .responseSchema, .systemMessages, .toolChoice, .urlContext, .videoInput, .vision,
                .webSearch,
            ]),
        ModelRow(
            id: "gemini/gemini-embedding-001",
            kind: .embedding,
            entry: "gemini/gemini-embedding-001",
            context: 2_048,
            standard: ModelRow.Prices(input: 150_000, output: 0),
            deprecation: CivilDate(year: 2028, month: 5, day: 14)),
    ]
}
