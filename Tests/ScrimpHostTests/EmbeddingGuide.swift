// guide: imports
import Foundation
import ScrimpHost
import ScrimpPlan
import ScrimpQuantities
import ScrimpRuntime

// guide end

// The code of `Docs/Embedding.md`: what stands between `guide: NAME` and `guide end` is a block of that page or of the
// README, byte for byte but for the indentation. `EmbeddingGuideTests` compares the two and runs all of it.

/// The five lines of the README.
func decideOnce(_ bytes: [UInt8], seed: UInt64, usage: Usage, at now: Instant) throws -> SettleResult {
    // guide: short
    let engine = try Engine(plan: Plan(bytes: bytes), store: MemoryStore(), options: EngineOptions(hashSeed: seed))
    var builder = engine.makeRequest()
    try builder.set(engine.schema.attribute("tenant"), text: "acme")
    let decision = try engine.decide(builder.request, at: now)  // call, cached, wait or reject
    let result = try engine.settle(decision, usage, at: now)  // what the call really cost
    // guide end
    return result
}

// guide: load
/// One engine for the whole service: threads share it. A new plan is a new engine over the same store.
func makeEngine(_ path: String, over store: MemoryStore) throws -> Engine<MemoryStore> {
    let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    let plan = try Plan(bytes: Array(bytes))
    // Any number that senders of requests cannot know.
    let seed = UInt64.random(in: .min ... .max)
    return try Engine(plan: plan, store: store, options: EngineOptions(hashSeed: seed))
}

/// The engine reads no clock: whoever calls it says what time it is.
func wallClock() -> Instant { Instant(nanoseconds: Int64(Date().timeIntervalSince1970 * 1_000_000_000)) }
// guide end

// guide: threads
/// For more threads than processors: whoever waits for a lock lets the thread run that holds it.
func makeCrowdedStore() -> MemoryStore { MemoryStore(threads: .many(yieldingBy: sched_yield)) }
// guide end

// guide: names
/// What the policy calls by name, looked up once, when the service starts. A name that it does not have is an error here.
struct Names {
    let tenant: AttributeReference
    let task: AttributeReference
    let prompt: AttributeReference
    let maxOutput: AttributeReference
    let deadline: AttributeReference
    /// By the index that a verdict has.
    let targets: [CallTarget]
    let paused: Int
    let confidence: StringID?

    init(_ engine: Engine<MemoryStore>) throws {
        tenant = try engine.schema.attribute("tenant")
        task = try engine.schema.attribute("task")
        prompt = try engine.schema.attribute("prompt")
        maxOutput = try engine.schema.attribute("max_output")
        deadline = try engine.schema.attribute("deadline")
        targets = engine.callTargets
        paused = try engine.index(of: .switch, named: "paused")
        // Nil where no shape asks for such a number.
        confidence = engine.hostNumber("confidence")
    }
}
// guide end

/// A service that answers questions, for the guide.
struct Assistant {
    let engine: Engine<MemoryStore>
    let names: Names
    let desk = TicketDesk()
    let provider: Provider
    let kept = Answers()
    let now: @Sendable () -> Instant

    // guide: request
    func makeRequest(_ question: Question) throws -> Request {
        var builder = engine.makeRequest()
        try builder.set(names.tenant, text: question.tenant)
        try builder.set(names.task, text: question.task)
        try builder.set(names.prompt, number: question.tokens)
        try builder.set(names.maxOutput, number: 1_000)
        try builder.set(names.deadline, duration: .seconds(20))
        // Everything that shapes the answer: equal fingerprints may get the same answer from a cache.
        builder.set(content: Fingerprint(hashing: question.text, Question.instructions, "temperature=0"))
        // What a provider may hold from an earlier call.
        builder.set(prefix: Fingerprint(hashing: Question.instructions))
        return builder.request
    }
    // guide end

    // guide: answer
    func answer(_ question: Question) async throws -> String {
        let request = try makeRequest(question)
        var decision = try engine.decide(request, at: now())
        while true {
            switch decision.verdict {
            case .call(let target):
                let call = makeCall(question, names.targets[Int(target)], decision)
                if let text = try await send(call, decision) { return text }
                // It failed: the same target while its `retry` allows, then the next candidate.
                decision = try engine.retry(request, after: decision, at: now())
            case .cached(_, let number):
                return kept.text(number)
            case .wait(let ticket):
                guard let ready = await desk.decision(for: ticket) else { throw CancellationError() }
                decision = ready
            case .reject(let reason):
                throw Refusal(code: reason.code, sentence: engine.sentence(reason))
            }
        }
    }
    // guide end

