import ScrimpSemantics

/// What the name of an attribute says that its values are. Names are not guessed at: only these words count, alone or with an
/// ending such as `_id`.
extension Attribute {
    /// Whom one pays for or answers to, and whose data others may not see.
    var namesCustomer: Bool { kind == .string && Self.customers.contains(stem) }
    /// Something that ends, so that there are more of them every day.
    var namesRun: Bool { kind == .string && Self.runs.contains(stem) }
    /// Something that no second request has.
    var namesRequest: Bool {
        kind == .string
            && (Self.requests.contains(stem) || name.hasSuffix("_hash") && Self.hashed.contains(stem) || stem == "uuid")
    }
    /// Where data may be kept.
    var namesResidency: Bool { Self.residencies.contains(stem) }
    /// How much the answers to one prompt may differ.
    var namesVariety: Bool { Self.varieties.contains(name) && kind != .string }

    private var stem: String {
        for ending in Self.endings where name.hasSuffix(ending) { return String(name.dropLast(ending.count)) }
        return name
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
