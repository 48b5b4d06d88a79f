package import ScrimpPlan
import Synchronization

/// What all lanes of an engine share: the plan and its tables, which never change, the state, and what is queued.
///
/// Sendable, because everything that changes is behind a lock.
package final class EngineCore<Home: Store>: Sendable {
    package let plan: Plan
    package let schema: RequestSchema
    let tables: EngineTables
    package let texts: SymbolTexts
    package let home: Home
    package let state: LocalState
    let alerts: Guarded<AlertRing>
    let tickets: Guarded<TicketQueue<WaitingRequest>>
    let ready: Guarded<ReadyList>
    let notices: Guarded<Notices>
    /// How many tickets there are: without any, nobody asks the queue.
    private let waitingCount = Atomic<Int>(0)
    /// No call of any lane lapses before; nanoseconds.
    private let nextLapse = Atomic<Int64>(.max)

    init(plan: Plan, store: Home, options: EngineOptions) throws(EngineError) {
        try EngineError.check(plan)
        texts = try SymbolTexts(plan: plan, options: options)
        self.plan = plan
        schema = RequestSchema(plan: plan, texts: texts)
        home = store
        state = store.open(plan, texts: texts)
        tables = EngineTables(plan: plan, texts: texts, state: state)
        alerts = Guarded(AlertRing(capacity: options.alertsKept), threads: state.threads)
        tickets = Guarded(TicketQueue(), threads: state.threads)
        ready = Guarded(ReadyList(), threads: state.threads)
        notices = Guarded(Notices(alerts: plan.alerts.count), threads: state.threads)
    }

    /// The same program over a copy of the state, which nobody else uses: for explanations.
    init<Other: Store>(snapshot other: EngineCore<Other>) where Home == MemoryStore {
        plan = other.plan
        schema = other.schema
        tables = other.tables
        texts = other.texts
        home = MemoryStore(threads: .one)
        state = LocalState(copying: other.state)
        alerts = other.alerts.copy(threads: .one)
        tickets = other.tickets.copy(threads: .one)
        ready = other.ready.copy(threads: .one)
        notices = other.notices.copy(threads: .one)
        waitingCount.store(other.waitingCount.load(ordering: .relaxed), ordering: .relaxed)
    }

    deinit {
        alerts.destroy()
        tickets.destroy()
        ready.destroy()
        notices.destroy()
    }

    @inline(__always)
    var hasWaiting: Bool { waitingCount.load(ordering: .acquiring) > 0 }

    /// A call has been opened, which lapses at a time.
    @inline(__always)
    func noteLapse(at time: Int64) {
        guard state.isShared else { return }
        var known = nextLapse.load(ordering: .relaxed)
        while time < known {
            let (exchanged, original) = nextLapse.weakCompareExchange(
                expected: known, desired: time, ordering: .relaxed)
            if exchanged { return }
            known = original
        }
    }

    /// Whether calls in some lane may have to lapse. Whoever is told so lets them, and notes the next ones.
    @inline(__always)
    func takeLapse(at now: Int64) -> Bool {
        isLapseDue(at: now) && nextLapse.exchange(.max, ordering: .relaxed) != .max
    }

    @inline(__always)
    func isLapseDue(at now: Int64) -> Bool {
        let first = nextLapse.load(ordering: .relaxed)
        return first != .max && (first <= now || first <= state.latest)
    }

    /// - Returns: the ticket's number.
    func append(_ request: WaitingRequest, _ wait: LimitWait) -> UInt64 {
        tickets.withLock { tickets in
            let number = tickets.append(
                priority: wait.priority, resource: wait.resource, until: wait.until, retryAt: wait.retryAt,
                payload: request)
            waitingCount.store(tickets.count, ordering: .releasing)
            return number
        }
    }

    /// For one who holds the queue's lock.
    func finishTurn(
        _ entry: TicketQueue<WaitingRequest>.Entry, _ attempt: TicketQueue<WaitingRequest>.Attempt
    ) {
        tickets.whileHeld { tickets in
            tickets.finish(entry, attempt)
            waitingCount.store(tickets.count, ordering: .releasing)
        }
    }
}

