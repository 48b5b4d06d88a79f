import ScrimpPlan
public import ScrimpQuantities
public import ScrimpRuntime

// Numbers in the types that hosts have. Each throws `.wrongKind` for an attribute of another kind, and `.outOfRange` for what a
// request cannot hold.
extension RequestBuilder {
    /// Not below zero, and at most nine million dollars.
    public mutating func set(_ attribute: AttributeReference, money: Money) throws(RequestError) {
        guard attribute.kind == .money else { throw .wrongKind(attribute: attribute.index) }
        guard let number = Int64(exactly: money.pico) else { throw .outOfRange(attribute: attribute.index) }
        try set(attribute, number: number)
    }

    /// - Parameter ratio: 0.35 for 35 %; kept in billionths, rounded.
    public mutating func set(_ attribute: AttributeReference, ratio: Double) throws(RequestError) {
        guard attribute.kind == .ratio else { throw .wrongKind(attribute: attribute.index) }
        guard let number = Int64(exactly: (ratio * Double(PlanAttribute.ratioScale)).rounded()) else {
            throw .outOfRange(attribute: attribute.index)
        }
        try set(attribute, number: number)
    }

    /// Parts of a nanosecond are dropped.
    public mutating func set(_ attribute: AttributeReference, duration: Duration) throws(RequestError) {
        guard attribute.kind == .duration else { throw .wrongKind(attribute: attribute.index) }
        let (seconds, attoseconds) = duration.components
        let (whole, overflow) = seconds.multipliedReportingOverflow(by: Instant.nanosecondsPerSecond)
        let (sum, isTooLong) = whole.addingReportingOverflow(attoseconds / 1_000_000_000)
        guard !overflow, !isTooLong else { throw .outOfRange(attribute: attribute.index) }
        try set(attribute, number: sum)
    }

    /// For attributes of kind `bool`.
    public mutating func set(_ attribute: AttributeReference, flag: Bool) throws(RequestError) {
        guard attribute.kind == .bool else { throw .wrongKind(attribute: attribute.index) }
        try set(attribute, number: flag ? 1 : 0)
    }
}

extension Fingerprint {
    /// The first half of the SHA-256 of some texts, each behind its length, so that no two lists of texts share their bytes.
    ///
    /// ```swift
    /// Fingerprint(hashing: prompt, systemText, "temperature=0", toolNames)
    /// ```
    public init(hashing texts: String...) {
        var bytes: [UInt8] = []
        for text in texts {
            let count = UInt64(text.utf8.count)
            for shift in stride(from: UInt64(56), through: 0, by: -8) {
                bytes.append(UInt8(truncatingIfNeeded: count >> shift))
            }
            bytes.append(contentsOf: text.utf8)
        }
        let digest = SHA256.digest(bytes)
        func word(_ start: Int) -> UInt64 {
            digest[start..<(start + 8)].reduce(0) { $0 << 8 | UInt64($1) }
        }
        self.init(high: word(0), low: word(8))
    }
}

extension Engine {
    /// Why a request does not fit the policy, in a sentence.
    public func sentence(_ error: RequestError) -> String {
        switch error {
        case .missing(let attribute): return "the request has no `\(schema.name(attribute))`, and it has no default"
        case .unknownAttribute: return "the policy has no such attribute"
        case .wrongKind(let attribute): return "`\(schema.name(attribute))` takes another kind of value"
        case .outOfRange(let attribute): return "`\(schema.name(attribute))` is out of its range"
        case .unknownCase(let attribute):
            let cases = plan.attributes.indices.contains(Int(attribute)) ? plan.attributes[Int(attribute)].cases : []
            let names = cases.map { "`\(plan.strings.text($0))`" }.joined(separator: ", ")
            return "`\(schema.name(attribute))` is one of \(names)"
        case .otherSchema: return "the request was built for an engine with another policy"
        }
    }
}
