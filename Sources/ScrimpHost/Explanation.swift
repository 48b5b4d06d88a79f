import ScrimpPlan
public import ScrimpQuantities
public import ScrimpRuntime

/// Everything that a decision looked at, in order. Made by `Engine.explanation`; changes nothing.
public struct Explanation: Sendable {
    public enum Event: Hashable, Sendable {
        case switchThrown(Int)
        case switchActed(Int)
        case cacheMissed(Int, MissReason)
        case cacheHit(Int)
        case ruleMatched(Int)
        case allowApplied(Int)
        case splitResolved(Int, bucket: UInt64, target: UInt16)
        case rolloutLooked(Int, isIn: Bool)
        case affinityKept(Int, target: UInt16)
        case shapeApplied(Int)
        case precisionReplaced(UInt16, by: UInt16)
        case passedOver(UInt16, PassReason)
        case budgetLooked(BudgetLook)
        case budgetActed(Int)
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

    /// The phases, in the order in which they run.
    public enum Phase: String, CaseIterable, Sendable {
        case admit, lookup, route, shape, reserve, dispatch, settle
    }

    public let request: Request
    public let decision: Decision
    public let events: [Event]
    /// By feature of the plan: its value, or nil where nothing looked at it.
    public let features: [Int64?]
}

extension Explanation.Event {
    public var phase: Explanation.Phase {
        switch self {
        case .switchThrown, .switchActed: .admit
        case .cacheMissed, .cacheHit: .lookup
        case .ruleMatched, .allowApplied, .splitResolved, .rolloutLooked, .affinityKept, .precisionReplaced: .route
        case .shapeApplied: .shape
        case .passedOver(_, let reason): reason.phase
        case .budgetLooked, .budgetActed: .reserve
        case .chosen, .batchJoined, .batchMissed, .shadowed, .warmed: .dispatch
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

/// Keeps what it is told.
private struct Recorder: Observer {
    var events: [Explanation.Event] = []
    var features: [Int64?] = []

    mutating func switchThrown(_ index: Int) { events.append(.switchThrown(index)) }
    mutating func switchActed(_ index: Int) { events.append(.switchActed(index)) }
    mutating func cacheMissed(_ index: Int, _ reason: MissReason) { events.append(.cacheMissed(index, reason)) }
    mutating func cacheHit(_ index: Int) { events.append(.cacheHit(index)) }
    mutating func ruleMatched(_ index: Int) { events.append(.ruleMatched(index)) }
    mutating func allowApplied(_ index: Int) { events.append(.allowApplied(index)) }
    mutating func splitResolved(_ index: Int, bucket: UInt64, target: UInt16) {
        events.append(.splitResolved(index, bucket: bucket, target: target))
    }
    mutating func rolloutLooked(_ index: Int, isIn: Bool) { events.append(.rolloutLooked(index, isIn: isIn)) }
    mutating func affinityKept(_ index: Int, target: UInt16) { events.append(.affinityKept(index, target: target)) }
    mutating func shapeApplied(_ index: Int) { events.append(.shapeApplied(index)) }
    mutating func precisionReplaced(_ target: UInt16, by other: UInt16) {
        events.append(.precisionReplaced(target, by: other))
    }
    mutating func passedOver(_ target: UInt16, _ reason: PassReason) { events.append(.passedOver(target, reason)) }
    mutating func budgetLooked(_ look: BudgetLook) { events.append(.budgetLooked(look)) }
    mutating func budgetActed(_ index: Int) { events.append(.budgetActed(index)) }
    mutating func chosen(_ target: UInt16) { events.append(.chosen(target)) }
    mutating func batchJoined(_ slot: BatchSlot) { events.append(.batchJoined(slot)) }
    mutating func batchMissed(_ index: Int) { events.append(.batchMissed(index)) }
    mutating func shadowed(_ call: ShadowCall) { events.append(.shadowed(call)) }
    mutating func featuresRead(_ values: [Int64?]) { features = values }
}

extension Engine {
    /// What `decide` would answer now, and why.
    public func explanation(of request: Request, at now: Instant) throws(RequestError) -> Explanation {
        var recorder = Recorder()
        let decision = try explain(request, at: now, observer: &recorder)
        recorder.events += sequel(of: decision)
        return Explanation(
            request: request, decision: decision, events: recorder.events, features: recorder.features)
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
