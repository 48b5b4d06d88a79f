import ScrimpPlan
import ScrimpQuantities
import ScrimpRuntime
import ScrimpTestSupport
import Testing

/// Drives an engine with a stream of requests by chance, keeps its own books, and holds the engine to them.
struct PolicyRun {
    struct Asked {
        var request: Request
        var tenant: String
        var prompt: Int64
        var output: Int64
        var content: UInt64
        /// When it was first decided plus the time that it has.
        var deadline: Int64
    }
    enum Fate { case open, lapsed, settled, released }
    struct Call {
        var asked: Asked
        var target: UInt16
        var reservation: ReservationID
        var cap: Int64
        var made: Int64
        var lapsesAt: Int64
        /// Held, then charged.
        var amount: Int128
        var reserved: Int128
        var budgets: [Int]
        var limits: [Int]
        var isCovered: Bool
        var fate = Fate.open
    }
    /// What an observer has seen of where keys fall.
    struct Buckets: Observer {
        var splits: [Int: (bucket: UInt64, target: UInt16)] = [:]
        var rollouts: [Int: Bool] = [:]
        mutating func splitResolved(_ index: Int, bucket: UInt64, target: UInt16) { splits[index] = (bucket, target) }
        mutating func rolloutLooked(_ index: Int, isIn: Bool) { rollouts[index] = isIn }
    }

    let policy: GeneratedPolicy
    let engine: Engine<MemoryStore>
    var generator: SeededGenerator
    var now = Instant.after(0).nanoseconds
    var calls: [Call] = []
    /// Those that are not closed.
    var open: [Int] = []
    var byReservation: [ReservationID: Int] = [:]
    var tickets: [Ticket: Asked] = [:]
    var usedTickets: Set<Ticket> = []
    var failures: [Int64]
    var restsUntil: [Int64]
    var lostPools: Set<Int> = []
    var batches: [UInt64: [Int64]] = [:]
    var buckets: [String: [Int: (bucket: UInt64, target: UInt16)]] = [:]
    var inside: [Int: Set<String>] = [:]
    var stages: [Int]
    var answers: [UInt64: (tenant: String, content: UInt64)] = [:]
    var seen = (calls: 0, waits: 0, refusals: 0, cached: 0, shadows: 0, flushes: 0)

    init(seed: UInt64) throws {
        policy = GeneratedPolicy(seed: seed)
        engine = try policy.builder.engine()
        generator = SeededGenerator(seed: ~seed)
        failures = [Int64](repeating: 0, count: policy.plan.targets.count)
        restsUntil = [Int64](repeating: .min, count: policy.plan.targets.count)
        stages = [Int](repeating: 0, count: policy.plan.rollouts.count)
        engine.tick(moment)
    }

    var moment: Instant { Instant(nanoseconds: now) }

    mutating func step() throws {
        switch generator.below(100) {
        case 0..<50: try decide()
        case 50..<72: try close { try $0.settle($1) }
        case 72..<80: try close { try $0.release($1) }
        case 80..<85: try retry()
        case 85..<97: try pass(Int64(generator.below(generator.chance(10) ? 3_000 : 8)) * .second + 1)
        case 97..<99:
            guard let pool = policy.plan.pools.indices.randomElement(using: &generator) else { return }
            let isLost = generator.chance(50)
            engine.report(pool: pool, isLost: isLost)
            if isLost { lostPools.insert(pool) } else { lostPools.remove(pool) }
        default:
            guard !policy.plan.switches.isEmpty else { return }
            try engine.setSwitch(0, thrown: generator.chance(30), at: moment)
        }
    }

    /// Time passes, and the host ticks whenever the engine asks it to.
    mutating func pass(_ length: Int64) throws {
        let end = now + length
        var ticks = 0
        while let event = engine.nextEvent()?.nanoseconds, event <= end {
            now = max(now, event)
            ticks += 1
            try #require(ticks < 100_000, "the engine asks for ticks without end")
            engine.tick(moment)
            try collect()
        }
        now = end
        engine.tick(moment)
        try collect()
    }

