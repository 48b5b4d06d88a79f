/// The routing rules for whole columns of requests at once: conjunctions of few distinct predicates.
///
/// Nil in a plan where there would be more conjunctions than `conjunctionLimit`; rows then go through the `Matcher`.
public struct ColumnRules: Hashable, Sendable {
    /// Beyond this a walk per row is faster.
    public static let conjunctionLimit = 255
    /// What rows get that no rule takes.
    public static let noRule: UInt16 = 0xFFFF

    /// What one column is asked, for every row.
    public struct Predicate: Hashable, Sendable {
        /// How the value is looked at.
        public enum Kind: UInt8, Sendable {
            /// `value < key`
            case less
            /// The byte at `value` in `members` from `key` on is 255; values beyond `count` take the last.
            case member
        }

        /// Index in `Plan.features`.
        public var feature: UInt16
        /// How the value is looked at.
        public var kind: Kind
        /// What it is compared with, or where its bytes in `members` begin.
        public var key: Int64
        /// Bytes in `members`; 0 for a comparison.
        public var count: UInt32

        public init(feature: UInt16, kind: Kind, key: Int64, count: UInt32 = 0) {
            self.feature = feature
            self.kind = kind
            self.key = key
            self.count = count
        }
    }

    /// A range of `literals`, all of which must hold.
    public struct Conjunction: Hashable, Sendable {
        /// First of its literals.
        public var start: UInt32
        /// How many literals it has.
        public var count: UInt32
        /// Index in `Plan.rules` of what rows get for which it holds.
        public var rule: UInt16

        public init(start: UInt32, count: UInt32, rule: UInt16) {
            self.start = start
            self.count = count
            self.rule = rule
        }
    }

    /// Each once, whatever the number of its uses.
    public var predicates: [Predicate]
    /// 0 or 255 for each value of the features of few values.
    public var members: [UInt8]
    /// Index of a predicate, doubled; plus one where the predicate must not hold.
    public var literals: [UInt32]
    /// In rule order.
    public var conjunctions: [Conjunction]
    /// The rule that is left when no conjunction holds, or `noRule`.
    public var otherwise: UInt16

    public init(
        predicates: [Predicate] = [], members: [UInt8] = [], literals: [UInt32] = [], conjunctions: [Conjunction] = [],
        otherwise: UInt16
    ) {
        self.predicates = predicates
        self.members = members
        self.literals = literals
        self.conjunctions = conjunctions
        self.otherwise = otherwise
    }
}
