/// How many answers are enough, of how many calls, and how many calls run at once: `stop_after: 20 of 100, concurrency: 30`.
public struct GatherSettings: Hashable, Sendable {
    /// Answers that are enough; with 0 nothing is started.
    public let stopAfter: Int
    /// Candidates that are tried at most; those behind them are not looked at.
    public let of: Int
    /// Calls in flight at once, at least 1.
    public let concurrency: Int
    /// Never more calls in flight than answers are still needed, as each of them may succeed. Fewer calls are started in vain, and
    /// the last answers come later: what is in flight becomes less towards the end.
    public let startsOnlyNeeded: Bool

    /// Numbers out of range become the nearest in it.
    public init(stopAfter: Int, of: Int = .max, concurrency: Int, startsOnlyNeeded: Bool = false) {
        self.stopAfter = max(stopAfter, 0)
        self.of = max(of, 0)
        self.concurrency = max(concurrency, 1)
        self.startsOnlyNeeded = startsOnlyNeeded
    }

    /// Calls that may be in flight once so many answers have come.
    func limit(fulfilled: Int) -> Int {
        let needed = max(stopAfter - fulfilled, 0)
        return startsOnlyNeeded ? min(concurrency, needed) : needed > 0 ? concurrency : 0
    }
}
