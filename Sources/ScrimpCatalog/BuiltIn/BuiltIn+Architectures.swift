import ScrimpQuantities

extension BuiltIn {
    private static let configurationDate = CivilDate(year: 2026, month: 11, day: 24)

    /// Shapes of open models. The number of parameters is what the shape multiplies out to, which is what the publisher
    /// counts.
    static let architectureRows: [CatalogArchitecture] = llama + qwen + mistral + others

    private static func row(
        _ id: String, also: [String] = [], _ parameters: Int64, active: Int64? = nil, layers: Int64, hidden: Int64,
        heads: Int64, dimension: Int64 = 128, latent: Int64? = nil, windowed: Int64 = 0, window: Int64? = nil,
        context: Int64, _ precision: NumberFormat = .bf16, bytes: Int64? = nil
    ) -> CatalogArchitecture {
        CatalogArchitecture(
            id: id, alsoKnownAs: also, parameters: parameters, activeParameters: active, layers: layers,
            hiddenSize: hidden, keyValueHeads: heads, headDimension: dimension, latentDimension: latent,
            windowedLayers: windowed, window: window, contextWindow: context, precision: precision,
            publishedBytes: bytes, source: "published configuration of \(id)", asOf: configurationDate)
    }

    private static let llama = [
        row(
            "meta-llama/Llama-3.1-405B-Instruct", also: ["meta-llama/Llama-3.1-405B"], 405_853_388_800, layers: 126,
            hidden: 16_384, heads: 8, context: 131_072),
        row(
            "meta-llama/Llama-3.1-70B-Instruct",
            also: [
                "meta-llama/Llama-3.1-70B", "meta-llama/Llama-3.3-70B-Instruct",
                "deepseek-ai/DeepSeek-R1-Distill-Llama-70B",
            ], 70_553_706_496, layers: 80, hidden: 8_192, heads: 8, context: 131_072),
        row(
            "meta-llama/Llama-3.1-8B-Instruct",
            also: [
                "meta-llama/Llama-3.1-8B", "nvidia/Llama-3.1-8B-Instruct-FP8",
                "deepseek-ai/DeepSeek-R1-Distill-Llama-8B",
            ], 8_030_261_248, layers: 32, hidden: 4_096, heads: 8, context: 131_072),
        row(
            "meta-llama/Llama-3.2-1B-Instruct", also: ["meta-llama/Llama-3.2-1B"], 1_235_814_400, layers: 16,
            hidden: 2_048, heads: 8, dimension: 64, context: 131_072),
        row(
            "meta-llama/Llama-3.2-3B-Instruct", also: ["meta-llama/Llama-3.2-3B"], 3_212_749_824, layers: 28,
            hidden: 3_072, heads: 8, context: 131_072),
    ]

    private static let qwen = [
        row(
            "Qwen/Qwen2.5-0.5B-Instruct", 494_032_768, layers: 24, hidden: 896, heads: 2, dimension: 64,
            context: 32_768),
        row("Qwen/Qwen2.5-1.5B-Instruct", 1_543_714_304, layers: 28, hidden: 1_536, heads: 2, context: 32_768),
        row("Qwen/Qwen2.5-3B-Instruct", 3_085_938_688, layers: 36, hidden: 2_048, heads: 2, context: 32_768),
        row("Qwen/Qwen2.5-7B-Instruct", 7_615_616_512, layers: 28, hidden: 3_584, heads: 4, context: 32_768),
        row("Qwen/Qwen2.5-14B-Instruct", 14_770_033_664, layers: 48, hidden: 5_120, heads: 8, context: 32_768),
        row("Qwen/Qwen2.5-32B-Instruct", 32_763_876_352, layers: 64, hidden: 5_120, heads: 8, context: 32_768),
        row("Qwen/Qwen2.5-72B-Instruct", 72_706_203_648, layers: 80, hidden: 8_192, heads: 8, context: 32_768),
        row("Qwen/Qwen3-0.6B", 596_049_920, layers: 28, hidden: 1_024, heads: 8, context: 40_960),
        row("Qwen/Qwen3-1.7B", 1_720_574_976, layers: 28, hidden: 2_048, heads: 8, context: 40_960),
        row("Qwen/Qwen3-4B", 4_022_468_096, layers: 36, hidden: 2_560, heads: 8, context: 40_960),
        row("Qwen/Qwen3-8B", 8_190_735_360, layers: 36, hidden: 4_096, heads: 8, context: 40_960),
        row("Qwen/Qwen3-14B", 14_768_307_200, layers: 40, hidden: 5_120, heads: 8, context: 40_960),
        row("Qwen/Qwen3-32B", 32_762_123_264, layers: 64, hidden: 5_120, heads: 8, context: 40_960),
        row(
            "Qwen/Qwen3-30B-A3B", 30_532_122_624, active: 3_353_032_704, layers: 48, hidden: 2_048, heads: 4,
            context: 40_960),
        row(
            "Qwen/Qwen3-235B-A22B", also: ["Qwen/Qwen3-235B-A22B-FP8"], 235_093_634_560, active: 22_190_763_520,
            layers: 94, hidden: 4_096, heads: 4, context: 40_960),
    ]

    private static let mistral = [
        row(
            "mistralai/Mistral-7B-Instruct-v0.3", also: ["mistralai/Mistral-7B-v0.3"], 7_248_023_552, layers: 32,
            hidden: 4_096, heads: 8, context: 32_768),
        row(
            "mistralai/Mistral-Small-24B-Instruct-2501", 23_572_403_200, layers: 40, hidden: 5_120, heads: 8,
            context: 32_768),
        row(
            "mistralai/Mixtral-8x7B-Instruct-v0.1", also: ["mistralai/Mixtral-8x7B-v0.1"], 46_702_792_704,
            active: 12_879_925_248, layers: 32, hidden: 4_096, heads: 8, context: 32_768),
        row(
            "mistralai/Mixtral-8x22B-Instruct-v0.1", 140_630_071_296, active: 39_161_468_928, layers: 56,
            hidden: 6_144, heads: 8, context: 65_536),
    ]

    private static let others = [
        // Latent attention keeps 512 numbers and 64 rotated ones in the place of keys and values.
        row(
            "deepseek-ai/DeepSeek-V3", also: ["deepseek-ai/DeepSeek-R1"], 671_026_419_200, active: 37_552_297_472,
            layers: 61, hidden: 7_168, heads: 128, latent: 576, context: 163_840, .fp8),
        row(
            "google/gemma-2-9b-it", 9_241_705_984, layers: 42, hidden: 3_584, heads: 8, dimension: 256, windowed: 21,
            window: 4_096, context: 8_192),
        row(
            "google/gemma-2-27b-it", 27_227_128_320, layers: 46, hidden: 4_608, heads: 16, windowed: 23,
            window: 4_096, context: 8_192),
        row("microsoft/phi-4", 14_659_507_200, layers: 40, hidden: 5_120, heads: 10, context: 16_384),
        // The experts are published in four bits, the rest in sixteen: 60.8 GiB and 12.8 GiB by the model card.
        row(
            "openai/gpt-oss-120b", 116_829_156_672, active: 5_132_849_472, layers: 36, hidden: 2_880, heads: 8,
            dimension: 64, windowed: 18, window: 128, context: 131_072, .fp4, bytes: 65_283_502_899),
        row(
            "openai/gpt-oss-20b", 20_914_757_184, active: 3_608_307_264, layers: 24, hidden: 2_880, heads: 8,
            dimension: 64, windowed: 12, window: 128, context: 131_072, .fp4, bytes: 13_743_895_347),
    ]
}
