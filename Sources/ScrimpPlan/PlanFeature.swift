/// A number that conditions may test.
public enum PlanFeature: Hashable, Sendable {
    /// The attribute of that index, as the request holds it (strings beyond the literals count as the "other" symbol).
    case attribute(UInt16)
    /// `Σ coefficient × attribute` over a range of `linearTerms`, saturating at the ends of `Int64`.
    case linear(start: UInt32, count: UInt32)
    /// 0 false, 1 true, 2 undefined (division by zero, or a number too large): what a range of `instructions` leaves.
    case comparison(start: UInt32, count: UInt32)
    /// 0 or 1: how the text of a string attribute relates to a text of the policy.
    case text(attribute: UInt16, operation: TextOperation, operand: StringID)
    /// Seconds since local midnight, 0…86,399.
    case localSecond
    /// 0 Monday … 6 Sunday, in the policy's time zone.
    case weekday
    /// Settled plus reserved money of a budget's scope over its limit, in billionths, rounded down; 0 where the request is
    /// outside the budget.
    case filled(budget: UInt16)
    /// Pico-dollars settled over the last so many nanoseconds.
    case spend(over: Int64)
    /// Pico-dollars that are usually settled in `length` nanoseconds: the mean over the last `over` of them, or over the history
    /// that there is; undefined while that is shorter than `length`.
    case usual(over: Int64, length: Int64)
    /// Mean quality that hosts reported for a target over a time, in billionths; undefined below so many reports.
    case quality(target: UInt16, over: Int64, atLeast: Int64)
    /// Share of a target's calls of the last five minutes that succeeded, in billionths; all of them where there were none.
    case health(target: UInt16)
    /// A number that the host reports while an answer streams, in billionths; undefined until it has. Only in `PlanShape.stopEarly`.
    case hostNumber(StringID)
}

extension PlanFeature {
    /// The value of a feature that has none. Comparisons with it are undefined (2); the compiler never lets a plain test ask for
    /// such a feature.
    public static let undefined = Int64.min

    /// Whether it can have no value; such features are asked for by comparisons only.
    public var mayBeUndefined: Bool {
        switch self {
        case .spend, .usual, .quality, .hostNumber: true
        case .attribute, .linear, .comparison, .text, .localSecond, .weekday, .filled, .health: false
        }
    }
}

/// How the text of an attribute is held against a text of the policy, byte by byte.
public enum TextOperation: UInt8, Hashable, Sendable {
    case contains, startsWith, endsWith
    /// The whole text matches a pattern (`TextPattern`), whose text the operand is.
    case matches
}

/// One summand of a linear feature.
public struct LinearTerm: Hashable, Sendable {
    /// Index in `Plan.features`.
    public var feature: UInt16
    /// What the feature is multiplied with.
    public var coefficient: Int64

    public init(feature: UInt16, coefficient: Int64) {
        self.feature = feature
        self.coefficient = coefficient
    }
}

/// A step of a comparison that is not linear. Runs on a stack of exact fractions with 128-bit parts.
public enum Instruction: Hashable, Sendable {
    /// Pushes a feature divided by `scale` (1 for counts, 1e9 for ratios).
    case feature(UInt16, scale: Int64)
    case constant(numerator: Int64, denominator: Int64)
    case add, subtract, multiply, divide, negate, minimum, maximum, absolute
    /// Replaces the two on top by 0 or 1. The last step of every comparison.
    case compare(Comparison)
}

/// How two numbers are compared.
public enum Comparison: UInt8, Hashable, Sendable {
    case less, lessOrEqual, equal, notEqual, greaterOrEqual, greater
}

/// A step of a condition: whether a feature lies in an interval or a set, and where to go on.
///
/// Conditions are walked from their first test until a target is `ConditionTest.yes` or `.no`; targets only point forward.
public struct ConditionTest: Hashable, Sendable {
    /// What a test asks of its feature.
    public enum Kind: UInt8, Sendable {
        /// `lower ≤ feature ≤ upper`
        case interval
        /// bit `feature` of `lower` is set; for features below 64
        case set
    }

    /// The condition holds.
    public static let yes: UInt32 = 0xFFFF_FFFF
    /// The condition does not hold.
    public static let no: UInt32 = 0xFFFF_FFFE

    /// Index in `Plan.features`.
    public var feature: UInt16
    /// Interval or set.
    public var kind: Kind
    /// Least value of the interval; of a set, its bits.
    public var lower: Int64
    /// Greatest value of the interval.
    public var upper: Int64
    /// Where the walk goes on where the feature is in it: a test further on, `yes` or `no`.
    public var whenTrue: UInt32
    /// Where it goes on where the feature is not.
    public var whenFalse: UInt32

    public init(feature: UInt16, kind: Kind, lower: Int64, upper: Int64, whenTrue: UInt32, whenFalse: UInt32) {
        self.feature = feature
        self.kind = kind
        self.lower = lower
        self.upper = upper
        self.whenTrue = whenTrue
        self.whenFalse = whenFalse
    }
}

/// A condition: index of its first test, or `ConditionTest.yes` or `.no` for a constant.
public struct ConditionID: Hashable, Sendable {
    /// Index of the first test, or `ConditionTest.yes` or `.no`.
    public var start: UInt32

    public init(_ start: UInt32) { self.start = start }
    /// Holds for every request.
    public static let always = ConditionID(ConditionTest.yes)
    /// Holds for none.
    public static let never = ConditionID(ConditionTest.no)
}
