import ScrimpPlan
import ScrimpQuantities
import ScrimpRuntime

/// Which column of a trace feeds which attribute, and how its values become those of a request.
struct RequestBinding {
    /// A column whose values are the attribute's.
    struct Column {
        var attribute: Int
        var slot: Int
    }

    /// A column of texts, whose symbols are the engine's own.
    struct TextColumn {
        var attribute: Int
        var slot: Int
        /// By symbol of the trace: the engine's number; `unknown` where it was not asked yet.
        var numbers: [Int64] = []
        /// By symbol of the trace: what decisions need of the text.
        var facts: [TextFacts] = []

        static let unknown = Int64.min
    }

    private var numbers: [Column] = []
    /// Cases and truth values: the trace's symbol is the attribute's value.
    private var cases: [Column] = []
    private var texts: [TextColumn] = []
    let content: Int?
    /// Where something is drawn by the content: its hash, by symbol. Symbols are numbered anew in every file, bytes are not.
    private var contentHashes: [UInt64]?
    let output: Int?
    /// Attribute whose equal values mark requests that begin alike, and the value for none.
    private let prefixKey: Int?
    private var noPrefix: Int64 = -1
    /// Attributes, by index, that price a call.
    private let roles: Roles

    private struct Roles {
        var prompt: Int?
        var cachedPrefix: Int?
        var maxOutput: Int?
        var images: Int?
        var audio: Int?
        var toolCalls: Int?
    }

    init(plan: Plan, layout: TraceLayout) {
        var roles = Roles()
        for (index, attribute) in plan.attributes.enumerated() {
            switch attribute.role {
            case .prompt: roles.prompt = index
            case .maxOutput: roles.maxOutput = index
            case .images: roles.images = index
            case .audio: roles.audio = index
            case .toolCalls: roles.toolCalls = index
            case .cachedPrefix: roles.cachedPrefix = index
            case .none, .deadline: break
            }
            let name = plan.strings.text(attribute.name)
            switch attribute.kind {
            case .string:
                if let slot = layout.symbolSlot(name) {
                    texts.append(TextColumn(attribute: index, slot: slot))
                }
            case .bool, .enumeration:
                if let slot = layout.symbolSlot(name) {
                    cases.append(Column(attribute: index, slot: slot))
                }
            default:
                if let slot = layout.numberSlot(name) {
                    numbers.append(Column(attribute: index, slot: slot))
                }
            }
        }
        self.roles = roles
        let fed = Set(numbers.map(\.attribute) + cases.map(\.attribute) + texts.map(\.attribute))
        prefixKey = Self.prefixKey(plan, roles).flatMap { fed.contains($0) ? $0 : nil }
        content = layout.symbolSlot(TrafficColumn.content)
        let draws = plan.sticky == nil && !(plan.splits.isEmpty && plan.rollouts.isEmpty)
        contentHashes = content != nil && (draws || !plan.shadows.isEmpty) ? [] : nil
        output = layout.numberSlot(TrafficColumn.output)
    }

    /// Whether the replay can say which requests begin alike, so that prefix caches of providers are warm or cold.
    var knowsPrefixes: Bool { prefixKey != nil }

    /// What an affinity keeps together is what is continued: one conversation, whose beginning the provider may still hold.
    private static func prefixKey(_ plan: Plan, _ roles: Roles) -> Int? {
        guard roles.cachedPrefix != nil, plan.targets.contains(where: { $0.prefixCache > 0 }) else { return nil }
        return plan.affinities.first.map { Int($0.key) }
    }

    /// A request in which every attribute that a column feeds counts as given.
    func makeRequest(_ schema: RequestSchema) -> Request {
        var request = Request(schema: schema)
        for attribute in numbers.map(\.attribute) + cases.map(\.attribute) + texts.map(\.attribute) {
            request.markGiven(attribute)
        }
        return request
    }

    /// Has the engine number the texts of a chunk that it has not seen yet. Before its rows are loaded.
    mutating func learnTexts(
        of chunk: TraceChunk, _ source: TraceSource, _ evaluator: inout Evaluator<MemoryStore>
    ) {
        for index in texts.indices {
            for row in 0..<chunk.count {
                let symbol = Int(chunk.symbols[texts[index].slot &* chunk.capacity &+ row])
                if symbol < texts[index].numbers.count, texts[index].numbers[symbol] != TextColumn.unknown { continue }
                let bytes = source.bytes(of: UInt32(truncatingIfNeeded: symbol), slot: texts[index].slot)
                let (number, facts) = evaluator.intern(bytes.span, attribute: texts[index].attribute)
                if bytes.isEmpty, texts[index].attribute == prefixKey { noPrefix = number }
                texts[index].learn(symbol, number, facts)
            }
        }
        guard contentHashes != nil, let content else { return }
        for row in 0..<chunk.count {
            learnContent(chunk.symbols[content &* chunk.capacity &+ row], source, content)
        }
    }