/// Tickets whose requests have been decided, in order, until the host takes them.
struct ReadyList: Sendable {
    private var tickets: [ReadyTicket] = []
    private var first = 0

    mutating func append(_ ticket: ReadyTicket) { tickets.append(ticket) }

    mutating func popFirst() -> ReadyTicket? {
        guard first < tickets.count else { return nil }
        let ticket = tickets[first]
        first += 1
        // Where somebody always comes in before the last has left, those that have left are moved out now and then.
        if first == tickets.count || first >= Self.slack && first * 2 >= tickets.count {
            tickets.removeFirst(first)
            first = 0
        }
        return ticket
    }

    private static let slack = 256

    /// Takes one out whose request has not been told yet that it waits.
    mutating func remove(_ ticket: Ticket) -> Decision? {
        guard let place = tickets[first...].lastIndex(where: { $0.ticket == ticket }) else { return nil }
        return tickets.remove(at: place).decision
    }
}

/// What is looked at once per second rather than with every report: alerts beside budgets, and reversions.
struct Notices: Sendable {
    private var second: Int64 = .min
    /// Whether each alert's condition held when it was last looked at: it is announced when that becomes true.
    var isRaised: [Bool]

    init(alerts: Int) { isRaised = [Bool](repeating: false, count: alerts) }

    /// Whether a second has begun in which nobody has looked yet.
    mutating func isDue(at now: Int64) -> Bool {
        let current = now / 1_000_000_000
        guard current > second else { return false }
        second = current
        return true
    }
}

/// Alerts that the host has not taken yet. When it is full the oldest goes, and is counted.
struct AlertRing: Sendable {
    private var alerts: [Alert] = []
    private let capacity: Int
    private var first = 0
    private(set) var lost: UInt64 = 0
    private var count = 0

    init(capacity: Int) {
        self.capacity = max(capacity, 1)
        alerts.reserveCapacity(self.capacity)
    }

    mutating func append(_ alert: Alert) {
        if count == capacity {
            first = (first + 1) % capacity
            count -= 1
            lost &+= 1
        }
        let place = (first + count) % capacity
        if place == alerts.count { alerts.append(alert) } else { alerts[place] = alert }
        count += 1
    }

    mutating func popFirst() -> Alert? {
        guard count > 0 else { return nil }
        let alert = alerts[first]
        first = (first + 1) % capacity
        count -= 1
        return alert
    }
}

/// What an engine is built with beside plan and store.
public struct EngineOptions: Sendable {
    /// Texts that each string attribute tracks beside the policy's own. Further texts share budgets' common counters and are
    /// never cached, but route and split as all others do.
    public var textsPerAttribute: Int
    /// Keys the hash of texts; any number that traffic cannot know.
    public var hashSeed: UInt64
    /// Alerts that are kept until the host takes them.
    public var alertsKept: Int

    public init(textsPerAttribute: Int = 1_000_000, hashSeed: UInt64, alertsKept: Int = 1_024) {
        self.textsPerAttribute = textsPerAttribute
        self.hashSeed = hashSeed
        self.alertsKept = alertsKept
    }
}

/// Why a plan cannot be run.
public enum EngineError: Error, Hashable, Sendable {
    case tooManyBudgets
    /// More than 64 of one kind that decisions remember as a bit each.
    case tooManyCaches, tooManySwitches, tooManyLimits, tooManyShapes, tooManyBatches
    /// More than 64 uses of `contains`, `starts_with`, `ends_with` and `matches` on one attribute.
    case tooManyTextOperations

    /// Most budgets of a policy: decisions remember them as a bit each.
    public static let budgetLimit = 128

    static func check(_ plan: Plan) throws(EngineError) {
        guard plan.budgets.count <= budgetLimit else { throw .tooManyBudgets }
        guard plan.caches.count <= LocalState.bitLimit else { throw .tooManyCaches }
        guard plan.switches.count <= LocalState.bitLimit else { throw .tooManySwitches }
        guard plan.limits.count <= LocalState.bitLimit else { throw .tooManyLimits }
        guard plan.shapes.count <= LocalState.bitLimit else { throw .tooManyShapes }
        guard plan.batches.count <= LocalState.bitLimit else { throw .tooManyBatches }
    }
}