    // guide: call
    func makeCall(_ question: Question, _ target: CallTarget, _ decision: Decision) -> Call {
        var call = Call(model: target.model, text: question.text)
        // Always: that no budget is exceeded stands on it.
        call.maxOutput = decision.maxOutput
        let asked = engine.directives(of: decision)
        if asked.compression != nil { call.text = compressed(call.text) }
        if let effort = asked.effort { call.effort = "\(effort)" }
        if let stream = asked.stream { call.isStreamed = stream }
        // The provider still holds the beginning: send it unchanged.
        call.reusesPrefix = decision.isPrefixWarm
        return call
    }
    // guide end

    // guide: settle
    /// Makes a call and reports it, whatever becomes of it. Nil where it failed.
    func send(_ call: Call, _ decision: Decision) async throws -> String? {
        var usage = Usage()
        do {
            let reply = try await provider.send(call)
            usage.promptTokens = reply.promptTokens - reply.cachedTokens
            usage.cachedTokens = reply.cachedTokens
            usage.outputTokens = reply.outputTokens
            try report(decision, usage)
            // By default caches answer with the number of the reservation.
            if let number = decision.reservation?.number { kept.keep(reply.text, number) }
            return reply.text
        } catch is ProviderFailure {
            // With no usage at all it is charged as reserved: nobody knows what it cost.
            usage.outcome = .failed
            try report(decision, usage)
            return nil
        }
    }

    func report(_ decision: Decision, _ usage: Usage) throws {
        let result = try engine.settle(decision, usage, at: now())
        // Room may have come free for others.
        desk.collect(from: engine, at: now())
        if result.exceedsReservation { log("a call cost \(result.cost), and \(result.reserved) was held for it") }
    }
    // guide end

    // guide: stream
    /// Ends a stream when the policy's `stop_early` says so, and reports what came until then.
    func receive(_ stream: AsyncStream<Part>, _ decision: Decision) async throws -> String {
        var usage = Usage(promptTokens: 200)
        var text = ""
        for await part in stream {
            text += part.text
            usage.outputTokens += part.tokens
            guard let confidence = names.confidence else { continue }
            // In billionths: 0.15 is 15 %.
            let share = Int64(part.confidence * 1_000_000_000)
            if engine.stopsEarly(decision, numbers: [(confidence, share)]) {
                usage.outcome = .cancelled
                break
            }
        }
        try report(decision, usage)
        return text
    }

    /// For a call that was decided and is not made after all.
    func drop(_ decision: Decision) throws {
        guard let reservation = decision.reservation else { return }
        try engine.release(reservation, at: now())
        desk.collect(from: engine, at: now())
    }
    // guide end

    // guide: beat
    /// What becomes due by time alone: tickets, batches, stages, alerts. Also charges calls that nobody has reported.
    func beat() {
        engine.tick(now())
        desk.collect(from: engine, at: now())
        while let batch = engine.nextFlush() { flush(batch) }
        while let alert = engine.nextAlert() { tell(engine.recipient(of: alert) ?? "log", engine.sentence(alert)) }
    }

    /// Beats for as long as the service runs: when the engine asks for it, and at least once a second.
    func run() async throws {
        while true {
            beat()
            let pause = (engine.nextEvent()?.nanoseconds ?? .max) &- now().nanoseconds
            try await Task.sleep(for: .nanoseconds(min(max(pause, 1_000_000), 1_000_000_000)))
        }
    }
    // guide end

    // guide: batch
    /// Keeps a call until its group goes out.
    func join(_ call: Call, _ slot: BatchSlot) {
        kept.add(call, batch: slot.batch, group: slot.group)
        if slot.isFull { provider.sendTogether(kept.take(batch: slot.batch, group: slot.group)) }
    }

    func flush(_ batch: FlushedBatch) {
        provider.sendTogether(kept.take(batch: batch.batch, group: batch.group))
    }
    // guide end

    // guide: shadow
    /// Sends the copy that `shadow` asks for. Its answer goes to whoever compares; its cost to the budget that pays for copies.
    func copy(_ question: Question, _ shadow: ShadowCall, _ decision: Decision) async throws {
        let call = makeCall(question, names.targets[Int(shadow.target)], decision)
        let reply = try await provider.send(call)
        let usage = Usage(promptTokens: reply.promptTokens, outputTokens: reply.outputTokens)
        _ = try engine.settle(shadow.reservation, usage, at: now())
    }
    // guide end

    // guide: meaning
    /// For caches that match by meaning: an embedding, compared among requests with the same instructions.
    func addMeaning(_ question: Question, to builder: inout RequestBuilder<MemoryStore>) {
        builder.set(embedding: question.embedding, context: Fingerprint(hashing: Question.instructions))
    }

