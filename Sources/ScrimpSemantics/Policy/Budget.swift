package import ScrimpDiagnostics
package import ScrimpQuantities

/// A checked `budget`.
package struct Budget: Sendable {
    package enum Window: Hashable, Sendable {
        case minute, hour, day, week, month, quarter, year
        /// Nanoseconds.
        case rolling(Int64)
        /// Per value of the scope alone; forgotten after so many idle nanoseconds.
        case untilIdle(Int64)
    }

    package var name: String
    package var limit: Typed<Money>
    /// Index of the attribute whose values have a counter each.
    package var scope: Int?
    package var window: Window
    package var condition: Expression?
    /// Indices in `Policy.models`; nil for all.
    package var models: Set<Int>?
    /// Index in `Policy.budgets` of the budget that holds this one.
    package var within: Int?
    package var spent: Action
    package var ceiling: Typed<Money>?
    /// Shares of the limit, ascending.
    package var alerts: [Rational]
    package var notify: String?
    /// Nanoseconds; nil for the deadline plus five minutes.
    package var lapse: Int64?
    package var isStoreLossOpen: Bool
    package var scopes: Int64
    package var location: SourceLocation

    /// Whether the limit itself is never exceeded.
    package var isHard: Bool {
        if case .route = spent { return false }
        return true
    }

    package init(
        name: String, limit: Typed<Money>, scope: Int?, window: Window, condition: Expression?, models: Set<Int>?,
        within: Int?,
        spent: Action, ceiling: Typed<Money>?, alerts: [Rational], notify: String?, lapse: Int64?,
        isStoreLossOpen: Bool,
        scopes: Int64, location: SourceLocation
    ) {
        self.name = name
        self.limit = limit
        self.scope = scope
        self.window = window
        self.condition = condition
        self.models = models
        self.within = within
        self.spent = spent
        self.ceiling = ceiling
        self.alerts = alerts
        self.notify = notify
        self.lapse = lapse
        self.isStoreLossOpen = isStoreLossOpen
        self.scopes = scopes
        self.location = location
    }
}

/// A checked `cache`.
package struct Cache: Sendable {
    package enum Match: Hashable, Sendable {
        case exact
        case semantic(similarity: Rational)
        case retrieval(similarity: Rational)
        case partial
    }
    package enum Anchor: Sendable { case insert, lastHit }
    package enum Eviction: Sendable { case leastRecentlyUsed, leastFrequentlyUsed }

    package var name: String
    package var condition: Expression?
    package var match: Match
    /// Indices in `Policy.attributes`.
    package var key: [Int]
    /// Nanoseconds.
    package var timeToLive: Int64
    package var anchor: Anchor
    package var capacity: Int64
    package var eviction: Eviction
    package var location: SourceLocation

    package init(
        name: String, condition: Expression?, match: Match, key: [Int], timeToLive: Int64, anchor: Anchor,
        capacity: Int64,
        eviction: Eviction, location: SourceLocation
    ) {
        self.name = name
        self.condition = condition
        self.match = match
        self.key = key
        self.timeToLive = timeToLive
        self.anchor = anchor
        self.capacity = capacity
        self.eviction = eviction
        self.location = location
    }
}

/// A checked `attribute` block.
package struct Attribution: Sendable {
    /// Indices in `Policy.attributes`.
    package var by: [Int]
    package var cells: Int64
    package var location: SourceLocation

    package init(by: [Int], cells: Int64, location: SourceLocation) {
        self.by = by
        self.cells = cells
        self.location = location
    }
}
