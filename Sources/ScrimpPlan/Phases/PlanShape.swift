/// Shape: what makes a call smaller. Directives for the host, of which only the caps change what is reserved.
public struct PlanShape: Hashable, Sendable {
    public enum Effort: UInt8, Sendable { case low, medium, high }
    public enum Encoding: UInt8, Sendable { case gzip, brotli }

    public var name: StringID
    public var when: ConditionID
    public var targets: TargetSet
    /// Share of the prompt that compressing it is assumed to save, in billionths; nil for no compression.
    public var compression: ClosedRange<Int64>?
    /// Longest context, in tokens, and most examples that are sent along.
    public var context: Int64?
    public var examples: Int64?
    /// Caps on visible and reasoning tokens together, and on reasoning tokens.
    public var maxOutput: Int64?
    public var reasoningCap: Int64?
    public var effort: Effort?
    /// Ends a stream when the numbers that the host reports make it true; `never` for no early stop.
    public var stopEarly: ConditionID
    public var stream: Bool?
    /// Questions in one call.
    public var bundle: Int64?
    public var encoding: Encoding?

    public init(name: StringID, when: ConditionID, targets: TargetSet) {
        self.name = name
        self.when = when
        self.targets = targets
        stopEarly = .never
    }
}
