import ScrimpRuntime

/// What is in a counter that many processes share, whoever holds it.
struct SharedTotal: Sendable {
    /// By the policy's budget, and by tenant where each has its own.
    var budget: Int
    var scope: Int
    var settled: Int128
    /// Leased by processes, used or not.
    var held: Int128
}

/// How a benchmark looks at a store of which each process knows only a part.
struct SharedLook<Home: Store>: Sendable {
    /// Every counter that there is; none where the store does not answer.
    var totals: @Sendable () -> [SharedTotal]
    /// Gives back what this process holds unused.
    var end: @Sendable (Engine<Home>) -> Void
}

extension [SharedTotal] {
    func sum(budget: Int, scope: Int) -> (settled: Int128, reserved: Int128) {
        reduce((0, 0)) { sum, total in
            total.budget == budget && total.scope == scope ? (sum.0 + total.settled, sum.1 + total.held) : sum
        }
    }
}
