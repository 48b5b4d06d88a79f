public import ScrimpRuntime

// Reasons for programs. For people there are sentences.

extension RejectReason {
    /// For programs: never changes, and is never used for another reason.
    public var code: String {
        switch self {
        case .thrownSwitch: "switch_thrown"
        case .budget: "budget_spent"
        case .ceiling: "ceiling"
        case .limit: "limit"
        case .storeLost: "store_lost"
        case .exhausted: "exhausted"
        case .deadline: "deadline"
        case .noRule: "no_rule"
        }
    }
}

extension PassReason {
    /// For programs: never changes, and is never used for another reason.
    public var code: String {
        switch self {
        case .notAllowed: "not_allowed"
        case .alreadyTried: "already_tried"
        case .contextWindow: "context_window"
        case .unpriced: "unpriced"
        case .budget: "budget_spent"
        case .limit(_, .concurrency): "concurrency"
        case .limit(_, .rate): "rate"
        case .limit(_, .calls): "calls"
        case .deadline: "deadline"
        case .suspended: "suspended"
        case .poolLost: "pool_lost"
        case .resting: "resting"
        case .belowFloor: "below_floor"
        case .commitment: "commitment_used_up"
        case .storeLost: "store_lost"
        }
    }
}

extension MissReason {
    /// For programs: never changes, and is never used for another reason.
    public var code: String {
        switch self {
        case .notMeant: "not_meant"
        case .noContent: "no_content"
        case .untrackedKey: "untracked_key"
        case .noEntry: "no_entry"
        case .noEmbedding: "no_embedding"
        case .otherDimensions: "other_dimensions"
        case .notFinite: "not_finite"
        case .noPart: "no_part"
        }
    }
}

extension SettleError {
    /// The sentence for a person.
    public var message: String {
        switch self {
        case .notOpen: "no such call is open: it was reported before, or lapsed too long ago"
        case .nothingReserved: "the decision was no call: there is nothing to report"
        case .invalidUsage: "a number of tokens or items is negative"
        case .lapsed: "the call has lapsed and is charged already: it can be settled, not released"
        case .storeLost: "the shared store cannot be reached: report again"
        }
    }
}

extension OperationError {
    /// The sentence for a person.
    public var message: String {
        switch self {
        case .unknownSwitch(let index): "the policy has no switch with the index \(index)"
        case .unknownRollout(let index): "the policy has no rollout with the index \(index)"
        }
    }
}

extension EngineError {
    /// The sentence for a person.
    public var message: String {
        switch self {
        case .tooManyBudgets: "the policy has more than \(EngineError.budgetLimit) budgets"
        case .tooManyCaches: "the policy has more than 64 caches"
        case .tooManySwitches: "the policy has more than 64 switches"
        case .tooManyLimits: "the policy has more than 64 limits"
        case .tooManyShapes: "the policy has more than 64 shapes"
        case .tooManyBatches: "the policy has more than 64 batches"
        case .tooManyTextOperations: "the policy asks more than 64 questions about the text of one attribute"
        }
    }
}
