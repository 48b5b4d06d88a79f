package import ScrimpDiagnostics

/// Reads JSON exactly as RFC 8259 defines it into a tree that keeps every place.
///
/// Nothing is repaired and nothing traps: what is not JSON is a `JSONError`. Time and memory are linear in the text.
package struct JSONReader {
    /// What to do with a key that an object holds already.
    package enum DuplicateKeys: Sendable {
        case refused
        /// Both members stay in the tree, and `duplicates` names the later one.
        case collected
    }

    /// Levels of lists and objects.
    package static let depthLimit = 256

    let bytes: ArraySlice<UInt8>
    var position: Int
    let duplicateKeys: DuplicateKeys
    private(set) package var duplicates: [JSONError] = []
    private var depth = 0

    /// Ranges of the tree are the slice's own indices: those of the array that it is cut from.
    init(_ bytes: ArraySlice<UInt8>, duplicateKeys: DuplicateKeys) {
        self.bytes = bytes
        self.duplicateKeys = duplicateKeys
        position = bytes.startIndex
    }

    /// Reads a whole text that holds one value.
    package static func read(_ bytes: [UInt8]) throws(JSONError) -> JSONNode { try read(bytes[...]) }

    /// Reads a slice that holds one value: one line of a file of JSON lines, for instance.
    package static func read(_ bytes: ArraySlice<UInt8>) throws(JSONError) -> JSONNode {
        var reader = JSONReader(bytes, duplicateKeys: .refused)
        return try reader.document()
    }

    /// Reads a file. Duplicate keys are reported and leave the tree readable; any other mistake leaves none.
    package static func read(_ source: SourceText, sourceIndex: Int = 0) -> (node: JSONNode?, diagnostics: [Diagnostic])
    {
        var reader = JSONReader(source.bytes[...], duplicateKeys: .collected)
        do {
            let node = try reader.document()
            return (node, reader.duplicates.map { $0.diagnostic(in: sourceIndex) })
        } catch {
            return (nil, (reader.duplicates + [error]).map { $0.diagnostic(in: sourceIndex) })
        }
    }

    mutating func document() throws(JSONError) -> JSONNode {
        guard bytes.count < Int(UInt32.max) else { throw JSONError(.tooLarge, at: .none) }
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { throw error(.byteOrderMark, from: position, to: position + 3) }
        skipBlanks()
        guard position < bytes.endIndex else { throw error(.empty) }
        let node = try value()
        skipBlanks()
        guard position == bytes.endIndex else { throw error(.trailingText) }
        return node
    }

    private mutating func value() throws(JSONError) -> JSONNode {
        let start = position
        guard position < bytes.endIndex else { throw error(.unexpectedEnd(expected: "a value")) }
        switch bytes[position] {
        case UInt8(ascii: "{"): return try object()
        case UInt8(ascii: "["): return try array()
        case UInt8(ascii: "\""):
            let text = try string()
            return JSONNode(.string(text), range: range(from: start))
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "."):
            return try number()
        default: throw error(.unexpected(expected: "a value"))
        }
    }

    private mutating func object() throws(JSONError) -> JSONNode {
        let start = position
        try enter()
        var members: [JSONMember] = []
        var keys = SeenKeys()
        var comma: Int?
        while true {
            skipBlanks()
            guard position < bytes.endIndex else { throw error(.unexpectedEnd(expected: "`}`")) }
            if bytes[position] == UInt8(ascii: "}") {
                if let comma { throw error(.trailingComma, from: comma, to: comma + 1) }
                position += 1
                break
            }
            if comma == nil, !members.isEmpty { throw error(.unexpected(expected: "`,` or `}`")) }
            guard bytes[position] == UInt8(ascii: "\"") else {
                throw error(.unexpected(expected: "a key in quotes"))
            }
            let keyStart = position
            let key = try string()
            let keyRange = range(from: keyStart)
            if keys.contains(key, in: members) {
                let error = JSONError(.duplicateKey(key), at: keyRange)
                guard duplicateKeys == .collected else { throw error }
                duplicates.append(error)
            }
            skipBlanks()
            try take(UInt8(ascii: ":"), "`:`")
            skipBlanks()
            members.append(JSONMember(key, keyRange: keyRange, try value()))
            comma = takeComma()
        }
        depth -= 1
        return JSONNode(.object(members), range: range(from: start))
    }

    private mutating func array() throws(JSONError) -> JSONNode {
        let start = position
        try enter()
        var elements: [JSONNode] = []
        var comma: Int?
        while true {
            skipBlanks()
            guard position < bytes.endIndex else { throw error(.unexpectedEnd(expected: "`]`")) }
            if bytes[position] == UInt8(ascii: "]") {
                if let comma { throw error(.trailingComma, from: comma, to: comma + 1) }
                position += 1
                break
            }
            if comma == nil, !elements.isEmpty { throw error(.unexpected(expected: "`,` or `]`")) }
            elements.append(try value())
            comma = takeComma()
        }
        depth -= 1
        return JSONNode(.array(elements), range: range(from: start))
    }

    private mutating func enter() throws(JSONError) {
        guard depth < Self.depthLimit else { throw error(.tooDeep(limit: Self.depthLimit)) }
        depth += 1
        position += 1
    }

    /// The offset of a comma that follows, which is then read.
    private mutating func takeComma() -> Int? {
        skipBlanks()
        guard position < bytes.endIndex, bytes[position] == UInt8(ascii: ",") else { return nil }
        position += 1
        return position - 1
    }

    private mutating func take(_ byte: UInt8, _ name: String) throws(JSONError) {
        guard position < bytes.endIndex else { throw error(.unexpectedEnd(expected: name)) }
        guard bytes[position] == byte else { throw error(.unexpected(expected: name)) }
        position += 1
    }

    private mutating func word(_ word: StaticString, _ value: JSONValue) throws(JSONError) -> JSONNode {
        let start = position
        let text = word.description
        guard bytes[position...].starts(with: text.utf8) else { throw error(.unexpected(expected: "a value")) }
        position += text.utf8.count
        return JSONNode(value, range: range(from: start))
    }

    private mutating func number() throws(JSONError) -> JSONNode {
        let start = position
        switch JSONNumber.end(in: bytes, from: position) {
        case .malformed(let place):
            throw error(.malformedDataNumber, from: start, to: min(place + 1, bytes.endIndex))
        case .end(let end):
            position = end
            let text = String(decoding: bytes[start..<end], as: UTF8.self)
            return JSONNode(.number(JSONNumber(uncheckedText: text)), range: range(from: start))
        }
    }

    private mutating func skipBlanks() {
        while position < bytes.endIndex {
            switch bytes[position] {
            case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"): position += 1
            default: return
            }
        }
    }
}

