import ScrimpPlan

/// A pool at work: its replicas, the queue in front of them, and what both have come to.
///
/// How many replicas are wanted, and whether the pool rests, is the engine's answer; here they start, stop, are taken away and
/// come back.
struct PoolRun {
    /// What a call asks of its replica.
    struct Work {
        var job: JobID
        var model: Int32
        /// Tokens of the prompt that are not in a prefix cache, and tokens to write.
        var prompt: Int64
        var output: Int64
    }

    /// A call that has begun to be served.
    struct Start {
        var job: JobID
        var replica: Int32
        var firstToken: Int64
    }

    /// Index in the plan's pools, and among the runs of the replay.
    let pool: Int
    let index: Int32
    let capacity: PoolCapacity
    let models: [ServedModel]
    let options: EventOptions
    let canBeTakenAway: Bool
    let hasFallback: Bool
    var tally: FleetTally
    /// Calls that have begun since they were taken last.
    var started: [Start] = []

    var replicas: [Replica] = []
    private var queue: [Work] = []
    private var queueHead = 0
    /// Entries of the queue whose jobs have not ended.
    private(set) var waiting = 0
    private var serial: UInt64 = 0

    /// Replicas that there should be.
    private(set) var goal = 0
    /// Since when fewer are wanted, and the most that were wanted since.
    private var lowSince: Int64?
    private var lowPeak = 0
    /// Replicas whose spot hardware cannot be had for now.
    private(set) var away = 0

    /// Shares of a replica that are asked for by calls, queued ones included; its integral over time, for the mean load.
    private var demand = 0.0
    private var demandArea = 0.0
    private var demandMoment: Int64 = 0
    private var lookedAt: Int64 = 0

    /// The hour of the clock in which calls ended last, and the tokens of all that did.
    private var hourOfTokens = Int64.min
    private var tokensOfHour: Int64 = 0

    private let lives: CounterGenerator
    private var lifeIndex: UInt64 = 0
    private let meanLife: Double

    init(pool: Int, index: Int, capacity: PoolCapacity, options: EventOptions, seed: UInt64, name: String) {
        self.pool = pool
        self.index = Int32(truncatingIfNeeded: index)
        self.capacity = capacity
        models = capacity.models
        self.options = options
        tally = FleetTally(gpusPerReplica: capacity.gpusPerReplica, wattsPerGPU: capacity.wattsPerGPU)
        lives = CounterGenerator(seed: seed, stream: "interruptions of \(name)")
        if case .spot(let fallback, let perHour) = capacity.market {
            canBeTakenAway = perHour > 0
            hasFallback = fallback == .onDemand
            meanLife = perHour > 0 ? 3.6e12 / perHour : .infinity
        } else {
            (canBeTakenAway, hasFallback, meanLife) = (false, false, .infinity)
        }
    }

    /// Index in `models` of a target; nil where the pool does not know it.
    func model(of target: Int) -> Int? { models.firstIndex { $0.target == target } }

    func count(_ state: Replica.State, onDemand: Bool) -> Int {
        replicas.reduce(0) { $0 + ($1.state == state && $1.isOnDemand == onDemand ? 1 : 0) }
    }
    var held: Int { replicas.reduce(0) { $0 + ($1.state == .none ? 0 : 1) } }
    var up: Int { replicas.reduce(0) { $0 + ($1.state == .up ? 1 : 0) } }
    var isStarting: Bool { replicas.contains { $0.state == .starting } }

    /// Nothing serves, and nothing will before spot hardware is back.
    var isTakenAway: Bool {
        canBeTakenAway && goal > 0 && !replicas.contains { $0.state == .up || $0.state == .starting } && away > 0
    }
    /// All of the pool's own hardware is away, whether or not something has taken its place.
    var isSpotAway: Bool {
        away > 0 && !replicas.contains { ($0.state == .up || $0.state == .starting) && !$0.isOnDemand }
    }
}

