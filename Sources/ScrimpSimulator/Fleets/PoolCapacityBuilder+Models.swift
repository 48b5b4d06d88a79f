import ScrimpCatalog
import ScrimpQuantities
import ScrimpSemantics

extension PoolCapacityBuilder {
    /// One model on a replica, or nil with a finding where it cannot run there.
    mutating func served(_ target: Int, _ model: Model, _ gpu: CatalogGPU, _ gpus: Int) -> ServedModel? {
        let measured = policy.catalog.throughputs(of: model.identity)
        guard let architecture = architecture(of: model, measured) else { return nil }
        let weights = WeightFormat(architecture, model, on: gpu)
        noteWeights(weights, model)
        if let choice = model.operation.quantization, let known = policy.catalog.quantization(choice.word),
            !known.runs(on: gpu)
        {
            findings.append(.formatMissing(model: model.name, quantization: choice.word, gpu: gpu.id))
        }
        let here = StepTimeModel(architecture: architecture, weights: weights, gpu: gpu, gpus: gpus)
        guard let fitting = batchThatFits(model, here) else { return nil }
        let time = time(of: model, here, measured)
        let batch = min(fitting, time.largestBatch ?? assumptions.largestBatch)
        note("largest batch of \(model.name)", batchText(batch, fitting, time.largestBatch), .derived)
        return ServedModel(
            target: target, step: time.step, prefillPerToken: time.prefill, maximumBatch: batch,
            weightBytes: weights.bytes, cacheBytesPerToken: here.cacheBytesPerToken)
    }

    private func batchText(_ batch: Int, _ fitting: Int, _ measured: Int?) -> String {
        if batch == fitting { return "\(batch), what the memory holds" }
        return measured == nil ? "\(batch), although the memory holds more" : "\(batch), the largest that was measured"
    }

    // MARK: Size

    private mutating func architecture(
        of model: Model, _ measured: [CatalogThroughput]
    ) -> CatalogArchitecture? {
        let parameters = model.operation.parameters
        if var known = policy.catalog.architecture(model.identity) {
            if let parameters {
                known.parameters = parameters
                known.activeParameters = known.activeParameters.map { min($0, parameters) }
                known.publishedBytes = nil
                note("parameters of \(model.name)", "\(parameters)", .given)
            } else {
                note(
                    "parameters of \(model.name)", "\(known.parameters) (\(known.source), \(known.asOf.isoText))",
                    .given)
            }
            return known
        }
        guard let parameters, let nearest = nearest(to: parameters) else {
            findings.append(
                .unknownSize(
                    model: model.name, weights: model.identity,
                    closest: policy.catalog.closestArchitecture(to: model.identity)))
            return nil
        }
        var made = nearest
        made.id = model.identity
        made.alsoKnownAs = []
        made.parameters = parameters
        made.publishedBytes = nil
        // Weights are measured as they are published, unless somebody took the trouble to quantize them.
        made.precision =
            measured.max { ($0.precision.weightBits, $1.id) < ($1.precision.weightBits, $0.id) }?.precision ?? .bf16
        note("parameters of \(model.name)", "\(parameters)", .given)
        note("layers and cache of \(model.name)", "like those of \(nearest.id), which is nearest in size", .assumed)
        return made
    }

    /// The dense model of the catalog that is nearest in size, by ratio.
    private func nearest(to parameters: Int64) -> CatalogArchitecture? {
        func distance(_ other: Int64) -> Double {
            let ratio = Double(max(other, 1)) / Double(max(parameters, 1))
            return max(ratio, 1 / ratio)
        }
        return policy.catalog.architectures.filter { $0.activeParameters == nil && $0.latentDimension == nil }
            .min { (distance($0.parameters), $0.id) < (distance($1.parameters), $1.id) }
    }

    private mutating func noteWeights(_ weights: WeightFormat, _ model: Model) {
        let size = FleetFinding.gigabytes(weights.bytes)
        guard let reason = weights.without else {
            note("weights of \(model.name)", "\(size) in \(weights.name)", .derived)
            return
        }
        note("weights of \(model.name)", "\(size), as if it were not asked for: \(reason)", .assumed)
    }

    // MARK: Memory

    /// How many sequences find room beside the weights; nil with a finding where it is none.
    private mutating func batchThatFits(_ model: Model, _ here: StepTimeModel) -> Int? {
        let available = Self.available(here.gpu, here.gpus, reserve: assumptions.memoryReserve)
        var tokens = assumptions.sequenceTokens
        if let window = here.architecture.contextWindow { tokens = min(tokens, Double(window)) }
        let whole = Int64(clamping: Int128(min(max(tokens, 1), 1e9).rounded(.up)))
        let (sequence, overflow) = here.architecture.cacheBytes(tokens: whole)
            .multipliedReportingOverflow(by: here.cacheCopies)
        let cache = max(1, overflow ? Int64.max : sequence)
        note(
            "memory of a replica",
            "\(FleetFinding.gigabytes(available)), with \(Int((assumptions.memoryReserve * 100).rounded())) % kept free",
            .assumed)
        note(
            "tokens of a request to \(model.name)", "\(whole), cached in 16 bits",
            assumptions.sequenceIsMeasured ? .measured : .assumed)
        let weights = here.weights.bytes
        guard weights <= available else {
            findings.append(
                .weightsDoNotFit(
                    model: model.name, pool: pool.name, needed: weights, available: available,
                    gpusNeeded: gpusNeeded(here, cache)))
            return nil
        }
        let batch = (available - weights) / cache
        guard batch >= 1 else {
            let (needed, overflow) = weights.addingReportingOverflow(cache)
            findings.append(
                .noRoomForCache(
                    model: model.name, pool: pool.name, needed: overflow ? .max : needed, available: available,
                    gpusNeeded: gpusNeeded(here, cache)))
            return nil
        }
        return Int(clamping: batch)
    }