    /// Or a match from a search of your own: the answer's number, and the cosine similarity in billionths.
    func addMatch(
        _ number: UInt64, similarity: Double, to builder: inout RequestBuilder<MemoryStore>
    ) throws {
        let cache = try engine.index(of: .cache, named: "meanings")
        builder.set(
            match: SemanticMatch(cache: cache, answer: number, similarity: Int64(similarity * 1_000_000_000)))
    }
    // guide end

    // guide: gather
    /// The first few good passages out of many: calls that are not needed are not made.
    func search(_ questions: [Question]) async throws -> [String] {
        let requests = try questions.map(makeRequest)
        let found = try engine.gather(
            requests, as: "search", desk: desk, clock: ContinuousClock(), now: now
        ) { [self] call in
            let target = names.targets[Int(call.target)]
            let reply = try await provider.send(makeCall(questions[call.position], target, call.decision))
            let usage = Usage(promptTokens: reply.promptTokens, outputTokens: reply.outputTokens)
            return (reply.isUseful ? reply.text : nil, usage)
        }
        var passages: [String] = []
        for await passage in found {
            if case .called(let text, _) = passage.source { passages.append(text) }
        }
        return passages
    }
    // guide end

    // guide: reuse
    /// A thread that decides all the time keeps one decision, which each new one is written over.
    func hold(_ first: Question, _ others: [Question]) throws -> [Money] {
        var decision = try engine.decide(makeRequest(first), at: now())
        var held = [decision.reserved]
        for question in others {
            try engine.decide(makeRequest(question), at: now(), into: &decision)
            held.append(decision.reserved)
        }
        return held
    }
    // guide end

    // guide: operate
    /// What operators and checks tell the engine.
    func operate() throws {
        // Every request that the switch bears on is refused until it is set back.
        try engine.setSwitch(names.paused, thrown: true, at: now())
        try engine.setSwitch(names.paused, thrown: false, at: now())

        // How good an answer was, in billionths: rollouts and accuracy floors stand on the mean.
        let local = try engine.index(of: .target, named: "local")
        engine.report(quality: 970_000_000, of: local, at: now())

        // What the hardware does, and how many replicas the policy wants.
        let pool = try engine.index(of: .pool, named: "h100")
        engine.report(pool: pool, isLost: false)
        engine.report(pool: pool, utilization: 850_000_000, replicas: 2)
        if let status = engine.status(ofPool: pool, at: now()) { scale(to: status.wantedReplicas) }

        // A reversion holds until a person lifts it.
        let rollout = try engine.index(of: .rollout, named: "ours")
        if engine.status(ofRollout: rollout)?.isReverted == true { try engine.resume(rollout: rollout, at: now()) }
    }
    // guide end

    // guide: explain
    /// Why a request is decided as it is, phase by phase. Changes nothing.
    func explain(_ question: Question) throws -> String {
        let explanation = try engine.explanation(of: makeRequest(question), at: now())
        var lines: [String] = []
        for (phase, sentences) in explanation.steps(engine) {
            lines += sentences.map { "\(phase): \($0)" }
        }
        return (lines + [explanation.verdict(engine)]).joined(separator: "\n")
    }
    // guide end

    // guide: books
    /// What a tenant has spent today, and what each has cost since the start.
    func books(_ question: Question) throws -> [String] {
        var lines: [String] = []
        let daily = try engine.index(of: .budget, named: "daily")
        if let standing = engine.standing(ofBudget: daily, for: try makeRequest(question), at: now()) {
            lines.append("\(standing.settled) settled, \(standing.held) held, of \(standing.limit)")
        }
        let by = engine.plan.attributions[0].by
        for (values, cell) in engine.attribution(0) where cell.calls > 0 {
            let names = zip(values, by).map { engine.written($0, of: $1) }
            lines.append("\(names.joined(separator: " ")): \(Money(pico: cell.money)) for \(cell.calls) calls")
        }
        return lines
    }
    // guide end

    func compressed(_ text: String) -> String { text.split(separator: " ").joined(separator: " ") }
    func log(_ line: String) { kept.log(line) }
    func tell(_ name: String, _ sentence: String) { kept.log("\(name): \(sentence)") }
    func scale(to replicas: Int64) { kept.log("replicas: \(replicas)") }
}

/// Takes ready tickets without Swift's concurrency: one thread decides, and everything that waits is in a table.
struct SingleThread {
    let engine: Engine<MemoryStore>

    // guide: tickets
    /// The requests that wait, for a host that decides on one thread and so needs no desk.
    func resume(_ waiting: inout [Ticket: Question], at now: Instant, _ act: (Question, Decision) -> Void) {
        engine.tick(now)
        while let ready = engine.nextReady() {
            // A call, for which everything is held already, or a refusal; never another wait.
            if let question = waiting.removeValue(forKey: ready.ticket) { act(question, ready.decision) }
        }
    }
    // guide end
}