// Calls.
extension PoolRun {
    mutating func submit(_ work: Work, at now: Int64, _ events: inout EventHeap) {
        change(demand: 1, of: Int(work.model), at: now)
        if waiting == 0, let replica = roomiest(for: Int(work.model)) {
            start(work, on: replica, at: now)
            schedule(replica, &events)
            return
        }
        queue.append(work)
        waiting += 1
        tally.queuedCalls &+= 1
        tally.longestQueue = max(tally.longestQueue, waiting)
    }

    /// Starts what waits, in its order, for as long as there is room; jobs that have ended meanwhile are left out.
    mutating func fill(at now: Int64, _ events: inout EventHeap, _ jobs: borrowing JobTable) {
        while queueHead < queue.count {
            let work = queue[queueHead]
            if jobs.place(work.job) != nil {
                guard let replica = roomiest(for: Int(work.model)) else { break }
                waiting -= 1
                start(work, on: replica, at: now)
                schedule(replica, &events)
            }
            queueHead += 1
        }
        if queueHead == queue.count || queueHead >= 256 && queueHead * 2 >= queue.count {
            queue.removeFirst(queueHead)
            queueHead = 0
        }
    }

    /// Calls that are complete on a replica now, which thereby has room.
    mutating func finished(on replica: Int, at now: Int64) -> [JobID] {
        var done: [JobID] = []
        advance(replica, to: now)
        while let sequence = replicas[replica].popComplete(models) {
            change(demand: -1, of: Int(sequence.model), at: now)
            tally.calls &+= 1
            tally.promptTokens &+= sequence.prompt
            tally.outputTokens &+= sequence.output
            note(tokens: sequence.prompt &+ sequence.output, at: now)
            done.append(sequence.job)
        }
        return done
    }

    private mutating func note(tokens: Int64, at now: Int64) {
        let hour = now / 3_600_000_000_000
        if hour != hourOfTokens { (hourOfTokens, tokensOfHour) = (hour, 0) }
        tokensOfHour &+= tokens
        tally.busiestHour = max(tally.busiestHour, tokensOfHour)
    }

    /// Ends a call before its time; answers the tokens that it has written, or −1 where it never began.
    mutating func abandon(
        _ job: JobID, target: Int, replica: Int32, at now: Int64, _ events: inout EventHeap
    ) -> Int64 {
        if let model = model(of: target) { change(demand: -1, of: model, at: now) }
        guard replica >= 0 else {
            waiting -= 1
            return -1
        }
        advance(Int(replica), to: now)
        let (prompt, written) = replicas[Int(replica)].remove(job)
        tally.promptTokens &+= prompt
        tally.outputTokens &+= written
        settleIfLeaving(Int(replica), at: now)
        schedule(Int(replica), &events)
        return written
    }

    private mutating func start(_ work: Work, on replica: Int, at now: Int64) {
        advance(replica, to: now)
        let first = replicas[replica].start(
            work.job, model: Int(work.model), prompt: work.prompt, output: work.output, serial: serial, models)
        serial &+= 1
        started.append(Start(job: work.job, replica: Int32(truncatingIfNeeded: replica), firstToken: first))
    }

    /// The replica with room that has the fewest calls; of equal ones the first. Those that leave take what waits where no
    /// other is there: a pool that rests ends what it has.
    private func roomiest(for model: Int) -> Int? {
        let state = replicas.contains { $0.state == .up } ? Replica.State.up : .leaving
        var best: Int?
        for index in replicas.indices where replicas[index].state == state {
            if let best, replicas[best].count <= replicas[index].count { continue }
            if replicas[index].hasRoom(for: model, models) { best = index }
        }
        return best
    }

    private mutating func advance(_ replica: Int, to now: Int64) {
        let running = replicas[replica].count
        if running > 0 {
            let passed = Int128(max(now.distance(since: replicas[replica].lastMoment), 0))
            tally.busy += passed
            tally.sequences += passed * Int128(running)
        }
        replicas[replica].advance(to: now, models)
    }

