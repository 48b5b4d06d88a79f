extension JSONReader {
    /// Reads a string whose opening quote comes next.
    mutating func string() throws(JSONError) -> String {
        let start = position
        position += 1
        var end = position
        var needsDecoding = false
        while true {
            guard end < bytes.endIndex else { throw error(.unterminatedString, from: start, to: bytes.endIndex) }
            let byte = bytes[end]
            if byte == UInt8(ascii: "\"") { break }
            if byte == UInt8(ascii: "\\") {
                if end + 1 < bytes.endIndex, bytes[end + 1] >= 0x80 {
                    throw error(.unknownEscape, from: end, to: end + 1)
                }
                needsDecoding = true
                end += 2
            } else if byte < 0x20 {
                throw error(.controlCharacter(byte), from: end, to: end + 1)
            } else if byte < 0x80 {
                end += 1
            } else if let length = UTF8Validation.length(in: bytes, at: end) {
                end += length
            } else {
                throw error(.invalidUTF8, from: end, to: end + 1)
            }
        }
        let content = position..<end
        position = end + 1
        guard needsDecoding else { return String(decoding: bytes[content], as: UTF8.self) }
        return try decoded(content)
    }

    private func decoded(_ content: Range<Int>) throws(JSONError) -> String {
        var result: [UInt8] = []
        result.reserveCapacity(content.count)
        var index = content.lowerBound
        while index < content.upperBound {
            guard bytes[index] == UInt8(ascii: "\\") else {
                result.append(bytes[index])
                index += 1
                continue
            }
            let escape = index
            index += 2
            switch bytes[escape + 1] {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): result.append(bytes[escape + 1])
            case UInt8(ascii: "b"): result.append(0x08)
            case UInt8(ascii: "f"): result.append(0x0C)
            case UInt8(ascii: "n"): result.append(0x0A)
            case UInt8(ascii: "r"): result.append(0x0D)
            case UInt8(ascii: "t"): result.append(0x09)
            case UInt8(ascii: "u"): index = try appendCharacter(at: escape, within: content.upperBound, to: &result)
            default: throw error(.unknownEscape, from: escape, to: escape + 2)
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// Reads `\uXXXX`, or the two of a surrogate pair, and returns the offset behind.
    private func appendCharacter(
        at escape: Int, within end: Int, to result: inout [UInt8]
    ) throws(JSONError) -> Int {
        guard let first = hexadecimal(at: escape + 2, within: end) else {
            throw error(.unknownEscape, from: escape, to: min(escape + 6, end))
        }
        var code = UInt32(first)
        var next = escape + 6
        if 0xD800...0xDFFF ~= first {
            guard first < 0xDC00, next + 6 <= end, bytes[next] == UInt8(ascii: "\\"),
                bytes[next + 1] == UInt8(ascii: "u"), let second = hexadecimal(at: next + 2, within: end),
                0xDC00...0xDFFF ~= second
            else { throw error(.loneSurrogate, from: escape, to: next) }
            code = 0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(second) - 0xDC00)
            next += 6
        }
        guard let scalar = Unicode.Scalar(code) else { throw error(.loneSurrogate, from: escape, to: next) }
        result.append(contentsOf: String(scalar).utf8)
        return next
    }

    private func hexadecimal(at start: Int, within end: Int) -> UInt16? {
        guard start + 4 <= end else { return nil }
        var value: UInt16 = 0
        for byte in bytes[start..<start + 4] {
            let digit: UInt8
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
            case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = byte - UInt8(ascii: "A") + 10
            default: return nil
            }
            value = value << 4 | UInt16(digit)
        }
        return value
    }
}
