public import ScrimpPlan

/// An attribute, looked up by name once.
public struct AttributeReference: Hashable, Sendable {
    /// Index in `Plan.attributes`.
    public let index: UInt16
    /// What it holds: which numbers or texts may be set.
    public let kind: PlanAttribute.Kind
}

/// What requests of a policy look like.
public struct RequestSchema: Sendable {
    /// In source order, as in the plan.
    public let attributes: [PlanAttribute]
    let strings: StringTable
    let defaults: [Int64]
    let hasDefault: [Bool]
    /// For string attributes: what decisions need of the default text.
    let defaultFacts: [TextFacts]

    init(plan: Plan, texts: SymbolTexts) {
        attributes = plan.attributes
        strings = plan.strings
        defaults = plan.attributes.map { $0.defaultValue ?? 0 }
        hasDefault = plan.attributes.map { $0.defaultValue != nil }
        defaultFacts = plan.attributes.enumerated().map { index, attribute in
            attribute.defaultValue.map { texts.facts(of: $0, attribute: index) } ?? .none
        }
    }

    /// The attribute of that name; the bytes are compared.
    public func attribute(_ name: String) throws(RequestError) -> AttributeReference {
        for (index, attribute) in attributes.enumerated() where strings[attribute.name].elementsEqual(name.utf8) {
            return AttributeReference(index: UInt16(truncatingIfNeeded: index), kind: attribute.kind)
        }
        throw .unknownAttribute
    }

    /// Name of an attribute, for messages; empty for an unknown index.
    public func name(_ attribute: UInt16) -> String {
        guard Int(attribute) < attributes.count else { return "" }
        return strings.text(attributes[Int(attribute)].name)
    }

    func enumerationCase(_ name: Span<UInt8>, of attribute: UInt16) -> Int64? {
        for (index, id) in attributes[Int(attribute)].cases.enumerated() {
            let bytes = strings[id]
            guard bytes.count == name.count else { continue }
            var same = true
            for place in name.indices where bytes[bytes.startIndex + place] != name[place] { same = false }
            if same { return Int64(index) }
        }
        return nil
    }
}

/// Fills a request for one engine, whose symbols it uses. Setting a text that the engine knows allocates nothing.
public struct RequestBuilder<State: Store>: Sendable {
    /// What has been set up to now; `Engine.decide` takes it.
    public private(set) var request: Request
    let engine: Engine<State>

    init(engine: Engine<State>) {
        self.engine = engine
        request = Request(schema: engine.schema)
    }

    /// Back to the defaults.
    public mutating func reset() { request.reset(engine.schema) }

    /// What the request asks, for exact caches and for splits without a key; nil for none.
    public mutating func set(content: Fingerprint?) { request.content = content }
    /// Where the content lies among others, for semantic caches, and the fingerprint of what it must agree in (a conversation so far); nil for none.
    public mutating func set(embedding: [Float]?, context: Fingerprint? = nil) {
        request.embedding = embedding
        request.context = context
    }
    /// What the host has found itself in place of the engine's own search; nil for none.
    public mutating func set(match: SemanticMatch?) { request.match = match }
    /// The part of an answer that partial caches are asked for; nil for none.
    public mutating func set(part: Fingerprint?) { request.part = part }
    /// The beginning that the prompt shares with others, for the provider's prefix cache; nil for none.
    public mutating func set(prefix: Fingerprint?) { request.prefix = prefix }

    /// A number in the form that `PlanAttribute` describes; for enumerations the index of the case.
    public mutating func set(_ attribute: AttributeReference, number: Int64) throws(RequestError) {
        let index = Int(attribute.index)
        guard index < request.values.count else { throw .otherSchema }
        let declared = engine.schema.attributes[index]
        switch declared.kind {
        case .string: throw .wrongKind(attribute: attribute.index)
        case .bool: guard number == 0 || number == 1 else { throw .outOfRange(attribute: attribute.index) }
        case .enumeration:
            guard number >= 0, number < declared.cases.count else { throw .unknownCase(attribute: attribute.index) }
        case .int, .ratio, .money, .tokens, .count, .duration, .bytes:
            guard declared.lower <= number, number <= declared.upper else {
                throw .outOfRange(attribute: attribute.index)
            }
        }
        request.values[index] = number
        request.given[index] = true
    }

    /// The text of a string, or the name of an enumeration's case.
    public mutating func set(_ attribute: AttributeReference, text: Span<UInt8>) throws(RequestError) {
        let index = Int(attribute.index)
        guard index < request.values.count else { throw .otherSchema }
        switch engine.schema.attributes[index].kind {
        case .string:
            (request.values[index], request.facts[index]) = engine.core.texts.intern(text, attribute: index)
        case .enumeration:
            guard let place = engine.schema.enumerationCase(text, of: attribute.index) else {
                throw .unknownCase(attribute: attribute.index)
            }
            request.values[index] = place
        case .bool, .int, .ratio, .money, .tokens, .count, .duration, .bytes:
            throw .wrongKind(attribute: attribute.index)
        }
        request.given[index] = true
    }

    /// The same from a `String`.
    ///
    /// - Throws: `RequestError`: the attribute holds no text, or has no such case, or is another policy's.
    public mutating func set(_ attribute: AttributeReference, text: String) throws(RequestError) {
        var bytes = text
        bytes.makeContiguousUTF8()
        try set(attribute, text: bytes.utf8.span)
    }
}
