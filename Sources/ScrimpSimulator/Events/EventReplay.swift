package import ScrimpPlan
import ScrimpQuantities
package import ScrimpRuntime

/// Replays traffic through the engine that production embeds, on a virtual clock on which calls take time, wait, are gathered,
/// fail and are lost. Decides nothing itself: it says when things happen, and the engine says what follows.
///
/// | what | takes |
/// |---|---|
/// | a call to a model with `latency` | `first_token + per_token · output` |
/// | a call to a model in a pool whose capacity is known | its place in the queue and in the batch of a replica (`Replica`) |
/// | any other call | no time |
///
/// A call to a model that is out fails as it starts, one that runs when an outage begins fails then; both are settled as failed
/// and tried again as the policy says. Memory grows with what is on its way at once, never with the length of the traffic.
package struct EventReplay {
    var books: ReplayBooks
    private var binding: RequestBinding
    var request: Request
    let plan: Plan
    let options: EventOptions
    var events = EventHeap()
    /// Nanoseconds since 1970.
    var clock: Int64 = .min
    var jobs: JobTable
    var slots = RequestSlots()
    /// Jobs by the ticket with which their requests wait.
    var waiting: [UInt64: Int32] = [:]
    /// Groups that gather, by batch and name: their last job; each leads to the one before.
    var groups: [BatchGroup: Int32] = [:]
    /// Calls that have failed and about which the engine has not been asked yet, in order.
    private var failures: [Int32] = []
    private var firstFailure = 0
    var services: [Service]
    var runs: [PoolRun] = []
    var courses: [OutageCourse]
    var latency: LatencyTally
    /// Whether calls may fail, so that requests are kept.
    let mayFail: Bool
    /// Whether the policy has anything that goes on without a request.
    private var hasBegun = false
    /// The last arrival or end of a call.
    var lastActivity: Int64 = .min

    package var tally: ReplayTally { books.tally }
    /// Of the calls that have ended by now; `tally` has it when all have.
    package var latencySoFar: LatencyTally { latency }

    /// Most requests that were on their way at once.
    package var greatestInFlight: Int { jobs.jobs.count }

    struct BatchGroup: Hashable {
        var batch: UInt16
        var group: UInt64
    }

    /// How calls to one target are served.
    struct Service {
        /// Index in `runs`, and the model there; −1 where they share nothing.
        var run: Int32 = -1
        var model: Int32 = -1
        var firstToken: Int64
        var perToken: Int64
        /// Outages that go on.
        var outages = 0
        var keepsPrefixes: Bool

        var isOut: Bool { outages > 0 }

        /// Nanoseconds of a call that shares nothing; the greatest number where it never ends.
        func duration(_ output: Int64) -> Int64 {
            let (writing, overflow) = perToken.multipliedReportingOverflow(by: max(output, 0))
            return overflow ? .max : firstToken.later(by: writing)
        }
    }

    /// - Parameter quality: by target, the column of `layout` that holds how good its answers are; nil for none.
    package init(
        plan: Plan, layout: TraceLayout, seed: UInt64, options: EventOptions = EventOptions(), quality: [String?] = [],
        tap: LedgerTap? = nil
    ) throws(EngineError) {
        self.plan = plan
        self.options = options
        let ledger = tap.map { ReplayLedger($0, plan: plan, layout: layout) }
        books = try ReplayBooks(plan: plan, seed: seed, quality: QualityColumns(quality, layout), ledger: ledger)
        binding = RequestBinding(plan: plan, layout: layout)
        request = binding.makeRequest(books.evaluator.schema)
        jobs = JobTable(targets: plan.targets.count)
        latency = LatencyTally(targets: plan.targets.count)
        services = plan.targets.map {
            Service(
                firstToken: max($0.operation.firstToken, 0), perToken: max($0.operation.perToken, 0),
                keepsPrefixes: $0.prefixCache > 0)
        }
        let outages = options.outages.filter { plan.targets.indices.contains($0.target) }
        courses = outages.enumerated().map { index, outage in
            let name = plan.strings.text(plan.targets[outage.target].name)
            return OutageCourse(outage, seed: seed, stream: "outages of \(name) \(index)")
        }
        var mayFail = !outages.isEmpty
        for (pool, capacity) in options.pools.enumerated() {
            guard let capacity, pool < plan.pools.count else { continue }
            let run = PoolRun(
                pool: pool, index: runs.count, capacity: capacity, options: options, seed: seed,
                name: plan.strings.text(plan.pools[pool].name))
            mayFail = mayFail || run.canBeTakenAway
            for target in plan.targets.indices where plan.targets[target].operation.pool == UInt16(pool) {
                guard let model = run.model(of: target) else { continue }
                services[target].run = run.index
                services[target].model = Int32(model)
            }
            runs.append(run)
        }
        self.mayFail = mayFail
    }

    /// Whether a replay of a plan comes to anything else with time than without: whether anything takes time, fails or is gathered.
    package static func isNeeded(for plan: Plan, _ options: EventOptions) -> Bool {
        !options.outages.isEmpty || !plan.batches.isEmpty
            || plan.targets.contains { $0.operation.firstToken > 0 || $0.operation.perToken > 0 }
            || options.pools.contains { $0 != nil }
    }

    var now: Instant { Instant(nanoseconds: clock) }

    // MARK: Traffic

    /// Replays the rows of a chunk. The first attribute that a request lacks ends it with an error.
    package mutating func replay(_ chunk: TraceChunk, _ source: TraceSource) throws(RequestError) {
        binding.learnTexts(of: chunk, source, &books.evaluator)
        books.ledger?.willReplay(chunk, source)
        for row in 0..<chunk.count {
            let time = chunk.times[row]
            if !hasBegun { begin(at: time) }
            // A request that comes before one that was there already comes at the latest time seen.
            letTimePass(until: max(time, clock))
            clock = max(time, clock)
            lastActivity = max(lastActivity, clock)
            binding.load(row, of: chunk, into: &request)
            let usage = binding.usage(row, of: chunk, request)
            books.arrived(request, usage, at: Instant(nanoseconds: time))
            books.ledger?.arrived(row, of: chunk, source)
            let decision = try books.evaluator.decide(request, at: now)
            var origin = RequestOrigin(usage: usage, arrival: clock, number: books.latest)
            origin.grades = books.grades.keep(row, of: chunk)
            follow(decision, origin)
            goOn()
        }
    }

    /// After the last row: everything that is on its way comes to its end. What has none is cancelled.
    package mutating func finish() {
        drain()
        for place in jobs.open { giveUp(place) }
        for index in runs.indices { runs[index].close(at: max(options.end ?? .min, lastActivity)) }
        books.tally.latency = latency
        books.tally.fleets = [FleetTally?](repeating: nil, count: plan.pools.count)
        for run in runs { books.tally.fleets[run.pool] = run.tally }
        books.close()
    }

    private mutating func begin(at time: Int64) {
        hasBegun = true
        clock = min(options.start ?? time, time)
        lastActivity = clock
        for index in runs.indices { beginPool(index) }
        for index in courses.indices {
            let first = courses[index].first(after: clock)
            events.push(Event(time: first, kind: .outage, index: Int32(truncatingIfNeeded: index)))
        }
    }

    // MARK: Time

    /// Runs all events up to a time, that time included. Ends come before what the engine does of its own at the same time, so
    /// that a permit that is freed just then still goes to who waits for it.
    private mutating func letTimePass(until limit: Int64) {
        while let (time, isEngine) = nextStep(), time <= limit { step(to: time, isEngine) }
    }

    /// Nothing changes an engine without a request or a call that is open.
    @inline(__always)
    private mutating func nextStep() -> (time: Int64, isEngine: Bool)? {
        let event = events.nextTime
        guard jobs.count > 0, let own = books.evaluator.nextEvent()?.nanoseconds, own < .max, own < event ?? .max
        else { return event.map { ($0, false) } }
        return (own, true)
    }

    private mutating func step(to time: Int64, _ isEngine: Bool) {
        clock = max(clock, time)
        if isEngine {
            books.evaluator.tick(now)
            while let flushed = books.evaluator.nextFlush() {
                send(BatchGroup(batch: flushed.batch, group: flushed.group))
            }
        } else if let event = events.pop() {
            handle(event)
        }
        goOn()
    }

    private mutating func handle(_ event: Event) {
        switch event.kind {
        case .finish:
            guard let place = jobs.place(JobID(place: event.index, generation: event.stamp)) else { return }
            jobs.unlink(place)
            complete(place)
        case .replicaDue: replicaIsDue(Int(event.index), Int(event.part), event.stamp)
        case .replicaUp: replicaRises(Int(event.index), Int(event.part), event.stamp)
        case .interruption: interrupt(Int(event.index), Int(event.part), event.stamp)
        case .spotReturn: spotReturns(Int(event.index))
        case .look: lookAgain(Int(event.index))
        case .outage: turnOutage(Int(event.index))
        }
    }

    /// Asks the engine about calls that have failed, and takes up requests that it has decided, until there is neither.
    private mutating func goOn() {
        while true {
            if firstFailure < failures.count {
                let place = failures[firstFailure]
                firstFailure += 1
                retry(place)
            } else if let ready = books.evaluator.nextReady() {
                takeUp(ready)
            } else {
                break
            }
        }
        if firstFailure > 0 {
            failures.removeAll(keepingCapacity: true)
            firstFailure = 0
        }
    }

    mutating func noteFailure(_ place: Int32) { failures.append(place) }

    /// Lets time pass until nothing is left that ends by itself; for a while longer where a pool that rests may wake. Pools
    /// go on until the end that was given.
    private mutating func drain() {
        let limit = lastActivity.later(by: Self.longestRest)
        while jobs.count > 0, let (time, isEngine) = nextStep() {
            guard events.work > 0 || isEngine || books.evaluator.nextEvent() != nil || time <= limit else { break }
            step(to: time, isEngine)
        }
        guard let end = options.end, hasBegun else { return }
        while let time = events.nextTime, time <= end { step(to: time, false) }
    }

    /// Eight days: a pool rests at the same times every week.
    private static let longestRest: Int64 = 8 * 86_400_000_000_000
}
