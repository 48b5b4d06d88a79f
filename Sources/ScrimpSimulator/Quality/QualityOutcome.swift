import ScrimpQuantities

/// How good the answers are that a policy buys, beside those of each model alone and of the best choice that there was.
/// Counts are exact.
package struct QualityOutcome: Sendable {
    /// All of the traffic on one model.
    package struct Alone: Sendable {
        /// Index in `plan.targets`.
        package var target: Int
        package var point: QualityPoint
        /// Whether its calls are free, because its hardware is paid by the hour.
        package var isHeld: Bool

        package init(target: Int, point: QualityPoint, isHeld: Bool = false) {
            self.target = target
            self.point = point
            self.isHeld = isHeld
        }
    }

    package var policy: QualityPoint
    /// Models with recorded quality, cheapest first.
    package var alone: [Alone]
    /// Each request on the cheapest of the models whose answer to it is the best that is recorded: the cheapest that is right,
    /// and where none is, the cheapest.
    package var oracle: QualityPoint
    /// By target: the requests that the oracle gives it.
    package var oracleRequests: [Int64]
    /// Requests that a cache answers, whose quality is not recorded.
    package var cachedAnswers: Int64
    /// Nil where no constant that a search may move is a threshold on an attribute.
    package var frontier: QualityFrontier?

    package init(
        policy: QualityPoint, alone: [Alone], oracle: QualityPoint, oracleRequests: [Int64], cachedAnswers: Int64,
        frontier: QualityFrontier? = nil
    ) {
        self.policy = policy
        self.alone = alone
        self.oracle = oracle
        self.oracleRequests = oracleRequests
        self.cachedAnswers = cachedAnswers
        self.frontier = frontier
    }

    /// The cheapest of the models.
    package var weak: Alone? { alone.first }

    /// The best of the models, and of equal ones the cheapest.
    package var strong: Alone? {
        alone.dropFirst().reduce(alone.first) { best, next in
            guard let best else { return next }
            return next.point.compareQuality(to: best.point) > 0 ? next : best
        }
    }

    /// Share of the way from the quality of the weak model to that of the strong one: I. Ong et al., "RouteLLM: Learning to
    /// Route LLMs with Preference Data", 2024, performance gap recovered.
    package func gapRecovered(_ point: QualityPoint) -> Double? {
        guard let weak = weak?.point.quality, let strong = strong?.point.quality, strong > weak,
            let quality = point.quality
        else { return nil }
        return (quality - weak) / (strong - weak)
    }

    /// Share of the way from the cost of the weak model to that of the strong one.
    package func costShare(_ point: QualityPoint) -> Double? {
        guard let weak = weak?.point.cost, let strong = strong?.point.cost, strong > weak else { return nil }
        return Double(point.cost.pico - weak.pico) / Double(strong.pico - weak.pico)
    }

    /// Mean share of the gap that is recovered, over all shares of the cost, with straight lines between the points and from
    /// and to the two models: 0.5 for a choice by chance.
    package func meanGapRecovered(over points: [QualityPoint]) -> Double? {
        guard let weak, let strong, gapRecovered(strong.point) != nil, costShare(weak.point) != nil else { return nil }
        var course = points.compactMap { point -> (share: Double, gap: Double)? in
            guard let share = costShare(point), let gap = gapRecovered(point), share > 0, share < 1 else { return nil }
            return (share, gap)
        }
        course.sort { ($0.share, $0.gap) < ($1.share, $1.gap) }
        course = [(0, 0)] + course + [(1, 1)]
        return zip(course, course.dropFirst()).reduce(0) { $0 + ($1.1.share - $1.0.share) * ($1.0.gap + $1.1.gap) / 2 }
    }
}

/// What moving a threshold buys: cost against quality.
package struct QualityFrontier: Sendable {
    package struct Cut: Sendable {
        /// As it is written in the policy.
        package var text: String
        package var point: QualityPoint
        /// Requests that are refused with it.
        package var refused: Int64
        /// Whether the policy has it now.
        package var isToday: Bool

        package init(text: String, point: QualityPoint, refused: Int64 = 0, isToday: Bool = false) {
            self.text = text
            self.point = point
            self.refused = refused
            self.isToday = isToday
        }
    }

    /// The `let` that is the threshold, and the attribute that it is one on.
    package var constant: String
    package var attribute: String
    /// Values with which the traffic was replayed, today's included, and those with which the policy does not compile.
    package var tried: Int
    package var failed: Int
    /// Whether every value was tried that makes a difference to this traffic; else they are quantiles of the attribute.
    package var isComplete: Bool
    /// Those that no other one beats in both cost and quality, cheapest first.
    package var cuts: [Cut]
    /// The policy as it is, where another value beats it.
    package var beaten: Cut?
    /// Of all that were tried: the mean share of the quality gap that is recovered.
    package var meanGapRecovered: Double?

    package init(
        constant: String, attribute: String, tried: Int, failed: Int = 0, isComplete: Bool, cuts: [Cut],
        beaten: Cut? = nil, meanGapRecovered: Double?
    ) {
        self.constant = constant
        self.attribute = attribute
        self.tried = tried
        self.failed = failed
        self.isComplete = isComplete
        self.cuts = cuts
        self.beaten = beaten
        self.meanGapRecovered = meanGapRecovered
    }

    /// The cuts that no other one dominates, cheapest first; of those that come to the same, the first.
    static func best(of cuts: [Cut]) -> [Cut] {
        var kept: [Cut] = []
        for cut in cuts where !cuts.contains(where: { $0.point.dominates(cut.point) }) {
            let same = kept.firstIndex {
                $0.point.cost == cut.point.cost && $0.point.compareQuality(to: cut.point) == 0
            }
            guard let same else {
                kept.append(cut)
                continue
            }
            if cut.isToday { kept[same] = cut }
        }
        return kept.sorted { $0.point.cost < $1.point.cost }
    }
}
