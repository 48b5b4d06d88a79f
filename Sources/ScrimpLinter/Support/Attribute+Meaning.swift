import ScrimpSemantics

/// What the name of an attribute says that its values are. Names are not guessed at: only these words count, alone or with an
/// ending such as `_id`.
extension Attribute {
    /// Whom one pays for or answers to, and whose data others may not see.
    var namesCustomer: Bool { kind == .string && isNamed(Self.customers) }
    /// Something that ends, so that there are more of them every day.
    var namesRun: Bool { kind == .string && isNamed(Self.runs) }
    /// Something that no second request has.
    var namesRequest: Bool {
        kind == .string && (isNamed(Self.requests) || name.hasSuffix("_hash") && isNamed(Self.hashed) || name == "uuid")
    }
    /// Where data may be kept.
    var namesResidency: Bool { isNamed(Self.residencies) }
    /// How much the answers to one prompt may differ.
    var namesVariety: Bool { kind != .string && Self.varieties.contains(name) }

    private func isNamed(_ words: Set<String>) -> Bool {
        if words.contains(name) { return true }
        guard name.utf8.contains(UInt8(ascii: "_")) else { return false }
        for ending in Self.endings where name.hasSuffix(ending) {
            return words.contains(String(name.dropLast(ending.count)))
        }
        return false
    }

    private static let endings = ["_id", "_key", "_uuid", "_hash"]
    private static let customers: Set<String> = [
        "tenant", "customer", "user", "account", "org", "organisation", "organization", "workspace", "patient",
        "subscriber",
    ]
    private static let runs: Set<String> = ["run", "session", "conversation", "thread", "workflow_run"]
    private static let requests: Set<String> = [
        "request", "trace", "span", "message", "correlation", "idempotency", "call",
    ]
    private static let hashed: Set<String> = ["prompt", "content", "request", "body"]
    private static let residencies: Set<String> = ["residency", "data_residency", "jurisdiction", "data_region"]
    private static let varieties: Set<String> = [
        "temperature", "creativity", "randomness", "creative", "sampled", "non_deterministic",
    ]
}
