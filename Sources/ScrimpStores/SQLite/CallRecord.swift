import ScrimpRuntime

/// Under what a counter is kept.
struct CounterKey: Hashable, Sendable {
    var kind: StateKind
    /// UTF-8.
    var name: [UInt8]
    /// A text or a number; an empty blob for the counter without a scope.
    var scope: SQLiteValue

    static let noScope = SQLiteValue.blob([])
}

/// What rows of the table of counters are about.
enum StateKind: UInt8, Sendable, CaseIterable {
    case budget, commitment, limit, `switch`, rollout, spend, quality

    var name: String {
        switch self {
        case .budget: "budget"
        case .commitment: "commitment"
        case .limit: "limit"
        case .switch: "switch"
        case .rollout: "rollout"
        case .spend: "spend"
        case .quality: "quality"
        }
    }

    init?(name: String) {
        guard let kind = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = kind
    }
}

/// What an open call holds, by names, so that any process can book it.
struct CallRecord: Hashable, Sendable {
    struct Counter: Hashable, Sendable {
        var key: CounterKey
        /// Of the row when the call was made; nil for whichever it has.
        var generation: Int64?
        /// For windows that roll.
        var bucket: Int64
    }

    struct Limit: Hashable, Sendable {
        var key: CounterKey
        /// Of the row when the call was made.
        var generation: Int64
        var tokens: Int64
    }

    /// Pico-dollars and tokens that it may cost.
    var amount: Int128
    var tokens: Int64
    var counters: [Counter] = []
    var limits: [Limit] = []

    init(amount: Int128, tokens: Int64) {
        self.amount = amount
        self.tokens = tokens
    }
}

extension CallRecord {
    private static let version: UInt8 = 1

    /// Counters and limits beyond 65,535 are left out; a plan has at most some hundred.
    func encode() -> [UInt8] {
        var writer = RecordWriter(version: Self.version)
        writer.write(amount)
        writer.write(tokens)
        writer.write(UInt16(clamping: counters.count))
        for counter in counters.prefix(Int(UInt16.max)) {
            Self.write(counter.key, to: &writer)
            writer.write(counter.generation)
            writer.write(counter.bucket)
        }
        writer.write(UInt16(clamping: limits.count))
        for limit in limits.prefix(Int(UInt16.max)) {
            Self.write(limit.key, to: &writer)
            writer.write(limit.generation)
            writer.write(limit.tokens)
        }
        return writer.finish()
    }

    /// Nil where the bytes are damaged, or of another version.
    init?(decoding bytes: [UInt8]) {
        guard var reader = RecordReader(bytes, version: Self.version), let amount = reader.read(Int128.self),
            let tokens = reader.read(Int64.self), let count = reader.read(UInt16.self)
        else { return nil }
        self.init(amount: amount, tokens: tokens)
        for _ in 0..<count {
            guard let key = Self.readKey(&reader), let generation = reader.readTime(),
                let bucket = reader.read(Int64.self)
            else { return nil }
            counters.append(Counter(key: key, generation: generation, bucket: bucket))
        }
        guard let limitCount = reader.read(UInt16.self) else { return nil }
        for _ in 0..<limitCount {
            guard let key = Self.readKey(&reader), let generation = reader.read(Int64.self),
                let tokens = reader.read(Int64.self)
            else { return nil }
            limits.append(Limit(key: key, generation: generation, tokens: tokens))
        }
        guard reader.isAtEnd else { return nil }
    }

    private static func write(_ key: CounterKey, to writer: inout RecordWriter) {
        writer.write(key.kind.rawValue)
        write(key.name, to: &writer)
        switch key.scope {
        case .null, .blob: writer.write(UInt8(0))
        case .integer(let number):
            writer.write(UInt8(1))
            writer.write(number)
        case .text(let text):
            writer.write(UInt8(2))
            write(text, to: &writer)
        }
    }

    private static func readKey(_ reader: inout RecordReader) -> CounterKey? {
        guard let kind = reader.read(UInt8.self).flatMap({ StateKind(rawValue: $0) }), let name = readText(&reader),
            let form = reader.read(UInt8.self)
        else { return nil }
        switch form {
        case 0: return CounterKey(kind: kind, name: name, scope: CounterKey.noScope)
        case 1: return reader.read(Int64.self).map { CounterKey(kind: kind, name: name, scope: .integer($0)) }
        case 2: return readText(&reader).map { CounterKey(kind: kind, name: name, scope: .text($0)) }
        default: return nil
        }
    }

    private static func write(_ text: [UInt8], to writer: inout RecordWriter) {
        writer.write(UInt32(clamping: text.count))
        for byte in text.prefix(Int(UInt32.max)) { writer.write(byte) }
    }

    private static func readText(_ reader: inout RecordReader) -> [UInt8]? {
        guard let count = reader.read(UInt32.self) else { return nil }
        var text: [UInt8] = []
        for _ in 0..<count {
            guard let byte = reader.read(UInt8.self) else { return nil }
            text.append(byte)
        }
        return text
    }
}
