import ScrimpQuantities
import ScrimpSemantics

/// What a scenario's `workload` says of its traffic, as far as it follows from the declaration alone.
struct DeclaredTraffic {
    /// Requests an hour, at the most that the declared growth makes of them.
    var requestsPerHour: Double
    /// Means.
    var prompt: Double
    var output: Double
    /// Shares of the cases of an attribute, by the attribute.
    private var shares: [Int: [String: Double]] = [:]

    /// Nil for a trace, and where a length is not declared.
    init?(_ scenario: Scenario, _ policy: Policy) {
        guard case .choice(let traffic)? = scenario.fields["traffic"]?.value, traffic.word == "workload",
            case .amount(let duration)? = traffic.arguments["duration"]?.value
        else { return nil }
        let hours = duration.value.approximate / Self.nanosecondsPerHour
        guard hours > 0 else { return nil }
        if case .amount(let requests)? = traffic.arguments["requests"]?.value {
            requestsPerHour = requests.value.approximate / hours
        } else if case .choice(let arrivals)? = traffic.arguments["arrivals"]?.value,
            case .amount(let rate)? = arrivals.arguments["rate"]?.value
        {
            requestsPerHour = rate.value.approximate * Self.nanosecondsPerHour
        } else {
            return nil
        }
        var fills: [String: Fill] = [:]
        for (name, value) in traffic.rest {
            if let name, case .fill(let fill) = value.value { fills[name] = fill }
        }
        if case .named(let given)? = scenario.fields["fill"]?.value {
            for (name, value) in given { if case .fill(let fill) = value.value { fills[name] = fill } }
        }
        if case .fill(let fill)? = traffic.arguments["output"]?.value { fills["output"] = fill }
        guard let prompt = fills["prompt"].flatMap(Self.mean), let output = fills["output"].flatMap(Self.mean) else {
            return nil
        }
        self.prompt = prompt
        self.output = output
        for (index, attribute) in policy.attributes.enumerated() {
            guard case .weighted(let cases)? = fills[attribute.name] else { continue }
            shares[index] = Dictionary(cases.map { ($0.value, $0.share.approximate) }) { $1 }
        }
        grow(scenario.economy)
    }

    private static let nanosecondsPerHour = Double(Unit.nanosecondsPerHour)

    private mutating func grow(_ economy: ScenarioEconomy) {
        let growth = economy.growth.value.approximate
        guard growth > 0, let months = economy.horizonMonths else { return }
        for _ in 0..<min(months / economy.growth.period.months, 1_200) { requestsPerHour *= 1 + growth }
    }

    private static func mean(_ fill: Fill) -> Double? {
        switch fill {
        case .constant(let expression):
            guard case .quantity(let quantity) = expression.kind else { return nil }
            return quantity.value.approximate
        case .distribution(let distribution): return mean(distribution)
        case .weighted, .zipf: return nil
        }
    }

    private static func mean(_ distribution: Distribution) -> Double? {
        switch distribution {
        case .constant(let value): return value.value.approximate
        case .uniform(let low, let high): return (low.value.approximate + high.value.approximate) / 2
        case .triangular(let low, let middle, let high):
            return (low.value.approximate + middle.value.approximate + high.value.approximate) / 3
        case .pert(let low, let middle, let high):
            return (low.value.approximate + 4 * middle.value.approximate + high.value.approximate) / 6
        case .lognormal(let mean, _): return mean.value.approximate
        // What is cut off below nothing moves the mean.
        case .normal(let mean, let deviation):
            return mean.value.approximate >= 3 * deviation.value.approximate ? mean.value.approximate : nil
        case .empirical: return nil
        }
    }

    /// The greatest share of the requests for which a condition can hold; 1 for what is not seen.
    func greatestShare(_ condition: Expression?, _ policy: Policy) -> Double {
        guard let condition else { return 1 }
        switch condition.kind {
        case .and(let left, let right): return min(greatestShare(left, policy), greatestShare(right, policy))
        case .or(let left, let right): return min(1, greatestShare(left, policy) + greatestShare(right, policy))
        case .compare(.equal, let left, let right):
            for (attribute, value) in [(left, right), (right, left)] {
                guard case .attribute(let index) = attribute.kind, case .enumerationCase(let place) = value.kind,
                    let shares = shares[index], case .enumeration(let cases) = policy.attributes[index].kind,
                    cases.indices.contains(place)
                else { continue }
                return shares[cases[place]] ?? 0
            }
            return 1
        default: return 1
        }
    }
}
