package import ScrimpCatalog
package import ScrimpDiagnostics
package import ScrimpQuantities

/// A checked `pool`.
package struct Pool: Sendable {
    package enum Scaling: Hashable, Sendable {
        /// Waiting requests per replica.
        case queue(Int64)
        case utilization(Rational)
    }

    package enum Market: Sendable {
        case onDemand
        /// `interruptions` per time, `price` of one accelerator per time; nil for the catalog's.
        case spot(hasFallback: Bool, interruptions: Quantity, price: Quantity?)
        case reserved(term: Quantity, price: Quantity)
        case owned(price: Money, life: Quantity, power: Quantity)
    }

    package var name: String
    package var gpu: Typed<String>
    package var catalogGPU: CatalogGPU?
    package var acceleratorsPerReplica: Int64
    package var replicas: ClosedRange<Int64>
    package var scaling: Scaling?
    /// Nanoseconds.
    package var coldStart: Int64?
    package var market: Market
    package var region: String?
    /// Minutes since local midnight; half-open, through midnight where the end is not after the start.
    package var suspension: (start: Int, end: Int)?
    /// 0 Monday … 6 Sunday; nil where the policy names none.
    package var suspendedDays: Set<Int>?
    package var utilization: Rational
    package var overhead: Rational
    package var engine: String?
    package var location: SourceLocation
}

/// A checked `limit`.
package struct Limit: Sendable {
    package struct Rate: Sendable {
        /// Tokens rather than requests.
        package var isTokens: Bool
        /// Per nanosecond.
        package var perNanosecond: Rational
    }

    package var name: String
    package var condition: Expression?
    /// Indices in `Policy.models`; nil for all.
    package var models: Set<Int>?
    /// Attribute whose values have counters of their own.
    package var scope: Int?
    package var concurrency: Int64?
    package var rates: [Rate]
    package var calls: Int64?
    /// Nanoseconds.
    package var forget: Int64
    package var wait: Int64
    /// Cases of the attribute, most important first.
    package var priority: (cases: [Int], attribute: Int)?
    package var scopes: Int64
    package var location: SourceLocation
}

/// A checked `gather`.
package struct Gather: Sendable {
    package var name: String
    package var condition: Expression?
    package var stopAfter: Int64
    package var of: Int64
    package var concurrency: Int64
    package var location: SourceLocation
}

/// A checked `batch`.
package struct Batch: Sendable {
    package var name: String
    package var condition: Expression?
    package var models: Set<Int>
    package var size: Int64
    /// Nanoseconds.
    package var wait: Int64
    package var location: SourceLocation
}

/// A checked `shape`. What is nil is left as it is.
package struct Shape: Sendable {
    package var name: String
    package var condition: Expression?
    /// Nil for all.
    package var models: Set<Int>?
    /// Share of the prompt that is assumed to be saved.
    package var compression: (low: Rational, high: Rational)?
    package var context: Int64?
    package var examples: Int64?
    package var maxOutput: Typed<Int64>?
    package var reasoningCap: Int64?
    package var effort: String?
    package var stopEarly: Expression?
    package var stream: Bool?
    package var bundle: Int64?
    package var encoding: String?
    package var location: SourceLocation
}

/// A checked `commit`.
package struct Commitment: Sendable {
    package var name: String
    package var models: Set<Int>
    package var units: Int64
    /// Of one unit.
    package var price: Quantity
    package var included: (tokens: Int64, window: Budget.Window)?
    package var waitsBeyond: Bool
    package var location: SourceLocation
}

/// A checked `rollout`.
package struct Rollout: Sendable {
    package var name: String
    /// Indices in `Policy.models`.
    package var of: Int
    package var otherwise: Int
    package var key: Int
    /// Ascending to one.
    package var stages: [Rational]
    /// Nanoseconds.
    package var every: Int64
    package var revertWhen: Expression?
    package var location: SourceLocation
}

/// A checked `shadow`.
package struct Shadow: Sendable {
    package var name: String
    package var model: Int
    package var sample: Rational
    /// Index in `Policy.budgets`.
    package var budget: Int
    package var location: SourceLocation
}

/// A checked `affinity`.
package struct Affinity: Sendable {
    package var name: String
    package var key: Int
    /// Nanoseconds.
    package var keep: Int64
    package var location: SourceLocation
}

/// A checked `alert`.
package struct Alert: Sendable {
    package var name: String
    package var condition: Expression
    package var notify: String
    /// Index in `Policy.switches`.
    package var throwing: Int?
    package var location: SourceLocation
}
