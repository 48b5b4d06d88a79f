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
        case passedOver(UInt16, PassReason)
        case budgetLooked(BudgetLook)
        case budgetActed(Int)
        case chosen(UInt16)
    }

    /// The phases that have something to tell.
    public enum Phase: String, CaseIterable, Sendable {
        case admit, lookup, route, reserve
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
        case .ruleMatched, .allowApplied, .splitResolved: .route
        case .passedOver, .budgetLooked, .budgetActed, .chosen: .reserve
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
    mutating func passedOver(_ target: UInt16, _ reason: PassReason) { events.append(.passedOver(target, reason)) }
    mutating func budgetLooked(_ look: BudgetLook) { events.append(.budgetLooked(look)) }
    mutating func budgetActed(_ index: Int) { events.append(.budgetActed(index)) }
    mutating func chosen(_ target: UInt16) { events.append(.chosen(target)) }
    mutating func featuresRead(_ values: [Int64?]) { features = values }
}

extension Engine {
    /// What `decide` would answer now, and why.
    public func explanation(of request: Request, at now: Instant) throws(RequestError) -> Explanation {
        var recorder = Recorder()
        let decision = try explain(request, at: now, observer: &recorder)
        return Explanation(
            request: request, decision: decision, events: recorder.events, features: recorder.features)
    }
}
