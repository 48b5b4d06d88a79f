public import ScrimpQuantities

/// A compiled policy: flat tables of integers, which the engine and the simulator run.
///
/// The contract between compiler and runtime. Sections follow the seven phases; names have become indices, conditions
/// have become tests over `features`, and the routing rules have become a `Matcher`.
public struct Plan: Sendable {
    public var identity: PlanIdentity
    public var strings: StringTable

    // What a request looks like.
    public var attributes: [PlanAttribute]
    /// What conditions may test: first every attribute, in order, then what is derived from them and from the state.
    public var features: [PlanFeature]
    public var linearTerms: [LinearTerm]
    public var instructions: [Instruction]
    public var tests: [ConditionTest]

    // Whom a call may go to.
    public var targets: [PlanTarget]
    public var candidates: [PlanCandidate]
    public var chains: [PlanChain]
    public var splits: [PlanSplit]

    // The phases.
    public var switches: [PlanSwitch]
    public var caches: [PlanCache]
    public var rules: [PlanRule]
    public var matcher: Matcher
    /// The same rules for batches of rows; nil where they are too many.
    public var columns: ColumnRules?
    public var allows: [PlanAllow]
    public var rollouts: [PlanRollout]
    public var affinities: [PlanAffinity]
    public var shapes: [PlanShape]
    public var budgets: [PlanBudget]
    public var commitments: [PlanCommitment]
    public var pools: [PlanPool]
    public var limits: [PlanLimit]
    public var batches: [PlanBatch]
    public var gathers: [PlanGather]
    public var shadows: [PlanShadow]
    public var alerts: [PlanAlert]
    public var attributions: [PlanAttribution]

    /// Attribute that splits hash on; without one they hash on the request's content.
    public var sticky: UInt16?
    /// How long a call may take where the request has no deadline of its own, in nanoseconds.
    public var deadline: Int64
    public var zone: ZoneRules

    public init(identity: PlanIdentity, strings: StringTable, deadline: Int64, zone: ZoneRules) {
        self.identity = identity
        self.strings = strings
        self.deadline = deadline
        self.zone = zone
        attributes = []
        features = []
        linearTerms = []
        instructions = []
        tests = []
        targets = []
        candidates = []
        chains = []
        splits = []
        switches = []
        caches = []
        rules = []
        matcher = .rules(RuleList(tests: [], entries: []))
        columns = nil
        allows = []
        rollouts = []
        affinities = []
        shapes = []
        budgets = []
        commitments = []
        pools = []
        limits = []
        batches = []
        gathers = []
        shadows = []
        alerts = []
        attributions = []
        sticky = nil
    }
}

/// What a plan was made from.
public struct PlanIdentity: Hashable, Sendable {
    public var policyName: StringID
    /// Empty where the policy has none.
    public var policyVersion: StringID
    public var compilerVersion: StringID
    /// Edition of the language (`policy { language: 1 }`).
    public var language: UInt32
    /// SHA-256 of the catalog entries that the plan uses.
    public var catalogDigest: [UInt8]

    public init(
        policyName: StringID, policyVersion: StringID, compilerVersion: StringID, language: UInt32,
        catalogDigest: [UInt8]
    ) {
        self.policyName = policyName
        self.policyVersion = policyVersion
        self.compilerVersion = compilerVersion
        self.language = language
        self.catalogDigest = catalogDigest
    }
}

/// Index of a text in the plan's `StringTable`. The empty text is always index 0.
public struct StringID: Hashable, Sendable {
    public var index: UInt32

    public init(_ index: UInt32) { self.index = index }
    public static let empty = StringID(0)
}

/// Every text of a plan, in one block of UTF-8.
public struct StringTable: Hashable, Sendable {
    public private(set) var bytes: [UInt8] = []
    /// Where each text ends; it begins where the one before ends.
    public private(set) var ends: [UInt32] = [0]

    public init() {}

    /// Nil where the ends do not ascend within the bytes, or the first text is not empty.
    public init?(bytes: [UInt8], ends: [UInt32]) {
        guard ends.first == 0, let last = ends.last, Int(last) == bytes.count else { return nil }
        for index in ends.indices.dropFirst() where ends[index] < ends[index - 1] { return nil }
        self.bytes = bytes
        self.ends = ends
    }

    public var count: Int { ends.count }

    /// Adds a text without looking for an equal one; the compiler keeps the index of what it has added.
    public mutating func append(_ text: some Sequence<UInt8>) -> StringID {
        bytes.append(contentsOf: text)
        ends.append(UInt32(truncatingIfNeeded: bytes.count))
        return StringID(UInt32(truncatingIfNeeded: ends.count - 1))
    }

    /// The bytes of a text; empty for an index out of range.
    public subscript(id: StringID) -> ArraySlice<UInt8> {
        let index = Int(id.index)
        guard index > 0, index < ends.count else { return [] }
        return bytes[Int(ends[index - 1])..<Int(ends[index])]
    }

    public func text(_ id: StringID) -> String { String(decoding: self[id], as: UTF8.self) }
}
