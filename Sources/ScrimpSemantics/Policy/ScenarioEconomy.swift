package import ScrimpDiagnostics
package import ScrimpQuantities

/// A scenario's course of time, in types: horizon, growth, money spent and discounted, prices that change, what is uncertain.
///
/// Amounts are exact and in the units that were given; names are resolved to indices in the `Policy`.
package struct ScenarioEconomy: Sendable {
    /// Calendar units of a rate: growth or discount.
    package enum Period: String, Hashable, Sendable {
        case month, year

        package var months: Int { self == .month ? 1 : 12 }
    }

    /// `4%/month`: a share per period, not broken down to a shorter one.
    package struct Rate: Hashable, Sendable {
        package var value: Rational
        package var period: Period

        package init(_ value: Rational, per period: Period) {
            self.value = value
            self.period = period
        }
    }

    /// Money that is spent once, at the start.
    package struct Investment: Hashable, Sendable {
        package var name: String
        package var amount: Money

        package init(name: String, amount: Money) {
            self.name = name
            self.amount = amount
        }
    }

    /// Money that is spent in every window.
    package struct RunningCost: Hashable, Sendable {
        package var name: String
        package var amount: Money
        package var window: Budget.Window

        package init(name: String, amount: Money, window: Budget.Window) {
            self.name = name
            self.amount = amount
            self.window = window
        }
    }

    /// How often a model fails, and for how long.
    package struct Outage: Hashable, Sendable {
        /// Index in `Policy.models`.
        package var model: Int
        /// Mean time from one outage to the next, in nanoseconds.
        package var every: Int64
        /// Mean length, in nanoseconds.
        package var lasting: Int64

        package init(model: Int, every: Int64, lasting: Int64) {
            self.model = model
            self.every = every
            self.lasting = lasting
        }
    }

    /// The column of a trace that holds the quality of a model's answers.
    package struct QualityColumn: Hashable, Sendable {
        /// Index in `Policy.models`.
        package var model: Int
        package var column: String

        package init(model: Int, column: String) {
            self.model = model
            self.column = column
        }
    }

    /// One thing that is not known for certain.
    package struct Uncertainty: Sendable {
        package var path: EconomyPath
        /// As written: `cache.answers.hit_rate`.
        package var name: String
        /// In base units; growth and discount as shares per `period`.
        package var distribution: Distribution
        /// Of growth and discount.
        package var period: Period?
        package var location: SourceLocation

        package init(
            path: EconomyPath, name: String, distribution: Distribution, period: Period? = nil,
            location: SourceLocation = SourceLocation(ByteRange(0, 0))
        ) {
            self.path = path
            self.name = name
            self.distribution = distribution
            self.period = period
            self.location = location
        }
    }

    /// Two uncertain things that move together.
    package struct Correlated: Hashable, Sendable {
        /// Indices in `uncertain`.
        package var first: Int
        package var second: Int
        /// Rank correlation, −1…1.
        package var correlation: Rational

        package init(first: Int, second: Int, correlation: Rational) {
            self.first = first
            self.second = second
            self.correlation = correlation
        }
    }

    /// A constant of the policy that a search may move.
    package struct Tunable: Sendable {
        /// Index in `Policy.constants`.
        package var constant: Int
        package var name: String
        package var low: Quantity
        package var high: Quantity
    }

    /// Nil where the scenario stands for its traffic alone.
    package var horizonMonths: Int?
    package var growth = Rate(.zero, per: .month)
    package var discount = Rate(.zero, per: .year)
    package var invest: [Investment] = []
    package var running: [RunningCost] = []
    /// Share of the traffic that follows the policy, month by month; the last one stays. Empty for all of it at once.
    package var ramp: [Rational] = []
    /// By date.
    package var priceChanges: [PriceChange] = []
    package var outages: [Outage] = []
    package var quality: [QualityColumn] = []
    package var uncertain: [Uncertainty] = []
    package var correlated: [Correlated] = []
    package var tunable: [Tunable] = []

    package init() {}
}

/// What a path of a scenario leads to. Numbers are indices in the `Policy`, or in the scenario's own lists.
package enum EconomyPath: Hashable, Sendable {
    case growth, discount
    case invest(Int)
    case running(Int)
    /// Share of all requests that the cache answers.
    case cacheHitRate(Int)
    /// Of one accelerator for an hour.
    case poolPrice(Int)
    /// Of one spot replica, per time.
    case poolInterruptions(Int)
    /// Share of the expected throughput.
    case poolThroughput(Int)
    /// Share of the run-rate that comes on top of it.
    case poolOverhead(Int)
    /// Share of the list price, or money per token of prompt and output alike.
    case modelPrice(Int)
    case accuracyDrop(Int)
    /// Share of the recorded length of answers, or mean tokens of an answer.
    case modelOutput(Int)
    /// Share of the prompt that is saved.
    case shapeCompression(Int)
    /// Share of the output that is saved.
    case shapeSaving(Int)
    /// Calls that are started of each gather.
    case gatherCalls(Int)
}

/// A price that changes on a date.
package struct PriceChange: Sendable {
    package enum Component: String, CaseIterable, Sendable {
        case input, output
        case cachedInput = "cached_input"
        case cacheWrite = "cache_write"
        case perRequest = "per_request"
    }

    package enum Subject: Hashable, Sendable {
        /// Indices in `Policy.models`, ascending; nil for all that they charge.
        case models([Int], Component?)
        /// Index in `Policy.pools`: of one accelerator for an hour.
        case pool(Int)
    }

    package enum Change: Hashable, Sendable {
        /// What the old price is multiplied with; zero or more.
        case factor(Rational)
        /// The new price, in dollars and base units.
        case price(Rational)
    }

    package var subject: Subject
    package var change: Change
    /// The first local day on which it holds.
    package var date: CivilDate
    package var location: SourceLocation

    package init(
        subject: Subject, change: Change, date: CivilDate, location: SourceLocation = SourceLocation(ByteRange(0, 0))
    ) {
        self.subject = subject
        self.change = change
        self.date = date
        self.location = location
    }
}
