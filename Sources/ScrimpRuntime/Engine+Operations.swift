public import ScrimpPlan
public import ScrimpQuantities

// What operators and hosts tell an engine beside calls: switches, pools, quality, and numbers while an answer streams.

extension Engine {
    /// Turns a switch on or off, for every process that shares the state. A switch that is on acts, as the policy says.
    ///
    /// - Parameter index: in `Plan.switches`; `ScrimpHost` finds it by its name.
    /// - Throws: `OperationError.unknownSwitch`, with nothing changed.
    public func setSwitch(_ index: Int, thrown: Bool, at now: Instant) throws(OperationError) {
        guard plan.switches.indices.contains(index) else { throw .unknownSwitch(index) }
        let state = core.state
        let time = core.home.begin(state, at: now.nanoseconds)
        core.home.update(.switches, in: state, at: time) { _ = state.setThrown(index, thrown) }
    }

    /// Whether a switch acts; false for an index that is none of a switch.
    public func isThrown(switch index: Int) -> Bool {
        plan.switches.indices.contains(index) && core.state.isThrown(index)
    }

    /// How good an answer of a target was, in billionths of one. Rollouts, floors and conditions stand on the mean.
    public func report(quality: Int64, of target: UInt16, at now: Instant) {
        guard Int(target) < plan.targets.count else { return }
        let clamped = min(max(quality, 0), PlanAttribute.ratioScale)
        anyLane { $0.report(quality: clamped, of: target, at: now) }
    }

    /// The hardware of a pool has been taken away, or has come back.
    public func report(pool index: Int, isLost: Bool) {
        guard plan.pools.indices.contains(index) else { return }
        core.state.pools[index].withLock { $0.isLost = isLost }
    }

    /// How busy the replicas of a pool are, in billionths, and how many run.
    public func report(pool index: Int, utilization: Int64, replicas: Int64) {
        guard plan.pools.indices.contains(index) else { return }
        core.state.pools[index].withLock { ($0.utilization, $0.replicas) = (max(utilization, 0), max(replicas, 0)) }
    }

    /// What a pool does, and how many replicas the policy wants of it.
    public func status(ofPool index: Int, at now: Instant) -> PoolStatus? {
        guard plan.pools.indices.contains(index) else { return nil }
        return anyLane { $0.status(ofPool: index, at: now) }
    }

    /// Where a rollout stands; nil before its first request.
    public func status(ofRollout index: Int) -> RolloutStatus? {
        guard plan.rollouts.indices.contains(index) else { return nil }
        let record = core.state.rollouts[index].withLock { $0 }
        guard record.signature == plan.rollouts[index].signature else { return nil }
        return RolloutStatus(
            stage: record.stage, isReverted: record.isReverted, since: Instant(nanoseconds: record.startedAt))
    }

    /// Lifts a reversion: the rollout goes on at its stage, whose time begins anew.
    ///
    /// - Throws: `OperationError.unknownRollout`, with nothing changed.
    public func resume(rollout index: Int, at now: Instant) throws(OperationError) {
        guard plan.rollouts.indices.contains(index) else { throw .unknownRollout(index) }
        let state = core.state
        let time = core.home.begin(state, at: now.nanoseconds)
        core.home.update(.rollout(index), in: state, at: time) {
            state.rollouts[index].withLock { $0.resume(at: time) }
        }
    }

    /// Whether a request is one that a `gather` of the policy stops early for (`when`); an undefined condition counts as false.
    public func isGathered(_ request: Request, by index: Int, at now: Instant) -> Bool {
        guard plan.gathers.indices.contains(index) else { return false }
        return anyLane { $0.isGathered(request, by: index, at: now) }
    }

    /// What the shapes of a call ask for, taken together.
    public func directives(of decision: Decision) -> ShapeDirectives { plan.directives(ofShapes: decision.shapes) }

    /// Whether a stream should end, given what the host has measured of it so far: numbers in billionths, by the names that the
    /// policy's `stop_early` uses.
    public func stopsEarly(_ decision: Decision, numbers: [(name: StringID, value: Int64)]) -> Bool {
        anyLane { $0.stopsEarly(decision.shapes, numbers) }
    }

    /// The number of a name that `stop_early` asks for; nil where the policy asks for no such number.
    public func hostNumber(_ name: String) -> StringID? {
        for feature in plan.features {
            if case .hostNumber(let id) = feature, plan.strings[id].elementsEqual(name.utf8) { return id }
        }
        return nil
    }
}

/// Why an operator's order changed nothing: the plan has no such part. Carries the index that was given.
public enum OperationError: Error, Hashable, Sendable {
    case unknownSwitch(Int)
    case unknownRollout(Int)
}

/// Where a rollout stands.
public struct RolloutStatus: Hashable, Sendable {
    /// From 0.
    public var stage: Int
    /// It has been taken back, and is in force for nobody until a person takes it up.
    public var isReverted: Bool
    /// When the stage began.
    public var since: Instant
}

/// What a pool does.
public struct PoolStatus: Hashable, Sendable {
    /// The policy lets it rest at this time of day.
    public var isSuspended: Bool
    /// The host has reported its hardware as taken away, and not as back.
    public var isLost: Bool
    /// Spot hardware is gone and the same at the list price has taken over.
    public var isOnDemand: Bool
    /// Calls to its models that have been decided, and not reported.
    public var callsInFlight: Int64
    /// Replicas that the policy wants now: within its range, none while suspended.
    public var wantedReplicas: Int64
}

extension Evaluator {
    mutating func status(ofPool index: Int, at time: Instant) -> PoolStatus {
        begin(at: time)
        let pool = plan.pools[index]
        let known = state.pools[index].withLock { $0 }
        let isSuspended = isSuspended(index)
        var wanted = pool.fewestReplicas
        switch pool.scaling {
        case .fixed: break
        case .queue(let length):
            wanted = known.callsInFlight / max(length, 1) + (known.callsInFlight % max(length, 1) > 0 ? 1 : 0)
        case .utilization(let share):
            // So many that the present load would fill them to the share.
            if let replicas = known.replicas, let utilization = known.utilization, share > 0 {
                let load = Int128(replicas) * Int128(utilization)
                wanted = Int64(clamping: (load + Int128(share) - 1) / Int128(share))
            }
        }
        return PoolStatus(
            isSuspended: isSuspended, isLost: known.isLost,
            isOnDemand: known.isLost && pool.market == .spotWithFallback, callsInFlight: known.callsInFlight,
            wantedReplicas: isSuspended ? 0 : min(max(wanted, pool.fewestReplicas), pool.mostReplicas))
    }

    package mutating func isGathered(_ request: Request, by index: Int, at time: Instant) -> Bool {
        guard request.values.count == tables.clamps.count else { return false }
        begin(at: time)
        load(request)
        return holds(plan.gathers[index].when, request)
    }

    mutating func stopsEarly(_ shapes: UInt64, _ numbers: [(name: StringID, value: Int64)]) -> Bool {
        if hostNumbers.isEmpty {
            hostNumbers = [Int64](repeating: PlanFeature.undefined, count: plan.features.count)
        }
        for (index, feature) in plan.features.enumerated() {
            guard case .hostNumber(let name) = feature else { continue }
            hostNumbers[index] = numbers.last { $0.name == name }?.value ?? PlanFeature.undefined
        }
        load(nobody)
        for index in plan.shapes.indices where index < 64 && shapes & (1 << UInt64(index)) != 0 {
            if plan.shapes[index].stopEarly != .never, holds(plan.shapes[index].stopEarly, nobody) { return true }
        }
        return false
    }
}
