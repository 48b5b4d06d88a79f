public import ScrimpPlan

/// The state of one process, in memory.
///
/// Memory grows with the counters, cells, entries and open calls that there have been at once, up to the maxima of the policy; once
/// it has grown, nothing is allocated.
///
/// A policy that is deployed anew keeps what was spent: an engine that is made with the store of another one takes over its budgets,
/// limits, switches, stages and reports, by name and by the text of the scope. The engine before it books the calls that it
/// has decided, in both, and decides none any more. Caches and attribution start anew.
public final class MemoryStore: Store {
    /// How many threads use an engine at once.
    public struct Threads: Sendable {
        /// Lets another thread run, such as `sched_yield`; what it returns does not matter.
        public typealias Yield = @Sendable @convention(c) () -> Int32

        let areMany: Bool
        let yield: Yield?

        private init(areMany: Bool, yield: Yield? = nil) {
            self.areMany = areMany
            self.yield = yield
        }

        /// Locks nothing: the caller answers for it that no two threads use the engine at once.
        public static let one = Threads(areMany: false)
        public static let many = Threads(areMany: true)

        /// Of more threads than there are processors, one may lose its processor while others wait for it: those then let it run.
        public static func many(yieldingBy yield: @escaping Yield) -> Threads { Threads(areMany: true, yield: yield) }
    }

    /// Late reports are accepted for the last so many calls that lapsed, per lane.
    public static let lapsedCallsKept = 65_536

    private let threads: Threads
    private let present = Guarded<Deployment?>(nil, threads: .many)

    public init(threads: Threads = .many) { self.threads = threads }

    deinit { present.destroy() }

    public func open(_ plan: Plan, texts: SymbolTexts) -> LocalState {
        let next = Deployment(plan: plan, texts: texts, state: LocalState(plan: plan, threads: threads))
        return present.withLock { present in
            present?.handOver(to: next)
            present = next
            return next.state
        }
    }
}
