import ScrimpPlan
import ScrimpQuantities
import ScrimpRuntime

/// Which column of a trace feeds which attribute, and how its values become those of a request.
struct RequestBinding {
    enum Origin {
        case number(slot: Int)
        /// Cases and truth values: the trace's symbol is the attribute's value.
        case plain(slot: Int)
        /// Texts, whose symbols are the engine's own.
        case text(slot: Int)
    }

    struct Column {
        var attribute: Int
        var origin: Origin
        /// By symbol of the trace: the engine's number plus one; 0 where it was not asked yet.
        var numbers: [Int64] = []
        /// By symbol of the trace: what decisions need of the text.
        var facts: [TextFacts] = []
    }

    var columns: [Column] = []
    let content: Int?
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
                    columns.append(Column(attribute: index, origin: .text(slot: slot)))
                }
            case .bool, .enumeration:
                if let slot = layout.symbolSlot(name) {
                    columns.append(Column(attribute: index, origin: .plain(slot: slot)))
                }
            default:
                if let slot = layout.numberSlot(name) {
                    columns.append(Column(attribute: index, origin: .number(slot: slot)))
                }
            }
        }
        self.roles = roles
        let columns = columns
        prefixKey = Self.prefixKey(plan, roles).flatMap { key in columns.contains { $0.attribute == key } ? key : nil }
        content = layout.symbolSlot(TrafficColumn.content)
        output = layout.numberSlot(TrafficColumn.output)
    }

    /// Whether the replay can say which requests begin alike, so that prefix caches of providers are warm or cold.
    var knowsPrefixes: Bool { prefixKey != nil }

    /// What an affinity keeps together is what is continued: one conversation, whose beginning the provider may still hold.
    private static func prefixKey(_ plan: Plan, _ roles: Roles) -> Int? {
        guard roles.cachedPrefix != nil, plan.targets.contains(where: { $0.prefixCache > 0 }) else { return nil }
        return plan.affinities.first.map { Int($0.key) }
    }

    /// Writes one row into a request; texts that are new are numbered by the engine.
    mutating func load(
        _ row: Int, of chunk: TraceChunk, _ source: TraceSource, into request: inout Request,
        _ evaluator: inout Evaluator<MemoryStore>
    ) {
        for index in columns.indices {
            let attribute = columns[index].attribute
            switch columns[index].origin {
            case .number(let slot):
                request.set(attribute, chunk.numbers[slot &* chunk.capacity &+ row])
            case .plain(let slot):
                request.set(attribute, Int64(chunk.symbols[slot &* chunk.capacity &+ row]))
            case .text(let slot):
                let symbol = chunk.symbols[slot &* chunk.capacity &+ row]
                let known = Int(symbol) < columns[index].numbers.count ? columns[index].numbers[Int(symbol)] : 0
                if known == 0 { learn(symbol, slot, index, source, &evaluator) }
                let number = columns[index].numbers[Int(symbol)] - 1
                request.set(attribute, number)
                request.set(attribute, facts: columns[index].facts[Int(symbol)])
            }
        }
        if let content {
            let symbol = chunk.symbols[content &* chunk.capacity &+ row]
            // Equal symbols are equal contents: the table that numbered them compared their bytes.
            request.content = Fingerprint(high: 0, low: UInt64(symbol) &+ 1)
        }
        if let prefixKey {
            let value = request.values[prefixKey]
            request.prefix = value == noPrefix ? nil : Fingerprint(high: 1, low: UInt64(bitPattern: value))
        }
    }

    private mutating func learn(
        _ symbol: UInt32, _ slot: Int, _ index: Int, _ source: TraceSource, _ evaluator: inout Evaluator<MemoryStore>
    ) {
        let needed = Int(symbol) + 1
        if columns[index].numbers.count < needed {
            let growth = max(needed, columns[index].numbers.count * 2) - columns[index].numbers.count
            columns[index].numbers.append(contentsOf: repeatElement(0, count: growth))
            columns[index].facts.append(contentsOf: repeatElement(.none, count: growth))
        }
        let bytes = source.bytes(of: symbol, slot: slot)
        let (number, facts) = evaluator.intern(bytes.span, attribute: columns[index].attribute)
        if bytes.isEmpty, columns[index].attribute == prefixKey { noPrefix = number }
        columns[index].numbers[Int(symbol)] = number + 1
        columns[index].facts[Int(symbol)] = facts
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
}

extension Request {
    /// A value that is known to fit, because the trace's reader has held it against the attribute's range.
    @inline(__always)
    fileprivate mutating func set(_ attribute: Int, _ value: Int64) {
        values[attribute] = value
        given[attribute] = true
    }

    fileprivate mutating func set(_ attribute: Int, facts text: TextFacts) { facts[attribute] = text }
}

extension TraceSource {
    /// The text of one symbol.
    fileprivate func bytes(of symbol: UInt32, slot: Int) -> [UInt8] { symbols(slot).bytes(of: symbol) }
}
