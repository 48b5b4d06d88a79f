package import ScrimpQuantities
package import ScrimpRuntime

/// What one request came to: a row of a ledger.
package struct LedgerEntry: Hashable, Sendable {
    package enum Answer: String, CaseIterable, Sendable {
        case call, cache, refused
    }

    /// By arrival, from 0.
    package var number: Int64
    package var arrival: Instant
    package var answer = Answer.refused
    /// Index of the target whose call has answered; nil where none has.
    package var target: Int?
    /// Of the call that has answered.
    package var used = Usage()
    /// Everything that was charged for the request.
    package var cost = Money.zero
    /// Part of `cost`: tries that failed, and copies.
    package var otherCost = Money.zero
    /// What the decision was called, where somebody has named it.
    package var decision: String?

    package init(number: Int64, arrival: Instant) {
        self.number = number
        self.arrival = arrival
    }

    /// What the call that has answered was charged.
    package var answerCost: Money { Money(pico: cost.pico - otherCost.pico) }
}
