// Route and dispatch: what changes gradually, what stays where it is, and what is watched.

/// A target that is brought into use in stages.
public struct PlanRollout: Hashable, Sendable {
    /// As the policy calls the rollout.
    public var name: StringID
    /// The target that is brought into use, and the one in its place for keys that are not in.
    public var of: UInt16
    /// Index in `Plan.targets` of what takes the place of `of`.
    public var otherwise: UInt16
    /// Attribute by whose values requests come in.
    public var key: UInt16
    /// The last of 2^64 buckets that is in, by stage, ascending; as arms of a split (`PlanSplit`). Nothing is in at 0.
    public var stages: [UInt64]
    /// Nanoseconds from one stage to the next.
    public var every: Int64
    /// Takes everyone out until a person lifts it; an undefined condition counts as false.
    public var revertWhen: ConditionID
    /// Features of the plan of kind quality that `revertWhen` asks for: while one is undefined, no stage advances.
    public var guards: [UInt16]
    /// Stable hash of the policy's and the rollout's names; independent of all other salts.
    public var salt: UInt64
    /// Stable hash of the stage list: a deploy that leaves it as it is keeps the clock.
    public var signature: UInt64

    public init(
        name: StringID, of: UInt16, otherwise: UInt16, key: UInt16, stages: [UInt64], every: Int64,
        revertWhen: ConditionID, guards: [UInt16], salt: UInt64, signature: UInt64
    ) {
        self.name = name
        self.of = of
        self.otherwise = otherwise
        self.key = key
        self.stages = stages
        self.every = every
        self.revertWhen = revertWhen
        self.guards = guards
        self.salt = salt
        self.signature = signature
    }
}

/// Copies of requests to a further target, whose answers are not used.
public struct PlanShadow: Hashable, Sendable {
    /// As the policy calls it.
    public var name: StringID
    /// Index in `Plan.targets` of where the copies go.
    public var target: UInt16
    /// The last of 2^64 buckets of requests that are copied; nil for none.
    public var upTo: UInt64?
    /// Budget that pays for the copies; no other one does.
    public var budget: UInt16
    /// Stable hash of the policy's and the shadow's names; independent of all other salts.
    public var salt: UInt64

    public init(name: StringID, target: UInt16, upTo: UInt64?, budget: UInt16, salt: UInt64) {
        self.name = name
        self.target = target
        self.upTo = upTo
        self.budget = budget
        self.salt = salt
    }
}

/// Requests that stay on the target that answered their key before.
public struct PlanAffinity: Hashable, Sendable {
    /// As the policy calls it.
    public var name: StringID
    /// Requests where it is "" are free.
    public var key: UInt16
    /// Nanoseconds after the last call.
    public var keep: Int64

    public init(name: StringID, key: UInt16, keep: Int64) {
        self.name = name
        self.key = key
        self.keep = keep
    }
}

/// Something that is watched beside the thresholds of budgets: announced each time that it becomes true.
public struct PlanAlert: Hashable, Sendable {
    /// As the policy calls it.
    public var name: StringID
    /// An undefined condition counts as false.
    public var when: ConditionID
    /// Whom the host is to tell; empty where the policy does not say.
    public var notify: StringID
    /// Switch that it throws.
    public var throwing: UInt16?

    public init(name: StringID, when: ConditionID, notify: StringID, throwing: UInt16?) {
        self.name = name
        self.when = when
        self.notify = notify
        self.throwing = throwing
    }
}
