import ScrimpCatalog
import ScrimpQuantities
import Testing

/// Derived step times, held against the measured ones of the built-in table.
@Suite struct StepTimeModelTests {
    private static func model(_ row: CatalogThroughput) -> StepTimeModel? {
        guard let architecture = Catalog.builtIn.architecture(row.model), let gpu = Catalog.builtIn.gpu(row.gpu)
        else { return nil }
        return StepTimeModel(
            architecture: architecture, weights: WeightFormat(architecture, row.precision), gpu: gpu,
            gpus: Int(row.tensorParallel))
    }

    private static let rows = Catalog.builtIn.throughputs.compactMap { row in model(row).map { (row, $0) } }
    private static let dense = rows.filter { $0.1.architecture.activeParameters == nil }

    private static func median(_ values: [Double]) -> Double {
        values.isEmpty ? .nan : values.sorted()[values.count / 2]
    }

    /// Time per token at 32 requests of 1,000 and 500 tokens.
    private static func time(_ step: StepTime, _ prefill: Double) -> Double {
        step.seconds(batch: 32, contextTokens: 32 * (1_000 + 500 / 2)) + prefill * 32 * 1_000 / 500
    }

    private static func error(_ step: StepTime, _ prefill: Double, _ row: CatalogThroughput) -> Double {
        let measured = time(row.step, row.prefillSecondsPerToken ?? prefill)
        return abs(time(step, prefill) - measured) / measured
    }

    /// The constants are the table's medians.
    @Test func constantsAreMedians() {
        let layers = Self.dense.map { ($0.0.step.base - $0.1.readTime) / Double($0.1.architecture.layers) }
        #expect(abs(Self.median(layers) - StepTimeModel.secondsPerLayer) < 4e-6, "\(Self.median(layers))")
        let shares = Self.dense.compactMap { row, model in
            row.prefillSecondsPerToken.map {
                model.architecture.operationsPerToken / model.operationsPerSecond / $0
            }
        }
        #expect(abs(Self.median(shares) - StepTimeModel.computeShare) < 0.04, "\(Self.median(shares))")
        let lowest = Catalog.builtIn.gpus.compactMap { gpu in
            gpu.fp16Throughput.map { Double($0) / Double(gpu.memoryBandwidth) }
        }.min()
        #expect(lowest ?? 0 > StepTimeModel.operationsPerByte)
    }

    @Test func derivedTimesAreNearTheMeasuredOnes() {
        let errors = Self.rows.map { Self.error($0.1.step, $0.1.prefillPerToken, $0.0) }
        let dense = Self.dense.map { Self.error($0.1.step, $0.1.prefillPerToken, $0.0) }
        #expect(Self.median(dense) < 0.2, "\(Self.median(dense))")
        #expect(Self.median(errors) < 0.3, "\(Self.median(errors))")
    }

    /// Every measured step time, carried over from every other of the same model and engine that differs in one thing.
    @Test(arguments: ["precision", "spread", "gpu"]) func carriedTimesAreNearTheMeasuredOnes(difference: String) {
        var errors: [Double] = []
        for (row, here) in Self.rows {
            for (other, there) in Self.rows where other.model == row.model && other.engine == row.engine {
                let differs = [
                    other.precision != row.precision, other.tensorParallel != row.tensorParallel, other.gpu != row.gpu,
                ]
                guard differs == ["precision", "spread", "gpu"].map({ $0 == difference }) else { continue }
                let carried = here.carried(other.step, prefill: other.prefillSecondsPerToken, from: there)
                errors.append(Self.error(carried.step, carried.prefill, row))
            }
        }
        #expect(errors.count >= 10)
        #expect(Self.median(errors) < 0.25, "\(difference): \(Self.median(errors)) of \(errors.count)")
    }

    /// Carrying over to the same place changes nothing.
    @Test func carryingNowhereIsTheSame() throws {
        let (row, model) = try #require(Self.dense.first)
        let carried = model.carried(row.step, prefill: row.prefillSecondsPerToken, from: model)
        #expect(carried.step == row.step && carried.prefill == row.prefillSecondsPerToken)
    }

    /// Where the catalog names no peak, one is taken from the bandwidth.
    @Test func hardwareWithoutAPeak() throws {
        let gpu = try #require(Catalog.builtIn.gpu("rtx-pro-6000-server-96gb"))
        #expect(gpu.fp16Throughput == nil)
        let architecture = try #require(Catalog.builtIn.architecture("Qwen/Qwen3-8B"))
        let model = StepTimeModel(
            architecture: architecture, weights: WeightFormat(published: architecture), gpu: gpu, gpus: 1)
        #expect(model.operationsPerSecond == 1_597e9 * 150)
        #expect(model.prefillPerToken > 0 && model.step.base > 0)
    }
}
