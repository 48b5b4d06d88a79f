/// Random numbers by position: each depends on the seed, a stream and an index, and on nothing that was drawn before. So
/// order and threads cannot change a number.
///
/// The `index`-th number of a stream is the `index`-th output of SplitMix64 (G. Steele, D. Lea, C. Flood, "Fast
/// splittable pseudorandom number generators", 2014) started at the stream's key.
struct PositionalBits: Sendable, Equatable {
    private let key: UInt64

    private static let increment: UInt64 = 0x9E37_79B9_7F4A_7C15

    init(seed: UInt64, stream: UInt64) {
        key = Self.mix(Self.mix(seed &+ Self.increment) ^ Self.mix(stream &* Self.increment &+ 1))
    }

    @inline(__always)
    func bits(_ index: UInt64) -> UInt64 { Self.mix(key &+ (index &+ 1) &* Self.increment) }

    /// Strictly between 0 and 1: the upper 52 bits and a half.
    @inline(__always)
    func unit(_ index: UInt64) -> Double { (Double(bits(index) >> 12) + 0.5) * 0x1p-52 }

    /// The finalizer of SplitMix64.
    @inline(__always)
    private static func mix(_ value: UInt64) -> UInt64 {
        var mixed = value
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
