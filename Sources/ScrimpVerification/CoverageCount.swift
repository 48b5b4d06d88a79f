import ScrimpCompiler
import ScrimpDiagnostics
import ScrimpHost
import ScrimpPlan
import ScrimpQuantities
import ScrimpRuntime
import ScrimpSemantics

/// Counts what trials come to.
struct CoverageCount {
    /// What a branch is of.
    private enum Place: Hashable {
        case rule(Int)
        case candidate(rule: Int, place: Int)
        case arm(rule: Int, place: Int, arm: Int)
        case allow(Int), budget(Int), `switch`(Int), rollout(Int)
    }

    private let policy: Policy
    private let plan: Plan
    private var counts: [Place: Int] = [:]

    init(_ policy: Policy, _ plan: Plan) {
        self.policy = policy
        self.plan = plan
    }

    mutating func count(_ trial: Trial) {
        var places: Set<Place> = []
        var (hasActed, isReplaced) = (false, false)
        // The arms into which the request has fallen, by their models.
        var drawn: [[Int]: Int] = [:]
        for event in trial.explanation.events {
            switch event {
            case .allowApplied(let index): places.insert(.allow(index))
            case .switchActed(let index): places.insert(.switch(index))
            case .budgetActed(let index):
                places.insert(.budget(index))
                hasActed = true
            case .rolloutLooked(let index, false, _, _):
                places.insert(.rollout(index))
                isReplaced = true
            case .precisionReplaced: isReplaced = true
            case .splitResolved(let split, _, let target):
                drawn[plan.splits[split].arms.map { Int($0.target) }] = Int(target)
                guard let rule = trial.decision.rule, !hasActed else { continue }
                places.formUnion(arms(of: Int(rule), split, target))
            default: continue
            }
        }
        if let rule = trial.decision.rule.map(Int.init) {
            places.insert(.rule(rule))
            let chain = policy.rules[rule].chain
            if !hasActed, let target = trial.target {
                let place = chain.candidates.firstIndex { candidate in
                    let model: Int
                    switch candidate {
                    case .model(let own): model = own
                    case .split(let arms): model = drawn[arms.map(\.model)] ?? target
                    }
                    return isReplaced ? leads(model, to: target) : model == target
                }
                if let place { places.insert(.candidate(rule: rule, place: place)) }
            }
        }
        for place in places { counts[place, default: 0] += 1 }
    }

    private func arms(of rule: Int, _ split: Int, _ target: UInt16) -> [Place] {
        let models = plan.splits[split].arms.map { Int($0.target) }
        for (place, candidate) in policy.rules[rule].chain.candidates.enumerated() {
            guard case .split(let arms) = candidate, arms.map(\.model) == models,
                let arm = models.firstIndex(of: Int(target))
            else { continue }
            return [.arm(rule: rule, place: place, arm: arm)]
        }
        return []
    }

    /// Whether a model is another one, or may be replaced by it.
    private func leads(_ model: Int, to target: Int) -> Bool {
        var found = [model]
        var next = 0
        while next < found.count {
            if found[next] == target { return true }
            for rollout in policy.rollouts where rollout.of == found[next] && !found.contains(rollout.otherwise) {
                found.append(rollout.otherwise)
            }
            if let other = policy.models[found[next]].operation.fallbackPrecision?.value, !found.contains(other) {
                found.append(other)
            }
            next += 1
        }
        return false
    }

    func coverage(_ study: inout TestStudy) -> Coverage {
        var coverage = Coverage()
        func add(
            _ kind: Coverage.Branch.Kind, _ text: String, _ location: SourceLocation, _ place: Place,
            excuse: String? = nil
        ) {
            var branch = Coverage.Branch(kind: kind, text: text, location: location)
            branch.count = counts[place, default: 0]
            if branch.count == 0 { branch.excuse = excuse }
            coverage.branches.append(branch)
        }
        let unreachable = study.unreachableRules
        for (index, rule) in policy.rules.enumerated() {
            let excuse = unreachable.contains(index) ? "no request reaches it" : nil
            add(.rule, rule.text, rule.location, .rule(index), excuse: excuse)
            for (place, candidate) in rule.chain.candidates.enumerated() {
                switch candidate {
                case .model(let model):
                    guard place > 0 else { continue }
                    let isForbidden = study.isForbidden(model, by: index)
                    add(
                        .fallback, "fallback `\(policy.models[model].name)`", rule.location,
                        .candidate(rule: index, place: place),
                        excuse: excuse ?? (isForbidden ? "`allow` forbids it to every such request" : nil))
                case .split(let arms):
                    for (number, arm) in arms.enumerated() {
                        let share = Quantity(arm.share, scale: .ratio).text
                        add(
                            .arm, "\(share) `\(policy.models[arm.model].name)`", rule.location,
                            .arm(rule: index, place: place, arm: number), excuse: excuse)
                    }
                }
            }
        }
        for (index, allow) in policy.allows.enumerated() {
            add(.allow, "allow `\(allow.name)` applies", allow.location, .allow(index))
        }
        for (index, budget) in policy.budgets.enumerated() {
            add(.budget, "budget `\(budget.name)` acts", budget.location, .budget(index))
        }
        for (index, item) in policy.switches.enumerated() {
            add(.switch, "switch `\(item.name)` acts", item.location, .switch(index))
        }
        for (index, rollout) in policy.rollouts.enumerated() {
            add(.rollout, "rollout `\(rollout.name)` leaves a key out", rollout.location, .rollout(index))
        }
        return coverage
    }
}
