package import ScrimpQuantities

/// How fast one model runs on one kind of hardware, fitted to measurements.
///
/// The coefficients are those of the rows that the fit saw; the errors are those on the rows that it did not see.
package struct CatalogThroughput: Hashable, Sendable {
    /// `meta-llama/Llama-3.1-8B-Instruct`
    package var model: String
    /// `h100-sxm-80gb`
    package var gpu: String
    /// `vllm`, `tensorrt_llm`, `sglang`: as `engine:` of a pool names it.
    package var engine: String
    package var precision: NumberFormat
    /// Accelerators over which one copy of the model is spread.
    package var tensorParallel: Int64
    /// Picoseconds of one decoding step, whatever the batch.
    package var base: Int64
    /// Picoseconds of one decoding step for each sequence of the batch.
    package var perSequence: Int64
    /// Picoseconds of one decoding step for each token that the batch holds.
    package var perContextToken: Int64
    /// Picoseconds for one token of a prompt; nil where the measurements do not show it.
    package var prefillPerToken: Int64?
    /// The smallest and the largest batch that were measured: beyond them the coefficients are a guess.
    package var smallestBatch: Int64
    package var largestBatch: Int64
    /// Measured rows, seen and unseen.
    package var rows: Int64
    /// Of them those that the fit did not see.
    package var unseenRows: Int64
    /// Relative error of the time per token on the unseen rows, in thousandths.
    package var medianError: Int64
    package var percentile90Error: Int64
    package var source: String
    package var asOf: CivilDate

    package init(
        model: String, gpu: String, engine: String, precision: NumberFormat, tensorParallel: Int64, base: Int64,
        perSequence: Int64, perContextToken: Int64 = 0, prefillPerToken: Int64? = nil, smallestBatch: Int64 = 1,
        largestBatch: Int64,
        rows: Int64 = 0, unseenRows: Int64 = 0, medianError: Int64 = 0, percentile90Error: Int64 = 0, source: String,
        asOf: CivilDate
    ) {
        self.model = model
        self.gpu = gpu
        self.engine = engine
        self.precision = precision
        self.tensorParallel = tensorParallel
        self.base = base
        self.perSequence = perSequence
        self.perContextToken = perContextToken
        self.prefillPerToken = prefillPerToken
        self.smallestBatch = smallestBatch
        self.largestBatch = largestBatch
        self.rows = rows
        self.unseenRows = unseenRows
        self.medianError = medianError
        self.percentile90Error = percentile90Error
        self.source = source
        self.asOf = asOf
    }

    /// In seconds.
    package var step: StepTime {
        StepTime(
            base: Self.seconds(base), perSequence: Self.seconds(perSequence),
            perContextToken: Self.seconds(perContextToken))
    }

    /// In seconds.
    package var prefillSecondsPerToken: Double? { prefillPerToken.map(Self.seconds) }

    private static func seconds(_ picoseconds: Int64) -> Double { Double(picoseconds) / 1e12 }
}

extension CatalogThroughput: CatalogEntry {
    /// What two entries may not share: `meta-llama/Llama-3.1-8B-Instruct h100-sxm-80gb vllm fp8 x2`.
    package var id: String { "\(model) \(gpu) \(engine) \(precision.rawValue) x\(tensorParallel)" }
}
