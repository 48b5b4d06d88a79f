import ScrimpQuantities

extension BuiltIn {
    private static let measurements = "fitted to measured rows of the aiconfigurator package, Apache-2.0"
    private static let measurementDate = CivilDate(year: 2026, month: 4, day: 27)

    /// `scrimp catalog fit` over the package's rows: the groups of graphics processors that the catalog knows, of at most
    /// eight of them, with at least ten rows, measured from batches of at most 16 to eight times the smallest, and of whose unseen rows half
    /// are met within 25 %.
    static let allThroughputs: [CatalogThroughput] = throughputTable.flatMap { entry in
        entry.rows.map { $0.throughput(of: entry.model) }
    }

    /// One group: base in nanoseconds, the next two in picoseconds, prefill in nanoseconds (zero where the measurements do
    /// not show it), then counts, then errors in thousandths.
    struct ThroughputRow: Sendable {
        let gpu: String
        let engine: String
        let precision: NumberFormat
        let tensorParallel: Int64
        let base: Int64
        let perSequence: Int64
        let perContextToken: Int64
        let prefill: Int64
        let smallestBatch: Int64
        let largestBatch: Int64
        let rows: Int64
        let unseen: Int64
        let medianError: Int64
        let percentile90Error: Int64

        init(
            _ gpu: String, _ engine: String, _ precision: NumberFormat, _ tensorParallel: Int64, _ base: Int64,
            _ perSequence: Int64, _ perContextToken: Int64, _ prefill: Int64, _ smallestBatch: Int64,
            _ largestBatch: Int64,
            _ rows: Int64, _ unseen: Int64, _ medianError: Int64, _ percentile90Error: Int64
        ) {
            self.gpu = gpu
            self.engine = engine
            self.precision = precision
            self.tensorParallel = tensorParallel
            self.base = base
            self.perSequence = perSequence
            self.perContextToken = perContextToken
            self.prefill = prefill
            self.smallestBatch = smallestBatch
            self.largestBatch = largestBatch
            self.rows = rows
            self.unseen = unseen
            self.medianError = medianError
            self.percentile90Error = percentile90Error
        }

        func throughput(of model: String) -> CatalogThroughput {
            CatalogThroughput(
                model: model, gpu: gpu, engine: engine, precision: precision, tensorParallel: tensorParallel,
                base: base * 1_000, perSequence: perSequence, perContextToken: perContextToken,
                prefillPerToken: prefill > 0 ? prefill * 1_000 : nil, smallestBatch: smallestBatch,
                largestBatch: largestBatch, rows: rows,
                unseenRows: unseen, medianError: medianError, percentile90Error: percentile90Error,
                source: BuiltIn.measurements, asOf: BuiltIn.measurementDate)
        }
    }

    private static let b200 = "b200-sxm-180gb"
    private static let h100 = "h100-sxm-80gb"
    private static let h200 = "h200-sxm-141gb"
    private static let sglang = "sglang"
    private static let tensorrt = "tensorrt_llm"
    private static let vllm = "vllm"

