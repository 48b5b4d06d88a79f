import ScrimpQuantities

extension BuiltIn {
    private static let claims = "commonly published figures, not measured"

    /// Effects in thousandths. Weight-only methods multiply in 16 bits; the others need hardware for their format.
    static let quantizationRows: [QuantizationRow] = [
        QuantizationRow(
            method: "awq", name: "AWQ", bits: [4], saving: 600...800, drop: 10...30, speedup: 3_000...3_000,
            formats: [.fp16]),
        QuantizationRow(method: "bitsandbytes", name: "bitsandbytes", bits: [4, 8], formats: [.fp16]),
        QuantizationRow(method: "fp4", name: "FP4", bits: [4], formats: [.fp4]),
        QuantizationRow(method: "fp8", name: "FP8", bits: [8], formats: [.fp8]),
        QuantizationRow(
            method: "gptq", name: "GPTQ", bits: [4, 2, 3, 8], saving: 500...700, drop: 5...20, speedup: 3_000...4_500,
            formats: [.fp16]),
        QuantizationRow(
            method: "qlora", name: "QLoRA", bits: [4], saving: 600...750, drop: 10...50, speedup: 2_000...3_000,
            formats: [.bf16]),
        QuantizationRow(
            method: "smoothquant", name: "SmoothQuant", bits: [8], saving: 500...500, drop: 5...5,
            speedup: 1_500...2_000, formats: [.int8]),
    ]

    /// One method of the built-in table.
    struct QuantizationRow: Sendable {
        let method: String
        let name: String
        let bits: [Int64]
        var saving: ClosedRange<Int128>?
        var drop: ClosedRange<Int128>?
        var speedup: ClosedRange<Int128>?
        let formats: Set<NumberFormat>

        var quantization: CatalogQuantization {
            func range(_ thousandths: ClosedRange<Int128>?) -> ClosedRange<Rational>? {
                guard let thousandths, let lower = Rational(thousandths.lowerBound, 1_000),
                    let upper = Rational(thousandths.upperBound, 1_000)
                else { return nil }
                return lower...upper
            }
            return CatalogQuantization(
                method: method, name: name, bits: bits, memorySaving: range(saving), accuracyDrop: range(drop),
                speedup: range(speedup), formats: formats, source: BuiltIn.claims, asOf: BuiltIn.priceListDate)
        }
    }
}
