/// How a request finds its rule: whichever form the compiler judged cheapest. All forms answer alike.
///
/// Input is the feature vector of `Plan.features` (only the features that rules test are looked at); output is the index of
/// the first rule in `Plan.rules` whose condition holds. The compiler has shown that there always is one; `noRule` is
/// what a damaged table would answer.
public enum Matcher: Hashable, Sendable {
    case diagram(Diagram)
    case scan(MaskScan)
    /// More conjunctions than one scan holds, where the diagram would grow too large: scans of up to `blockSize` in rule order, of which
    /// the first with a hit decides. All but the last have `noRule` for what is left over.
    case blocks([MaskScan])
    /// The rules one by one, where there are too many conjunctions for any other form.
    case rules(RuleList)

    /// The terminal where no rule matches.
    public static let noRule = 0x7F_FFFF
    /// Conjunctions of a block: few enough that a hit in an early one saves the work of the later ones.
    public static let blockSize = 16
}

/// An ordered decision diagram, lowered to nodes of 16 bytes.
public struct Diagram: Hashable, Sendable {
    /// Parents before their children.
    public var nodes: [DiagramNode]
    /// Children of the nodes that have more than two, one after the other.
    public var tables: [UInt32]
    /// Cuts of the nodes that have more than one, ascending within a node.
    public var cuts: [Int64]
    /// A child, like those of a node.
    public var root: UInt32

    public init(nodes: [DiagramNode], tables: [UInt32], cuts: [Int64], root: UInt32) {
        self.nodes = nodes
        self.tables = tables
        self.cuts = cuts
        self.root = root
    }
}

/// `key`: the cut of a comparison, or where its children begin; `word`: feature 12 bits, kind 4, two children of 24.
/// A child with bit 23 set is a terminal: its low 23 bits are a rule. Children come after their parents.
public struct DiagramNode: Hashable, Sendable {
    /// The cut of a comparison, or where the children begin.
    public var key: Int64
    /// Feature, kind and two children, packed.
    public var word: UInt64

    public init(key: Int64, word: UInt64) {
        self.key = key
        self.word = word
    }
}

/// Up to 64 conjunctions at once: each predicate clears the bits of the conjunctions that it rules out.
public struct MaskScan: Hashable, Sendable {
    /// One predicate `feature < key`.
    public struct Cut: Hashable, Sendable {
        /// What the feature is compared with.
        public var key: Int64
        /// Conjunctions, by bit, that remain where the feature is below the key.
        public var ifLess: UInt64
        /// Conjunctions, by bit, that remain where it is not.
        public var ifNot: UInt64
        /// Index in `Plan.features`.
        public var feature: UInt16

        public init(key: Int64, ifLess: UInt64, ifNot: UInt64, feature: UInt16) {
            self.key = key
            self.ifLess = ifLess
            self.ifNot = ifNot
            self.feature = feature
        }
    }
    /// A feature of few values: one row of bits per value, from `base` in `rows`; values beyond take the last of `count`.
    public struct Table: Hashable, Sendable {
        /// Index in `Plan.features`.
        public var feature: UInt16
        /// First of its rows in `rows`.
        public var base: UInt32
        /// How many rows it has.
        public var count: UInt32

        public init(feature: UInt16, base: UInt32, count: UInt32) {
            self.feature = feature
            self.base = base
            self.count = count
        }
    }

    /// `(1 << conjunctions) − 1`
    public var all: UInt64
    /// Comparisons, each of one feature with one value.
    public var cuts: [Cut]
    /// Look-ups of features of few values.
    public var tables: [Table]
    /// Bits of the conjunctions that remain, for each value of each table.
    public var rows: [UInt64]
    /// The rule of each conjunction, in rule order, and at the end the rule that is left when none of them holds.
    public var rules: [UInt32]

    public init(all: UInt64, cuts: [Cut], tables: [Table], rows: [UInt64], rules: [UInt32]) {
        self.all = all
        self.cuts = cuts
        self.tables = tables
        self.rows = rows
        self.rules = rules
    }
}

/// Conditions in rule order, each a walk over its tests.
public struct RuleList: Hashable, Sendable {
    /// Tests of all rules; their targets are indices in this list.
    public var tests: [ConditionTest]
    /// First test of each rule.
    public var entries: [ConditionID]

    public init(tests: [ConditionTest], entries: [ConditionID]) {
        self.tests = tests
        self.entries = entries
    }
}