    private static func available(_ gpu: CatalogGPU, _ gpus: Int, reserve: Double) -> Int64 {
        Int64(Double(gpu.memory) * Double(gpus) * min(max(1 - reserve, 0), 1))
    }

    /// Accelerators that hold weights and one request; powers of two, as models are spread.
    private func gpusNeeded(_ here: StepTimeModel, _ cache: Int64) -> Int {
        let needed = Double(here.weights.bytes) + Double(cache)
        var gpus = 1
        while gpus < 1 << 16, Double(Self.available(here.gpu, gpus, reserve: assumptions.memoryReserve)) < needed {
            gpus *= 2
        }
        return gpus
    }

    // MARK: Time

    private struct Time {
        var step: StepTime
        var prefill: Double
        /// Nil where nothing was measured.
        var largestBatch: Int?
    }

    private mutating func time(
        of model: Model, _ here: StepTimeModel, _ measured: [CatalogThroughput]
    ) -> Time {
        guard let row = nearest(measured, to: here) else {
            note(
                "step time of \(model.name)",
                "\(Self.text(here.step)), from the bytes that are read and the bandwidth of \(here.gpu.id)", .derived)
            if let engine = pool.engine {
                note("engine of \(model.name)", "\(engine), as any other: nobody measured the model", .assumed)
            }
            return Time(step: here.step, prefill: here.prefillPerToken)
        }
        let origin = "\(row.source), \(row.asOf.isoText)"
        let place = "\(row.engine) \(row.precision.rawValue) on \(row.tensorParallel) \(row.gpu)"
        noteEngine(of: model, row)
        let largest = Int(clamping: row.largestBatch)
        if row.gpu == here.gpu.id, row.tensorParallel == Int64(here.gpus), row.precision == here.weights.precision,
            pool.engine == nil || pool.engine == row.engine
        {
            note(
                "step time of \(model.name)",
                "\(Self.text(row.step)): \(place), \(row.rows) rows, median error \(Double(row.medianError) / 10) % on "
                    + "the \(row.unseenRows) unseen (\(origin))", .measured)
            if row.prefillPerToken == nil {
                note("reading prompts of \(model.name)", "by the operations that it takes", .derived)
            }
            return Time(
                step: row.step, prefill: row.prefillSecondsPerToken ?? here.prefillPerToken, largestBatch: largest)
        }
        let there = StepTimeModel(
            architecture: here.architecture, weights: WeightFormat(here.architecture, row.precision),
            gpu: policy.catalog.gpu(row.gpu) ?? here.gpu, gpus: Int(clamping: row.tensorParallel))
        let carried = here.carried(row.step, prefill: row.prefillSecondsPerToken, from: there)
        note(
            "step time of \(model.name)",
            "\(Self.text(carried.step)), by the bytes that are read, from measured \(place) (\(origin))", .derived)
        return Time(step: carried.step, prefill: carried.prefill, largestBatch: largest)
    }

    /// Which engine's figures are taken, where the policy does not say it or the catalog lacks them.
    private mutating func noteEngine(of model: Model, _ row: CatalogThroughput) {
        guard let engine = pool.engine else {
            note("engine of \(model.name)", row.engine, .assumed)
            return
        }
        guard engine != row.engine else { return }
        note(
            "engine of \(model.name)",
            "figures of \(row.engine) stand in for \(engine), of which the catalog has none on \(pool.gpu.value)",
            .assumed)
    }

    /// The measurement that is most like what the policy asks for: the same accelerator before the same engine, then
    /// the precision, then the number of accelerators.
    private func nearest(_ measured: [CatalogThroughput], to here: StepTimeModel) -> CatalogThroughput? {
        func distance(_ row: CatalogThroughput) -> [Double] {
            let bits = (row.precision.weightBits.approximate, Self.bits(here))
            let spread = (Double(max(row.tensorParallel, 1)), Double(max(here.gpus, 1)))
            return [
                row.gpu == here.gpu.id ? 0 : 1,
                pool.engine == nil || pool.engine == row.engine ? 0 : 1,
                row.precision == here.weights.precision ? 0 : max(bits.0 / bits.1, bits.1 / bits.0),
                max(spread.0 / spread.1, spread.1 / spread.0),
                Double(Self.engines.firstIndex(of: row.engine) ?? Self.engines.count),
            ]
        }
        return measured.filter { $0.gpu == here.gpu.id || policy.catalog.gpu($0.gpu) != nil }
            .min { left, right in
                let (first, second) = (distance(left), distance(right))
                return first == second ? left.id < right.id : first.lexicographicallyPrecedes(second)
            }
    }

    /// Engines in the order in which one is assumed where the policy names none.
    private static let engines = ["vllm", "tensorrt_llm", "sglang"]

    private static func bits(_ here: StepTimeModel) -> Double {
        max(Double(here.weights.bytes) * 8 / Double(max(here.architecture.parameters, 1)), 0.1)
    }

    /// `6.46 ms + 0.0109 ms a sequence + 23 ns a token held`
    private static func text(_ step: StepTime) -> String {
        func short(_ value: Double) -> String {
            let thousandths = Int64(min(max(value * 1_000, 0), 1e15).rounded())
            let rest = thousandths % 1_000
            let digits = rest < 10 ? "00\(rest)" : rest < 100 ? "0\(rest)" : "\(rest)"
            return "\(thousandths / 1_000).\(digits)"
        }
        return "\(short(step.base * 1e3)) ms + \(short(step.perSequence * 1e6)) us a sequence + "
            + "\(short(step.perContextToken * 1e9)) ns a token held"
    }
}
