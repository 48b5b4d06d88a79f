import ScrimpDiagnostics
import ScrimpPlan
import ScrimpQuantities
import ScrimpSemantics

/// A checked policy on its way into the tables of a plan. Each section has an extension of its own.
struct Lowering {
    let policy: Policy
    let sources: SourceSet
    var strings = StringPool()
    var features = FeatureTable()
    var targets = TargetTable()
    /// By attribute: the texts that the policy compares a string with, in order of appearance.
    let literals: [[[UInt8]]]
    /// By attribute: the symbol of each of these texts.
    private let symbols: [[[UInt8]: Int]]
    var diagnostics: [Diagnostic] = []
    /// What proofs ask about the models of a rule.
    var atoms: [ProofAtom] = []
    /// Patterns that are reported already.
    var wrongPatterns: Set<SourceLocation> = []
    /// Of the comparison at hand: the time to which a `usual` is scaled; nil for its own.
    var usualLength: Int64?

    init(_ policy: Policy, sources: SourceSet) {
        self.policy = policy
        self.sources = sources
        literals = LiteralCollector.literals(of: policy)
        symbols = literals.map { texts in
            Dictionary(texts.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { first, _ in first })
        }
        // The first features are the attributes, in order: the plan's contract.
        for (index, attribute) in policy.attributes.enumerated() {
            _ = features.index(
                of: .attribute(UInt16(truncatingIfNeeded: index)),
                domain: attribute.domain(literals: literals[index].count))
        }
    }

    /// The domain of an attribute's feature, by the index of either: they are the same.
    func domain(_ feature: Int) -> FeatureDomain { features.domains[feature] }

    /// The number of a text that the policy compares an attribute with; nil for any other text.
    func symbol(of text: String, attribute: Int) -> Int64? { symbols[attribute][Array(text.utf8)].map { Int64($0) } }
}

extension Attribute {
    /// How many units of a request's number are one base unit: money is held in pico-dollars, ratios in billionths.
    var scale: Int64 {
        switch kind {
        case .money: Int64(Money.picoPerDollar)
        case .ratio: PlanAttribute.ratioScale
        default: 1
        }
    }

    /// Least and greatest number that a request may give.
    var bounds: ClosedRange<Int64> {
        switch kind {
        case .int: .min ... .max
        case .ratio: 0...PlanAttribute.ratioScale
        case .bool: 0...1
        case .enumeration(let cases): 0...Int64(max(cases.count, 1) - 1)
        case .string, .money, .tokens, .count, .duration, .bytes: 0 ... .max
        }
    }

    func domain(literals: Int) -> FeatureDomain {
        switch kind {
        case .string: .symbols(literals: literals)
        case .bool: .cases(2)
        case .enumeration(let cases): .cases(cases.count)
        case .int, .ratio, .money, .tokens, .count, .duration, .bytes: .numbers(bounds.lowerBound, bounds.upperBound)
        }
    }

    /// What the attribute means for the price of a call; only of the kind that goes with it.
    var role: PlanAttribute.Role {
        switch (name, kind) {
        case ("prompt", .tokens): .prompt
        case ("cached_prefix", .tokens): .cachedPrefix
        case ("max_output", .tokens): .maxOutput
        case ("images", .count): .images
        case ("audio", .tokens): .audio
        case ("tool_calls", .count): .toolCalls
        case ("deadline", .duration): .deadline
        default: .none
        }
    }

    var planKind: PlanAttribute.Kind {
        switch kind {
        case .string: .string
        case .bool: .bool
        case .int: .int
        case .ratio: .ratio
        case .money: .money
        case .tokens: .tokens
        case .count: .count
        case .duration: .duration
        case .bytes: .bytes
        case .enumeration: .enumeration
        }
    }
}
