/// One measurement of a model under a steady number of requests: how long a token of the answer took.
package struct MeasuredRow: Hashable, Sendable {
    /// What one fit is about.
    package struct Group: Hashable, Sendable {
        package var model: String
        package var gpu: String
        package var engine: String
        package var precision: NumberFormat
        package var tensorParallel: Int64

        package init(model: String, gpu: String, engine: String, precision: NumberFormat, tensorParallel: Int64) {
            self.model = model
            self.gpu = gpu
            self.engine = engine
            self.precision = precision
            self.tensorParallel = tensorParallel
        }
    }

    package var group: Group
    /// Requests that are served at a time.
    package var batch: Double
    /// Tokens of every prompt.
    package var inputTokens: Double
    /// Tokens of every answer.
    package var outputTokens: Double
    /// Seconds from one token of an answer to the next, on average.
    package var timePerToken: Double
    /// Seconds to the first token; nil where it was not measured.
    package var timeToFirstToken: Double?

    package init(
        group: Group, batch: Double, inputTokens: Double, outputTokens: Double, timePerToken: Double,
        timeToFirstToken: Double? = nil
    ) {
        self.group = group
        self.batch = batch
        self.inputTokens = inputTokens
        self.outputTokens = outputTokens
        self.timePerToken = timePerToken
        self.timeToFirstToken = timeToFirstToken
    }

    /// What the time per token is a sum of: once; each sequence; each token that the batch holds half-way through its
    /// answers; and each token of the prompts that are read between two tokens of an answer. With `batch` requests always
    /// there, each answer of `outputTokens` steps sees `batch` prompts pass.
    var terms: [Double] {
        [1, batch, batch * (inputTokens + outputTokens / 2), batch * inputTokens / outputTokens]
    }

    /// What tells a measured point from the others of its group.
    var point: String { "\(Int64(batch)) \(Int64(inputTokens)) \(Int64(outputTokens))" }
}

extension MeasuredRow.Group {
    /// `meta-llama/Llama-3.1-8B-Instruct h100-sxm-80gb tensorrt_llm bf16 x1`
    package var description: String { "\(model) \(gpu) \(engine) \(precision.rawValue) x\(tensorParallel)" }
}
