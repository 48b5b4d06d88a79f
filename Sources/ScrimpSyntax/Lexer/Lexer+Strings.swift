import ScrimpDiagnostics

extension Lexer {
    mutating func lexString() {
        let start = position
        position += 1
        var malformed = false
        while position < bytes.count {
            let byte = bytes[position]
            switch byte {
            case UInt8(ascii: "\""):
                position += 1
                return emit(.string, from: start, malformed: malformed)
            case UInt8(ascii: "\\"):
                if !lexEscape() { malformed = true }
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
                return endUnterminatedString(from: start)
            case 0x20..<0x7F, UInt8(ascii: "\t"): position += 1
            default: checkCharacter()
            }
        }
        endUnterminatedString(from: start)
    }

    private mutating func endUnterminatedString(from start: Int) {
        var end = position
        while end > start + 1, ByteClass.isBlank(bytes[end - 1]) || bytes[end - 1] == UInt8(ascii: ",") { end -= 1 }
        diagnostics.report(
            .unterminatedString, "the string is not closed on its line", range(position, position),
            caption: "no `\"` up to here", label: (range(start, start + 1), "opened here"),
            help: "close it with `\"`; a line end inside a string is written `\\n`",
            fix: .insert("\"", at: range(end, end).start, "close the string", isSafe: false))
        emit(.string, from: start, malformed: true)
    }

    /// Reads an escape; says whether it means something.
    private mutating func lexEscape() -> Bool {
        let start = position
        position += 1
        switch byte(position) {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "n"), UInt8(ascii: "t"):
            position += 1
            return true
        case UInt8(ascii: "u"):
            position += 1
            return lexScalarEscape(from: start)
        case 0..<0x20, 0x80...:
            break
        default: position += 1
        }
        diagnostics.report(
            .unknownEscape, "the escape `\(text(start, position))` means nothing", range(start, position),
            help: "write `\\\\` for a backslash; the other escapes are `\\\"`, `\\n`, `\\t` and `\\u{…}`",
            fix: .insert("\\", at: range(start, start).start, "write `\\\\`"))
        return false
    }

    private mutating func lexScalarEscape(from start: Int) -> Bool {
        var value: UInt32 = 0
        var digits = 0
        var closed = false
        if byte(position) == UInt8(ascii: "{") {
            position += 1
            while let digit = ByteClass.hexadecimal(byte(position)) {
                if digits < 7 { value = value << 4 | digit }
                digits += 1
                position += 1
            }
            if byte(position) == UInt8(ascii: "}") {
                closed = true
                position += 1
            }
        }
        if closed, (1...6).contains(digits), Unicode.Scalar(value) != nil { return true }
        diagnostics.report(
            .invalidScalarEscape, "`\(text(start, position))` does not name a character", range(start, position),
            help: "write one to six hexadecimal digits of a Unicode scalar value, such as `\\u{E9}`")
        return false
    }

    /// A string in other quotes; `quote` is how many bytes the opening one has.
    mutating func lexForeignString(closing: UInt8, quote: Int) {
        let start = position
        var end = start + quote
        while end < bytes.count, bytes[end] != closing, !ByteClass.isLineEnd(bytes[end]) {
            end += bytes[end] == UInt8(ascii: "\\") && end + 1 < bytes.count && bytes[end + 1] >= 0x20 ? 2 : 1
        }
        end = min(end, bytes.count)
        endForeignString(from: start, content: start + quote..<end, closed: end < bytes.count && bytes[end] == closing)
    }

    /// A string in typographic quotes: it ends with any of them, or with the line.
    mutating func lexTypographicString(quote: Int) {
        let start = position
        var end = start + quote
        while end < bytes.count, !ByteClass.isLineEnd(bytes[end]), Self.typographicQuote(bytes, end) == nil { end += 1 }
        endForeignString(
            from: start, content: start + quote..<end, closed: Self.typographicQuote(bytes, end) != nil,
            closingLength: Self.typographicQuote(bytes, end) ?? 0)
    }

    private mutating func endForeignString(
        from start: Int, content: Range<Int>, closed: Bool, closingLength: Int = 1
    ) {
        position = content.lowerBound
        while position < content.upperBound {
            if bytes[position] < 0x7F, bytes[position] >= 0x20 { position += 1 } else { checkCharacter() }
        }
        position = max(position, content.upperBound)
        guard closed else {
            diagnostics.report(
                .wrongQuotes, "strings are written in `\"`", range(start, content.lowerBound),
                help: "write the string in `\"`")
            return emit(.string, from: start, malformed: true)
        }
        position += closingLength
        if diagnostics.isFull { return emit(.string, from: start, malformed: true) }
        var escaped = ""
        for character in source.text(in: range(content.lowerBound, content.upperBound)).unicodeScalars {
            if character == "\"" { escaped += "\\" }
            escaped.unicodeScalars.append(character)
        }
        if bytes[start] == UInt8(ascii: "'") {
            escaped = Self.replacing("\\'", by: "'", in: escaped)
        }
        diagnostics.report(
            .wrongQuotes, "strings are written in `\"`", range(start, position),
            help: "write `\"\(escaped)\"`",
            fix: .replace(range(start, position), by: "\"\(escaped)\"", "write the string in `\"`"))
        emit(.string, from: start, malformed: true)
    }

    private static func replacing(_ old: String, by new: String, in text: String) -> String {
        text.split(separator: old, omittingEmptySubsequences: false).joined(separator: new)
    }

    /// The length of a curly or angular quote at an offset; they are U+201C–U+201F, U+2018–U+201B, U+00AB and U+00BB.
    static func typographicQuote(_ bytes: [UInt8], _ offset: Int) -> Int? {
        guard offset < bytes.count, bytes[offset] >= 0x80, let (scalar, length) = UTF8.scalar(in: bytes, at: offset)
        else { return nil }
        switch scalar.value {
        case 0x2018...0x201F, 0xAB, 0xBB: return length
        default: return nil
        }
    }
}
