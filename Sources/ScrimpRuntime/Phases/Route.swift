import ScrimpPlan

// Route: the rule, the targets that are allowed at all, and which arm of a split a request falls into.
extension Evaluator {
    mutating func match<Watcher: Observer>(
        _ request: Request, observer: inout Watcher
    ) -> (rule: UInt32, chain: PlanChain)? {
        let rule: Int
        if case .rules(let list) = plan.matcher {
            rule = list.entries.indices.first { holds(list.entries[$0], request) } ?? Matcher.noRule
        } else {
            for index in tables.matcherFeatures { _ = feature(index, request) }
            rule = plan.matcher.match(features.span)
        }
        guard rule < plan.rules.count, Int(plan.rules[rule].chain) < plan.chains.count else { return nil }
        observer.ruleMatched(rule)
        return (UInt32(truncatingIfNeeded: rule), plan.chains[Int(plan.rules[rule].chain)])
    }

    mutating func permitted<Watcher: Observer>(_ request: Request, observer: inout Watcher) -> TargetSet {
        var permitted = TargetSet.all
        for index in plan.allows.indices where holds(plan.allows[index].when, request) {
            observer.allowApplied(index)
            permitted.bits &= plan.allows[index].targets.bits
        }
        return permitted
    }

    /// The target of a candidate. Nil where a split has no arms, which no checked plan has.
    func target<Watcher: Observer>(
        _ candidate: PlanCandidate, _ request: Request, observer: inout Watcher
    ) -> UInt16? {
        switch candidate {
        case .target(let target): return target
        case .split(let index):
            let bucket = StableHash.mix(plan.splits[Int(index)].salt ^ stickyHash(request))
            for arm in plan.splits[Int(index)].arms.indices
            where bucket <= plan.splits[Int(index)].arms[arm].upTo {
                let target = plan.splits[Int(index)].arms[arm].target
                observer.splitResolved(Int(index), bucket: bucket, target: target)
                return target
            }
            return nil
        }
    }

    /// Of the sticky attribute's text or number; without such an attribute, of the content.
    private func stickyHash(_ request: Request) -> UInt64 {
        guard let sticky = plan.sticky else {
            guard let content = request.content else { return 0 }
            return StableHash.mix(content.high ^ StableHash.mix(content.low))
        }
        let value = request.values[Int(sticky)]
        let table = Int(tables.symbols[Int(sticky)])
        guard table >= 0 else { return StableHash.mix(UInt64(bitPattern: value)) }
        guard value == symbols[table].otherSymbol else { return symbols[table].stableHash(value) }
        return request.untracked[Int(sticky)].hash
    }
}
