import ScrimpPlan
import ScrimpQuantities
import ScrimpRuntime
import ScrimpTestSupport
import Synchronization
import Testing

/// Eight threads on one engine. Data races and damaged memory show in `swift test --sanitize thread --filter ConcurrencyTests`
/// and the same with `--sanitize address`; both have to find nothing. (Where addresses are laid out at random over more bits than
/// the sanitizers know, run the test program below `setarch -R`.)
@Suite(.serialized, .timeLimit(.minutes(5))) struct ConcurrencyTests {
    #if DEBUG
    private static let steps = 1_500
    #else
    private static let steps = 20_000
    #endif
    private static let threads = 8

    /// What all threads share: which tickets are out, what has been settled, who could not go on.
    private final class Books: Sendable {
        struct Content {
            var waiting: Set<Ticket> = []
            /// Became ready before the thread that asked knew its ticket.
            var early: Set<Ticket> = []
            var returned = 0
            var settled: Int128 = 0
            var problems: [String] = []
        }
        let content = SpinLocked(Content())
        let running = Atomic<Int>(0)
        let most = Atomic<Int>(0)

        func problem(_ text: String) { content.withLock { $0.problems.append(text) } }

        func began() {
            let count = running.add(1, ordering: .sequentiallyConsistent).newValue
            var known = most.load(ordering: .relaxed)
            while count > known {
                let (exchanged, original) = most.compareExchange(
                    expected: known, desired: count, ordering: .relaxed)
                if exchanged { return }
                known = original
            }
        }

        func ends() { running.subtract(1, ordering: .sequentiallyConsistent) }

        func waits(_ ticket: Ticket) {
            content.withLock { content in
                if content.early.remove(ticket) == nil, !content.waiting.insert(ticket).inserted {
                    content.problems.append("ticket \(ticket.number) given twice")
                }
            }
        }

        func isReady(_ ticket: Ticket) {
            content.withLock { content in
                content.returned += 1
                if content.waiting.remove(ticket) == nil, !content.early.insert(ticket).inserted {
                    content.problems.append("ticket \(ticket.number) returned twice")
                }
            }
        }
    }

    /// One thread of a host: it decides, settles and releases, and serves whatever ticket has become ready.
    private struct Worker {
        let engine: Engine<MemoryStore>
        let books: Books
        let clock: @Sendable (Int) -> Instant
        var generator: SeededGenerator
        var open: [(decision: Decision, cost: Int64)] = []

        mutating func run(_ steps: Int) throws {
            for step in 0..<steps {
                let now = clock(step)
                let cost = Int64(generator.below(30))
                let request = try engine.request(
                    "tenant \(generator.below(5))", cost: cost, content: UInt64(generator.below(50)))
                begin(try engine.decide(request, at: now), cost: cost)
                takeReady()
                while open.count > generator.below(4) { try end(at: now) }
                if generator.chance(2) { engine.tick(now) }
                if generator.chance(1) { engine.report(quality: 500_000_000, of: 0, at: now) }
                if generator.chance(1) {
                    var none = NullObserver()
                    _ = try engine.explain(request, at: now, observer: &none)
                }
                _ = engine.nextAlert()
            }
            while !open.isEmpty { try end(at: clock(steps)) }
        }

        mutating func begin(_ decision: Decision, cost: Int64) {
            switch decision.verdict {
            case .call:
                books.began()
                open.append((decision, cost))
            case .wait(let ticket): books.waits(ticket)
            case .cached, .reject: break
            }
        }

        mutating func takeReady() {
            while let ready = engine.nextReady() {
                books.isReady(ready.ticket)
                if ready.decision.ticket != nil { books.problem("a ready ticket waits") }
                begin(ready.decision, cost: Int64(clamping: ready.decision.reserved.pico))
            }
        }

        mutating func end(at now: Instant) throws {
            let (decision, cost) = open.remove(at: generator.below(open.count))
            guard let reservation = decision.reservation else { return }
            books.ends()
            if let copy = decision.shadow {
                let paid = try engine.settle(copy.reservation, Usage(promptTokens: 1), at: now).cost.pico
                books.content.withLock { $0.settled += paid }
            }
            if generator.chance(25) {
                try engine.release(reservation, at: now)
            } else {
                let usage = Usage(promptTokens: Int64(generator.below(Int(cost) + 1)))
                let paid = try engine.settle(reservation, usage, at: now).cost.pico
                books.content.withLock { $0.settled += paid }
            }
            takeReady()
        }
    }

    private func policy() -> SimplePolicy {
        var policy = SimplePolicy()
        let second = policy.fallback(input: 1)
        policy.builder.plan.deadline = .day
        policy.builder.plan.attributions = [PlanAttribution(by: [policy.tenant], cells: 100)]
        policy.builder.budget("all", limit: 1_000_000_000, window: .calendar(.year), alerts: [10_000_000])
        policy.builder.budget(
            "tenant", limit: 200_000_000, per: policy.tenant, window: .calendar(.year), scopes: 10_000)
        policy.builder.affinity(key: policy.tenant, keep: .minute)
        policy.builder.batch(size: 3, wait: .second)
        let trials = policy.builder.budget("trials", limit: 500, window: .calendar(.year))
        policy.builder.plan.budgets[Int(trials)].targets = TargetSet()
        policy.builder.shadow(of: second, percent: 10, paidBy: trials)
        policy.builder.cache("answers", key: [policy.tenant], ttl: .second, capacity: 30)
        let spend = policy.builder.feature(.spend(over: .minute))
        policy.builder.alert(when: policy.builder.comparison(spend, scale: 1, .greater, (1, 1)))
        return policy
    }

    private func run(
        _ engine: Engine<MemoryStore>, _ books: Books, steps: Int = steps,
        clock: @escaping @Sendable (Int) -> Instant = { .after(Int64($0) * .second / 10_000) }
    ) {
        let started = RealThreads.run(Self.threads) { number in
            var worker = Worker(
                engine: engine, books: books, clock: clock, generator: SeededGenerator(seed: UInt64(number)))
            do { try worker.run(steps) } catch { books.problem("\(error)") }
        }
        #expect(started)
        #expect(books.content.withLock { $0.problems } == [])
    }

    /// Whoever ends last has woken whoever waited: no tick is needed.
    private func serveTheRest(_ engine: Engine<MemoryStore>, _ books: Books) throws {
        var last = Worker(
            engine: engine, books: books, clock: { _ in .after(.hour) }, generator: SeededGenerator(seed: 99))
        last.takeReady()
        while !last.open.isEmpty { try last.end(at: .after(.hour)) }
        books.content.withLock { content in
            #expect(content.waiting.isEmpty && content.early.isEmpty)
            #expect(content.problems == [])
        }
        #expect(books.running.load(ordering: .relaxed) == 0)
    }

    private func nothingIsHeld(_ engine: Engine<MemoryStore>, _ books: Books) {
        let state = engine.core.state
        for part in engine.plan.budgets.indices {
            for scope in state.scopes(part: part) { #expect(state.export(part: part, scope: scope)?.reserved == 0) }
        }
        for limit in engine.plan.limits.indices {
            for scope in state.limitScopes(limit) { #expect(state.export(limit: limit, scope: scope)?.running == 0) }
        }
        let attributed = engine.attribution(0).reduce(Int128(0)) { $0 + $1.cell.money }
        #expect(attributed == books.content.withLock { $0.settled })
    }

    @Test func limitsHoldAndEveryTicketComesBackOnce() throws {
        var policy = policy()
        policy.builder.limit("model", on: .of(policy.model), concurrency: 5, wait: .day)
        policy.builder.limit("tenant", per: policy.tenant, concurrency: 2, wait: .day)
        let engine = try policy.builder.engine(threads: .many)
        let books = Books()
        run(engine, books)
        try serveTheRest(engine, books)
        nothingIsHeld(engine, books)
        // Five tenants, two calls each.
        #expect(books.most.load(ordering: .relaxed) <= 10)
        #expect(books.content.withLock { $0.returned } > 0)
    }

    @Test func oneWaitsForABudgetAndComesBackOnce() throws {
        var policy = policy()
        // As much as two or three calls hold, and next to nothing of it is spent.
        policy.builder.budget("narrow", limit: 1 << 40, window: .calendar(.year), spent: .wait)
        policy.builder.plan.budgets[3].limit = Money(pico: Int128(Self.steps * Self.threads * 40))
        policy.builder.limit("one", concurrency: 1, wait: .day)
        let engine = try policy.builder.engine(threads: .many)
        let books = Books()
        run(engine, books)
        try serveTheRest(engine, books)
        nothingIsHeld(engine, books)
        #expect(books.most.load(ordering: .relaxed) <= 1)
        #expect(books.content.withLock { $0.returned } > 0)
    }

    @Test func hardBudgetsHold() throws {
        var policy = policy()
        policy.builder.plan.budgets[0].limit = Money(pico: 20_000)
        policy.builder.plan.budgets[1].limit = Money(pico: 6_000)
        policy.builder.plan.budgets[1].scope = policy.tenant
        let engine = try policy.builder.engine(threads: .many)
        let books = Books()
        run(engine, books)
        try serveTheRest(engine, books)
        nothingIsHeld(engine, books)
        let state = engine.core.state
        for (part, bound) in [(0, 20_000), (1, 6_000), (2, 500)] as [(Int, Int128)] {
            let most = state.scopes(part: part).compactMap { state.export(part: part, scope: $0)?.settled }.max()
            #expect(try #require(most) <= bound)
        }
        #expect(books.content.withLock { $0.settled } > 15_000)
    }

    /// One lane's calls lapse when another decides.
    @Test func callsOfAllLanesLapseInTime() throws {
        var policy = SimplePolicy()
        policy.builder.budget("all", limit: 80, lapse: .minute)
        policy.builder.limit("some", concurrency: 8, wait: 0)
        let engine = try policy.builder.engine(threads: .many)
        let lanes = SpinLocked<Set<UInt32>>([])
        let arrived = Atomic<Int>(0)
        let started = RealThreads.run(Self.threads) { _ in
            // A thread that had ended would leave its lane to the next.
            arrived.add(1, ordering: .relaxed)
            while arrived.load(ordering: .relaxed) < Self.threads {}
            guard let decision = try? engine.decide(engine.request("a", cost: 10), at: .after(0)),
                let reservation = decision.reservation
            else { return }
            lanes.withLock { _ = $0.insert(reservation.place & 63) }
        }
        #expect(started && lanes.withLock { $0.count } > 1)
        #expect(try !engine.decide(engine.request("a"), at: .after(.minute - 1)).isCall)
        // An explanation sees what the decision would, and changes nothing.
        var none = NullObserver()
        #expect(try engine.explain(engine.request("a"), at: .after(.minute), observer: &none).isCall)
        #expect(engine.core.state.export(limit: 0, scope: nil)?.running == 8)
        for _ in 0..<8 { #expect(try engine.decide(engine.request("a"), at: .after(.minute)).isCall) }
        #expect(try !engine.decide(engine.request("a"), at: .after(.minute)).isCall)
        #expect(engine.nextEvent() == .after(2 * .minute))
    }

    @Test func callsThatLapseWhileOthersWaitLoseNobody() throws {
        var policy = policy()
        policy.builder.plan.budgets[0].lapse = .second / 200
        policy.builder.limit("some", concurrency: 3, wait: .day)
        policy.builder.plan.shadows = []
        let engine = try policy.builder.engine(threads: .many)
        let books = Books()
        let ended = Atomic<Int>(0)
        let started = RealThreads.run(Self.threads) { number in
            var generator = SeededGenerator(seed: UInt64(number))
            do {
                for step in 0..<Self.steps {
                    let now = Instant.after(Int64(step) * .second / 10_000)
                    let decision = try engine.decide(engine.request("t\(generator.below(3))", cost: 2), at: now)
                    if let ticket = decision.ticket { books.waits(ticket) }
                    while let ready = engine.nextReady() { books.isReady(ready.ticket) }
                    // Most reports never come, some come late.
                    guard let reservation = decision.reservation, generator.chance(30) else { continue }
                    let later = generator.chance(50) ? now : .after(Int64(step + 80) * .second / 10_000)
                    _ = try engine.settle(reservation, Usage(promptTokens: 1), at: later)
                    ended.add(1, ordering: .relaxed)
                }
            } catch { books.problem("\(error)") }
        }
        #expect(started && ended.load(ordering: .relaxed) > 0)
        // Three at a time until nobody waits; those that are ready lapse in turn.
        var now = Int64.hour
        while books.content.withLock({ !$0.waiting.isEmpty }), now < 3 * .hour {
            now += .second / 100
            engine.tick(.after(now))
            while let ready = engine.nextReady() { books.isReady(ready.ticket) }
        }
        #expect(books.content.withLock { $0.waiting.isEmpty && $0.early.isEmpty && $0.problems.isEmpty })
        engine.tick(.after(now + .hour))
        let state = engine.core.state
        #expect(state.export(limit: 0, scope: nil)?.running == 0)
        #expect(state.export(part: 0, scope: nil)?.reserved == 0)
        let attributed = engine.attribution(0).reduce(Int128(0)) { $0 + $1.cell.money }
        #expect(state.export(part: 0, scope: nil)?.settled == attributed)
    }
}
