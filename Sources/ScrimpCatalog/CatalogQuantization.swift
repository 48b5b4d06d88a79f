package import ScrimpQuantities

/// A way to keep a model's weights in fewer bits, with the effects that are commonly claimed for it.
///
/// Claims are priors: a scenario may use them as ranges, and a report marks them as assumed until measured figures
/// replace them. An effect without a published figure is nil.
package struct CatalogQuantization: Hashable, Sendable {
    /// `awq`, as `quantize:` names it.
    package var method: String
    /// For people: `AWQ`.
    package var name: String
    /// The widths in which it is published, the usual one first.
    package var bits: [Int64]
    /// Share of the 16-bit model's memory that is saved.
    package var memorySaving: ClosedRange<Rational>?
    /// Share of accuracy that is lost.
    package var accuracyDrop: ClosedRange<Rational>?
    /// Throughput against the 16-bit model; the upper end equals the lower one where only a floor is published.
    package var speedup: ClosedRange<Rational>?
    /// The formats that the hardware must multiply natively for the speed-up to hold.
    package var formats: Set<NumberFormat>
    package var source: String
    package var asOf: CivilDate

    package init(
        method: String, name: String, bits: [Int64], memorySaving: ClosedRange<Rational>? = nil,
        accuracyDrop: ClosedRange<Rational>? = nil, speedup: ClosedRange<Rational>? = nil,
        formats: Set<NumberFormat> = [], source: String, asOf: CivilDate
    ) {
        self.method = method
        self.name = name
        self.bits = bits
        self.memorySaving = memorySaving
        self.accuracyDrop = accuracyDrop
        self.speedup = speedup
        self.formats = formats
        self.source = source
        self.asOf = asOf
    }

    /// Whether a graphics processor multiplies what this method needs.
    package func runs(on gpu: CatalogGPU) -> Bool { formats.isSubset(of: gpu.formats) }
}
