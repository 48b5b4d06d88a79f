import ScrimpPlan

/// A policy at work, as the store knows it: whose counters have which names.
struct Deployment: Sendable {
    let plan: Plan
    let texts: SymbolTexts
    let state: LocalState
}

/// Where what one policy has counted goes on in the next: by counter and limit, the index there; −1 for none.
struct Succession: Sendable {
    /// What was declared there before. Not the state itself, which holds this.
    let from: (plan: Plan, texts: SymbolTexts)
    let to: Deployment
    let parts: [Int]
    let limits: [Int]

    /// The number of a scope's value there.
    func scope(_ value: Int64?, of old: UInt16?, as new: UInt16?) -> Int64?? {
        guard let old, let new else { return old == nil && new == nil ? .some(nil) : nil }
        guard let value else { return .some(nil) }
        return translate(value, Int(old), Int(new)).map { .some($0) }
    }

    private func translate(_ value: Int64, _ old: Int, _ new: Int) -> Int64? {
        let (before, after) = (from.plan.attributes[old], to.plan.attributes[new])
        guard before.kind == after.kind, equal(before.name, after.name) else { return nil }
        switch before.kind {
        case .string: return to.texts.intern(from.texts.bytes(of: value, attribute: old).span, attribute: new).symbol
        case .enumeration:
            guard value >= 0, value < before.cases.count else { return nil }
            let name = before.cases[Int(value)]
            return after.cases.firstIndex { equal(name, $0) }.map { Int64($0) }
        case .bool, .int, .ratio, .money, .tokens, .count, .duration, .bytes: return value
        }
    }

    private func equal(_ old: StringID, _ new: StringID) -> Bool {
        from.plan.strings[old].elementsEqual(to.plan.strings[new])
    }
}

extension Deployment {
    /// Lets another policy go on with what was counted here. Whatever is held is charged there, until its report corrects it.
    func handOver(to next: Deployment) {
        let succession = Succession(
            from: (plan, texts), to: next,
            parts: places(plan.budgets.map { $0.name }, in: next.plan.budgets.map { $0.name }, next)
                + places(plan.commitments.map { $0.name }, in: next.plan.commitments.map { $0.name }, next)
                .map { $0 < 0 ? $0 : $0 + next.plan.budgets.count },
            limits: places(plan.limits.map { $0.name }, in: next.plan.limits.map { $0.name }, next))
        state.succession.withLock { $0 = succession }
        let now = state.advance(to: .min)
        _ = next.state.advance(to: now)
        for part in state.counters.indices { handOver(part, succession, at: now) }
        for limit in state.limits.indices { handOver(limit: limit, succession, at: now) }
        handOverRecords(to: next)
    }

    /// By entry of one list of names, its place in the other; −1 where it is not there.
    private func places(_ names: [StringID], in others: [StringID], _ next: Deployment) -> [Int] {
        names.map { name in
            let bytes = plan.strings[name]
            return others.firstIndex { next.plan.strings[$0].elementsEqual(bytes) } ?? -1
        }
    }

    private func scope(ofPart part: Int) -> UInt16? { part < plan.budgets.count ? plan.budgets[part].scope : nil }

    private func handOver(_ part: Int, _ succession: Succession, at now: Int64) {
        let target = succession.parts[part]
        for stripe in state.counters[part].stripes {
            // Nothing is held here from now on: who takes the lock after this finds the mark.
            let (records, start) = stripe.withLock { counters in
                counters.isHandedOver = true
                return (
                    counters.scopes().compactMap { scope in counters.export(scope: scope).map { (scope, $0) } },
                    counters.windowStart
                )
            }
            guard target >= 0 else { continue }
            for (scope, record) in records where record.settled != 0 || record.reserved != 0 {
                let there = succession.scope(
                    scope, of: self.scope(ofPart: part), as: succession.to.scope(ofPart: target))
                guard let there else { continue }
                succession.to.state.restore(
                    part: target, scope: there, windowStart: start, record.charged, at: now)
            }
        }
    }

