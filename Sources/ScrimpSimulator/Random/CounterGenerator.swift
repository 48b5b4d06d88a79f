/// Random numbers by position: a draw depends on the seed, the stream's name, the row's index and the draw's number
/// within the row, and on nothing that was drawn before. Order, threads and shards therefore cannot change a number.
///
/// The `index`-th number of a stream is the `index`-th output of SplitMix64 (G. Steele, D. Lea, C. Flood, "Fast
/// splittable pseudorandom number generators", 2014) whose state starts at the stream's key. `Docs/workloads.md` has the
/// same in a few lines of Python.
package struct CounterGenerator: Sendable, Equatable {
    /// Where the stream's SplitMix64 starts.
    package let key: UInt64

    /// The odd increment of SplitMix64: 2^64 divided by the golden ratio.
    package static let increment: UInt64 = 0x9E37_79B9_7F4A_7C15

    /// `stream` is the name of the attribute that the numbers are for, in UTF-8.
    package init(seed: UInt64, stream: String) {
        key = Self.mix(Self.mix(seed &+ Self.increment) ^ Self.hash(of: stream))
    }

    /// 64 random bits of a row. Most distributions need only draw 0.
    @inline(__always)
    package func bits(_ index: UInt64, draw: UInt64 = 0) -> UInt64 {
        let start = draw == 0 ? key : Self.mix(key ^ draw)
        return Self.mix(start &+ (index &+ 1) &* Self.increment)
    }

    /// A number strictly between 0 and 1: the upper 52 bits and a half, times 2^-52.
    @inline(__always)
    package func unit(_ index: UInt64, draw: UInt64 = 0) -> Double {
        (Double(bits(index, draw: draw) >> 12) + 0.5) * 0x1p-52
    }

    /// The finalizer of SplitMix64.
    @inline(__always)
    package static func mix(_ value: UInt64) -> UInt64 {
        var mixed = value
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// 64-bit FNV-1a of the name's bytes.
    package static func hash(of name: String) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        return hash
    }
}
