import ScrimpDiagnostics

/// Where the bytes of a decoded string stand in the text of a JSON or YAML document.
struct StringPlaces {
    private let range: ByteRange
    /// By byte of the string the offset in the document, with that of the end; empty where they cannot be told.
    private var offsets: [UInt32] = []

    init(_ decoded: [UInt8], at range: ByteRange, in source: [UInt8]) {
        self.range = range
        let end = min(Int(range.end), source.count)
        var position = min(Int(range.start), end)
        var quote: UInt8?
        if position < end, source[position] == UInt8(ascii: "\"") || source[position] == UInt8(ascii: "'") {
            quote = source[position]
            position += 1
        }
        var index = 0
        var found: [UInt32] = []
        found.reserveCapacity(decoded.count + 1)
        while index < decoded.count {
            guard position < end else { return }
            let byte = source[position]
            if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") {
                // An escape stands for one character, whose bytes all stand where the escape begins.
                let length = Self.characterLength(decoded[index])
                for _ in 0..<length where found.count < decoded.count {
                    found.append(UInt32(truncatingIfNeeded: position))
                }
                index += length
                position += Self.escapeLength(source, position, end, isLong: length == 4)
            } else if byte == decoded[index] {
                found.append(UInt32(truncatingIfNeeded: position))
                index += 1
                position += byte == quote ? 2 : 1
            } else {
                return
            }
        }
        found.append(UInt32(truncatingIfNeeded: min(position, end)))
        guard found.count == decoded.count + 1 else { return }
        offsets = found
    }

    /// The place of a range of the string; all of the string where that cannot be told.
    func place(of start: Int, _ end: Int) -> ByteRange {
        guard !offsets.isEmpty else { return range }
        let first = offsets[min(max(start, 0), offsets.count - 1)]
        let last = offsets[min(max(end, 0), offsets.count - 1)]
        return ByteRange(first, last)
    }

    private static func characterLength(_ lead: UInt8) -> Int {
        switch lead {
        case 0xF0...: 4
        case 0xE0...: 3
        case 0xC0...: 2
        default: 1
        }
    }

    private static func escapeLength(_ source: [UInt8], _ position: Int, _ end: Int, isLong: Bool) -> Int {
        guard position + 1 < end else { return 1 }
        switch source[position + 1] {
        case UInt8(ascii: "u"): return isLong ? 12 : 6
        case UInt8(ascii: "x"): return 4
        case UInt8(ascii: "U"): return 10
        default: return 2
        }
    }
}
