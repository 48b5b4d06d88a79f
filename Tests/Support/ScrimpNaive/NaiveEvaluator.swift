package import ScrimpQuantities
package import ScrimpSemantics

/// Which quality a condition asks for.
package struct NaiveQuality: Hashable, Sendable {
    package var model: Int
    /// Nanoseconds.
    package var over: Rational
    package var least: Rational

    package init(model: Int, over: Rational, least: Rational) {
        self.model = model
        self.over = over
        self.least = least
    }
}

/// The meaning of a policy, straight over its checked form, in the simplest code that says it. It shares nothing with the plan and
/// the runtime but exact numbers and the stable hash.
package struct NaiveEvaluator: Sendable {
    package let policy: Policy
    package var now = Instant(nanoseconds: 0)
    package internal(set) var thrown: Set<Int> = []
    /// By model; all calls succeeded where it is not given.
    package var health: [Int: Rational] = [:]
    /// Undefined where it is not given.
    package var quality: [NaiveQuality: Rational] = [:]
    var entries: [NaiveCacheEntry] = []
    package internal(set) var calls: [NaiveCall] = []

    package init(_ policy: Policy) { self.policy = policy }

    /// Index of the first rule that holds.
    package func rule(for request: NaiveRequest) -> Int? {
        policy.rules.firstIndex { rule in
            guard let condition = rule.condition else { return true }
            return isTrue(condition, request) == true
        }
    }

    /// Models that every `allow` leaves; an undefined condition counts as true.
    package func allowed(_ request: NaiveRequest) -> Set<Int> {
        var allowed = Set(policy.models.indices)
        for allow in policy.allows where isTrue(allow.condition, request) != false {
            allowed.formIntersection(allow.models)
        }
        return allowed
    }

    /// The chain with its splits drawn.
    package func drawn(_ chain: Chain, _ request: NaiveRequest) -> [Int] {
        chain.candidates.compactMap { candidate in
            switch candidate {
            case .model(let model): model
            case .split(let arms): draw(arms, request)
            }
        }
    }
}
