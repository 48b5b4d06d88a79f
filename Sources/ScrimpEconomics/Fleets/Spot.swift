import Glibc

/// Capacity that can be taken away.
package enum Spot {
    /// How long a job of a length takes on average where it starts from scratch after every interruption:
    /// (e^{θL} − 1)/θ, with θ interruptions per unit of the length; L without interruptions. Nil where that is beyond
    /// all numbers, or an argument is negative or not finite.
    package static func expectedRestartTime(length: Double, interruptions: Double) -> Double? {
        guard length >= 0, interruptions >= 0, length.isFinite, interruptions.isFinite else { return nil }
        if interruptions == 0 { return length }
        let time = expm1(interruptions * length) / interruptions
        return time.isFinite ? time : nil
    }
}

package enum Availability {
    /// The share of time that something works: MTBF/(MTBF + MTTR). Nil for negative times, and where both are zero or not
    /// finite.
    package static func share(betweenFailures: Double, toRepair: Double) -> Double? {
        guard betweenFailures >= 0, toRepair >= 0, betweenFailures.isFinite, toRepair.isFinite else { return nil }
        let whole = betweenFailures + toRepair
        guard whole > 0, whole.isFinite else { return nil }
        return betweenFailures / whole
    }

    /// The same for parts that all must work: the product of theirs. Nil where one is not in 0 … 1.
    package static func series(_ shares: [Double]) -> Double? {
        shares.allSatisfy { $0 >= 0 && $0 <= 1 } ? shares.reduce(1, *) : nil
    }
}
