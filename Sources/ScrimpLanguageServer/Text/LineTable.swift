package import ScrimpDiagnostics

/// Where the lines of a text begin as editors count them: LF, CR LF and a lone CR each end a line.
///
/// `SourceText` counts differently: for people a lone CR is a character like any other.
package struct LineTable: Sendable {
    private let bytes: [UInt8]
    private let starts: [Int]

    package init(_ bytes: [UInt8]) {
        self.bytes = bytes
        var starts = [0]
        for index in bytes.indices {
            switch bytes[index] {
            case UInt8(ascii: "\n"): starts.append(index + 1)
            case UInt8(ascii: "\r") where index + 1 == bytes.count || bytes[index + 1] != UInt8(ascii: "\n"):
                starts.append(index + 1)
            default: break
            }
        }
        self.starts = starts
    }

    package var lineCount: Int { starts.count }

    /// Index of the line that holds an offset.
    package func line(at offset: Int) -> Int {
        var low = 0
        var high = starts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if starts[middle] <= offset { low = middle } else { high = middle }
        }
        return low
    }

    package func start(ofLine line: Int) -> Int { starts[min(max(line, 0), starts.count - 1)] }

    /// The offset behind a line's last character, before what ends it.
    package func end(ofLine line: Int) -> Int {
        guard line + 1 < starts.count else { return bytes.count }
        var end = starts[line + 1]
        while end > starts[line], bytes[end - 1] == UInt8(ascii: "\n") || bytes[end - 1] == UInt8(ascii: "\r") {
            end -= 1
        }
        return end
    }

    package func position(at offset: Int, _ encoding: PositionEncoding) -> LinePosition {
        let offset = min(max(offset, 0), bytes.count)
        let line = line(at: offset)
        var character = 0
        for index in starts[line]..<offset { character += encoding.units(ofByte: bytes[index]) }
        return LinePosition(line: line, character: character)
    }

    package func range(_ range: ByteRange, _ encoding: PositionEncoding) -> LineRange {
        LineRange(position(at: Int(range.start), encoding), position(at: Int(range.end), encoding))
    }

    /// The offset of a place. Beyond the end of a line it is the line's end, beyond the last line the text's: so the protocol
    /// says. A place inside a scalar is the scalar's start.
    package func offset(of position: LinePosition, _ encoding: PositionEncoding) -> Int {
        guard position.line >= 0 else { return 0 }
        guard position.line < starts.count else { return bytes.count }
        let end = end(ofLine: position.line)
        var offset = starts[position.line]
        guard position.character > 0 else { return offset }
        var rest = position.character
        while offset < end {
            let length = Self.length(ofScalarFrom: bytes[offset])
            let next = min(offset + length, end)
            let units = encoding == .utf8 ? next - offset : encoding.units(ofByte: bytes[offset])
            if units > rest { break }
            rest -= units
            offset = next
            if rest == 0 { break }
        }
        return offset
    }

    private static func length(ofScalarFrom lead: UInt8) -> Int {
        switch lead {
        case 0b1100_0000..<0b1110_0000: 2
        case 0b1110_0000..<0b1111_0000: 3
        case 0b1111_0000...: 4
        default: 1
        }
    }
}
