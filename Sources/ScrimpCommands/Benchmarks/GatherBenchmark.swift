package import ScrimpHost
package import ScrimpPlan
package import ScrimpQuantities
import ScrimpRuntime
import Synchronization

/// The same candidates, called all at once and gathered: calls, tokens, money and time, each counted.
///
/// The calls are made up from a seed and run on a clock of their own, so the figures are the same on every run and machine. What is
/// made up: prompts of 800 to 4,000 tokens; answers of 100 to 400 tokens, streamed at 50 tokens a second after 200 to 600 ms;
/// and which of them give what is needed. Decisions, reservations and prices are the policy's.
package enum GatherBenchmark {
    package struct Row: Sendable {
        package let name: String
        package let started: Int
        package let cancelled: Int
        /// Calls that gave what was needed, and whose answer was used.
        package let answers: Int
        package let mostInFlight: Int
        package let nanoseconds: Int64
        /// Prompt and output together, also of calls that were cancelled.
        package let tokens: Int64
        package let cost: Money
    }

    package struct Failure: Error {
        package let message: String
    }

    /// More would take minutes.
    package static let maximumOfCandidates = 10_000

    private static let start = Instant(nanoseconds: 1_767_225_600_000_000_000)

    /// - Parameter success: how many of a hundred calls give what is needed.
    package static func run(
        _ plan: Plan, _ settings: GatherSettings, success: Int, seed: Int
    ) throws(Failure) -> [Row] {
        guard settings.of <= maximumOfCandidates else {
            throw Failure(
                message: "\(settings.of) candidates are more than the \(maximumOfCandidates) that are made up")
        }
        let calls = madeUp(settings.of, success: success, seed: seed)
        let careful = GatherSettings(
            stopAfter: settings.stopAfter, of: settings.of, concurrency: settings.concurrency, startsOnlyNeeded: true)
        return [
            try Candidates(plan, calls).allAtOnce("all at once"),
            try Candidates(plan, calls).gathered("gather", settings),
            try Candidates(plan, calls).gathered("only needed", careful),
        ]
    }

    private static func madeUp(_ count: Int, success: Int, seed: Int) -> [MadeUpCall] {
        var numbers = BenchmarkNumbers(seed: UInt64(bitPattern: Int64(seed)))
        return (0..<count).map { _ in
            MadeUpCall(
                prompt: Int64(800 + numbers.below(3_201)), output: Int64(100 + numbers.below(301)),
                firstToken: Int64(200_000_000 + numbers.below(400_000_001)), isUseful: numbers.below(100) < success)
        }
    }

    fileprivate struct MadeUpCall: Sendable {
        static let nanosecondsPerToken: Int64 = 20_000_000

        var prompt: Int64
        var output: Int64
        /// Nanoseconds until the answer begins.
        var firstToken: Int64
        var isUseful: Bool

        /// Runs for as long as the answer takes. `usage` learns what was used, also where the call is cancelled.
        func run(_ time: VirtualTime, maxOutput: Int64?, usage: (Usage) -> Void) async throws -> Bool {
            let began = time.now
            let length = min(output, maxOutput ?? output)
            do {
                try await time.sleep(for: .nanoseconds(firstToken + length * Self.nanosecondsPerToken))
            } catch {
                let streamed = time.now.nanoseconds - began.nanoseconds - firstToken
                let written = max(streamed, 0) / Self.nanosecondsPerToken
                usage(Usage(promptTokens: prompt, outputTokens: written, outcome: .cancelled))
                throw error
            }
            usage(Usage(promptTokens: prompt, outputTokens: length))
            return isUseful
        }
    }

    /// One engine, with its own state and time.
    fileprivate struct Candidates: Sendable {
        let engine: Engine<MemoryStore>
        let requests: [Request]
        let calls: [MadeUpCall]
        let time = VirtualTime()
        let books = Books()

        var now: Instant { GatherBenchmark.start.advanced(by: time.now.nanoseconds) }

        init(_ plan: Plan, _ calls: [MadeUpCall]) throws(Failure) {
            do throws(EngineError) {
                engine = try Engine(plan: plan, store: MemoryStore(), options: EngineOptions(hashSeed: 0))
            } catch {
                throw Failure(message: "the policy is too large for the engine: \(error)")
            }
            guard let prompt = plan.attributes.firstIndex(where: { $0.role == .prompt }) else {
                throw Failure(message: "the policy's request has no attribute for the tokens of the prompt")
            }
            var builder = engine.makeRequest()
            var requests: [Request] = []
            do throws(RequestError) {
                let attribute = try engine.schema.attribute(
                    engine.schema.name(UInt16(truncatingIfNeeded: prompt)))
                for call in calls {
                    try builder.set(attribute, number: call.prompt)
                    requests.append(builder.request)
                }
            } catch {
                throw Failure(message: "the policy takes no prompt of up to 4,000 tokens")
            }
            self.requests = requests
            self.calls = calls
        }

        /// Without a gathering: every call is started, and all of them are waited for.
        func allAtOnce(_ name: String) throws(Failure) -> Row {
            time.run {
                await withTaskGroup(of: Void.self) { group in
                    for (request, call) in zip(requests, calls) {
                        group.addTask {
                            guard let decision = decide(request) else { return }
                            books.change { $0.started += 1 }
                            let isUseful = try? await call.run(time, maxOutput: decision.maxOutput) { usage in
                                settle(decision, usage)
                            }
                            if isUseful == true { books.change { $0.answers += 1 } }
                        }
                    }
                }
            }
            let pages = books.pages
            if let problem = pages.problem { throw Failure(message: problem) }
            return Row(
                name: name, started: pages.started, cancelled: 0, answers: pages.answers, mostInFlight: pages.started,
                nanoseconds: time.now.nanoseconds, tokens: pages.tokens, cost: pages.cost)
        }

        func gathered(_ name: String, _ settings: GatherSettings) throws(Failure) -> Row {
            let summary = time.run {
                let found = engine.gather(
                    requests, settings, desk: TicketDesk(), clock: time, now: { now }, executor: time
                ) { made in
                    let used = Latest()
                    defer { books.add(used.usage) }
                    let isUseful = try await calls[made.position].run(time, maxOutput: made.maxOutput) { usage in
                        used.set(usage)
                        made.usageSoFar.report(usage)
                    }
                    return (isUseful ? made.position : nil, used.usage)
                }
                for await _ in found {}
                return await found.summary
            }
            guard let summary else { throw Failure(message: "a request of the benchmark waits for ever") }
            if let failure = summary.failures.first { throw Failure(message: sentence(failure.error)) }
            return Row(
                name: name, started: summary.started, cancelled: summary.cancelled, answers: summary.fulfilled,
                mostInFlight: summary.mostInFlight, nanoseconds: time.now.nanoseconds, tokens: books.pages.tokens,
                cost: summary.cost)
        }
    }

    private final class Latest: Sendable {
        private let latest = Mutex(Usage())
        var usage: Usage { latest.withLock { $0 } }
        func set(_ usage: Usage) { latest.withLock { $0 = usage } }
    }

    fileprivate final class Books: Sendable {
        struct Pages {
            var started = 0
            var answers = 0
            var tokens: Int64 = 0
            var cost = Money.zero
            var problem: String?
        }

        private let state = Mutex(Pages())
        var pages: Pages { state.withLock { $0 } }

        func change(_ body: (inout Pages) -> Void) { state.withLock { body(&$0) } }

        func add(_ usage: Usage, cost: Money = .zero) {
            change { pages in
                pages.tokens += usage.promptTokens + usage.outputTokens
                pages.cost = pages.cost.adding(cost) ?? pages.cost
            }
        }
    }
}

