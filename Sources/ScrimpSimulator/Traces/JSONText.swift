/// The tokens of JSON (RFC 8259) inside a line of text.
enum JSONText {
    enum Kind: Sendable {
        case string, number, literal, null, nested
    }

    /// A value's text: a string without its quotes, anything else as it stands.
    struct Value: Sendable {
        var kind: Kind
        var start: Int
        var end: Int
        /// Where the text after the value begins.
        var next: Int
        var hasEscapes = false
    }

    @inline(__always)
    static func skipBlanks(_ bytes: RawSpan, _ start: Int, _ end: Int) -> Int {
        var cursor = start
        while cursor < end {
            let byte = bytes.byte(at: cursor)
            if byte != 0x20, byte != 0x09, byte != 0x0D { break }
            cursor += 1
        }
        return cursor
    }

    /// The value at `cursor`, or nil where there is none.
    @inline(__always)
    static func value(_ bytes: RawSpan, _ cursor: Int, _ end: Int) -> Value? {
        guard cursor < end else { return nil }
        switch bytes.byte(at: cursor) {
        case UInt8(ascii: "\""):
            return string(bytes, cursor, end)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            return number(bytes, cursor, end)
        case UInt8(ascii: "t"):
            return word("true", .literal, bytes, cursor, end)
        case UInt8(ascii: "f"):
            return word("false", .literal, bytes, cursor, end)
        case UInt8(ascii: "n"):
            return word("null", .null, bytes, cursor, end)
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            return nested(bytes, cursor, end)
        default:
            return nil
        }
    }

    @inline(__always)
    static func string(_ bytes: RawSpan, _ cursor: Int, _ end: Int) -> Value? {
        guard cursor < end, bytes.byte(at: cursor) == UInt8(ascii: "\"") else { return nil }
        var offset = cursor + 1
        var hasEscapes = false
        while offset < end {
            let word = bytes.word(at: offset)
            let marks =
                Words.zeroBytes(word ^ (0x22 &* Words.ones)) | Words.zeroBytes(word ^ (0x5C &* Words.ones))
                | Words.zeroBytes(word & (0xE0 &* Words.ones))
            if marks == 0 {
                offset += 8
                continue
            }
            offset += marks.trailingZeroBitCount >> 3
            guard offset < end else { return nil }
            switch bytes.byte(at: offset) {
            case UInt8(ascii: "\""):
                return Value(kind: .string, start: cursor + 1, end: offset, next: offset + 1, hasEscapes: hasEscapes)
            case UInt8(ascii: "\\"):
                hasEscapes = true
                offset += 2
            default:
                // A control character must be escaped.
                return nil
            }
        }
        return nil
    }

    private static func number(_ bytes: RawSpan, _ cursor: Int, _ end: Int) -> Value? {
        var offset = cursor
        if bytes.byte(at: offset) == UInt8(ascii: "-") { offset += 1 }
        let whole = digits(bytes, offset, end)
        guard whole > offset, whole == offset + 1 || bytes.byte(at: offset) != UInt8(ascii: "0") else { return nil }
        offset = whole
        if offset < end, bytes.byte(at: offset) == UInt8(ascii: ".") {
            let decimals = digits(bytes, offset + 1, end)
            guard decimals > offset + 1 else { return nil }
            offset = decimals
        }
        if offset < end, bytes.byte(at: offset) | 0x20 == UInt8(ascii: "e") {
            offset += 1
            if offset < end, bytes.byte(at: offset) == UInt8(ascii: "+") || bytes.byte(at: offset) == UInt8(ascii: "-")
            {
                offset += 1
            }
            let power = digits(bytes, offset, end)
            guard power > offset else { return nil }
            offset = power
        }
        return Value(kind: .number, start: cursor, end: offset, next: offset)
    }

    @inline(__always)
    private static func digits(_ bytes: RawSpan, _ start: Int, _ end: Int) -> Int {
        var offset = start
        while offset < end, bytes.byte(at: offset) &- 0x30 < 10 { offset += 1 }
        return offset
    }