    private mutating func learnContent(_ symbol: UInt32, _ source: TraceSource, _ slot: Int) {
        let index = Int(symbol)
        let count = contentHashes?.count ?? 0
        if index >= count {
            // Zero stands for one that was not hashed yet.
            contentHashes?.append(contentsOf: repeatElement(0, count: max(index + 1, count * 2) - count))
        }
        guard contentHashes?[index] == 0 else { return }
        contentHashes?[index] = max(StableHash.hash(source.bytes(of: symbol, slot: slot)), 1)
    }

    /// Writes one row into a request of `makeRequest`.
    @inline(__always)
    func load(_ row: Int, of chunk: TraceChunk, into request: inout Request) {
        loadValues(row, of: chunk, into: &request)
        for index in texts.indices {
            let symbol = Int(chunk.symbols[texts[index].slot &* chunk.capacity &+ row])
            request.set(texts[index].attribute, facts: texts[index].facts[symbol])
        }
        if let content {
            let symbol = chunk.symbols[content &* chunk.capacity &+ row]
            // Equal symbols are equal contents: the table that numbered them compared their bytes.
            let hash = contentHashes.map { $0[Int(symbol)] }
            request.content = Fingerprint(high: 0, low: hash ?? UInt64(symbol) &+ 1)
        }
        if let prefixKey {
            let value = request.values[prefixKey]
            request.prefix = value == noPrefix ? nil : Fingerprint(high: 1, low: UInt64(bitPattern: value))
        }
    }

    /// The trace's reader has held every value against the attribute's range.
    @inline(__always)
    private func loadValues(_ row: Int, of chunk: TraceChunk, into request: inout Request) {
        var values = request.values.mutableSpan
        for column in numbers {
            values[column.attribute] = chunk.numbers[column.slot &* chunk.capacity &+ row]
        }
        for column in cases {
            values[column.attribute] = Int64(chunk.symbols[column.slot &* chunk.capacity &+ row])
        }
        for index in texts.indices {
            let symbol = Int(chunk.symbols[texts[index].slot &* chunk.capacity &+ row])
            values[texts[index].attribute] = texts[index].numbers[symbol]
        }
    }

    /// What the request that was loaded last asks of a model.
    @inline(__always)
    func usage(_ row: Int, of chunk: TraceChunk, _ request: Request) -> CallUsage {
        var usage = CallUsage()
        let values = request.values
        if let index = roles.prompt { usage.prompt = values[index] }
        if let index = roles.cachedPrefix, request.prefix != nil { usage.prefix = min(values[index], usage.prompt) }
        if let index = roles.images { usage.images = values[index] }
        if let index = roles.audio { usage.audio = values[index] }
        if let index = roles.toolCalls { usage.toolCalls = values[index] }
        // A host sends the request's own cap along, with or without a policy.
        if let index = roles.maxOutput { usage.output = values[index] }
        if let slot = output {
            let written = chunk.numbers[slot &* chunk.capacity &+ row]
            usage.output = roles.maxOutput == nil ? written : min(usage.output, written)
        }
        return usage
    }
}

/// Columns of traffic that are no attributes of the request.
package enum TrafficColumn {
    /// Equal values are requests of equal content.
    package static let content = "content"
    /// Tokens that were answered.
    package static let output = "output"

    /// How good answers are, by a column of a trace. No attribute has a blank in its name.
    package static func quality(_ column: String) -> String { "quality of \(column)" }
}

extension RequestBinding.TextColumn {
    fileprivate mutating func learn(_ symbol: Int, _ number: Int64, _ text: TextFacts) {
        let needed = symbol + 1
        if numbers.count < needed {
            let growth = max(needed, numbers.count * 2) - numbers.count
            numbers.append(contentsOf: repeatElement(Self.unknown, count: growth))
            facts.append(contentsOf: repeatElement(.none, count: growth))
        }
        numbers[symbol] = number
        facts[symbol] = text
    }
}

extension Request {
    fileprivate mutating func markGiven(_ attribute: Int) { given[attribute] = true }

    @inline(__always)
    fileprivate mutating func set(_ attribute: Int, facts text: TextFacts) { facts[attribute] = text }
}

extension TraceSource {
    /// The text of one symbol.
    fileprivate func bytes(of symbol: UInt32, slot: Int) -> [UInt8] { symbols(slot).bytes(of: symbol) }
}
