/// Eight bytes at a time ("SIMD within a register"): finding separators and reading digits without a loop per byte.
enum Words {
    static let ones: UInt64 = 0x0101_0101_0101_0101
    static let highs: UInt64 = 0x8080_8080_8080_8080

    /// How many bytes may be read past the end of a text: every text here is followed by as many line feeds.
    static let padding = 64

    @inline(__always)
    static func repeated(_ byte: UInt8) -> UInt64 { UInt64(byte) &* ones }

    /// The high bit of every byte that is zero; exact for the lowest such byte, which is the one that is asked for.
    @inline(__always)
    static func zeroBytes(_ word: UInt64) -> UInt64 { (word &- ones) & ~word & highs }

    /// How many of the eight characters are digits before the first that is none.
    @inline(__always)
    static func leadingDigits(_ word: UInt64) -> Int {
        let offset = word ^ 0x3030_3030_3030_3030
        let others = ((offset &+ 0x7676_7676_7676_7676) | offset) & highs
        return others == 0 ? 8 : others.trailingZeroBitCount >> 3
    }

    /// The number that the first `count` characters (1 … 8, all digits) spell.
    @inline(__always)
    static func number(_ word: UInt64, count: Int) -> UInt64 {
        let digits = (word ^ 0x3030_3030_3030_3030) << UInt64(truncatingIfNeeded: 64 - 8 * count)
        let pairs = (digits &* 10) &+ (digits >> 8)
        let left = (pairs & 0x0000_00FF_0000_00FF) &* 0x000F_4240_0000_0064
        let right = ((pairs >> 16) & 0x0000_00FF_0000_00FF) &* 0x0000_2710_0000_0001
        return (left &+ right) >> 32
    }
}

extension RawSpan {
    /// Eight bytes from `offset` on, the first in the lowest place. The bounds are checked.
    @inline(__always)
    func word(at offset: Int) -> UInt64 {
        unsafe UInt64(littleEndian: unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }

    @inline(__always)
    func byte(at offset: Int) -> UInt8 { unsafe unsafeLoadUnaligned(fromByteOffset: offset, as: UInt8.self) }
}
