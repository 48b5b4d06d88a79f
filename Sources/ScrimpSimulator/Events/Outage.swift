import Glibc
package import ScrimpPlan
import ScrimpQuantities
package import ScrimpSemantics

/// Times at which a model does not answer: between outages and during them passes an exponential time each.
package struct Outage: Hashable, Sendable {
    /// Index in the plan's targets.
    package var target: Int
    /// Mean nanoseconds from the end of one to the beginning of the next.
    package var every: Int64
    /// Mean nanoseconds that one lasts.
    package var lasting: Int64
    /// Nanoseconds from the start to the first; nil to draw it like the others.
    package var first: Int64?

    package init(target: Int, every: Int64, lasting: Int64, first: Int64? = nil) {
        self.target = target
        self.every = every
        self.lasting = lasting
        self.first = first
    }

    /// Those of a scenario, in its order. Names that are no model of the policy have none.
    package static func all(of scenario: Scenario, _ plan: Plan) -> [Outage] {
        guard case .named(let entries)? = scenario.fields["outages"]?.value else { return [] }
        return entries.compactMap { name, value in
            guard let target = plan.targets.firstIndex(where: { plan.strings.text($0.name) == name }),
                case .block(let fields) = value.value, case .amount(let every)? = fields["every"]?.value,
                case .amount(let lasting)? = fields["lasting"]?.value
            else { return nil }
            return Outage(
                target: target, every: Int64(clamping: every.value.rounded),
                lasting: Int64(clamping: lasting.value.rounded))
        }
    }
}

/// The course of one outage: when it begins and ends next.
struct OutageCourse {
    let outage: Outage
    private let draws: CounterGenerator
    private var index: UInt64 = 0
    private(set) var isOut = false

    init(_ outage: Outage, seed: UInt64, stream: String) {
        self.outage = outage
        draws = CounterGenerator(seed: seed, stream: stream)
    }

    /// When the first begins.
    mutating func first(after start: Int64) -> Int64 {
        if let first = outage.first { return start.later(by: max(first, 0)) }
        return start.later(byUpTo: draw(outage.every))
    }

    /// It begins or ends now; answers when it does so next.
    mutating func turn(at now: Int64) -> Int64 {
        isOut.toggle()
        return now.later(byUpTo: draw(isOut ? outage.lasting : outage.every))
    }

    /// At least a nanosecond, so that time goes on.
    private mutating func draw(_ mean: Int64) -> Double {
        let drawn = draws.exponential(mean: Double(mean), index)
        index &+= 1
        return max(drawn, 1)
    }
}

extension CounterGenerator {
    func exponential(mean: Double, _ index: UInt64) -> Double { -mean * log1p(-unit(index)) }
}
