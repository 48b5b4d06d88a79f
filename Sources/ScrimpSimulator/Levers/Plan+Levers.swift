import ScrimpPlan
import ScrimpQuantities

// The same plan with levers switched off. Names, attributes and the tables that conditions stand on stay as they are, so that
// no index changes its meaning.
extension Plan {
    /// - Parameters:
    ///   - reference: the target that everything goes to without rules.
    ///   - standard: by target, the prices of the standard service where they differ from the plan's.
    func without(_ levers: Set<Lever>, reference: Int, standard: [PlanPrices?]) -> Plan {
        var plan = self
        if levers.contains(.caches) { plan.caches = [] }
        if levers.contains(.shapes) { plan.shapes = [] }
        if levers.contains(.limits) { plan.limits = [] }
        if levers.contains(.commitments) { plan.commitments = [] }
        if levers.contains(.budgets) { plan.liftBudgets() }
        if levers.contains(.service) {
            for (index, prices) in standard.enumerated() {
                guard let prices else { continue }
                plan.targets[index].prices = prices
                plan.targets[index].operation.service = .standard
                plan.targets[index].operation.within = 0
            }
        }
        let target = UInt16(truncatingIfNeeded: reference)
        if levers.contains(.selfHosting) { plan.replaceSelfHosted(by: target) }
        if levers.contains(.routing) { plan.routeEverything(to: target) }
        return plan
    }

    /// Limits that nothing reaches: what asks how full a budget is, finds it empty.
    private mutating func liftBudgets() {
        let paying = Set(shadows.map { Int($0.budget) })
        for index in budgets.indices where !paying.contains(index) {
            budgets[index].limit = Money(pico: 1 << 120)
            budgets[index].ceiling = nil
            budgets[index].alerts = []
            budgets[index].spent = .reject(message: .empty)
        }
    }

    /// In each chain the next hosted candidate takes the place of a self-hosted one: it is tried once all the same.
    private mutating func replaceSelfHosted(by reference: UInt16) {
        func isHosted(_ target: UInt16) -> Bool { Int(target) < targets.count && !targets[Int(target)].isSelfHosted }
        var known = Set<PlanChain>(chains)
        for item in switches { if case .route(let chain) = item.action { known.insert(chain) } }
        for budget in budgets { if case .route(let chain) = budget.spent { known.insert(chain) } }
        let original = candidates
        for chain in known {
            let range = Int(chain.start)..<min(Int(chain.start) + Int(chain.count), original.count)
            for place in range {
                guard case .target(let target) = original[place], !isHosted(target) else { continue }
                var substitute = reference
                for later in range.dropFirst(place - range.lowerBound + 1) {
                    if case .target(let next) = original[later], isHosted(next) {
                        substitute = next
                        break
                    }
                }
                candidates[place] = .target(substitute)
            }
        }
        for split in splits.indices {
            for arm in splits[split].arms.indices where !isHosted(splits[split].arms[arm].target) {
                splits[split].arms[arm].target = reference
            }
        }
        rollouts.removeAll { !isHosted($0.of) || !isHosted($0.otherwise) }
    }

    private mutating func routeEverything(to target: UInt16) {
        allows = []
        rollouts = []
        affinities = []
        let chain = UInt16(truncatingIfNeeded: chains.count)
        chains.append(PlanChain(start: UInt32(truncatingIfNeeded: candidates.count), count: 1))
        candidates.append(.target(target))
        for index in rules.indices { rules[index].chain = chain }
    }

    /// Whether every request goes to the first candidate of its rule, whatever came before.
    var answersEverything: Bool {
        caches.isEmpty && shapes.isEmpty && limits.isEmpty && switches.isEmpty && commitments.isEmpty
            && shadows.isEmpty && rollouts.isEmpty && affinities.isEmpty && allows.isEmpty
    }

    /// The next hosted candidate behind a self-hosted one, in the first chain that has both; nil where none has.
    func hostedSubstitute(for target: Int) -> Int? {
        for chain in chains {
            let range = Int(chain.start)..<min(Int(chain.start) + Int(chain.count), candidates.count)
            var isBehind = false
            for place in range {
                guard case .target(let candidate) = candidates[place], Int(candidate) < targets.count else { continue }
                if isBehind, !targets[Int(candidate)].isSelfHosted { return Int(candidate) }
                isBehind = isBehind || Int(candidate) == target
            }
        }
        return nil
    }

    /// Targets that a rule, or what a budget or a switch does, may lead to.
    var reachableTargets: Set<Int> {
        var found: Set<Int> = []
        func note(_ chain: PlanChain) {
            for place in Int(chain.start)..<min(Int(chain.start) + Int(chain.count), candidates.count) {
                switch candidates[place] {
                case .target(let target): found.insert(Int(target))
                case .split(let split):
                    for arm in splits[Int(split)].arms { found.insert(Int(arm.target)) }
                }
            }
        }
        for rule in rules where Int(rule.chain) < chains.count { note(chains[Int(rule.chain)]) }
        for item in switches { if case .route(let chain) = item.action { note(chain) } }
        for budget in budgets { if case .route(let chain) = budget.spent { note(chain) } }
        for rollout in rollouts where found.contains(Int(rollout.of)) || found.contains(Int(rollout.otherwise)) {
            found.insert(Int(rollout.of))
            found.insert(Int(rollout.otherwise))
        }
        for shadow in shadows { found.insert(Int(shadow.target)) }
        for target in found { if let other = targets[target].operation.fallbackPrecision { found.insert(Int(other)) } }
        return found
    }
}
