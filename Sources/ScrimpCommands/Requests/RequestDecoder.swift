import ScrimpJSON
import ScrimpPlan
import ScrimpQuantities
import ScrimpRuntime
import ScrimpDiagnostics

/// Why a line is no request, or no report.
struct RequestProblem: Error {
    /// The attribute or member at fault; nil for the line as a whole.
    var attribute: String?
    var message: String
}

/// A request as JSON gives it, with what stands beside its attributes.
struct DecodedRequest {
    var request: Request
    var time: Instant?
    var usage: Usage?
}

/// Reads requests from JSON objects: one member per attribute, and `at`, `content` and `usage`.
///
/// Numbers of tokens, counts and bytes are whole numbers; ratios are 0…1 or `"35%"`; money is dollars as number or `"$1.50"`;
/// durations are seconds or `"30 s"`.
struct RequestDecoder {
    let engine: Engine<MemoryStore>
    private var builder: RequestBuilder<MemoryStore>
    private let references: [String: AttributeReference]

    init(_ engine: Engine<MemoryStore>) {
        self.engine = engine
        builder = engine.makeRequest()
        var references: [String: AttributeReference] = [:]
        for index in engine.schema.attributes.indices {
            let name = engine.schema.name(UInt16(truncatingIfNeeded: index))
            references[name] = try? engine.schema.attribute(name)
        }
        self.references = references
    }

    mutating func decode(_ node: JSONNode) throws(RequestProblem) -> DecodedRequest {
        guard case .object(let members) = node.value else {
            throw RequestProblem(attribute: nil, message: "a request is an object: { \"tenant\": \"acme\", … }")
        }
        builder.reset()
        var time: Instant?
        var usage: Usage?
        for member in members {
            if let reference = references[member.key] {
                try set(reference, member.key, member.value)
                continue
            }
            switch member.key {
            case "at": time = try Self.time(member.value)
            case "content":
                guard let text = member.value.text else { throw problem("content", "is a text") }
                builder.set(content: Self.fingerprint(text))
            case "usage": usage = try Self.usage(member.value)
            default:
                let known = references.keys.sorted() + ["at", "content", "usage"]
                let close = suggest(member.key, among: known)
                throw RequestProblem(
                    attribute: member.key,
                    message: "`\(member.key)` is no attribute of the request"
                        + (close.map { ": did you mean `\($0)`?" } ?? ""))
            }
        }
        return DecodedRequest(request: builder.request, time: time, usage: usage)
    }

    /// A collision-resistant fingerprint: the first half of the SHA-256 of the text.
    static func fingerprint(_ text: String) -> Fingerprint {
        let digest = SHA256.digest(Array(text.utf8))
        func word(_ start: Int) -> UInt64 { digest[start..<(start + 8)].reduce(0) { $0 << 8 | UInt64($1) } }
        return Fingerprint(high: word(0), low: word(8))
    }

    // MARK: Attributes

    private mutating func set(_ reference: AttributeReference, _ name: String, _ node: JSONNode) throws(RequestProblem)
    {
        do throws(RequestError) {
            switch reference.kind {
            case .string, .enumeration:
                guard let text = node.text else { throw RequestError.wrongKind(attribute: reference.index) }
                try builder.set(reference, text: text)
            case .bool:
                guard case .bool(let value) = node.value else {
                    throw RequestError.wrongKind(attribute: reference.index)
                }
                try builder.set(reference, number: value ? 1 : 0)
            case .int, .tokens, .count, .bytes:
                guard let number = node.number?.int64 else { throw RequestError.wrongKind(attribute: reference.index) }
                try builder.set(reference, number: number)
            case .ratio:
                let text = node.text.map { $0.last == "%" ? String($0.dropLast()) : "" }
                try builder.set(
                    reference, number: try scaled(node, text, reference, by: 100, PlanAttribute.ratioScale))
            case .money:
                let text = node.text.map { $0.first == "$" ? String($0.dropFirst()) : "" }
                try builder.set(reference, number: try scaled(node, text, reference, by: 1, Int64(Money.picoPerDollar)))
            case .duration: try builder.set(reference, number: try duration(node, reference))
            }
        } catch {
            throw RequestProblem(attribute: name, message: describe(error, name))
        }
    }

    /// A number, or the number of a text that had its sign (`35%`, `$1.50`), in base units.
    private func scaled(
        _ node: JSONNode, _ text: String?, _ reference: AttributeReference, by divisor: Int128, _ scale: Int64
    ) throws(RequestError) -> Int64 {
        let value =
            if let text {
                Decimal(ascii: text.utf8)?.rational?.divided(by: Rational(whole: divisor))
            } else {
                node.number?.decimal?.rational
            }
        guard let value else { throw .wrongKind(attribute: reference.index) }
        guard let whole = value.multiplied(by: Rational(whole: Int128(scale)))?.rounded,
            let number = Int64(exactly: whole)
        else {
            throw .outOfRange(attribute: reference.index)
        }
        return number
    }

