import ScrimpQuantities
import ScrimpRuntime

/// One thread's part of the traffic: asks, keeps calls open for a while, and reports them.
struct BudgetCaller<Home: Store> {
    /// What came of it.
    struct Tally: Sendable {
        var requests = 0
        var admitted = 0
        var refused = 0
        var problems: [String] = []

        mutating func add(_ other: Tally) {
            requests += other.requests
            admitted += other.admitted
            refused += other.refused
            problems += other.problems
        }

        /// The first few say what is wrong.
        mutating func note(_ problem: String) { if problems.count < 10 { problems.append(problem) } }
    }

    private struct Open {
        var reservation: ReservationID
        var model: Int
        var reserved: Int
        var kind: BudgetTraffic.Kind
    }

    /// When the traffic begins.
    static var start: Instant { Instant(nanoseconds: 1_792_890_000_000_000_000) }
    /// How long it takes by its own clock: shorter than every window of the policies, so that sums can be compared at its end.
    private static var nanoseconds: Int { 100_000_000_000 }
    static var kindsKept: Int { 1_024 }

    private let engine: Engine<Home>
    private let policy: BudgetPolicy
    /// Nil where only the time is asked for.
    private let ledger: BudgetLedger?
    private var traffic: BudgetTraffic
    private var kinds: [BudgetTraffic.Kind] = []
    private var requests: [Request] = []
    private var open: [Open] = []
    private var time = Self.start
    private var lastRefusal: RejectReason?
    private(set) var tally = Tally()

    /// - Parameter kinds: different requests that are sent in turn.
    init(
        _ engine: Engine<Home>, _ policy: BudgetPolicy, _ ledger: BudgetLedger?, seed: Int,
        kinds count: Int = Self.kindsKept
    ) throws(RequestError) {
        self.engine = engine
        self.policy = policy
        self.ledger = ledger
        traffic = BudgetTraffic(policy, seed: seed)
        var builder = engine.makeRequest()
        let attributes = try BudgetAttributes(engine.schema)
        for _ in 0..<count {
            let kind = traffic.kind()
            kinds.append(kind)
            requests.append(try attributes.request(kind, isPremium: traffic.isPremium(), &builder))
        }
    }

    /// Makes every `stride`-th request of so many, beginning with the one of number `first`.
    ///
    /// - Parameter mostOpen: calls of this thread that are open at once.
    mutating func run(of count: Int, first: Int, stride: Int, mostOpen: Int) {
        let step = Self.nanoseconds / max(count, 1)
        var number = first
        while number < count {
            time = Self.start.advanced(by: Int64(number * step))
            ask(traffic.below(kinds.count))
            while open.count > traffic.below(mostOpen + 1) { settle(traffic.below(open.count)) }
            number += stride
        }
        settleAll()
    }

    mutating func settleAll() { while !open.isEmpty { settle(open.count - 1) } }

    /// One request of the traffic's, whose call stays open.
    mutating func askOne() { ask(traffic.below(kinds.count)) }

    /// Microseconds that a call may take.
    mutating func delay(below bound: Int) -> Int { traffic.below(bound) }

    /// Calls of a tenant, the dearest there can be and each reported before the next, until one is refused: the budget that does.
    mutating func fill(_ tenant: Int) -> Int? {
        let kind = BudgetTraffic.Kind(
            tenant: tenant, prompt: policy.prompts.upperBound, output: policy.outputs.upperBound)
        do throws(RequestError) {
            var builder = engine.makeRequest()
            requests = [try BudgetAttributes(engine.schema).request(kind, isPremium: true, &builder)]
            kinds = [kind]
        } catch {
            tally.note("a request does not fit the policy: \(error)")
            return nil
        }
        time = Self.start.advanced(by: Int64(Self.nanoseconds))
        while true {
            let admitted = tally.admitted
            lastRefusal = nil
            ask(0)
            if tally.admitted == admitted { break }
            settleAll()
        }
        switch lastRefusal {
        case .budget(let budget), .ceiling(let budget): return Int(budget)
        default:
            tally.note("the last call of tenant-\(tenant) is not refused by a budget")
            return nil
        }
    }

    private mutating func ask(_ number: Int) {
        tally.requests += 1
        let decision: Decision
        do throws(RequestError) {
            decision = try engine.decide(requests[number], at: time)
        } catch {
            return tally.note("a request is not accepted: \(error)")
        }
        switch decision.verdict {
        case .call(let target):
            let kind = kinds[number]
            guard let reservation = decision.reservation, Int(target) < policy.models.count else {
                return tally.note("a call has no reservation")
            }
            let reserved = policy.models[Int(target)].cost(kind.prompt, kind.output)
            if decision.reserved.pico != Int128(reserved) {
                tally.note("a call holds \(decision.reserved.description) and can cost \(Self.dollars(reserved))")
            }
            tally.admitted += 1
            ledger?.enter(reserved, model: Int(target), tenant: kind.tenant)
            open.append(Open(reservation: reservation, model: Int(target), reserved: reserved, kind: kind))
        case .reject(let reason):
            lastRefusal = reason
            switch reason {
            case .budget, .ceiling, .limit: tally.refused += 1
            default: tally.note("a request is refused for another reason: \(reason)")
            }
        case .cached, .wait: tally.note("a request is answered from a cache, or waits; the policy has neither")
        }
    }

    private mutating func settle(_ place: Int) {
        let call = open[place]
        open[place] = open[open.count - 1]
        open.removeLast()
        let used = traffic.usage(of: call.kind)
        let cost = policy.models[call.model].cost(used.prompt, used.output)
        // Before the engine hears of it: the ledger never says more than the counters should.
        ledger?.enter(cost - call.reserved, model: call.model, tenant: call.kind.tenant)
        do throws(SettleError) {
            let result = try engine.settle(
                call.reservation, Usage(promptTokens: Int64(used.prompt), outputTokens: Int64(used.output)), at: time)
            if result.cost.pico != Int128(cost) || result.isEstimated || result.isLate || result.exceedsReservation {
                tally.note("a call that costs \(Self.dollars(cost)) is booked as \(result.cost.description)")
            }
        } catch {
            tally.note("a report is not accepted: \(error)")
        }
    }

    private static func dollars(_ pico: Int) -> String { Money(pico: Int128(pico)).description }
}

/// How requests of the policies are built.
struct BudgetAttributes {
    private let tenant: AttributeReference
    private let tier: AttributeReference
    private let prompt: AttributeReference
    private let output: AttributeReference

    init(_ schema: RequestSchema) throws(RequestError) {
        tenant = try schema.attribute("tenant")
        tier = try schema.attribute("tier")
        prompt = try schema.attribute("prompt")
        output = try schema.attribute("max_output")
    }

    func request<Home: Store>(
        _ kind: BudgetTraffic.Kind, isPremium: Bool, _ builder: inout RequestBuilder<Home>
    ) throws(RequestError) -> Request {
        try builder.set(tenant, text: "tenant-\(kind.tenant)")
        try builder.set(tier, number: isPremium ? 1 : 0)
        try builder.set(prompt, number: Int64(kind.prompt))
        try builder.set(output, number: Int64(kind.output))
        return builder.request
    }
}
