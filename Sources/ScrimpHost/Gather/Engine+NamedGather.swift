public import ScrimpPlan
public import ScrimpQuantities
public import ScrimpRuntime

extension GatherSettings {
    /// What the policy says.
    public init(_ gather: PlanGather, startsOnlyNeeded: Bool = false) {
        self.init(
            stopAfter: Int(clamping: gather.stopAfter), of: Int(clamping: gather.of),
            concurrency: Int(clamping: gather.concurrency), startsOnlyNeeded: startsOnlyNeeded)
    }
}

extension Engine {
    /// What the policy says under `gather NAME { … }`.
    public func gatherSettings(
        named name: String, startsOnlyNeeded: Bool = false
    ) throws(UnknownName) -> GatherSettings {
        GatherSettings(plan.gathers[try plan.index(of: .gather, named: name)], startsOnlyNeeded: startsOnlyNeeded)
    }

    /// As `gather(_:_:desk:clock:now:executor:call:)`, with what the policy says under a name. Where a request is not one that the
    /// policy gathers so (`when`), all of them run to the end, at most so many at once.
    public func gather<Requests: Sequence & Sendable, Answer: Sendable, Time: Clock<Duration>>(
        _ requests: Requests, as name: String, startsOnlyNeeded: Bool = false, desk: TicketDesk, clock: Time,
        now: @escaping @Sendable () -> Instant, executor: (any TaskExecutor)? = nil,
        call: @escaping @Sendable (GatheredCall) async throws -> (answer: Answer?, usage: Usage)
    ) throws(UnknownName) -> Gather<Gathered<Answer>, GatherProblem> where Requests.Element == Request {
        var settings = try gatherSettings(named: name, startsOnlyNeeded: startsOnlyNeeded)
        let index = try plan.index(of: .gather, named: name)
        let all = Array(requests)
        let time = now()
        if !all.allSatisfy({ isGathered($0, by: index, at: time) }) {
            settings = GatherSettings(stopAfter: .max, concurrency: settings.concurrency)
        }
        return gather(
            all, settings, desk: desk, clock: clock, now: now, executor: executor, call: call)
    }
}
