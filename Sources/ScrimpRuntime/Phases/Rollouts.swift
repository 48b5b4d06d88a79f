import ScrimpPlan

// Rollouts: who is in, when the next stage begins, and what takes everyone out again.
extension Evaluator {
    /// The target, or what stands in for it while the request's key is not in. Rollouts may follow on one another.
    mutating func substituted<Watcher: Observer>(
        _ target: UInt16, _ request: Request, observer: inout Watcher
    ) -> UInt16 {
        var target = target
        for _ in plan.rollouts.indices {
            let index = Int(tables.targets[Int(target)].rollout)
            guard index >= 0 else { return target }
            let isIn = isIn(index, request)
            observer.rolloutLooked(index, isIn: isIn)
            if isIn { return target }
            target = plan.rollouts[index].otherwise
        }
        return target
    }

    private mutating func isIn(_ index: Int, _ request: Request) -> Bool {
        let record = advanced(index, request)
        guard !record.isReverted else { return false }
        let stages = plan.rollouts[index].stages
        guard record.stage < stages.count else { return true }
        let bucket = StableHash.mix(plan.rollouts[index].salt ^ hash(of: Int(plan.rollouts[index].key), request))
        return bucket <= stages[record.stage]
    }

    /// The record of a rollout, begun or moved on to its next stage if that is due.
    mutating func advanced(_ index: Int, _ request: Request) -> RolloutStages {
        let rollout = plan.rollouts[index]
        let part = state.rollouts[index]
        let record = part.withLock { $0 }
        let isNew = record.signature != rollout.signature
        let isLast = record.stage + 1 >= rollout.stages.count
        guard isNew || (!isLast && !record.isReverted && now - record.startedAt >= rollout.every) else { return record }
        let mayAdvance = isNew || rollout.guards.allSatisfy { feature(Int($0), request) != PlanFeature.undefined }
        guard mayAdvance else { return record }
        if !isNew, rollout.revertWhen != .never, holds(rollout.revertWhen, request) {
            revert(index)
            return part.withLock { $0 }
        }
        let now = now
        var hasAdvanced = false
        core.home.update(.rollout(index), in: state, at: now) {
            part.withLock { record in
                record.adopt(signature: rollout.signature, at: now)
                hasAdvanced = record.advance(
                    now: now, every: rollout.every, stages: rollout.stages.count, mayAdvance: !isNew)
            }
        }
        let moved = part.withLock { $0 }
        // Another thread may have been here before: a stage begins once.
        if hasAdvanced {
            announce(
                .advanced(
                    rollout: UInt16(truncatingIfNeeded: index), stage: UInt16(truncatingIfNeeded: moved.stage)))
        }
        return moved
    }

    /// Takes everyone out of the rollouts whose condition for that holds.
    mutating func revertRollouts(_ request: Request) {
        for index in plan.rollouts.indices where plan.rollouts[index].revertWhen != .never {
            let part = state.rollouts[index]
            guard !part.withLock({ $0.isReverted }), holds(plan.rollouts[index].revertWhen, request) else { continue }
            revert(index)
        }
    }

    private mutating func revert(_ index: Int) {
        let part = state.rollouts[index]
        var wasReverted = false
        core.home.update(.rollout(index), in: state, at: now) {
            part.withLock { record in
                wasReverted = record.isReverted
                record.revert()
            }
        }
        if !wasReverted { announce(.reverted(rollout: UInt16(truncatingIfNeeded: index))) }
    }
}
