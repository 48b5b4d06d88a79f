import ScrimpPlan
public import ScrimpQuantities
public import ScrimpRuntime

/// Everything that a decision looked at, in order. Made by `Engine.explanation`; changes nothing.
public struct Explanation: Sendable {
    /// One thing that was looked at or done. Numbers are indices in the plan.
    public enum Event: Hashable, Sendable {
        case switchThrown(Int)
        case switchActed(Int)
        case cacheMissed(Int, MissReason)
        case cacheHit(Int)
        /// An earlier rule, and the values that were against it; none where the plan does not keep its conditions apart.
        case ruleMissed(Int, because: [Fact])
        case ruleMatched(Int)
        case allowApplied(Int)
        case splitResolved(Int, bucket: UInt64, target: UInt16)
        /// The stage counts from 0.
        case rolloutLooked(Int, isIn: Bool, stage: Int, isReverted: Bool)
        case affinityKept(Int, target: UInt16)
        case shapeApplied(Int)
        case precisionReplaced(UInt16, by: UInt16)
        case passedOver(UInt16, PassReason)
        /// Not passed over yet: the request waits for it.
        case awaited(UInt16, limit: UInt16, LimitRefusal)
        /// With the part of what was in the budget before that is settled; nil where the key shares the counter of others.
        case budgetLooked(BudgetLook, settled: Money?)
        case budgetActed(Int)
        /// A threshold that the call passes, or something that the policy watches.
        case announced(Alert)
        case chosen(UInt16)
        case batchJoined(BatchSlot)
        case batchMissed(Int)
        case shadowed(ShadowCall)
        /// What comes with the report of the call.
        case fills(cache: Int)
        case attributes(Int)
        case watched(UInt16)
        case warmed(UInt16)
    }

    /// What a feature of the plan was.
    public struct Fact: Hashable, Sendable {
        /// Index in `Plan.features`, which begin with the attributes.
        public let feature: UInt16
        /// As requests hold it; `PlanFeature.undefined` for none.
        public let value: Int64
    }

    /// The phases, in the order in which they run.
    public enum Phase: String, CaseIterable, Sendable {
        case admit, lookup, route, shape, reserve, dispatch, settle
    }

    /// What was asked.
    public let request: Request
    /// What `decide` would have answered.
    public let decision: Decision
    /// In order of time; earlier rules stand in front of the one that holds, and what comes with the report at the end.
    public let events: [Event]
    /// By feature of the plan: its value, or nil where nothing looked at it.
    public let features: [Int64?]
}

extension Explanation.Event {
    /// The phase in which it happens.
    public var phase: Explanation.Phase {
        switch self {
        case .switchThrown, .switchActed: .admit
        case .cacheMissed, .cacheHit: .lookup
        case .ruleMissed, .ruleMatched, .allowApplied, .splitResolved, .rolloutLooked, .affinityKept,
            .precisionReplaced:
            .route
        case .shapeApplied: .shape
        case .passedOver(_, let reason): reason.phase
        case .budgetLooked, .budgetActed: .reserve
        case .announced(let alert): alert.phase
        case .awaited, .chosen, .batchJoined, .batchMissed, .shadowed, .warmed: .dispatch
        case .fills, .attributes, .watched: .settle
        }
    }
}

extension PassReason {
    fileprivate var phase: Explanation.Phase {
        switch self {
        case .notAllowed, .alreadyTried: .route
        case .unpriced, .budget, .commitment, .storeLost: .reserve
        case .contextWindow, .deadline, .suspended, .poolLost, .resting, .belowFloor, .limit: .dispatch
        }
    }
}

extension Alert {
    fileprivate var phase: Explanation.Phase {
        switch cause {
        case .thrown: .admit
        case .advanced, .reverted: .route
        case .threshold, .overrun: .dispatch
        case .condition: .settle
        }
    }
}

extension Engine {
    /// What `decide` would answer now, and why. Changes nothing: it is decided on a copy of the state.
    public func explanation(of request: Request, at now: Instant) throws(RequestError) -> Explanation {
        var copy = snapshot()
        // What nobody has taken yet is no news of this decision.
        while copy.takeAlert() != nil {}
        var recorder = Recorder(state: copy.core.state)
        let decision = try copy.decide(request, at: now, observer: &recorder)
        let features = copy.readFeatures()
        var events = recorder.events
        if case .wait = decision.verdict, case .passedOver(let target, .limit(let limit, let refusal)) = events.last {
            events[events.count - 1] = .awaited(target, limit: limit, refusal)
        }
        if let place = events.firstIndex(where: \.isRule), case .ruleMatched(let rule) = events[place] {
            events.insert(contentsOf: plan.missedRules(before: rule, request, features), at: place)
        }
        while let alert = copy.takeAlert() {
            // That a switch is thrown has been told.
            if case .thrown = alert.cause { continue }
            events.append(.announced(alert))
        }
        events += sequel(of: decision)
        return Explanation(request: request, decision: decision, events: events, features: features)
    }

    /// What will come of a call when it is reported.
    private func sequel(of decision: Decision) -> [Explanation.Event] {
        guard case .call(let target) = decision.verdict else { return [] }
        var events: [Explanation.Event] = []
        if decision.isPrefixWarm { events.append(.warmed(target)) }
        for index in plan.caches.indices where decision.fills(cache: index) { events.append(.fills(cache: index)) }
        for index in plan.attributions.indices { events.append(.attributes(index)) }
        if plan.targets[Int(target)].operation.cooldown > 0 { events.append(.watched(target)) }
        return events
    }
}

extension Explanation.Event {
    fileprivate var isRule: Bool {
        if case .ruleMatched = self { return true }
        return false
    }
}
