/// Routing rules as the analysis sees them: first match over Boolean formulas of feature tests. Pure: no names, no text.
package struct RoutingProblem: Sendable {
    /// By feature index. Features that no formula tests cost nothing.
    package var domains: [FeatureDomain]
    /// In source order.
    package var rules: [Formula]

    package init(domains: [FeatureDomain], rules: [Formula]) {
        self.domains = domains
        self.rules = rules
    }
}

/// The values that a feature can take.
package enum FeatureDomain: Hashable, Sendable {
    /// 0..<count: enumerations (count cases), Booleans (2), comparisons that may be undefined (3).
    case cases(Int)
    /// Symbols of a string: 0..<literals, and `literals` for every other text.
    case symbols(literals: Int)
    /// Whole numbers, both ends included.
    case numbers(Int64, Int64)
}

package indirect enum Formula: Hashable, Sendable {
    case constant(Bool)
    case test(Predicate)
    case and([Formula])
    case or([Formula])
    case not(Formula)
}

/// Whether a feature lies in a set of values.
package struct Predicate: Hashable, Sendable {
    package var feature: Int
    /// Inclusive intervals, ascending, not touching.
    package var intervals: [ClosedRange<Int64>]

    package init(feature: Int, intervals: [ClosedRange<Int64>]) {
        self.feature = feature
        self.intervals = intervals
    }
}
