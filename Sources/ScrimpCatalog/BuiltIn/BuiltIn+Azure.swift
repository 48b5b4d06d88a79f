import ScrimpQuantities

extension BuiltIn {
    static let azureRows: [ModelRow] = [
        ModelRow(
            id: "azure/gpt-4o",
            kind: .chat,
            entry: "azure/gpt-4o",
            context: 128_000,
            maxOutput: 16_384,
            standard: ModelRow.Prices(input: 2_500_000, output: 10_000_000, cached: 1_250_000),
            deprecation: CivilDate(year: 2027, month: 4, day: 14),
            features: [
                .functionCalling, .parallelFunctionCalling, .promptCaching, .responseSchema, .toolChoice, .vision,
            ]),
        ModelRow(
            id: "azure/gpt-4o-mini",
            kind: .chat,
            entry: "azure/gpt-4o-mini",
            context: 128_000,
            maxOutput: 16_384,
            standard: ModelRow.Prices(input: 150_000, output: 600_000, cached: 75_000),
            deprecation: CivilDate(year: 2027, month: 4, day: 14),
            features: [
                .functionCalling, .parallelFunctionCalling, .promptCaching, .responseSchema, .toolChoice, .vision,
            ]),
        ModelRow(
            id: "azure/eu/gpt-4o-mini",
            kind: .chat,
            entry: "azure/eu/gpt-4o-mini",
            context: 128_000,
            maxOutput: 16_384,
            standard: ModelRow.Prices(input: 165_000, output: 660_000, cached: 83_000),
            batch: ModelRow.Prices(input: 83_000),
            deprecation: CivilDate(year: 2027, month: 4, day: 14),
            features: [
                .functionCalling, .parallelFunctionCalling, .promptCaching, .responseSchema, .toolChoice, .vision,
            ]),
        ModelRow(
            id: "azure/eu/gpt-4o-2024-11-20",
            kind: .chat,
            entry: "azure/eu/gpt-4o-2024-11-20",
            context: 128_000,
            maxOutput: 16_384,
            standard: ModelRow.Prices(input: 2_750_000, output: 11_000_000, cached: 1_375_000, write: 1_380_000),
            batch: ModelRow.Prices(input: 1_375_000, output: 5_500_000),
            deprecation: CivilDate(year: 2027, month: 4, day: 14),
            features: [.functionCalling, .parallelFunctionCalling, .responseSchema, .toolChoice, .vision]),
        ModelRow(
            id: "azure/gpt-4.1-mini",
            kind: .chat,
            entry: "azure/gpt-4.1-mini",
            context: 1_047_576,
            maxOutput: 32_768,
            standard: ModelRow.Prices(input: 400_000, output: 1_600_000, cached: 100_000),
            batch: ModelRow.Prices(input: 200_000, output: 800_000),
            priority: ModelRow.Prices(input: 700_000, output: 2_800_000, cached: 175_000),
            deprecation: CivilDate(year: 2027, month: 4, day: 14),
            features: [
                .functionCalling, .nativeStreaming, .parallelFunctionCalling, .promptCaching, .responseSchema,
                .systemMessages, .toolChoice, .vision,
            ]),
    ]
}
