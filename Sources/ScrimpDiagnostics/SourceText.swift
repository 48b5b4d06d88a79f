/// A half-open range of bytes in a source text.
package struct ByteRange: Hashable, Sendable {
    package var start: UInt32
    package var end: UInt32

    package init(_ start: UInt32, _ end: UInt32) {
        self.start = start
        self.end = max(start, end)
    }

    package static let none = ByteRange(0, 0)
    package var count: Int { Int(end - start) }
    package var isEmpty: Bool { start == end }

    /// The smallest range that covers both.
    package func union(_ other: ByteRange) -> ByteRange { ByteRange(min(start, other.start), max(end, other.end)) }
}

/// A place in a text for people: both count from one, and columns count Unicode scalars (a tab is one).
package struct SourcePosition: Hashable, Sendable {
    package var line: Int
    package var column: Int

    package init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }
}

/// One file as it is on disk: bytes, not `String`, which would repair invalid UTF-8 and join CR and LF.
package struct SourceText: Sendable {
    /// As the user named it; used in messages.
    package let file: String
    package let bytes: [UInt8]
    /// Offset of each line's first byte. LF and CR LF end a line; a lone CR does not.
    package let lineStarts: [UInt32]
    /// Scalars before each block of bytes, so that a column far into a very long line is found without a walk from its
    /// start: a text may be one line, with a thousand findings at its end.
    private let scalarsBeforeBlock: [UInt32]
    private static let block = 1 << 14

    /// Texts are at most 4 GiB: offsets are 32 bits. Longer input is cut there by the reader, with a diagnostic.
    package init(file: String, bytes: [UInt8]) {
        self.file = file
        self.bytes = bytes
        var starts: [UInt32] = [0]
        for (index, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") {
            starts.append(UInt32(truncatingIfNeeded: index + 1))
        }
        lineStarts = starts
        var before: [UInt32] = []
        var scalars = 0
        for start in stride(from: 0, to: bytes.count, by: Self.block) {
            before.append(UInt32(truncatingIfNeeded: scalars))
            scalars += Self.scalars(in: bytes[start..<min(start + Self.block, bytes.count)])
        }
        scalarsBeforeBlock = before
    }

    /// Bytes that begin a scalar.
    private static func scalars(in bytes: ArraySlice<UInt8>) -> Int {
        var count = 0
        for byte in bytes where byte & 0b1100_0000 != 0b1000_0000 { count += 1 }
        return count
    }

    private func scalars(before offset: Int) -> Int {
        // The end of the text may be the start of a block that is not there.
        let block = min(offset / Self.block, scalarsBeforeBlock.count - 1)
        guard block >= 0 else { return 0 }
        return Int(scalarsBeforeBlock[block]) + Self.scalars(in: bytes[block * Self.block..<offset])
    }

    package init(file: String, text: String) { self.init(file: file, bytes: Array(text.utf8)) }

    /// Index of the line that holds an offset, counting from zero.
    package func lineIndex(at offset: UInt32) -> Int {
        var low = 0
        var high = lineStarts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if lineStarts[middle] <= offset { low = middle } else { high = middle }
        }
        return low
    }

    /// The bytes of a line without its end.
    package func line(_ index: Int) -> ArraySlice<UInt8> {
        let start = Int(lineStarts[index])
        var end = index + 1 < lineStarts.count ? Int(lineStarts[index + 1]) - 1 : bytes.count
        if end > start, index + 1 < lineStarts.count, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
        return bytes[start..<max(start, end)]
    }

    package func position(at offset: UInt32) -> SourcePosition {
        let offset = min(Int(offset), bytes.count)
        let line = lineIndex(at: UInt32(truncatingIfNeeded: offset))
        let start = Int(lineStarts[line])
        let before =
            offset - start <= Self.block
            ? Self.scalars(in: bytes[start..<offset]) : scalars(before: offset) - scalars(before: start)
        return SourcePosition(line: line + 1, column: before + 1)
    }

    /// The text of a range; invalid UTF-8 is shown as replacement characters.
    package func text(in range: ByteRange) -> String {
        let start = min(Int(range.start), bytes.count)
        return String(decoding: bytes[start..<max(start, min(Int(range.end), bytes.count))], as: UTF8.self)
    }
}
