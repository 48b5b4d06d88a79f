import ScrimpPlan

// Route: the rule, the targets that are allowed at all, which arm of a split a request falls into, who is in a rollout, and where
// a key stays.
extension Evaluator {
    mutating func match<Watcher: Observer>(
        _ request: Request, observer: inout Watcher
    ) -> (rule: UInt32, chain: PlanChain)? {
        let rule: Int
        if case .rules(let list) = plan.matcher {
            rule = firstRule(list, request)
        } else {
            for index in tables.matcherFeatures { _ = feature(index, request) }
            rule = plan.matcher.match(features.span)
        }
        guard rule < plan.rules.count, Int(plan.rules[rule].chain) < plan.chains.count else { return nil }
        observer.ruleMatched(rule)
        return (UInt32(truncatingIfNeeded: rule), plan.chains[Int(plan.rules[rule].chain)])
    }

    /// Condition by condition, so that only what these look at is computed.
    private mutating func firstRule(_ list: RuleList, _ request: Request) -> Int {
        for rule in list.entries.indices {
            var position = list.entries[rule].start
            while position < ConditionTest.no {
                let test = list.tests[Int(position)]
                position = test.holds(feature(Int(test.feature), request)) ? test.whenTrue : test.whenFalse
            }
            if position == ConditionTest.yes { return rule }
        }
        return Matcher.noRule
    }

    mutating func permitted<Watcher: Observer>(_ request: Request, observer: inout Watcher) -> TargetSet {
        var permitted = TargetSet.all
        for index in plan.allows.indices where holds(plan.allows[index].when, request) {
            observer.allowApplied(index)
            permitted.bits &= plan.allows[index].targets.bits
        }
        return permitted
    }

    /// The target of a candidate: its split's arm, then what stands in for it in a rollout. Nil where a split has no arms, which
    /// no checked plan has.
    mutating func target<Watcher: Observer>(
        _ candidate: PlanCandidate, _ request: Request, observer: inout Watcher
    ) -> UInt16? {
        switch candidate {
        case .target(let target): return substituted(target, request, observer: &observer)
        case .split(let index):
            let bucket = StableHash.mix(plan.splits[Int(index)].salt ^ stickyHash(request))
            for arm in plan.splits[Int(index)].arms.indices
            where bucket <= plan.splits[Int(index)].arms[arm].upTo {
                let target = plan.splits[Int(index)].arms[arm].target
                observer.splitResolved(Int(index), bucket: bucket, target: target)
                return substituted(target, request, observer: &observer)
            }
            return nil
        }
    }

    /// Of the sticky attribute's text or number; without such an attribute, of the content.
    private func stickyHash(_ request: Request) -> UInt64 {
        guard let sticky = plan.sticky else { return contentHash(request) }
        return hash(of: Int(sticky), request)
    }

    func contentHash(_ request: Request) -> UInt64 {
        guard let content = request.content else { return 0 }
        return StableHash.mix(content.high ^ StableHash.mix(content.low))
    }

    /// The stable hash of an attribute's text or number: the same on every host.
    func hash(of attribute: Int, _ request: Request) -> UInt64 {
        guard tables.otherSymbols[attribute] != .min else {
            return StableHash.mix(UInt64(bitPattern: request.values[attribute]))
        }
        return request.facts[attribute].hash
    }
}

// Affinity: the target that answered a key before is asked first, if the chain leads to it at all.
extension Evaluator {
    mutating func prefer<Watcher: Observer>(
        _ request: Request, _ considering: inout Considering, observer: inout Watcher
    ) {
        guard !plan.affinities.isEmpty, let chain = considering.chain else { return }
        for index in plan.affinities.indices {
            guard let key = affinityKey(index, request) else { continue }
            let kept = state.affinities[index].withLock { $0.value(high: key.high, low: key.low, at: now) }
            guard let kept, leads(chain, to: UInt16(truncatingIfNeeded: kept)) else { continue }
            let target = UInt16(truncatingIfNeeded: kept)
            guard considering.permitted.contains(target) else { continue }
            // Who is no longer in a rollout does not stay in it.
            var nobody = NullObserver()
            guard substituted(target, request, observer: &nobody) == target else { continue }
            observer.affinityKept(index, target: target)
            considering.preferred = Int32(target)
            return
        }
    }

    /// Remembers where a request went.
    mutating func keep(_ target: UInt16, for request: Request) {
        for index in plan.affinities.indices {
            guard let key = affinityKey(index, request) else { continue }
            let until = now.adding(clamping: plan.affinities[index].keep)
            state.affinities[index].withLock {
                $0.set(high: key.high, low: key.low, value: UInt32(target), until: until, at: now)
            }
        }
    }

    /// Nil where the request is free. Texts are told apart by number and hash, so that those without a number do not mix.
    private func affinityKey(_ index: Int, _ request: Request) -> (high: UInt64, low: UInt64)? {
        let attribute = Int(plan.affinities[index].key)
        let value = request.values[attribute]
        if value == core.texts.emptySymbols[attribute], tables.otherSymbols[attribute] != .min { return nil }
        return (UInt64(bitPattern: value), hash(of: attribute, request))
    }

    private func leads(_ chain: PlanChain, to target: UInt16) -> Bool {
        for place in Int(chain.start)..<Int(chain.start + chain.count) {
            switch plan.candidates[place] {
            case .target(let candidate): if candidate == target { return true }
            case .split(let split):
                if plan.splits[Int(split)].arms.contains(where: { $0.target == target }) { return true }
            }
        }
        return false
    }
}