extension JSONReader {
    /// An error at the character that comes next.
    func error(_ kind: JSONError.Kind) -> JSONError {
        guard position < bytes.endIndex else { return error(kind, from: position, to: position) }
        return error(kind, from: position, to: position + (UTF8Validation.length(in: bytes, at: position) ?? 1))
    }

    func error(_ kind: JSONError.Kind, from start: Int, to end: Int) -> JSONError {
        JSONError(kind, at: ByteRange(UInt32(clamping: start), UInt32(clamping: end)))
    }

    func range(from start: Int) -> ByteRange { ByteRange(UInt32(clamping: start), UInt32(clamping: position)) }
}

/// The keys of an object so far. Small objects are searched, so that they need no table.
package struct SeenKeys {
    private static let searchLimit = 16
    private var table: Set<[UInt8]> = []

    package init() {}

    /// Whether a key stands among the members already; the caller adds the member afterwards.
    ///
    /// Keys are compared byte by byte: two spellings of one accented letter are two keys, as they are in every other
    /// reader.
    package mutating func contains(_ key: String, in members: [JSONMember]) -> Bool {
        if members.count < Self.searchLimit { return members.contains { $0.key.utf8.elementsEqual(key.utf8) } }
        if members.count == Self.searchLimit {
            for member in members { table.insert(Array(member.key.utf8)) }
        }
        return !table.insert(Array(key.utf8)).inserted
    }
}