    private mutating func decide() throws {
        let tenant = generator.chance(10) ? "" : "tenant \(generator.below(6))"
        let length = Int64(1 + generator.below(200)) * .second
        let content = UInt64(generator.below(30))
        var asked = Asked(
            request: engine.makeRequest().request, tenant: tenant, prompt: Int64(generator.below(60)),
            output: Int64(generator.below(60)), content: content, deadline: now + length)
        asked.request = try engine.request(
            tenant, cost: asked.prompt,
            [("max_output", asked.output), ("urgency", Int64(generator.below(3))), ("deadline", length)])
        asked.request.content = Fingerprint(high: content, low: 0)
        // Sometimes a clock that lags behind.
        let time = generator.chance(5) ? Instant(nanoseconds: now - .minute) : moment
        var log = Buckets()
        let told = try engine.explain(asked.request, at: time, observer: &log)
        let decision = try engine.decide(asked.request, at: time)
        #expect(told == decision)
        #expect(decision.time == moment)
        check(log, of: asked)
        try note(decision, of: asked)
        try collect()
    }

    private mutating func retry() throws {
        guard let index = open.randomElement(using: &generator), calls[index].fate == .open else { return }
        let asked = calls[index].asked
        guard let decision = decisions[calls[index].reservation] else { return }
        try release(index)
        let again = try engine.retry(asked.request, after: decision, at: moment)
        #expect(again.shadow == nil)
        try note(again, of: asked)
        try collect()
    }

    /// Kept for retries.
    private var decisions: [ReservationID: Decision] = [:]

    private mutating func close(_ how: (inout PolicyRun, Int) throws -> Void) throws {
        guard let index = open.randomElement(using: &generator) else { return }
        try how(&self, index)
        try collect()
    }
}

extension PolicyRun {
    mutating func settle(_ index: Int) throws {
        let call = calls[index]
        let outcome: Usage.Outcome = generator.chance(60) ? .succeeded : generator.chance(70) ? .failed : .cancelled
        var usage = Usage(outcome: outcome)
        if outcome != .failed || generator.chance(50) {
            usage.promptTokens = Int64(generator.below(Int(call.asked.prompt) + 1))
            usage.outputTokens = Int64(generator.below(Int(call.cap) + 1))
        }
        let isEmpty = usage.promptTokens == 0 && usage.outputTokens == 0
        let cost = policy.cost(call.target, prompt: usage.promptTokens, output: usage.outputTokens)
        let asReserved = outcome == .cancelled || outcome == .failed && isEmpty
        let result = try engine.settle(call.reservation, usage, at: moment)
        #expect(result.cost.pico == (call.isCovered ? 0 : asReserved ? call.reserved : cost))
        #expect(result.isLate == (call.fate == .lapsed) && !result.exceedsReservation)
        calls[index].amount = result.cost.pico
        calls[index].fate = .settled
        if outcome == .succeeded { answers[call.reservation.number] = (call.asked.tenant, call.asked.content) }
        let operation = policy.plan.targets[Int(call.target)].operation
        if outcome == .succeeded { failures[Int(call.target)] = 0 }
        if outcome == .failed, operation.cooldown > 0 {
            failures[Int(call.target)] += 1
            if failures[Int(call.target)] >= operation.cooldownAfter, now >= restsUntil[Int(call.target)] {
                restsUntil[Int(call.target)] = now + operation.cooldown
            }
        }
        forget(index)
        #expect(throws: SettleError.notOpen) { try engine.settle(call.reservation, usage, at: moment) }
    }

    mutating func release(_ index: Int) throws {
        guard calls[index].fate == .open else {
            #expect(throws: SettleError.lapsed) { try engine.release(calls[index].reservation, at: moment) }
            return
        }
        try engine.release(calls[index].reservation, at: moment)
        calls[index].fate = .released
        calls[index].amount = 0
        forget(index)
    }

    private mutating func forget(_ index: Int) { open.removeAll { $0 == index } }

