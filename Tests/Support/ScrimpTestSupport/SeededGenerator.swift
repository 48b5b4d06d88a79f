/// Random numbers that are the same on every machine: SplitMix64 (G. L. Steele, D. Lea and C. H. Flood, "Fast
/// splittable pseudorandom number generators", OOPSLA 2014).
package struct SeededGenerator: RandomNumberGenerator, Sendable {
    private var state: UInt64

    package init(seed: UInt64) { state = seed }

    package mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }

    /// A number below a bound that is above zero; the bias of the remainder does not matter to tests.
    package mutating func below(_ bound: Int) -> Int { Int(truncatingIfNeeded: next() % UInt64(max(bound, 1))) }

    package mutating func chance(_ percent: Int) -> Bool { below(100) < percent }

    /// One of the elements, or nil where there are none.
    package mutating func pick<Element>(_ elements: [Element]) -> Element? {
        elements.isEmpty ? nil : elements[below(elements.count)]
    }

    /// A signed number whose size is spread evenly over the bits up to a width, so that small and huge ones are
    /// equally frequent.
    package mutating func int128(bits: Int) -> Int128 {
        let width = below(min(max(bits, 1), 127) + 1)
        let raw = UInt128(next()) << 64 | UInt128(next())
        let magnitude = width == 0 ? 0 : raw >> (128 - UInt128(width))
        let value = Int128(truncatingIfNeeded: magnitude)
        return chance(50) ? value : -value
    }
}