    private static func word(
        _ text: StaticString, _ kind: Kind, _ bytes: RawSpan, _ cursor: Int, _ end: Int
    ) -> Value? {
        let count = text.utf8CodeUnitCount
        guard cursor + count <= end else { return nil }
        var offset = cursor
        for byte in text.description.utf8 {
            guard bytes.byte(at: offset) == byte else { return nil }
            offset += 1
        }
        return Value(kind: kind, start: cursor, end: offset, next: offset)
    }

    /// An array or object, at most 64 levels deep: brackets must match, strings must close, the rest is passed over.
    private static func nested(_ bytes: RawSpan, _ cursor: Int, _ end: Int) -> Value? {
        // One bit a level: 1 for an object.
        var levels: UInt64 = 0
        var depth = 0
        var offset = cursor
        while offset < end {
            let byte = bytes.byte(at: offset)
            switch byte {
            case UInt8(ascii: "\""):
                guard let text = string(bytes, offset, end) else { return nil }
                offset = text.next
                continue
            case UInt8(ascii: "["), UInt8(ascii: "{"):
                guard depth < 64 else { return nil }
                levels = levels << 1 | (byte == UInt8(ascii: "{") ? 1 : 0)
                depth += 1
            case UInt8(ascii: "]"), UInt8(ascii: "}"):
                guard levels & 1 == (byte == UInt8(ascii: "}") ? 1 : 0) else { return nil }
                levels >>= 1
                depth -= 1
                if depth == 0 { return Value(kind: .nested, start: cursor, end: offset + 1, next: offset + 1) }
            default:
                break
            }
            offset += 1
        }
        return nil
    }

    /// Replaces the escapes of a string. False where one is wrong; half of a surrogate pair is.
    static func unescape(_ bytes: RawSpan, _ start: Int, _ end: Int, into text: inout [UInt8]) -> Bool {
        text.removeAll(keepingCapacity: true)
        var offset = start
        while offset < end {
            let byte = bytes.byte(at: offset)
            offset += 1
            guard byte == UInt8(ascii: "\\") else {
                text.append(byte)
                continue
            }
            guard offset < end else { return false }
            let mark = bytes.byte(at: offset)
            offset += 1
            switch mark {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(mark)
            case UInt8(ascii: "b"): text.append(0x08)
            case UInt8(ascii: "f"): text.append(0x0C)
            case UInt8(ascii: "n"): text.append(0x0A)
            case UInt8(ascii: "r"): text.append(0x0D)
            case UInt8(ascii: "t"): text.append(0x09)
            case UInt8(ascii: "u"):
                guard var code = hexadecimal(bytes, offset, end) else { return false }
                offset += 4
                if code & 0xFC00 == 0xD800 {
                    guard offset + 1 < end, bytes.byte(at: offset) == UInt8(ascii: "\\"),
                        bytes.byte(at: offset + 1) == UInt8(ascii: "u"), let low = hexadecimal(bytes, offset + 2, end),
                        low & 0xFC00 == 0xDC00
                    else { return false }
                    code = 0x10000 + (code & 0x3FF) << 10 + (low & 0x3FF)
                    offset += 6
                }
                guard let scalar = Unicode.Scalar(code) else { return false }
                text.append(contentsOf: UTF8.encode(scalar)?.map { $0 } ?? [])
            default: return false
            }
        }
        return true
    }

    private static func hexadecimal(_ bytes: RawSpan, _ start: Int, _ end: Int) -> UInt32? {
        guard start + 4 <= end else { return nil }
        var value: UInt32 = 0
        for offset in start..<start + 4 {
            let byte = bytes.byte(at: offset)
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = value << 4 | UInt32(byte &- 0x30)
            case UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "A")...UInt8(ascii: "F"):
                value = value << 4 | UInt32((byte | 0x20) &- 0x57)
            default: return nil
            }
        }
        return value
    }
}
