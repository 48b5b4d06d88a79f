import ScrimpGenerators
import ScrimpNaive
import ScrimpPlan
import ScrimpQuantities
import ScrimpRuntime
import ScrimpSemantics

/// Requests from a seed, each in the form of both evaluators.
struct GeneratedRequests {
    let policy: Policy
    private var state: UInt64

    init(seed: UInt64, policy: Policy) {
        state = StableHash.mix(seed ^ 0x5EED)
        self.policy = policy
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        return StableHash.mix(state)
    }
    mutating func below(_ count: Int) -> Int { Int(next() % UInt64(count)) }

    /// By attribute: the number, or the text.
    enum Value {
        case number(Int64)
        case text(String)
    }

    mutating func values() -> [Value] { policy.attributes.map { value($0) } }

    private mutating func value(_ attribute: Attribute) -> Value {
        switch attribute.kind {
        case .string:
            let texts = GeneratedPolicy.texts + ["acme-7", "other", "eu", "tenant-\(below(9))"]
            return .text(texts[below(texts.count)])
        case .bool: return .number(Int64(below(2)))
        case .enumeration(let cases): return .number(Int64(below(cases.count)))
        case .ratio:
            let edge = below(4) == 0 ? Int64(below(3)) - 1 : 0
            return .number(min(max(Int64(below(21)) * 50_000_000 + edge, 0), 1_000_000_000))
        case .int: return .number(extreme() ?? Int64(below(13)) - 6)
        case .money: return .number(Int64(below(9)) * 500_000_000_000 + (below(4) == 0 ? Int64(below(2)) : 0))
        case .duration:
            return .number([0, 500_000_000, 499_999_999, 30_000_000_000, 60_000_000_000, 60_000_000_001][below(6)])
        case .tokens, .count, .bytes: return .number(Int64(below(22)))
        }
    }

    /// Now and then a number at the end of the range.
    private mutating func extreme() -> Int64? {
        below(20) == 0 ? [Int64.max, .min, .max - 1, .min + 1, 3_037_000_500][below(5)] : nil
    }

    func naive(_ values: [Value], content: UInt64) -> NaiveRequest {
        NaiveRequest(
            values: zip(policy.attributes, values).map { attribute, value in
                switch (value, attribute.kind) {
                case (.text(let text), _): return .text(text)
                case (.number(let number), .bool): return .boolean(number == 1)
                case (.number(let number), .enumeration): return .enumerationCase(Int(number))
                case (.number(let number), .money): return .number(Rational(Int128(number), 1_000_000_000_000) ?? .zero)
                case (.number(let number), .ratio): return .number(Rational(Int128(number), 1_000_000_000) ?? .zero)
                case (.number(let number), _): return .number(Rational(whole: Int128(number)))
                }
            }, content: (content, content))
    }

    func fill<State: Store>(
        _ builder: inout RequestBuilder<State>, _ schema: RequestSchema, _ values: [Value], content: UInt64
    ) throws {
        builder.reset()
        builder.set(content: Fingerprint(high: content, low: content))
        for (attribute, value) in zip(policy.attributes, values) {
            let reference = try schema.attribute(attribute.name)
            switch value {
            case .text(let text): try builder.set(reference, text: text)
            case .number(let number): try builder.set(reference, number: number)
            }
        }
    }
}