    private func duration(_ node: JSONNode, _ reference: AttributeReference) throws(RequestError) -> Int64 {
        var value = node.number?.decimal?.rational?.multiplied(by: Rational(whole: Unit.nanosecondsPerSecond))
        if let text = node.text {
            let number = text.prefix { $0.isNumber || $0 == "." || $0 == "_" }
            let symbol = text.dropFirst(number.count).filter { $0 != " " }
            guard let unit = Unit.named(symbol.utf8), unit.dimension == .time, !unit.isCalendar else {
                throw .wrongKind(attribute: reference.index)
            }
            value = Decimal(ascii: number.utf8)?.rational?.multiplied(by: unit.scale)
        }
        guard let value else { throw .wrongKind(attribute: reference.index) }
        guard let number = Int64(exactly: value.rounded) else { throw .outOfRange(attribute: reference.index) }
        return number
    }

    func describe(_ error: RequestError, _ name: String) -> String {
        switch error {
        case .missing(let attribute):
            return "the request has no `\(engine.schema.name(attribute))`, and it has no default"
        case .unknownAttribute, .otherSchema:
            return "`\(name)` is no attribute of the request"
        case .wrongKind(let attribute):
            return "`\(name)` takes \(Self.words(engine.schema.attributes[Int(attribute)].kind))"
        case .outOfRange(let attribute):
            let declared = engine.schema.attributes[Int(attribute)]
            switch declared.kind {
            case .ratio: return "`\(name)` lies between 0 and 1: write 0.35 or \"35%\""
            case .money, .duration: return "`\(name)` is below zero or too large"
            case _ where declared.upper == .max: return "`\(name)` is at least \(declared.lower)"
            default: return "`\(name)` lies between \(declared.lower) and \(declared.upper)"
            }
        case .unknownCase(let attribute):
            let cases = engine.schema.attributes[Int(attribute)].cases.map { "`\(engine.plan.strings.text($0))`" }
            return "`\(name)` is one of \(cases.joined(separator: ", "))"
        }
    }

    private static func words(_ kind: PlanAttribute.Kind) -> String {
        switch kind {
        case .string: "a text"
        case .enumeration: "the name of a case"
        case .bool: "true or false"
        case .int, .count: "a whole number"
        case .tokens: "a whole number of tokens"
        case .bytes: "a whole number of bytes"
        case .ratio: "a number from 0 to 1, or a text like \"35%\""
        case .money: "a number of dollars, or a text like \"$1.50\""
        case .duration: "a number of seconds, or a text like \"30 s\""
        }
    }

    // MARK: Time and usage

    static func time(_ node: JSONNode) throws(RequestProblem) -> Instant {
        if let seconds = node.number?.decimal?.rational?.multiplied(by: Rational(whole: Unit.nanosecondsPerSecond)),
            let nanoseconds = Int64(exactly: seconds.rounded)
        {
            return Instant(nanoseconds: nanoseconds)
        }
        guard let text = node.text, let instant = Instant(isoText: text) else {
            throw RequestProblem(
                attribute: "at", message: "`at` is a time like \"2026-11-24T12:00:00Z\", or seconds since 1970")
        }
        return instant
    }

    private static func usage(_ node: JSONNode) throws(RequestProblem) -> Usage {
        guard case .object(let members) = node.value else { throw problem("usage", "is an object") }
        var usage = Usage()
        for member in members {
            if member.key == "outcome" {
                switch member.value.text {
                case "succeeded": usage.outcome = .succeeded
                case "failed": usage.outcome = .failed
                case "cancelled": usage.outcome = .cancelled
                default: throw problem("usage.outcome", "is `succeeded`, `failed` or `cancelled`")
                }
                continue
            }
            guard let number = member.value.number?.int64, number >= 0 else {
                throw problem("usage.\(member.key)", "is a whole number that is not negative")
            }
            switch member.key {
            case "prompt": usage.promptTokens = number
            case "cached": usage.cachedTokens = number
            case "cache_write": usage.cacheWriteTokens = number
            case "output": usage.outputTokens = number
            case "images": usage.images = number
            case "audio": usage.audioTokens = number
            case "tool_calls": usage.toolCalls = number
            default:
                throw problem(
                    "usage.\(member.key)",
                    "is not known: a usage has prompt, cached, cache_write, output, images, audio, tool_calls, outcome")
            }
        }
        return usage
    }

    private static func problem(_ name: String, _ what: String) -> RequestProblem {
        RequestProblem(attribute: name, message: "`\(name)` \(what)")
    }

    private func problem(_ name: String, _ what: String) -> RequestProblem { Self.problem(name, what) }
}
