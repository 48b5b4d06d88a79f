import Glibc
import ScrimpPlan
import ScrimpQuantities
import ScrimpRuntime

/// One policy's part of `EngineBenchmark`: an engine, the requests to come, and what has been measured.
struct EngineRun {
    private let name: String
    private let engine: Engine<MemoryStore>
    /// Filled anew for each decision, as a host fills the one that it keeps per connection.
    private var request: Request
    /// By tenant and attribute.
    private var inputs: [Int64] = []
    private var contents: [Fingerprint]
    private var generator: UInt64
    private var time = Instant(nanoseconds: 1_767_225_600_000_000_000)
    private var decisions: [Decision] = []

    /// Since measuring began, by part: nanoseconds of a decision, and of a decision and its report.
    private var decisionTimes: [Double] = []
    private var loopTimes: [Double] = []
    private var requests = 0
    private var cached = 0
    private var memoryGrowth = 0
    private var checksum: UInt64 = 0

    init(_ name: String, _ plan: Plan, threads: MemoryStore.Threads = .many) throws {
        let engine = try Engine(
            plan: plan, store: MemoryStore(threads: threads), options: EngineOptions(hashSeed: 0x5C12))
        try self.init(name, engine)
    }

    /// - Parameter seed: the same requests come in another order.
    init(_ name: String, _ engine: Engine<MemoryStore>, seed: UInt64 = 1) throws {
        self.name = name
        self.engine = engine
        generator = seed
        let names = try ["tenant", "task", "complexity", "prompt", "max_output"].map { name throws(RequestError) in
            try engine.schema.attribute(name)
        }
        var builder = engine.makeRequest()
        for tenant in 0..<EngineBenchmark.tenants {
            generator = StableHash.mix(generator)
            try builder.set(names[0], text: "tenant-\(tenant)")
            try builder.set(names[1], number: Int64(generator % 3))
            try builder.set(names[2], number: Int64(generator >> 8 % UInt64(PlanAttribute.ratioScale)) & 0x1FFF_FFFF)
            try builder.set(names[3], number: Int64(generator >> 20 % 4_000))
            try builder.set(names[4], number: 512)
            inputs += builder.request.values
        }
        request = builder.request
        contents = Array(repeating: Fingerprint(high: 0, low: 0), count: EngineBenchmark.tenants)
        // Whatever stands there is written over.
        decisions = Array(repeating: try engine.decide(request, at: time), count: EngineBenchmark.tenants)
    }

    /// What was measured so far was to warm up.
    mutating func begin() {
        (decisionTimes, loopTimes) = ([], [])
        (requests, cached, memoryGrowth, checksum) = (0, 0, 0, 0)
    }

    var row: EngineBenchmark.Row {
        EngineBenchmark.Row(
            name: name, nanosecondsPerDecision: BenchmarkClock.median(decisionTimes),
            nanosecondsPerLoop: BenchmarkClock.median(loopTimes),
            cachedShare: Double(cached) / Double(max(requests, 1)),
            peakMemoryGrowth: memoryGrowth, checksum: checksum)
    }

    /// A part of the measurement.
    mutating func run(rounds: Int) throws {
        let kept = Self.peakMemory()
        let start = BenchmarkClock.ownTime()
        var deciding = 0.0
        for _ in 0..<rounds {
            // A thousand decisions at a time, then their reports: as many calls are open at once.
            for index in contents.indices {
                generator = StableHash.mix(generator)
                contents[index] = Fingerprint(high: generator % 200, low: UInt64(index))
            }
            let began = BenchmarkClock.ownTime()
            for index in contents.indices {
                let start = index * request.values.count
                for attribute in request.values.indices { request.values[attribute] = inputs[start + attribute] }
                request.content = contents[index]
                time = time.advanced(by: 100_000)
                try engine.decide(request, at: time, into: &decisions[index])
            }
            deciding += BenchmarkClock.ownTime() - began
            for decision in decisions {
                if case .call(let target) = decision.verdict {
                    let usage = Usage(promptTokens: 300, outputTokens: 100)
                    let result = try engine.settle(decision, usage, at: time)
                    checksum = StableHash.mix(checksum ^ UInt64(truncatingIfNeeded: result.cost.pico))
                    checksum ^= UInt64(target)
                } else if case .cached = decision.verdict {
                    cached += 1
                }
                while decision.alerts > 0, engine.nextAlert() != nil {}
            }
        }
        let count = rounds * contents.count
        requests += count
        decisionTimes.append(deciding / Double(count))
        loopTimes.append((BenchmarkClock.ownTime() - start) / Double(count))
        memoryGrowth += Self.peakMemory() - kept
    }

    private static func peakMemory() -> Int {
        var usage = rusage()
        unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return usage.ru_maxrss * 1_024
    }
}
