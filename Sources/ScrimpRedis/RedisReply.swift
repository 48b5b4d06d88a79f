#if Redis
/// What Redis answered to one command.
package indirect enum RedisReply: Hashable, Sendable {
    case nothing
    case integer(Int64)
    case text([UInt8])
    /// A word such as `OK`.
    case status(String)
    case list([RedisReply])
    /// The command was refused.
    case refusal(String)
}

extension RedisReply {
    /// The text of a text or a status.
    package var string: String? {
        switch self {
        case .text(let bytes): String(decoding: bytes, as: UTF8.self)
        case .status(let word): word
        default: nil
        }
    }

    /// A number, or a text that is one.
    package var number: Int64? {
        switch self {
        case .integer(let value): value
        default: string.flatMap { Int64($0) }
        }
    }

    /// A decimal text as an amount; one that does not fit is the greatest there is.
    package var amount: Int128? {
        if case .integer(let value) = self { return Int128(value) }
        guard let string else { return nil }
        if let value = Int128(string) { return value }
        let digits = string.utf8.dropFirst(string.hasPrefix("-") ? 1 : 0)
        guard !digits.isEmpty, digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else {
            return nil
        }
        return digits.count == string.utf8.count ? .max : .min
    }

    package var elements: [RedisReply]? {
        if case .list(let elements) = self { return elements }
        return nil
    }

    /// A list of names and values, as `HGETALL` gives it.
    package var fields: [String: RedisReply]? {
        guard let elements, elements.count % 2 == 0 else { return nil }
        var result: [String: RedisReply] = [:]
        for index in stride(from: 0, to: elements.count, by: 2) {
            guard let name = elements[index].string else { return nil }
            result[name] = elements[index + 1]
        }
        return result
    }
}
#endif
