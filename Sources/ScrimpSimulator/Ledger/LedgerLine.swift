/// One line of CSV or of JSON lines, field by field.
struct LedgerLine {
    private(set) var bytes: [UInt8]
    private let format: LedgerFormat

    init(_ format: LedgerFormat, continuing bytes: [UInt8] = []) {
        self.format = format
        self.bytes = bytes
    }

    /// With its end.
    var ended: [UInt8] {
        switch format {
        case .csv: bytes + [UInt8(ascii: "\n")]
        case .jsonLines: bytes + Array("}\n".utf8)
        }
    }

    mutating func add(_ name: String, text: [UInt8]) {
        begin(name)
        switch format {
        case .csv: addField(text)
        case .jsonLines: addString(text)
        }
    }

    mutating func add(_ name: String, literal: String) {
        begin(name)
        bytes += literal.utf8
    }

    /// A number times 10^−decimals, without zeros at its end.
    mutating func add(_ name: String, number: Int128, decimals: Int = 0) {
        begin(name)
        if number < 0 { bytes.append(UInt8(ascii: "-")) }
        var rest = number.magnitude
        var behind = decimals
        while behind > 0, rest % 10 == 0 {
            rest /= 10
            behind -= 1
        }
        var digits: [UInt8] = []
        repeat {
            digits.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
            rest /= 10
        } while rest > 0 || digits.count <= behind
        for index in digits.indices.reversed() {
            bytes.append(digits[index])
            if index == behind, behind > 0 { bytes.append(UInt8(ascii: ".")) }
        }
    }

    private mutating func begin(_ name: String) {
        switch format {
        case .csv:
            if !bytes.isEmpty { bytes.append(UInt8(ascii: ",")) }
        case .jsonLines:
            bytes.append(bytes.isEmpty ? UInt8(ascii: "{") : UInt8(ascii: ","))
            addString(Array(name.utf8))
            bytes.append(UInt8(ascii: ":"))
        }
    }

    /// RFC 4180.
    private mutating func addField(_ text: [UInt8]) {
        let quote = UInt8(ascii: "\"")
        let isPlain = text.allSatisfy { $0 != quote && $0 != UInt8(ascii: ",") && $0 != 10 && $0 != 13 }
        guard !isPlain || text.first == 0x20 || text.last == 0x20 else {
            bytes += text
            return
        }
        bytes.append(quote)
        for byte in text {
            bytes.append(byte)
            if byte == quote { bytes.append(quote) }
        }
        bytes.append(quote)
    }

    /// RFC 8259.
    private mutating func addString(_ text: [UInt8]) {
        let hexadecimal = Array("0123456789abcdef".utf8)
        bytes.append(UInt8(ascii: "\""))
        for byte in text {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
            case 0..<0x20: bytes += Array("\\u00".utf8) + [hexadecimal[Int(byte >> 4)], hexadecimal[Int(byte & 15)]]
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
