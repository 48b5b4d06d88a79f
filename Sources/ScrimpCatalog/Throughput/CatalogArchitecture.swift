package import ScrimpQuantities

/// What an open model is built of, as its published configuration says: enough for the memory that it takes.
package struct CatalogArchitecture: Hashable, Sendable {
    /// `meta-llama/Llama-3.1-8B-Instruct`, as `weights:` names it.
    package var id: String
    /// Other weights of the same shape, which take the same memory and time.
    package var alsoKnownAs: [String]
    package var parameters: Int64
    /// Parameters that one token passes through; nil where it passes through all.
    package var activeParameters: Int64?
    package var layers: Int64
    package var hiddenSize: Int64
    package var keyValueHeads: Int64
    package var headDimension: Int64
    /// Numbers that one layer caches for a token, where they are not keys and values of every head: latent attention.
    package var latentDimension: Int64?
    /// Layers that look back no further than `window` tokens, and so cache no more.
    package var windowedLayers: Int64
    package var window: Int64?
    /// Tokens.
    package var contextWindow: Int64?
    /// The format in which the weights are published.
    package var precision: NumberFormat
    /// Bytes of the published weights, where parts of them are in other formats; else what the format gives.
    package var publishedBytes: Int64?
    package var source: String
    package var asOf: CivilDate

    package init(
        id: String, alsoKnownAs: [String] = [], parameters: Int64, activeParameters: Int64? = nil, layers: Int64,
        hiddenSize: Int64, keyValueHeads: Int64, headDimension: Int64, latentDimension: Int64? = nil,
        windowedLayers: Int64 = 0, window: Int64? = nil, contextWindow: Int64? = nil, precision: NumberFormat = .bf16,
        publishedBytes: Int64? = nil, source: String, asOf: CivilDate
    ) {
        self.id = id
        self.alsoKnownAs = alsoKnownAs
        self.parameters = parameters
        self.activeParameters = activeParameters
        self.layers = layers
        self.hiddenSize = hiddenSize
        self.keyValueHeads = keyValueHeads
        self.headDimension = headDimension
        self.latentDimension = latentDimension
        self.windowedLayers = windowedLayers
        self.window = window
        self.contextWindow = contextWindow
        self.precision = precision
        self.publishedBytes = publishedBytes
        self.source = source
        self.asOf = asOf
    }
}

extension CatalogArchitecture: CatalogEntry {}

extension CatalogArchitecture {
    /// Numbers that one layer caches for one token: a key and a value for every head, or the latent vector.
    var cachedPerLayer: Int64 { latentDimension ?? clamped(2, keyValueHeads, headDimension) }

    /// Bytes of keys and values that a long text takes for each further token: `2 · layers · heads · dimension · bytes`,
    /// over the layers that look back all the way.
    /// - Parameter bytes: of one number: 2 for 16 bits.
    package func cacheBytesPerToken(bytes: Int64 = 2) -> Int64 {
        clamped(max(layers - windowedLayers, 0), cachedPerLayer, bytes)
    }

    /// Bytes of keys and values that a text of so many tokens takes.
    package func cacheBytes(tokens: Int64, bytes: Int64 = 2) -> Int64 {
        let full = clamped(cacheBytesPerToken(bytes: bytes), tokens)
        let windowed = clamped(windowedLayers, cachedPerLayer, bytes, min(tokens, window ?? tokens))
        let (sum, overflow) = full.addingReportingOverflow(windowed)
        return overflow ? .max : sum
    }

    /// Bytes of the weights as they are published.
    package var weightBytes: Int64 { publishedBytes ?? Self.bytes(parameters, bits: precision.weightBits) }

    /// Bytes of the weights in so many bits each, rounded up.
    package func weightBytes(bits: Rational) -> Int64 { Self.bytes(parameters, bits: bits) }

    package static func bytes(_ parameters: Int64, bits: Rational) -> Int64 {
        guard let bytes = bits.multiplied(by: Rational(Int128(parameters), 8) ?? .zero) else { return .max }
        let (whole, rest) = bytes.numerator.quotientAndRemainder(dividingBy: bytes.denominator)
        return Int64(clamping: whole + (rest > 0 ? 1 : 0))
    }

    /// What multiplies for one token: two operations for each parameter that it passes through.
    package var operationsPerToken: Double { 2 * Double(activeParameters ?? parameters) }

    /// A product of figures from a file: too large a one is the largest.
    private func clamped(_ factors: Int64...) -> Int64 {
        var product: Int64 = 1
        for factor in factors {
            let (next, overflow) = product.multipliedReportingOverflow(by: factor)
            guard !overflow else { return .max }
            product = next
        }
        return product
    }
}

extension NumberFormat {
    /// Bits of one weight with its share of the scales: a block of 16 numbers of four bits has a scale of eight
    /// (NVFP4).
    package var weightBits: Rational {
        switch self {
        case .fp32: Rational(whole: 32)
        case .fp16, .bf16: Rational(whole: 16)
        case .fp8, .int8: Rational(whole: 8)
        case .fp6: Rational(whole: 6)
        case .fp4: Rational(9, 2) ?? .one
        case .int4: NumberFormat.groupedBits(4)
        }
    }

    /// Bits of one weight where 128 of them share a scale of 16 bits and a zero of their own width: GPTQ and AWQ.
    package static func groupedBits(_ bits: Int64) -> Rational {
        Rational(128 * Int128(bits) + 16 + Int128(bits), 128) ?? Rational(whole: Int128(bits))
    }
}
