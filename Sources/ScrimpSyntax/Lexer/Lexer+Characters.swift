import ScrimpDiagnostics

extension Lexer {
    /// Moves over one character that is not printable ASCII, inside a string or a comment or as a token of its own;
    /// reports it where a text must not hold it. Neighbours with the same fault are one diagnostic.
    mutating func checkCharacter() {
        let start = position
        guard let fault = fault(at: position) else {
            position += UTF8.scalar(in: bytes, at: position)?.length ?? 1
            return
        }
        while let next = self.fault(at: position), next.code == fault.code { position += next.length }
        report(fault.code, start)
    }

    /// What is wrong with the character at an offset wherever it stands, and how many bytes it takes.
    private func fault(at offset: Int) -> (code: DiagnosticCode, length: Int)? {
        guard offset < bytes.count else { return nil }
        let byte = bytes[offset]
        if byte == 0 { return (.nulByte, 1) }
        if byte < 0x20 {
            return ByteClass.isBlank(byte) || ByteClass.isLineEnd(byte) ? nil : (.controlCharacter, 1)
        }
        if byte < 0x7F { return nil }
        if byte == 0x7F { return (.controlCharacter, 1) }
        guard let (scalar, length) = UTF8.scalar(in: bytes, at: offset) else { return (.invalidUTF8, 1) }
        switch scalar.value {
        case 0x80..<0xA0: return (.controlCharacter, length)
        case 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: return (.bidirectionalControl, length)
        case 0xFEFF: return (.byteOrderMark, length)
        default: return nil
        }
    }

    private mutating func report(_ code: DiagnosticCode, _ start: Int) {
        let message =
            switch code {
            case .nulByte: "a NUL byte"
            case .controlCharacter: "a control character, byte \(bytes[start])"
            case .invalidUTF8: "these bytes are not valid UTF-8"
            case .bidirectionalControl: "an invisible control for the direction of writing"
            default: "a byte order mark inside the text"
            }
        diagnostics.report(
            code, message, range(start, position),
            help: code == .invalidUTF8 ? "save the file as UTF-8" : "remove it",
            fix: code == .invalidUTF8 ? nil : .remove(range(start, position), "remove it"))
    }

    /// A character that begins no token.
    mutating func lexForeignCharacter() {
        let start = position
        if fault(at: start) != nil {
            checkCharacter()
            return emit(.discarded, from: start, malformed: true)
        }
        let (scalar, length) = UTF8.scalar(in: bytes, at: start) ?? (Unicode.Scalar(bytes[start]), 1)
        if Self.typographicQuote(bytes, start) != nil { return lexTypographicString(quote: length) }
        switch scalar.value {
        case 0x2192, 0x21D2: takeForeign(.arrow, length, as: "->")
        case 0x2010...0x2015, 0x2212: takeForeign(.minus, length, as: "-")
        case 0x2264: takeForeign(.lessOrEqual, length, as: "<=")
        case 0x2265: takeForeign(.greaterOrEqual, length, as: ">=")
        case 0x2260: takeForeign(.notEqual, length, as: "!=")
        case 0xD7: takeForeign(.star, length, as: "*")
        case 0xF7: takeForeign(.slash, length, as: "/")
        case 0x2026:
            position += length
            reportReplacement(.rangeDots, start, by: "..", "a range is written `..` and includes both ends")
            emit(.dots, from: start, malformed: true)
        case _ where scalar.properties.isWhitespace || scalar.properties.isDefaultIgnorableCodePoint:
            position += length
            diagnostics.report(
                .unknownCharacter, "an invisible character, U+\(String(scalar.value, radix: 16, uppercase: true))",
                range(start, position), help: "write a blank",
                fix: .replace(range(start, position), by: " ", "write a blank"))
            emit(.discarded, from: start, malformed: true)
        case _ where scalar.properties.generalCategory == .currencySymbol: lexForeignMoney(length: length)
        case _ where scalar.value >= 0x80 && scalar.properties.isAlphabetic: lexForeignName(from: start)
        default: takeUnknown(scalar, length)
        }
    }

    private mutating func takeUnknown(_ scalar: Unicode.Scalar, _ length: Int) {
        let start = position
        position += length
        while position < bytes.count, byte(position) == bytes[start], length == 1 { position += 1 }
        let help =
            switch scalar {
            case "%": "a remainder is not part of the language; a ratio is a number and `%`, such as `35%`"
            case "^": "write a product"
            case "?": "write a rule of `route` for each case"
            case "@", "~", "\\": "remove it"
            default: "remove it, or put the text in quotes"
            }
        diagnostics.report(
            .unknownCharacter, "`\(String(scalar))` means nothing here", range(start, position), help: help)
        emit(.unknown, from: start, malformed: true)
    }
}
