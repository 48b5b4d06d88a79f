import ScrimpPlan

/// Writes the bytes in which a part of the state is kept: a version byte, then fields of fixed width with the least
/// significant byte first, then a checksum over all of it.
package struct RecordWriter: Sendable {
    private var bytes: [UInt8]

    package init(version: UInt8) { bytes = [version] }

    package mutating func write(_ number: some FixedWidthInteger) {
        var rest = number
        for _ in 0..<(number.bitWidth / 8) {
            bytes.append(UInt8(truncatingIfNeeded: rest))
            rest >>= 8
        }
    }

    package mutating func write(_ flag: Bool) { bytes.append(flag ? 1 : 0) }

    /// Nil is written as zero after its flag, so that a record's length does not depend on its content.
    package mutating func write(_ time: Int64?) {
        write(time != nil)
        write(time ?? 0)
    }

    package consuming func finish() -> [UInt8] {
        write(StableHash.hash(bytes))
        return bytes
    }
}

/// Reads what a `RecordWriter` has written. Every read beyond the end is nil.
package struct RecordReader: Sendable {
    private let bytes: [UInt8]
    private var position = 1
    private let end: Int

    /// Nil where the bytes are of another version, cut short, or damaged.
    package init?(_ bytes: [UInt8], version: UInt8) {
        guard bytes.count > 8, bytes[0] == version else { return nil }
        end = bytes.count - 8
        self.bytes = bytes
        var checksum: UInt64 = 0
        for index in 0..<8 { checksum |= UInt64(bytes[end + index]) << UInt64(8 * index) }
        guard checksum == StableHash.hash(bytes[..<end]) else { return nil }
    }

    package mutating func read<Number: FixedWidthInteger>(_ type: Number.Type = Number.self) -> Number? {
        let width = Number.bitWidth / 8
        guard end - position >= width else { return nil }
        var number: Number = 0
        for index in stride(from: width - 1, through: 0, by: -1) {
            number = number << 8 | Number(truncatingIfNeeded: bytes[position + index])
        }
        position += width
        return number
    }

    package mutating func readFlag() -> Bool? {
        guard let byte = read(UInt8.self), byte <= 1 else { return nil }
        return byte == 1
    }

    /// The outer nil is damage, the inner one the value.
    package mutating func readTime() -> Int64?? {
        guard let isGiven = readFlag(), let time = read(Int64.self), isGiven || time == 0 else { return nil }
        return .some(isGiven ? time : nil)
    }

    package var isAtEnd: Bool { position == end }
}
