import ScrimpJSON

extension YAMLScalar {
    /// What an untagged plain scalar stands for.
    enum Resolution {
        case value(JSONValue)
        /// Infinity or no number: JSON, and every field of a policy, has no such value.
        case notFinite
    }

    /// Follows YAML 1.2.2, section 10.3.2 (core schema): `yes`, `no`, `on` and `off` are strings.
    static func resolve(_ text: String) -> Resolution {
        switch text {
        case "", "~", "null", "Null", "NULL": return .value(.null)
        case "true", "True", "TRUE": return .value(.bool(true))
        case "false", "False", "FALSE": return .value(.bool(false))
        case ".nan", ".NaN", ".NAN", ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF", "-.inf", "-.Inf", "-.INF":
            return .notFinite
        default: return .value(number(text).map(JSONValue.number) ?? .string(text))
        }
    }

    /// The number in JSON's notation, or nil where the text is none.
    static func number(_ text: String) -> JSONNumber? {
        let bytes = Array(text.utf8)
        guard let first = bytes.first, first < 0x3A else { return nil }
        if text.hasPrefix("0x") { return UInt64(text.dropFirst(2), radix: 16).flatMap { unsigned(text, $0) } }
        if text.hasPrefix("0o") { return UInt64(text.dropFirst(2), radix: 8).flatMap { unsigned(text, $0) } }
        return decimal(bytes)
    }

    /// `UInt64` would read a sign behind the prefix.
    private static func unsigned(_ text: String, _ value: UInt64) -> JSONNumber? {
        text.contains("+") || text.contains("-") ? nil : JSONNumber(Int128(value))
    }

    /// `[-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?`
    private static func decimal(_ bytes: [UInt8]) -> JSONNumber? {
        var position = 0
        func digits() -> ArraySlice<UInt8> {
            let start = position
            while position < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[position]) {
                position += 1
            }
            return bytes[start..<position]
        }
        func take(_ byte: UInt8) -> Bool {
            guard position < bytes.count, bytes[position] == byte else { return false }
            position += 1
            return true
        }
        var result: [UInt8] = []
        if take(UInt8(ascii: "-")) { result.append(UInt8(ascii: "-")) } else { _ = take(UInt8(ascii: "+")) }
        let whole = digits()
        var fraction: ArraySlice<UInt8> = []
        let hasPoint = take(UInt8(ascii: "."))
        if hasPoint { fraction = digits() }
        guard !whole.isEmpty || !fraction.isEmpty else { return nil }
        let significant = whole.drop { $0 == UInt8(ascii: "0") }
        result += significant.isEmpty ? [UInt8(ascii: "0")] : Array(significant)
        if !fraction.isEmpty { result += [UInt8(ascii: ".")] + Array(fraction) }
        if position < bytes.count {
            guard take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) else { return nil }
            result.append(UInt8(ascii: "e"))
            if take(UInt8(ascii: "-")) { result.append(UInt8(ascii: "-")) } else { _ = take(UInt8(ascii: "+")) }
            let exponent = digits()
            guard !exponent.isEmpty, position == bytes.count else { return nil }
            result += exponent
        }
        return JSONNumber(String(decoding: result, as: UTF8.self))
    }
}