    /// Sees to it that an event comes when the next sequence of a replica ends. One that comes too early finds nothing to do and
    /// is followed by another, so that only an end that has moved forward takes a new one.
    mutating func schedule(_ replica: Int, _ events: inout EventHeap) {
        let next = replicas[replica].nextEnd(models)
        guard next < replicas[replica].dueAt else { return }
        replicas[replica].stamp &+= 1
        replicas[replica].dueAt = next
        events.push(
            Event(
                time: next, kind: .replicaDue, index: index, part: Int32(truncatingIfNeeded: replica),
                stamp: replicas[replica].stamp))
    }

    private mutating func change(demand sign: Double, of model: Int, at now: Int64) {
        demandArea += demand * Double(max(now.distance(since: demandMoment), 0))
        demandMoment = now
        demand = max(demand + sign / Double(max(models[model].maximumBatch, 1)), 0)
    }

    /// Mean of the replicas that calls have asked for since the last look, in billionths of one.
    mutating func load(at now: Int64) -> Int64 {
        demandArea += demand * Double(max(now.distance(since: demandMoment), 0))
        demandMoment = now
        let passed = Double(max(now.distance(since: lookedAt), 0))
        let mean = passed > 0 ? demandArea / passed : demand
        // Nothing can be measured of a pool that has no replica; what waits for one is its load.
        return Int64(min((up == 0 ? max(mean, demand) : mean) * 1e9, 9e18))
    }

    mutating func beginLook(at now: Int64) {
        demandArea = 0
        lookedAt = now
    }
}

// Replicas.
extension PoolRun {
    /// The replicas with which a replay begins: they have been up before.
    mutating func begin(with count: Int, at now: Int64, _ events: inout EventHeap) {
        (demandMoment, lookedAt) = (now, now)
        goal = min(max(count, 0), max(capacity.mostReplicas, 0))
        for _ in 0..<goal { launch(onDemand: false, isWarm: true, at: now, &events) }
        tally.mostReplicas = held
    }

    /// The policy wants so many replicas. Growing is at once, shrinking when fewer have been wanted for some time.
    mutating func want(_ wanted: Int, isSuspended: Bool, at now: Int64, _ events: inout EventHeap) {
        let wanted = min(max(wanted, 0), max(capacity.mostReplicas, 0))
        if isSuspended {
            (goal, lowSince) = (0, nil)
        } else if wanted >= goal {
            (goal, lowSince) = (wanted, nil)
        } else if let since = lowSince {
            lowPeak = max(lowPeak, wanted)
            if now.distance(since: since) >= options.stabilization { (goal, lowSince) = (lowPeak, nil) }
        } else {
            (lowSince, lowPeak) = (now, wanted)
        }
        adjust(at: now, &events)
    }

    /// Starts and gives up replicas until there are as many as there should be.
    mutating func adjust(at now: Int64, _ events: inout EventHeap) {
        let own = canBeTakenAway ? max(goal - away, 0) : goal
        balance(own, onDemand: false, at: now, &events)
        defer { tally.mostReplicas = max(tally.mostReplicas, held) }
        guard hasFallback else { return }
        // What has taken over leaves when what it stands for is up again.
        let standing = count(.up, onDemand: false)
        balance(max(goal - max(standing, 0), 0), onDemand: true, upTo: goal - own, at: now, &events)
    }

    private mutating func balance(
        _ wanted: Int, onDemand: Bool, upTo most: Int = .max, at now: Int64, _ events: inout EventHeap
    ) {
        var have = count(.up, onDemand: onDemand) + count(.starting, onDemand: onDemand)
        while have < min(wanted, most) {
            if let back = replicas.firstIndex(where: { $0.state == .leaving && $0.isOnDemand == onDemand }) {
                replicas[back].state = .up
            } else {
                launch(onDemand: onDemand, isWarm: false, at: now, &events)
            }
            have += 1
        }
        while have > wanted, let index = leastNeeded(onDemand: onDemand) {
            if replicas[index].state == .up, replicas[index].count > 0 {
                replicas[index].state = .leaving
            } else {
                giveUp(index, at: now)
            }
            have -= 1
        }
    }

    /// One that still starts, else the one with the fewest calls; of equal ones the last.
    private func leastNeeded(onDemand: Bool) -> Int? {
        var best: Int?
        for index in replicas.indices.reversed() where replicas[index].isOnDemand == onDemand {
            if replicas[index].state == .starting { return index }
            guard replicas[index].state == .up else { continue }
            if let best, replicas[best].count <= replicas[index].count { continue }
            best = index
        }
        return best
    }

