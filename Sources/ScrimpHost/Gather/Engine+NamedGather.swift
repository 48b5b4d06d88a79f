import ScrimpPlan
public import ScrimpQuantities
public import ScrimpRuntime

/// The policy has no `gather` of that name.
public struct UnknownGather: Error, Hashable, Sendable {
    public let name: String
    /// The names that it has, in source order.
    public let known: [String]

    public init(name: String, known: [String]) {
        self.name = name
        self.known = known
    }
}

extension Engine {
    /// What the policy says under `gather NAME { … }`.
    public func gatherSettings(
        named name: String, startsOnlyNeeded: Bool = false
    ) throws(UnknownGather) -> GatherSettings {
        let names = plan.gathers.map { plan.strings.text($0.name) }
        guard let index = names.firstIndex(of: name) else { throw UnknownGather(name: name, known: names) }
        let gather = plan.gathers[index]
        return GatherSettings(
            stopAfter: Int(clamping: gather.stopAfter), of: Int(clamping: gather.of),
            concurrency: Int(clamping: gather.concurrency), startsOnlyNeeded: startsOnlyNeeded)
    }

    /// As `gather(_:_:desk:clock:now:executor:call:)`, with what the policy says under a name.
    public func gather<Requests: Sequence & Sendable, Answer: Sendable, Time: Clock<Duration>>(
        _ requests: Requests, as name: String, startsOnlyNeeded: Bool = false, desk: TicketDesk, clock: Time,
        now: @escaping @Sendable () -> Instant, executor: (any TaskExecutor)? = nil,
        call: @escaping @Sendable (GatheredCall) async throws -> (answer: Answer?, usage: Usage)
    ) throws(UnknownGather) -> Gather<Gathered<Answer>, GatherProblem> where Requests.Element == Request {
        let settings = try gatherSettings(named: name, startsOnlyNeeded: startsOnlyNeeded)
        return gather(
            requests, settings, desk: desk, clock: clock, now: now, executor: executor, call: call)
    }
}