    private func handOver(limit: Int, _ succession: Succession, at now: Int64) {
        let target = succession.limits[limit]
        let records = state.limits[limit].withLock { counters in
            counters.isHandedOver = true
            return counters.scopes().compactMap { scope in counters.export(scope: scope).map { (scope, $0) } }
        }
        guard target >= 0 else { return }
        for (scope, record) in records {
            let there = succession.scope(
                scope, of: plan.limits[limit].scope, as: succession.to.plan.limits[target].scope)
            guard let there else { continue }
            succession.to.state.restore(limit: target, scope: there, record, at: now)
        }
    }

    private func handOverRecords(to next: Deployment) {
        for (old, new) in places(plan.switches.map { $0.name }, in: next.plan.switches.map { $0.name }, next)
            .enumerated()
        where new >= 0 && state.isThrown(old) { next.state.setThrown(new, true) }
        for (old, new) in places(plan.rollouts.map { $0.name }, in: next.plan.rollouts.map { $0.name }, next)
            .enumerated()
        where new >= 0 { next.state.restore(rollout: new, state.export(rollout: old)) }
        for (old, length) in state.spendLengths.enumerated() {
            guard let new = next.state.spendLengths.firstIndex(of: length) else { continue }
            next.state.restore(spend: new, state.spends[old].withLock { $0 })
        }
        let targets = places(plan.targets.map { $0.name }, in: next.plan.targets.map { $0.name }, next)
        for (old, key) in state.qualityKeys.enumerated() {
            let there = targets[Int(key.target)]
            guard there >= 0 else { continue }
            let sought = LocalState.QualityKey(target: UInt16(truncatingIfNeeded: there), length: key.length)
            guard let new = next.state.qualityKeys.firstIndex(of: sought) else { continue }
            next.state.restore(quality: new, state.qualities[old].withLock { $0 })
        }
    }
}

extension BudgetRecord {
    /// With everything that is held charged: who goes on with it cannot know what becomes of it.
    fileprivate var charged: BudgetRecord {
        var record = self
        record.settled += reserved
        record.reserved = 0
        for index in record.ring.indices {
            record.ring[index].settled += record.ring[index].reserved
            record.ring[index].reserved = 0
        }
        return record
    }
}

extension LocalState {
    /// Books in the policy that has taken over what a report changes here.
    func pass(on held: Booking.Held, by amount: Int128, at now: Int64) {
        guard let succession = succession.withLock({ $0 }) else { return }
        let part = Int(held.hold.part)
        let target = succession.parts[part]
        guard target >= 0, amount != 0 else { return }
        // Money of a window that has ended changes nothing there either.
        guard held.isCurrent else { return }
        let (scope, start) = self.part(held.hold).withLock { ($0.scope(Int(held.hold.counter)), $0.windowStart) }
        let attribute = part < succession.from.plan.budgets.count ? succession.from.plan.budgets[part].scope : nil
        let budgets = succession.to.plan.budgets
        guard
            let there = succession.scope(
                scope, of: attribute, as: target < budgets.count ? budgets[target].scope : nil)
        else { return }
        let counters = succession.to.state.counters[target]
        counters.stripes[counters.stripe(of: there)].withLock {
            $0.correct(scope: there, windowStart: start, bucket: held.hold.bucket, by: amount, at: now)
        }
    }

    /// Frees the permit in the policy that has taken over.
    func pass(on held: HeldLimit, usedTokens: Int64, at now: Int64) {
        guard let succession = succession.withLock({ $0 }) else { return }
        let target = succession.limits[Int(held.limit)]
        guard target >= 0 else { return }
        let scope = limits[Int(held.limit)].withLock { $0.scope(held.hold.counter) }
        let attributes = (
            succession.from.plan.limits[Int(held.limit)].scope, succession.to.plan.limits[target].scope
        )
        guard let there = succession.scope(scope, of: attributes.0, as: attributes.1) else { return }
        succession.to.state.limits[target].withLock { counters in
            guard let counter = counters.existing(scope: there, at: now) else { return }
            counters.finish(counters.hold(counter, tokens: held.hold.tokens), usedTokens: usedTokens, at: now)
        }
    }
}
