import ScrimpPlan
package import ScrimpQuantities
package import ScrimpSemantics

/// The state that a test assumes, in numbers: what it says, and for all else fresh, healthy and fully rolled out.
package struct TestAssumptions: Sendable {
    /// Minutes since local midnight; nil for any time.
    package var time: Int?
    /// 0 Monday … 6 Sunday; nil for any day.
    package var weekday: Int?
    /// By budget: the share of its limit that is spent.
    package var filled: [Int: Rational] = [:]
    /// Switches that are thrown.
    package var thrown: Set<Int> = []
    /// Pools whose hardware is gone.
    package var lost: Set<Int> = []
    /// Models that do not answer: every call to them fails.
    package var failing: Set<Int> = []
    /// By rollout: its stage, from 0.
    package var stages: [Int]
    /// As the test writes it: `time: 12:00`, for people.
    package var texts: [String] = []
    /// What the test says that cannot be: `rollout quantized has no stage of 30%`.
    package var mistakes: [String] = []

    package init(_ test: PolicyTest, of policy: Policy) {
        stages = policy.rollouts.map { max($0.stages.count - 1, 0) }
        for (path, value) in test.state {
            let parts = path.split(separator: ".", maxSplits: 1).map(String.init)
            let name = parts.count > 1 ? parts[1] : ""
            switch (parts.first, value.value) {
            case ("time", .timeRange(let minutes, _)):
                time = minutes % 1_440
                texts.append("time: \(Self.clock(minutes % 1_440))")
            case ("weekday", .choice(let choice)):
                weekday = RequestDescription.weekdays.firstIndex(of: choice.word)
                texts.append("weekday: \(choice.word)")
            case ("budget", .amount(let share)):
                guard let index = policy.budgets.firstIndex(where: { $0.name == name }) else { continue }
                filled[index] = share.value
                texts.append("budget.\(name): \(share.text)")
                if share.value < .zero { mistakes.append("budget `\(name)` cannot be filled to \(share.text)") }
            case ("switch", .flag(let isThrown)):
                guard let index = policy.switches.firstIndex(where: { $0.name == name }) else { continue }
                if isThrown { thrown.insert(index) } else { thrown.remove(index) }
                texts.append("switch.\(name): \(isThrown)")
            case ("pool", .flag(let isUp)):
                guard let index = policy.pools.firstIndex(where: { $0.name == name }) else { continue }
                if isUp { lost.remove(index) } else { lost.insert(index) }
                texts.append("pool.\(name): \(isUp)")
            case ("model", .flag(let answers)):
                guard let index = policy.models.firstIndex(where: { $0.name == name }) else { continue }
                if answers { failing.remove(index) } else { failing.insert(index) }
                texts.append("model.\(name): \(answers)")
            case ("rollout", .amount(let share)):
                guard let index = policy.rollouts.firstIndex(where: { $0.name == name }) else { continue }
                texts.append("rollout.\(name): \(share.text)")
                if let stage = policy.rollouts[index].stages.firstIndex(of: share.value) {
                    stages[index] = stage
                } else {
                    let known = policy.rollouts[index].stages.map { Quantity($0, scale: .ratio).text }
                    mistakes.append(
                        "rollout `\(name)` has no stage of \(share.text): its stages are \(known.joined(separator: ", "))"
                    )
                }
            default: continue
            }
        }
    }

    private static func clock(_ minutes: Int) -> String {
        func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        return "\(two(minutes / 60)):\(two(minutes % 60))"
    }
}
