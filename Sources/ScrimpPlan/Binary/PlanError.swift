/// Why bytes are not a plan that can be run.
public enum PlanError: Error, Hashable {
    /// The bytes do not begin as a plan does.
    case notAPlan
    /// Made by a compiler whose format this reader does not know.
    case unknownVersion(UInt32)
    /// There are fewer or more bytes than the header says.
    case wrongLength(expected: UInt64, found: UInt64)
    /// The digest in the header is not that of the body.
    case damaged
    /// The body is intact but holds what no compiler writes.
    case invalid(PlanSection, PlanFault)

    /// The sentence for a person.
    public var message: String {
        switch self {
        case .notAPlan: "this is not a compiled plan: it does not begin with the mark of one"
        case .unknownVersion(let version):
            "the plan has format version \(version), and this reader knows version \(PlanFormat.version)"
        case .wrongLength(let expected, let found):
            found < expected
                ? "the plan is truncated: it announces \(expected) bytes, and \(found) are there"
                : "the plan announces \(expected) bytes, and \(found) are there"
        case .damaged: "the plan is damaged: its checksum does not match its content"
        case .invalid(let section, let fault): "the plan's section of \(section.name) is not valid: \(fault.text)"
        }
    }
}

/// What is wrong in a section whose bytes are intact.
public enum PlanFault: UInt8, Error, Hashable, Sendable {
    case missing, endsEarly, hasMore, unknownTag, indexOutOfRange, notAscending, numberOutOfRange, wrongKind
    case backwardJump, wrongTable, wrongMask, unbalancedInstructions, tooMany

    /// In words, without a final period.
    public var text: String {
        switch self {
        case .missing: "it is not where it should be"
        case .endsEarly: "it ends within an entry"
        case .hasMore: "it goes on after its last entry"
        case .unknownTag: "it has an entry of a kind that does not exist"
        case .indexOutOfRange: "it refers to an entry that does not exist"
        case .notAscending: "its entries are not in order"
        case .numberOutOfRange: "it has a number outside of what is possible"
        case .wrongKind: "it refers to an entry of the wrong kind"
        case .backwardJump: "it would go back to where it was"
        case .wrongTable: "it has a table of the wrong size"
        case .wrongMask: "it has a mask that names what does not exist"
        case .unbalancedInstructions: "its instructions do not leave one answer"
        case .tooMany: "it has more entries than there may be"
        }
    }
}

/// The parts of a plan's body, in order. Numbers are stable and never used again.
public enum PlanSection: UInt32, CaseIterable, Hashable, Sendable {
    case identity = 1, strings, attributes, features, conditions, targets, chains, switches, caches, rules, matcher
    case columns, allows, budgets, attributions, settings, zone
    case rollouts, affinities, shapes, commitments, pools, limits, batches, gathers, shadows, alerts

    /// As a message calls it.
    public var name: String {
        switch self {
        case .identity: "identity"
        case .strings: "strings"
        case .attributes: "attributes"
        case .features: "features"
        case .conditions: "conditions"
        case .targets: "targets"
        case .chains: "chains"
        case .switches: "switches"
        case .caches: "caches"
        case .rules: "rules"
        case .matcher: "matcher"
        case .columns: "columns"
        case .allows: "allows"
        case .budgets: "budgets"
        case .attributions: "attributions"
        case .settings: "settings"
        case .zone: "time zone"
        case .rollouts: "rollouts"
        case .affinities: "affinities"
        case .shapes: "shapes"
        case .commitments: "commitments"
        case .pools: "pools"
        case .limits: "limits"
        case .batches: "batches"
        case .gathers: "gathers"
        case .shadows: "shadows"
        case .alerts: "alerts"
        }
    }
}
