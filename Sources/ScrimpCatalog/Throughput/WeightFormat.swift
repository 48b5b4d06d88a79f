/// How a policy has the weights of a model kept.
package struct WeightFormat: Equatable, Sendable {
    /// What they are measured under in the catalog; nil where no such measurement can be.
    package var precision: NumberFormat?
    /// What is multiplied: weights of four bits are widened to sixteen first, unless the format is native.
    package var multiplies: NumberFormat
    package var bytes: Int64
    /// For people: `fp8`, `awq in 4 bits`.
    package var name: String
    /// Why the policy's wish does not change the bytes; nil where it does.
    package var without: String?

    /// The weights as they are published.
    package init(published architecture: CatalogArchitecture) {
        self.init(architecture, architecture.precision)
    }

    /// The weights in a format that measurements name.
    package init(_ architecture: CatalogArchitecture, _ precision: NumberFormat) {
        self.precision = precision
        multiplies = precision == .int4 ? .bf16 : precision
        bytes =
            precision == architecture.precision
            ? architecture.weightBytes : architecture.weightBytes(bits: precision.weightBits)
        name = precision.rawValue
    }
}
