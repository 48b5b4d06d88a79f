import ScrimpPlan
import ScrimpQuantities
import ScrimpRuntime

/// Keeps what it is told, with what the state says at that moment.
struct Recorder: Observer {
    /// Of the copy that is decided on.
    let state: LocalState
    private(set) var events: [Explanation.Event] = []

    init(state: LocalState) { self.state = state }

    mutating func switchThrown(_ index: Int) { events.append(.switchThrown(index)) }
    mutating func switchActed(_ index: Int) { events.append(.switchActed(index)) }
    mutating func cacheMissed(_ index: Int, _ reason: MissReason) { events.append(.cacheMissed(index, reason)) }
    mutating func cacheHit(_ index: Int) { events.append(.cacheHit(index)) }
    mutating func ruleMatched(_ index: Int) { events.append(.ruleMatched(index)) }
    mutating func allowApplied(_ index: Int) { events.append(.allowApplied(index)) }
    mutating func splitResolved(_ index: Int, bucket: UInt64, target: UInt16) {
        events.append(.splitResolved(index, bucket: bucket, target: target))
    }
    mutating func rolloutLooked(_ index: Int, isIn: Bool) {
        let record = state.export(rollout: index)
        events.append(.rolloutLooked(index, isIn: isIn, stage: record.stage, isReverted: record.isReverted))
    }
    mutating func affinityKept(_ index: Int, target: UInt16) { events.append(.affinityKept(index, target: target)) }
    mutating func shapeApplied(_ index: Int) { events.append(.shapeApplied(index)) }
    mutating func precisionReplaced(_ target: UInt16, by other: UInt16) {
        events.append(.precisionReplaced(target, by: other))
    }
    mutating func passedOver(_ target: UInt16, _ reason: PassReason) { events.append(.passedOver(target, reason)) }
    mutating func budgetLooked(_ look: BudgetLook) {
        // What this very call holds is in the record already, but it is not settled.
        let record = state.export(part: Int(look.budget), scope: look.scope)
        events.append(.budgetLooked(look, settled: record.map { Money(pico: $0.settled) }))
    }
    mutating func budgetActed(_ index: Int) { events.append(.budgetActed(index)) }
    mutating func chosen(_ target: UInt16) { events.append(.chosen(target)) }
    mutating func batchJoined(_ slot: BatchSlot) { events.append(.batchJoined(slot)) }
    mutating func batchMissed(_ index: Int) { events.append(.batchMissed(index)) }
    mutating func shadowed(_ call: ShadowCall) { events.append(.shadowed(call)) }
}
