package import ScrimpDiagnostics

/// Why a text is not JSON, and where.
package struct JSONError: Error, Equatable {
    package enum Kind: Equatable, Sendable {
        case empty
        case byteOrderMark
        case unexpectedEnd(expected: String)
        case unexpected(expected: String)
        case trailingComma
        case trailingText
        case malformedDataNumber
        case unterminatedString
        case controlCharacter(UInt8)
        case unknownEscape
        case loneSurrogate
        case invalidUTF8
        case duplicateKey(String)
        case tooDeep(limit: Int)
        case tooLarge
    }

    package let kind: Kind
    package let range: ByteRange

    package init(_ kind: Kind, at range: ByteRange) {
        self.kind = kind
        self.range = range
    }
}

extension JSONError {
    package var code: DiagnosticCode {
        switch kind {
        case .empty, .byteOrderMark, .unexpectedEnd, .unexpected, .trailingComma, .trailingText: .malformedJSON
        case .malformedDataNumber: .malformedDataNumber
        case .unterminatedString, .controlCharacter, .unknownEscape, .loneSurrogate: .malformedString
        case .invalidUTF8: .invalidEncoding
        case .duplicateKey: .duplicateKey
        case .tooDeep: .dataNestingTooDeep
        case .tooLarge: .dataTooLarge
        }
    }

    package var message: String {
        switch kind {
        case .empty: "the text is empty, JSON needs a value"
        case .byteOrderMark: "JSON begins with its value, not with a byte order mark"
        case .unexpectedEnd(let expected): "the text ends where \(expected) is expected"
        case .unexpected(let expected): "expected \(expected)"
        case .trailingComma: "a comma with nothing after it"
        case .trailingText: "there is text after the end of the value"
        case .malformedDataNumber: "this is not a number in JSON's notation"
        case .unterminatedString: "this string is not closed"
        case .controlCharacter(let byte): "a string cannot hold the control character \(Self.name(ofControl: byte))"
        case .unknownEscape: "JSON knows no such escape"
        case .loneSurrogate: "half of a surrogate pair is no character"
        case .invalidUTF8: "these bytes are not UTF-8"
        case .duplicateKey(let key): "the key `\(key)` is written twice in this object"
        case .tooDeep(let limit): "lists and objects nest more than \(limit) levels deep"
        case .tooLarge: "the text has 4 GiB or more"
        }
    }

    package var help: String? {
        switch kind {
        case .byteOrderMark: "save the file as UTF-8 without a byte order mark"
        case .trailingComma: "remove the comma"
        case .trailingText: "one text holds one value; for JSON lines write one value on each line"
        case .unterminatedString: "close it with `\"`"
        case .controlCharacter(let byte): "write it as `\(JSONWriter.escape(byte))`"
        case .unknownEscape: "write a backslash as `\\\\`"
        case .invalidUTF8: "save the file as UTF-8"
        case .duplicateKey: "keep one of the two"
        default: nil
        }
    }

    package func diagnostic(in source: Int) -> Diagnostic {
        Diagnostic(code, message, at: SourceLocation(range, in: source), help: help)
    }

    private static func name(ofControl byte: UInt8) -> String {
        switch byte {
        case 0x09: "tab"
        case 0x0A: "line feed"
        case 0x0D: "carriage return"
        default: "U+00" + JSONWriter.hexadecimal(byte)
        }
    }
}
