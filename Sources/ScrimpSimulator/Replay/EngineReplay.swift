package import ScrimpPlan
import ScrimpQuantities
package import ScrimpRuntime

/// Replays traffic through the engine that production embeds, on the trace's own clock, where nothing takes time. Decides
/// nothing itself.
///
/// A call ends when it starts: what it used is reported at once. Requests that wait are taken up when the engine says so.
/// `EventReplay` does the same where calls take time, fail or are gathered.
package struct EngineReplay {
    private var books: ReplayBooks
    private var binding: RequestBinding
    /// Requests that wait, as they were, by ticket.
    private var waiting: [UInt64: (usage: CallUsage, values: [Int64], grades: Int32, number: Int64)] = [:]
    private let mayWait: Bool
    /// The one at hand, in place: decisions are too large to be handed on.
    private var decision = Decision(.reject(.noRule), at: Instant(nanoseconds: 0))
    package var tally: ReplayTally { books.tally }

    /// - Parameter quality: by target, the column of `layout` that holds how good its answers are; nil for none.
    package init(
        plan: Plan, layout: TraceLayout, seed: UInt64, quality: [String?] = [], tap: LedgerTap? = nil
    ) throws(EngineError) {
        let ledger = tap.map { ReplayLedger($0, plan: plan, layout: layout) }
        books = try ReplayBooks(plan: plan, seed: seed, quality: QualityColumns(quality, layout), ledger: ledger)
        binding = RequestBinding(plan: plan, layout: layout)
        mayWait = plan.budgets.contains { $0.spent == .wait } || plan.limits.contains { $0.wait > 0 }
    }

    /// Replays the rows of a chunk. The first attribute that a request lacks ends it with an error.
    package mutating func replay(_ chunk: TraceChunk, _ source: TraceSource) throws(RequestError) {
        binding.learnTexts(of: chunk, source, &books.evaluator)
        books.ledger?.willReplay(chunk, source)
        var request = binding.makeRequest(books.evaluator.schema)
        for row in 0..<chunk.count {
            let time = Instant(nanoseconds: chunk.times[row])
            if mayWait { letTimePass(until: time) }
            binding.load(row, of: chunk, into: &request)
            let usage = binding.usage(row, of: chunk, request)
            books.arrived(request, usage, at: time)
            books.ledger?.arrived(row, of: chunk, source)
            try books.evaluator.decide(request, at: time, into: &decision)
            follow(usage, request.values, books.grades.keep(row, of: chunk), at: time, books.latest)
            if mayWait { takeReady() }
        }
    }

    /// After the last row: whatever still waits is decided, at the latest at its deadline.
    package mutating func finish() {
        if mayWait { letTimePass(until: Instant(nanoseconds: .max)) }
        books.close()
    }

    private mutating func letTimePass(until time: Instant) {
        while !waiting.isEmpty, let next = books.evaluator.nextEvent(), next <= time {
            books.evaluator.tick(next)
            takeReady()
        }
    }

    private mutating func takeReady() {
        while let ready = books.evaluator.nextReady() {
            guard let request = waiting.removeValue(forKey: ready.ticket.number) else { continue }
            decision = ready.decision
            follow(request.usage, request.values, request.grades, at: decision.time, request.number)
        }
    }

    /// - Parameters:
    ///   - values: of the request that was decided, which need not be the one at hand.
    ///   - number: of that request.
    private mutating func follow(
        _ usage: CallUsage, _ values: [Int64], _ grades: Int32, at time: Instant, _ number: Int64
    ) {
        if decision.acted != 0 { books.rerouted(decision.acted, values, at: time) }
        switch decision.verdict {
        case .call(let target):
            let terms = CallTerms(decision)
            if decision.shadow != nil { books.ledger?.expectCopy(number) }
            books.answered(terms, target, usage, grades, at: time, number)
            if let shadow = decision.shadow {
                books.copied(shadow.reservation, shadow.target, of: terms, usage, at: time, number)
            }
        case .cached(let cache, _):
            books.cached(by: cache, usage, number)
        case .wait(let ticket):
            waiting[ticket.number] = (usage, values, grades, number)
            books.tally.waited &+= 1
            return countAlerts()
        case .reject(let reason):
            books.refused(reason, usage, values, at: time, number)
        }
        books.grades.release(grades)
        countAlerts()
    }

    private mutating func countAlerts() { if decision.alerts > 0 { books.countAlerts() } }
}

extension ReplayTally.Answered {
    package mutating func add(_ other: Self) {
        requests &+= other.requests
        prompt &+= other.prompt
        output &+= other.output
        cost &+= other.cost
        graded &+= other.graded
        quality &+= other.quality
    }
}

extension [ReplayTally.Attribution.Cell] {
    func dearestFirst() -> Self {
        sorted { left, right in
            if left.answered.cost != right.answered.cost { return left.answered.cost > right.answered.cost }
            return left.values.lexicographicallyPrecedes(right.values)
        }
    }
}

extension PlanAttribute {
    /// A value as people write it; nil for texts, which only the engine knows.
    func text(of value: Int64, _ strings: StringTable) -> String? {
        switch kind {
        case .string: nil
        case .bool: value == 0 ? "false" : "true"
        case .enumeration: Int(value) < cases.count && value >= 0 ? strings.text(cases[Int(value)]) : "?"
        case .money: Money(pico: Int128(value)).description
        case .ratio:
            Rational(Int128(value), Int128(PlanAttribute.ratioScale) / 100)?.decimalText.map { "\($0)%" } ?? "?"
        case .int, .count, .tokens, .duration, .bytes: String(value)
        }
    }
}
