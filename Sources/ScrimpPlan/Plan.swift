public import ScrimpQuantities

/// A compiled policy: flat tables of integers, which the engine and the simulator run.
///
/// The contract between compiler and runtime. Sections follow the seven phases; names have become indices, conditions
/// have become tests over `features`, and the routing rules have become a `Matcher`.
public struct Plan: Sendable {
    /// What it was made from.
    public var identity: PlanIdentity
    /// Every text that it needs, each once.
    public var strings: StringTable

    // What a request looks like.
    /// The request block, in source order.
    public var attributes: [PlanAttribute]
    /// What conditions may test: first every attribute, in order, then what is derived from them and from the state.
    public var features: [PlanFeature]
    /// Summands of linear features.
    public var linearTerms: [LinearTerm]
    /// Steps of comparisons that are not linear.
    public var instructions: [Instruction]
    /// Steps of conditions.
    public var tests: [ConditionTest]

    // Whom a call may go to.
    /// The policy's models, in source order; at most 128.
    public var targets: [PlanTarget]
    /// Places in fallback chains.
    public var candidates: [PlanCandidate]
    /// Fallback chains, as ranges of `candidates`.
    public var chains: [PlanChain]
    /// Shares of traffic, of which candidates may be one.
    public var splits: [PlanSplit]

    // The phases.
    /// Admit: in source order.
    public var switches: [PlanSwitch]
    /// Lookup: in source order.
    public var caches: [PlanCache]
    /// Route: in source order.
    public var rules: [PlanRule]
    /// Which rule a request matches first.
    public var matcher: Matcher
    /// The same rules for batches of rows; nil where they are too many.
    public var columns: ColumnRules?
    /// Route: in source order; a target must pass all of them.
    public var allows: [PlanAllow]
    /// Route: in source order.
    public var rollouts: [PlanRollout]
    /// Route: in source order.
    public var affinities: [PlanAffinity]
    /// Shape: in source order.
    public var shapes: [PlanShape]
    /// Reserve and settle: in source order, which is the order in which they are asked.
    public var budgets: [PlanBudget]
    /// Reserve and settle: in source order.
    public var commitments: [PlanCommitment]
    /// Dispatch: in source order.
    public var pools: [PlanPool]
    /// Reserve: in source order.
    public var limits: [PlanLimit]
    /// Dispatch: in source order.
    public var batches: [PlanBatch]
    /// Dispatch: in source order.
    public var gathers: [PlanGather]
    /// Dispatch: in source order.
    public var shadows: [PlanShadow]
    /// Settle: in source order.
    public var alerts: [PlanAlert]
    /// Settle: in source order.
    public var attributions: [PlanAttribution]

    /// Attribute that splits hash on; without one they hash on the request's content.
    public var sticky: UInt16?
    /// How long a call may take where the request has no deadline of its own, in nanoseconds.
    public var deadline: Int64
    /// The policy's time zone, in which days and times of day are counted.
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
    /// The policy's name.
    public var policyName: StringID
    /// Empty where the policy has none.
    public var policyVersion: StringID
    /// Version of the compiler that made it.
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
    /// Place in the table, from 0.
    public var index: UInt32

    public init(_ index: UInt32) { self.index = index }
    /// The empty text, which every table has.
    public static let empty = StringID(0)
}

/// Every text of a plan, in one block of UTF-8.
public struct StringTable: Hashable, Sendable {
    /// All texts, one after the other, as UTF-8.
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

    /// How many texts there are.
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

    /// A text as a `String`; empty for an unknown number.
    public func text(_ id: StringID) -> String { String(decoding: self[id], as: UTF8.self) }
}
