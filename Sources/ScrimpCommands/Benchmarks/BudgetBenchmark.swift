import ScrimpQuantities
package import ScrimpRuntime
import Synchronization

/// Hard budgets under fire: whether they hold, and how fast.
///
/// Every seed is two trials. In the first 500 calls come at once upon a budget of a cent: a gateway that counts when calls end lets
/// all of them through. In the second some threads, or processes, send more than several budgets at once can pay, each call
/// costs anything up to what was held for it, and is reported some calls later. Counters are looked at all the while, by a
/// thread that does nothing else; each promise and each report is entered in a ledger as well; and at the end the budgets are filled
/// up, so that money that nobody can use any more would be found.
package enum BudgetBenchmark {
    package struct Failure: Error, Sendable {
        package var message: String

        package init(message: String) { self.message = message }
    }

    /// What came of one trial, or of the same one with several seeds.
    package struct Outcome: Sendable {
        package var requests = 0
        package var admitted = 0
        package var refused = 0
        /// The most that was ever settled and held, as a share of what may be.
        package var highest = 0.0
        /// The most that was left when a call was refused at the end, as a share of the call.
        package var unused = 0.0
        /// What must not be, in sentences.
        package var problems: [String] = []

        mutating func add(_ other: Outcome) {
            requests += other.requests
            admitted += other.admitted
            refused += other.refused
            highest = max(highest, other.highest)
            unused = max(unused, other.unused)
            problems += other.problems
        }
    }

    /// Time per request on the machine's clock, with the report of those that were called.
    package struct Speed: Sendable {
        package var oneThread: Double
        package var manyThreads: Double
        /// Requests per second with many threads, over those of one.
        package var ratio: Double { oneThread / max(manyThreads, 0.001) }
    }

    package static let burstSize = 500
    package static let threads = 8
    /// Calls that each thread keeps open at most.
    static let mostOpen = 32

    static func engine<Home: Store>(_ policy: BudgetPolicy, _ store: Home) throws(Failure) -> Engine<Home> {
        let plan = try policy.plan()
        do throws(EngineError) {
            return try Engine(plan: plan, store: store, options: EngineOptions(hashSeed: 0x5C12))
        } catch {
            throw Failure(message: "the benchmark's policy is too large for the engine: \(error)")
        }
    }

    /// - Parameter store: a new one, with nothing in it.
    package static func burst<Home: Store>(_ store: Home, seed: Int) throws(Failure) -> Outcome {
        try burst(store, seed: seed, shared: nil)
    }

    static func burst<Home: Store>(
        _ store: Home, seed: Int, shared: SharedLook<Home>?
    ) throws(Failure) -> Outcome {
        let trial = try BudgetTrial(.cent, store, seed: seed, shared: shared)
        trial.burst(burstSize)
        return trial.finish()
    }

    /// - Parameters:
    ///   - store: a new one, with nothing in it.
    ///   - requests: over all threads.
    package static func load<Home: Store>(_ store: Home, requests: Int, seed: Int) throws(Failure) -> Outcome {
        let trial = try BudgetTrial(.several(requests: requests), store, seed: seed)
        trial.load(requests, threads: threads)
        return trial.finish()
    }

    /// The same traffic without the ledger and without the look-out, on one thread and on many, in turns. Budgets are so large
    /// that nothing is refused for money: every call is held and reported.
    package static func speed(requests: Int, rounds: Int = 5) throws(Failure) -> Speed {
        let policy = BudgetPolicy.several(requests: requests * 20)
        var (one, many): ([Double], [Double]) = ([], [])
        for _ in 0..<rounds {
            one.append(try time(policy, requests: requests, threads: 1))
            many.append(try time(policy, requests: requests, threads: threads))
        }
        return Speed(oneThread: BenchmarkClock.median(one), manyThreads: BenchmarkClock.median(many))
    }

    private static func time(_ policy: BudgetPolicy, requests: Int, threads: Int) throws(Failure) -> Double {
        let engine = try engine(policy, MemoryStore())
        let problem = Mutex<String?>(nil)
        let nanoseconds = BenchmarkThreads.run(threads) { thread in
            (thread, try? BudgetCaller(engine, policy, nil, seed: thread))
        } _: { (input: inout (thread: Int, caller: BudgetCaller<MemoryStore>?)) in
            input.caller?.run(of: requests, first: input.thread, stride: threads, mostOpen: mostOpen)
            let first = input.caller == nil ? "a request does not fit the policy" : input.caller?.tally.problems.first
            if let first { problem.withLock { $0 = first } }
        }
        if let problem = problem.withLock({ $0 }) { throw Failure(message: problem) }
        return nanoseconds / Double(max(requests, 1))
    }
}
