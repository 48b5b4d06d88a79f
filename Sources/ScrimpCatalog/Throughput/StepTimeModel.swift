/// Step times from the shape of a model and the data sheet of its hardware, where nothing was measured.
///
/// A dense model reads all its weights in a step; every layer adds a fixed time for starting kernels and exchanging
/// results. A mixture of experts reads the parameters of one token in a step, and with every further sequence more of
/// the others, until about 64 sequences have touched them all. The constants are medians over the built-in table of
/// measured step times; a test holds them against it.
package struct StepTimeModel: Sendable {
    /// Seconds that a layer adds to a step, whatever is read.
    package static let secondsPerLayer = 64e-6
    /// Share of the peak operations that reading prompts reaches.
    package static let computeShare = 0.40
    /// Seconds that each accelerator beyond the first adds to a step for each sequence: the exchange between them.
    package static let exchangePerSequence = 7e-6
    /// Sequences after which all experts are read in each step.
    package static let sequencesOfAllExperts = 64.0
    /// Operations for each byte of bandwidth where the catalog names no peak: less than that of every accelerator in it
    /// that has both figures.
    package static let operationsPerByte = 150.0

    package var architecture: CatalogArchitecture
    package var weights: WeightFormat
    package var gpu: CatalogGPU
    package var gpus: Int

    /// - Parameter gpus: over which one copy is spread.
    package init(architecture: CatalogArchitecture, weights: WeightFormat, gpu: CatalogGPU, gpus: Int) {
        self.architecture = architecture
        self.weights = weights
        self.gpu = gpu
        self.gpus = gpus
    }

    /// Bytes a second of all accelerators.
    private var bandwidth: Double { Double(max(gpu.memoryBandwidth, 1)) * Double(max(gpus, 1)) }

    /// Bytes of the weights that every token passes through.
    private var activeBytes: Double {
        guard let active = architecture.activeParameters else { return Double(weights.bytes) }
        return Double(weights.bytes) * Double(active) / Double(max(architecture.parameters, 1))
    }

    /// Operations a second of all accelerators in the format that is multiplied.
    package var operationsPerSecond: Double {
        let peak = gpu.throughput(of: weights.multiplies).map { Double($0) }
        return (peak ?? Double(gpu.memoryBandwidth) * Self.operationsPerByte) * Double(max(gpus, 1))
    }

    /// Seconds in which the weights of one step are read.
    package var readTime: Double { activeBytes / bandwidth }

    package var step: StepTime {
        let experts = (Double(weights.bytes) - activeBytes) / bandwidth / Self.sequencesOfAllExperts
        let compute = architecture.operationsPerToken / operationsPerSecond
        let exchange = Self.exchangePerSequence * Double(max(gpus, 1) - 1)
        return StepTime(
            base: readTime + Self.secondsPerLayer * Double(architecture.layers),
            perSequence: compute + exchange + experts,
            perContextToken: Double(cacheBytesPerToken) / bandwidth)
    }

    package var prefillPerToken: Double { architecture.operationsPerToken / operationsPerSecond / Self.computeShare }

    /// Of all accelerators together.
    package var cacheBytesPerToken: Int64 {
        let (bytes, overflow) = architecture.cacheBytesPerToken().multipliedReportingOverflow(by: cacheCopies)
        return overflow ? .max : bytes
    }

    /// How often a token is cached: heads are shared out among the accelerators as far as they go, a latent vector is
    /// kept on each.
    package var cacheCopies: Int64 {
        let count = Int64(max(gpus, 1))
        guard architecture.latentDimension == nil else { return count }
        let heads = max(architecture.keyValueHeads, 1)
        return (count + heads - 1) / heads
    }

    /// A step time that was measured elsewhere, carried over to here: the part of a step that reads weights changes with
    /// the bytes that are read and the bandwidth that reads them, the rest of `base` stays; the other terms change as
    /// this model says that they do.
    package func carried(_ step: StepTime, prefill: Double?, from other: StepTimeModel) -> (
        step: StepTime, prefill: Double
    ) {
        func scaled(_ value: Double, _ here: Double, _ there: Double) -> Double {
            there > 0 ? value * (here / there) : value
        }
        let (here, there) = (self.step, other.step)
        return (
            StepTime(
                base: max(step.base + (readTime - other.readTime), readTime),
                perSequence: scaled(step.perSequence, here.perSequence, there.perSequence),
                perContextToken: scaled(step.perContextToken, here.perContextToken, there.perContextToken)),
            prefill.map { scaled($0, prefillPerToken, other.prefillPerToken) } ?? prefillPerToken
        )
    }
}

extension CatalogGPU {
    /// Dense operations a second in that format, or in the next wider one that it multiplies.
    package func throughput(of format: NumberFormat) -> Int64? {
        switch format {
        case .fp4, .fp6: fp4Throughput ?? fp8Throughput ?? fp16Throughput
        // Eight bits go at one speed, whole numbers or not.
        case .fp8, .int8: fp8Throughput ?? fp16Throughput
        case .fp32, .fp16, .bf16, .int4: fp16Throughput
        }
    }
}