extension GatherBenchmark.Candidates {
    /// Nil where there is nothing to call, which is a problem for the books.
    func decide(_ request: Request) -> Decision? {
        let problem: String
        do throws(RequestError) {
            let decision = try engine.decide(request, at: now)
            switch decision.verdict {
            case .call: return decision
            case .reject(let reason): problem = sentence(.rejected(reason))
            case .wait, .cached: problem = "a request of the benchmark is not called at once"
            }
        } catch {
            problem = sentence(.request(error))
        }
        books.change { $0.problem = $0.problem ?? problem }
        return nil
    }

    func settle(_ decision: Decision, _ usage: Usage) {
        do throws(SettleError) {
            books.add(usage, cost: try engine.settle(decision, usage, at: now).cost)
        } catch {
            books.change { $0.problem = $0.problem ?? sentence(.settle(error)) }
        }
    }

    func sentence(_ problem: GatherProblem) -> String {
        switch problem {
        case .request(.missing(let attribute)):
            return "attribute `\(engine.schema.name(attribute))` has no default, and the benchmark gives it no value"
        case .request(let error): return "a request of the benchmark does not fit the policy: \(error)"
        case .rejected(let reason): return "a request of the benchmark is refused: \(engine.sentence(reason))"
        case .call(let error, _): return "a call of the benchmark failed: \(error)"
        case .settle(let error): return "a report of the benchmark is refused: \(error)"
        }
    }
}