    private mutating func launch(onDemand: Bool, isWarm: Bool, at now: Int64, _ events: inout EventHeap) {
        let place: Int
        if let free = replicas.firstIndex(where: { $0.state == .none }) {
            place = free
        } else {
            place = replicas.count
            replicas.append(Replica(models: models.count))
        }
        replicas[place].life &+= 1
        replicas[place].isOnDemand = onDemand
        replicas[place].heldSince = now
        let part = Int32(truncatingIfNeeded: place)
        let life = replicas[place].life
        if isWarm || capacity.coldStart <= 0 {
            replicas[place].state = .up
        } else {
            replicas[place].state = .starting
            tally.coldStarts &+= 1
            events.push(
                Event(
                    time: now.later(by: capacity.coldStart), kind: .replicaUp, index: index, part: part, stamp: life))
        }
        guard canBeTakenAway, !onDemand else { return }
        let lasting = max(lives.exponential(mean: meanLife, lifeIndex), 1)
        lifeIndex &+= 1
        events.push(
            Event(time: now.later(byUpTo: lasting), kind: .interruption, index: index, part: part, stamp: life))
    }

    /// A replica has started.
    mutating func rise(_ replica: Int, life: UInt32, at now: Int64, _ events: inout EventHeap) {
        guard replicas[replica].life == life, replicas[replica].state == .starting else { return }
        replicas[replica].state = .up
        adjust(at: now, &events)
    }

    /// The hardware of a replica is taken away.
    /// - Returns: the calls that ran on it, each with the tokens that it had written; nil where it is another's by now.
    mutating func interrupt(
        _ replica: Int, life: UInt32, at now: Int64, _ events: inout EventHeap
    ) -> [(job: JobID, prompt: Int64, written: Int64)]? {
        guard replicas[replica].life == life, replicas[replica].state != .none else { return nil }
        advance(replica, to: now)
        let running = replicas[replica].removeAll()
        for entry in running {
            tally.promptTokens &+= entry.prompt
            tally.outputTokens &+= entry.written
        }
        tally.interruptions &+= 1
        tally.lostCalls &+= Int64(running.count)
        let wasWanted = replicas[replica].state != .leaving
        giveUp(replica, at: now)
        if wasWanted, options.spotAbsence > 0 {
            away += 1
            events.push(Event(time: now.later(by: options.spotAbsence), kind: .spotReturn, index: index))
        }
        adjust(at: now, &events)
        return running
    }

    /// The calls of jobs that are known to be lost no longer ask for anything.
    mutating func forget(target: Int, at now: Int64) {
        if let model = model(of: target) { change(demand: -1, of: model, at: now) }
    }

    mutating func spotReturns(at now: Int64, _ events: inout EventHeap) {
        away = max(away - 1, 0)
        adjust(at: now, &events)
    }

    /// Jobs in the queue, in order; some may have ended.
    var queued: [JobID] { queue[queueHead...].map(\.job) }

    mutating func settleIfLeaving(_ replica: Int, at now: Int64) {
        if replicas[replica].state == .leaving, replicas[replica].count == 0 { giveUp(replica, at: now) }
    }

    private mutating func giveUp(_ replica: Int, at now: Int64) {
        count(heldBy: replica, until: now)
        replicas[replica].state = .none
        replicas[replica].life &+= 1
        replicas[replica].stamp &+= 1
        replicas[replica].dueAt = .max
    }

    private mutating func count(heldBy replica: Int, until end: Int64) {
        let time = Int128(max(end.distance(since: replicas[replica].heldSince), 0))
        if replicas[replica].isOnDemand { tally.heldOnDemand += time } else { tally.held += time }
    }

    /// Counts what is held until the end of the replay.
    mutating func close(at end: Int64) {
        for index in replicas.indices where replicas[index].state != .none {
            advance(index, to: end)
            count(heldBy: index, until: end)
            replicas[index].state = .none
        }
    }
}
