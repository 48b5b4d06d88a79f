/// Shape: what makes a call smaller. Directives for the host, of which only the caps change what is reserved.
public struct PlanShape: Hashable, Sendable {
    /// How long a model may think.
    public enum Effort: UInt8, Sendable { case low, medium, high }
    /// How a body may be compressed on its way.
    public enum Encoding: UInt8, Sendable { case gzip, brotli }

    /// As the policy calls it.
    public var name: StringID
    /// Calls that it bears on; an undefined condition counts as false.
    public var when: ConditionID
    /// The models that it bears on.
    public var targets: TargetSet
    /// Share of the prompt that compressing it is assumed to save, in billionths; nil for no compression.
    public var compression: ClosedRange<Int64>?
    /// Longest context, in tokens, and most examples that are sent along.
    public var context: Int64?
    /// Most examples that are sent along.
    public var examples: Int64?
    /// Caps on visible and reasoning tokens together, and on reasoning tokens.
    public var maxOutput: Int64?
    /// Most reasoning tokens.
    public var reasoningCap: Int64?
    /// How long the model may think; nil where the policy does not say.
    public var effort: Effort?
    /// Ends a stream when the numbers that the host reports make it true; `never` for no early stop.
    public var stopEarly: ConditionID
    /// Whether the answer is streamed; nil where the policy does not say.
    public var stream: Bool?
    /// Questions in one call.
    public var bundle: Int64?
    /// How bodies are compressed; nil where the policy does not say.
    public var encoding: Encoding?

    public init(name: StringID, when: ConditionID, targets: TargetSet) {
        self.name = name
        self.when = when
        self.targets = targets
        stopEarly = .never
    }
}
