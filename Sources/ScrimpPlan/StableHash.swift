/// The hash that splits stand on: the same on every host, platform and version, for good.
///
/// FNV-1a over the bytes (offset 14695981039346656037, prime 1099511628211; Fowler, Noll, Vo), then the finalizer of
/// SplitMix64 (Steele, Lea, Flood: "Fast splittable pseudorandom number generators", 2014), which spreads short keys.
public enum StableHash {
    /// A number of 64 bits for some bytes: the same in every process, version and platform.
    public static func hash(_ bytes: some Sequence<UInt8>) -> UInt64 {
        var state: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in bytes { state = (state ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        return mix(state)
    }

    /// Spreads a number over all 64 bits; one-to-one.
    public static func mix(_ value: UInt64) -> UInt64 {
        var z = value &+ 0x9E37_79B9_7F4A_7C15
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