    /// Takes what has become ready, and looks whether the books hold.
    mutating func collect() throws {
        for index in open where calls[index].fate == .open && calls[index].lapsesAt <= now {
            calls[index].fate = .lapsed
        }
        while let ready = engine.nextReady() {
            let known = tickets.removeValue(forKey: ready.ticket)
            let asked = try #require(known)
            let isNew = usedTickets.insert(ready.ticket).inserted
            #expect(isNew)
            if ready.decision.isCall { #expect(now < asked.deadline && ready.decision.time == moment) }
            #expect(ready.decision.ticket == nil)
            try note(ready.decision, of: asked)
        }
        while let flushed = engine.nextFlush() {
            let known = batches.removeValue(forKey: flushed.group)
            let starts = try #require(known)
            #expect(starts.allSatisfy { now <= $0 })
            #expect(flushed.count <= starts.count && flushed.count > 0)
            seen.flushes += 1
        }
        checkBudgets()
        checkLimits()
        for index in stages.indices {
            let stage = engine.status(ofRollout: index)?.stage ?? 0
            #expect(stage >= stages[index])
            stages[index] = stage
        }
    }

    mutating func note(_ decision: Decision, of asked: Asked) throws {
        switch decision.verdict {
        case .wait(let ticket):
            seen.waits += 1
            #expect(tickets[ticket] == nil && !usedTickets.contains(ticket))
            tickets[ticket] = asked
        case .reject: seen.refusals += 1
        case .cached(_, let answer):
            seen.cached += 1
            let kept = try #require(answers[answer])
            #expect(kept.tenant == asked.tenant && kept.content == asked.content)
        case .call(let target):
            seen.calls += 1
            try note(target, decision, of: asked)
        }
    }

    private mutating func note(_ target: UInt16, _ decision: Decision, of asked: Asked) throws {
        #expect(policy.plan.switches.isEmpty || !engine.isThrown(switch: 0))
        checkUse(of: target, for: asked)
        let cap = policy.cap(target, prompt: asked.prompt, output: asked.output)
        #expect(decision.maxOutput == cap && decision.deadline == asked.deadline)
        let cost = policy.cost(target, prompt: asked.prompt, output: cap)
        #expect(decision.reserved.pico == (decision.isCovered ? 0 : cost))
        let reservation = try #require(decision.reservation)
        decisions[reservation] = decision
        add(
            asked, target, reservation, cap, decision.reserved.pico,
            budgets: policy.budgets(target, tenant: asked.tenant, prompt: asked.prompt),
            limits: policy.limits(target, tenant: asked.tenant, prompt: asked.prompt), isCovered: decision.isCovered)
        if let slot = decision.batch {
            let latest = policy.latestStart(target, output: cap, deadline: asked.deadline)
            #expect(slot.isFull || latest > now)
            batches[slot.group, default: []].append(latest)
            if slot.isFull { batches[slot.group] = nil }
        }
        guard let copy = decision.shadow else { return }
        seen.shadows += 1
        checkUse(of: copy.target, for: asked)
        let copyCap = policy.cap(copy.target, prompt: asked.prompt, output: asked.output)
        #expect(copy.reserved.pico == policy.cost(copy.target, prompt: asked.prompt, output: copyCap))
        let budget = Int(policy.plan.shadows[Int(copy.shadow)].budget)
        add(
            asked, copy.target, copy.reservation, copyCap, copy.reserved.pico, budgets: [budget], limits: [],
            isCovered: false)
    }

    private mutating func add(
        _ asked: Asked, _ target: UInt16, _ reservation: ReservationID, _ cap: Int64, _ amount: Int128, budgets: [Int],
        limits: [Int], isCovered: Bool
    ) {
        let shortest = budgets.compactMap { policy.plan.budgets[$0].lapse }.min()
        #expect(byReservation[reservation] == nil)
        byReservation[reservation] = calls.count
        open.append(calls.count)
        calls.append(
            Call(
                asked: asked, target: target, reservation: reservation, cap: cap, made: now,
                lapsesAt: shortest.map { now + $0 } ?? asked.deadline + 5 * .minute, amount: amount, reserved: amount,
                budgets: budgets, limits: limits, isCovered: isCovered))
    }
}