    private static let throughputTable: [(model: String, rows: [ThroughputRow])] = [
        (
            "MiniMaxAI/MiniMax-M2.5",
            [
                .init(b200, vllm, .fp4, 2, 7_402_000, 71_620_000, 0, 23_670, 4, 512, 39, 9, 158, 225),
                .init(b200, vllm, .fp4, 4, 6_450_000, 75_860_000, 0, 10_340, 4, 512, 44, 10, 80, 189),
                .init(b200, vllm, .fp8, 2, 11_490_000, 70_930_000, 23_140, 32_490, 4, 512, 93, 23, 174, 290),
                .init(b200, vllm, .fp8, 4, 9_158_000, 42_690_000, 16_900, 26_730, 4, 512, 79, 17, 127, 169),
                .init(h100, vllm, .fp8, 4, 10_370_000, 196_500_000, 28_130, 52_900, 4, 64, 15, 3, 99, 116),
                .init(h200, vllm, .fp8, 4, 11_560_000, 172_100_000, 15_890, 26_750, 4, 64, 30, 6, 38, 83),
                .init(h200, vllm, .fp8, 8, 7_940_000, 111_000_000, 6_233, 13_350, 4, 128, 54, 12, 44, 171),
            ]
        ),
        (
            "Qwen/Qwen3-235B-A22B-FP8",
            [
                .init(h100, tensorrt, .fp8, 4, 14_060_000, 150_200_000, 4_148, 41_400, 4, 128, 64, 13, 64, 113),
                .init(h100, tensorrt, .fp8, 8, 11_780_000, 116_200_000, 0, 43_580, 4, 128, 63, 13, 47, 83),
            ]
        ),
        (
            "Qwen/Qwen3-32B",
            [
                .init(h100, sglang, .bf16, 2, 13_010_000, 18_860_000, 75_270, 22_070, 16, 128, 24, 5, 20, 83),
                .init(h100, sglang, .bf16, 4, 8_555_000, 20_590_000, 37_360, 13_910, 16, 128, 27, 6, 9, 93),
                .init(h100, sglang, .bf16, 8, 6_493_000, 17_250_000, 25_050, 8_291, 16, 128, 27, 6, 26, 104),
                .init(h100, tensorrt, .fp8, 1, 13_770_000, 60_800_000, 20_500, 74_560, 8, 128, 43, 9, 47, 222),
                .init(h100, tensorrt, .fp8, 2, 9_024_000, 37_130_000, 20_880, 42_210, 8, 128, 45, 9, 60, 467),
                .init(h100, tensorrt, .fp8, 4, 6_622_000, 53_330_000, 2_858, 25_360, 8, 128, 46, 10, 17, 86),
                .init(h100, tensorrt, .fp8, 8, 5_276_000, 80_720_000, 0, 17_100, 8, 224, 46, 10, 28, 168),
                .init(h100, vllm, .bf16, 2, 14_640_000, 96_610_000, 29_150, 40_530, 8, 128, 30, 6, 20, 205),
                .init(h100, vllm, .bf16, 4, 9_374_000, 59_310_000, 25_320, 28_500, 8, 128, 30, 6, 14, 56),
                .init(h100, vllm, .bf16, 8, 7_119_000, 61_720_000, 10_580, 18_680, 8, 128, 30, 6, 7, 23),
            ]
        ),
        (
            "Qwen/Qwen3.5-397B-A17B",
            [
                .init(b200, sglang, .bf16, 8, 7_236_000, 219_900_000, 0, 11_780, 4, 64, 60, 12, 89, 182),
                .init(b200, sglang, .fp4, 4, 6_484_000, 89_380_000, 14_220, 13_810, 4, 128, 12, 3, 152, 241),
                .init(b200, sglang, .fp8, 4, 6_482_000, 137_200_000, 0, 27_810, 4, 256, 88, 23, 147, 294),
                .init(h200, sglang, .fp8, 8, 8_715_000, 239_900_000, 0, 28_710, 4, 64, 30, 6, 216, 425),
            ]
        ),
        (
            "deepseek-ai/DeepSeek-R1",
            [
                .init(b200, sglang, .fp4, 4, 9_081_000, 126_200_000, 20_870, 6_992, 4, 128, 28, 6, 215, 241),
                .init(b200, sglang, .fp4, 8, 8_752_000, 98_100_000, 10_310, 15_760, 4, 128, 26, 6, 180, 302),
                .init(b200, sglang, .fp8, 8, 8_070_000, 91_570_000, 0, 42_310, 4, 512, 59, 12, 128, 269),
                .init(b200, tensorrt, .fp4, 4, 6_804_000, 110_700_000, 0, 22_500, 4, 256, 38, 8, 195, 437),
                .init(b200, tensorrt, .fp8, 8, 4_920_000, 91_140_000, 13_630, 13_200, 4, 256, 52, 11, 89, 383),
                .init(h200, sglang, .fp8, 8, 8_891_000, 332_200_000, 12_850, 26_880, 4, 64, 30, 6, 98, 101),
            ]
        ),
        (
            "deepseek-ai/DeepSeek-V3",
            [
                .init(b200, sglang, .fp4, 4, 11_260_000, 107_000_000, 16_920, 20_550, 4, 128, 18, 4, 66, 156),
                .init(b200, sglang, .fp4, 8, 9_038_000, 93_960_000, 11_130, 18_570, 4, 128, 18, 4, 194, 286),
                .init(b200, sglang, .fp8, 8, 8_446_000, 210_300_000, 9_553, 0, 4, 64, 11, 3, 75, 141),
                .init(b200, tensorrt, .fp4, 4, 7_662_000, 109_600_000, 13_280, 15_930, 4, 256, 17, 4, 70, 199),
                .init(b200, tensorrt, .fp8, 8, 9_818_000, 98_640_000, 9_175, 22_660, 4, 256, 19, 4, 112, 386),
                .init(h200, sglang, .fp8, 8, 8_891_000, 332_200_000, 12_850, 26_880, 4, 64, 15, 3, 98, 101),
                .init(h200, tensorrt, .fp8, 8, 13_040_000, 290_300_000, 8_087, 25_260, 4, 64, 15, 3, 103, 127),
            ]
        ),
        (
            "meta-llama/Llama-3.1-70B",
            [
                .init(b200, tensorrt, .fp4, 1, 11_840_000, 8_171_000, 27_500, 28_140, 4, 128, 18, 4, 16, 227),
                .init(b200, tensorrt, .fp4, 2, 8_565_000, 4_957_000, 16_040, 22_670, 4, 128, 18, 4, 13, 58),
                .init(b200, tensorrt, .fp4, 4, 6_596_000, 14_250_000, 8_629, 16_010, 4, 128, 18, 4, 5, 17),
                .init(b200, tensorrt, .fp4, 8, 5_804_000, 43_300_000, 2_483, 15_120, 4, 128, 18, 4, 4, 16),
                .init(b200, tensorrt, .fp8, 1, 14_220_000, 42_890_000, 23_330, 37_210, 4, 128, 18, 4, 37, 337),
                .init(b200, tensorrt, .fp8, 2, 9_181_000, 13_040_000, 13_730, 36_000, 4, 128, 18, 4, 21, 47),
                .init(b200, tensorrt, .fp8, 4, 6_527_000, 16_160_000, 8_080, 22_810, 4, 128, 18, 4, 19, 28),
                .init(b200, tensorrt, .fp8, 8, 5_441_000, 41_000_000, 2_901, 18_740, 4, 128, 18, 4, 14, 18),
                .init(b200, vllm, .fp4, 1, 12_440_000, 199_400, 25_560, 44_890, 4, 64, 15, 3, 2, 26),
                .init(b200, vllm, .fp4, 2, 9_075_000, 22_120_000, 12_140, 30_950, 4, 64, 15, 3, 31, 42),
                .init(b200, vllm, .fp4, 4, 6_928_000, 66_020_000, 0, 26_570, 4, 64, 15, 3, 31, 44),
                .init(b200, vllm, .fp4, 8, 6_096_000, 68_720_000, 0, 20_360, 4, 64, 15, 3, 41, 134),
                .init(b200, vllm, .fp8, 1, 15_710_000, 5_773_000, 24_960, 71_710, 4, 64, 15, 3, 8, 27),
                .init(b200, vllm, .fp8, 2, 9_978_000, 31_220_000, 10_000, 46_260, 4, 64, 15, 3, 8, 19),
                .init(b200, vllm, .fp8, 4, 7_479_000, 60_040_000, 0, 31_440, 4, 64, 15, 3, 33, 90),
                .init(b200, vllm, .fp8, 8, 6_013_000, 66_480_000, 0, 22_800, 4, 64, 15, 3, 23, 39),
                .init(h100, vllm, .fp8, 2, 16_690_000, 106_100_000, 48_340, 8_460, 4, 64, 15, 3, 34, 243),
                .init(h100, vllm, .fp8, 4, 11_060_000, 41_720_000, 29_180, 45_910, 4, 64, 15, 3, 29, 72),
                .init(h100, vllm, .fp8, 8, 8_669_000, 56_370_000, 13_020, 28_910, 4, 64, 15, 3, 48, 91),
                .init(h200, tensorrt, .fp8, 1, 20_130_000, 147_900_000, 3_325, 38_200, 4, 128, 18, 4, 173, 394),
                .init(h200, tensorrt, .fp8, 2, 11_480_000, 20_290_000, 21_090, 67_280, 4, 128, 18, 4, 18, 33),
                .init(h200, tensorrt, .fp8, 4, 7_604_000, 33_340_000, 12_070, 39_880, 4, 128, 18, 4, 9, 54),
                .init(h200, tensorrt, .fp8, 8, 5_813_000, 87_240_000, 5_048, 26_700, 4, 128, 18, 4, 11, 43),
                .init(h200, vllm, .fp8, 1, 20_600_000, 58_630_000, 66_480, 101_000, 4, 64, 15, 3, 79, 127),
                .init(h200, vllm, .fp8, 2, 13_200_000, 19_860_000, 37_530, 71_280, 4, 64, 15, 3, 14, 117),
                .init(h200, vllm, .fp8, 4, 9_214_000, 29_720_000, 21_540, 45_120, 4, 64, 15, 3, 59, 119),
                .init(h200, vllm, .fp8, 8, 7_609_000, 38_750_000, 10_800, 25_490, 4, 64, 15, 3, 74, 83),
            ]
        ),
        (
            "meta-llama/Llama-3.1-8B-Instruct",
            [
                .init(h100, tensorrt, .bf16, 1, 6_458_000, 0, 49_000, 19_710, 8, 128, 42, 9, 22, 59),
                .init(h100, tensorrt, .bf16, 2, 4_332_000, 10_920_000, 23_150, 12_420, 8, 128, 45, 9, 34, 162),
                .init(h100, tensorrt, .bf16, 4, 2_931_000, 38_060_000, 5_886, 7_880, 8, 128, 45, 9, 78, 253),
                .init(h100, tensorrt, .bf16, 8, 2_357_000, 50_710_000, 0, 5_810, 8, 128, 45, 9, 74, 208),
            ]
        ),
        (
            "moonshotai/Kimi-K2.5",
            [
                .init(b200, vllm, .fp4, 4, 7_550_000, 281_800_000, 0, 17_640, 4, 64, 39, 9, 57, 132),
                .init(b200, vllm, .int4, 8, 9_197_000, 250_600_000, 14_460, 30_560, 4, 64, 45, 9, 31, 69),
                .init(h200, vllm, .int4, 8, 8_986_000, 271_900_000, 25_710, 37_100, 4, 64, 45, 9, 110, 115),
            ]
        ),
        (
            "nvidia/Llama-3.1-8B-Instruct-FP8",
            [
                .init(h200, vllm, .fp8, 1, 5_528_000, 26_790_000, 22_430, 0, 16, 128, 10, 2, 34, 430)
            ]
        ),
        (
            "openai/gpt-oss-120b",
            [
                .init(b200, tensorrt, .fp4, 1, 3_681_000, 59_840_000, 1_113, 8_628, 4, 256, 27, 6, 97, 283),
                .init(b200, tensorrt, .fp4, 2, 3_228_000, 34_350_000, 0, 5_841, 4, 256, 28, 6, 130, 201),
                .init(b200, tensorrt, .fp4, 4, 2_438_000, 30_780_000, 0, 4_227, 4, 256, 22, 5, 51, 59),
                .init(b200, tensorrt, .fp4, 8, 2_143_000, 40_090_000, 0, 3_538, 4, 64, 16, 3, 134, 166),
                .init(b200, vllm, .fp4, 1, 3_456_000, 80_620_000, 4_138, 3_279, 4, 128, 22, 6, 172, 322),
                .init(b200, vllm, .fp4, 2, 3_464_000, 40_420_000, 2_223, 4_435, 4, 128, 26, 6, 49, 143),
                .init(b200, vllm, .fp4, 4, 2_907_000, 36_280_000, 3_387, 1_000, 4, 64, 20, 4, 62, 147),
                .init(b200, vllm, .fp4, 8, 2_848_000, 40_970_000, 0, 5_154, 4, 64, 16, 3, 67, 82),
                .init(h200, tensorrt, .fp4, 1, 6_556_000, 188_000_000, 0, 24_520, 4, 64, 16, 3, 125, 129),
                .init(h200, tensorrt, .fp4, 2, 5_423_000, 115_900_000, 2_907, 15_310, 4, 64, 15, 3, 141, 147),
                .init(h200, tensorrt, .fp4, 4, 5_303_000, 86_340_000, 0, 11_510, 4, 64, 30, 6, 80, 239),
                .init(h200, tensorrt, .fp4, 8, 4_558_000, 75_260_000, 0, 7_980, 4, 64, 16, 3, 183, 192),
                .init(h200, vllm, .fp4, 1, 5_115_000, 259_600_000, 14_930, 26_510, 4, 64, 18, 3, 149, 205),
                .init(h200, vllm, .fp4, 2, 4_212_000, 127_500_000, 9_622, 17_660, 4, 64, 19, 4, 122, 141),
                .init(h200, vllm, .fp4, 4, 3_591_000, 75_820_000, 3_715, 11_160, 4, 64, 18, 3, 84, 94),
                .init(h200, vllm, .fp4, 8, 3_441_000, 45_950_000, 1_300, 9_189, 4, 64, 20, 5, 56, 58),
            ]
        ),
        (
            "zhipuai/GLM-5",
            [
                .init(b200, sglang, .fp4, 8, 13_430_000, 246_000_000, 56_690, 95_430, 4, 64, 10, 2, 11, 88),
                .init(b200, sglang, .fp8, 8, 17_520_000, 190_200_000, 0, 41_620, 4, 128, 36, 8, 22, 181),
                .init(h200, sglang, .fp8, 8, 17_150_000, 411_800_000, 0, 52_020, 4, 64, 30, 6, 105, 145),
            ]
        ),
    ]
}
