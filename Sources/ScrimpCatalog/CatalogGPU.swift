package import ScrimpQuantities

/// A graphics processor that a pool can be made of. Figures are the vendor's, without sparsity.
package struct CatalogGPU: Hashable, Sendable {
    /// `h100-sxm-80gb`
    package var id: String
    package var name: String
    /// Bytes.
    package var memory: Int64
    /// Bytes a second.
    package var memoryBandwidth: Int64
    /// Floating-point operations a second, dense; nil where the vendor names none or the format is missing.
    package var fp16Throughput: Int64?
    package var fp8Throughput: Int64?
    package var fp4Throughput: Int64?
    /// The formats that it multiplies natively.
    package var formats: Set<NumberFormat>
    /// Whether two zeros in every four weights make it faster.
    package var supportsSparsity: Bool
    /// The most that it draws.
    package var powerWatts: Int64
    /// One of it for an hour, list price.
    package var onDemandPerHour: Money?
    /// The lowest and highest spot price of an hour that the source has seen.
    package var spotPerHour: ClosedRange<Money>?
    /// Of the specification.
    package var source: String
    package var asOf: CivilDate
    /// Of the prices; nil where there are none.
    package var priceSource: String?
    package var priceAsOf: CivilDate?

    package init(
        id: String, name: String, memory: Int64, memoryBandwidth: Int64, fp16Throughput: Int64? = nil,
        fp8Throughput: Int64? = nil, fp4Throughput: Int64? = nil, formats: Set<NumberFormat>,
        supportsSparsity: Bool = false, powerWatts: Int64, onDemandPerHour: Money? = nil,
        spotPerHour: ClosedRange<Money>? = nil, source: String, asOf: CivilDate, priceSource: String? = nil,
        priceAsOf: CivilDate? = nil
    ) {
        self.id = id
        self.name = name
        self.memory = memory
        self.memoryBandwidth = memoryBandwidth
        self.fp16Throughput = fp16Throughput
        self.fp8Throughput = fp8Throughput
        self.fp4Throughput = fp4Throughput
        self.formats = formats
        self.supportsSparsity = supportsSparsity
        self.powerWatts = powerWatts
        self.onDemandPerHour = onDemandPerHour
        self.spotPerHour = spotPerHour
        self.source = source
        self.asOf = asOf
        self.priceSource = priceSource
        self.priceAsOf = priceAsOf
    }
}

/// A format of weights or of their products.
package enum NumberFormat: String, CaseIterable, Sendable {
    case fp32, fp16, bf16, fp8, fp6, fp4, int8, int4
}
