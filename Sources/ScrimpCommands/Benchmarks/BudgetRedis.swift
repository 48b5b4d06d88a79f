#if Redis
import Foundation
import ScrimpQuantities
import ScrimpRedis
import ScrimpRuntime

/// A Redis server as the budget's benchmark uses it.
struct BudgetRedis: Sendable {
    let address: RedisAddress

    /// - Parameter place: `HOST:PORT`, or the path of a socket.
    init(_ place: String) throws(BudgetBenchmark.Failure) {
        var address: RedisAddress
        if place.contains("/") {
            address = RedisAddress(.socket(path: place))
        } else {
            let parts = place.split(separator: ":", omittingEmptySubsequences: false)
            guard parts.count == 2, !parts[0].isEmpty, let port = UInt16(parts[1]) else {
                throw BudgetBenchmark.Failure(message: "`\(place)` is neither HOST:PORT nor the path of a socket")
            }
            address = RedisAddress(.host(String(parts[0]), port: port))
        }
        // Many processes on few processors, and a disk that is waited for.
        address.connectTimeout = 10_000
        address.answerTimeout = 60_000
        self.address = address
    }

    func command(_ words: RedisCommand) throws(BudgetBenchmark.Failure) -> RedisReply {
        do throws(RedisError) {
            return try RedisConnection(address).command(words, at: BudgetCaller<RedisStore>.start)
        } catch {
            throw BudgetBenchmark.Failure(message: "redis at \(address): \(error)")
        }
    }

    func requireEmpty() throws(BudgetBenchmark.Failure) {
        let keys = try command(RedisCommand("DBSIZE")).number ?? 0
        guard keys == 0 else {
            throw BudgetBenchmark.Failure(
                message: "redis at \(address) has \(keys) keys, and the benchmark empties it; give it one without any")
        }
    }

    /// Only the database whose keys were counted: a server may have others.
    func empty() throws(BudgetBenchmark.Failure) { _ = try command(RedisCommand("FLUSHDB")) }

    /// One process's way to it. The trial's clock goes through its hundred seconds faster than any other, and in each process by
    /// itself: leases do not lapse in that time.
    func store() -> RedisStore {
        var options = RedisStore.Options()
        options.leaseLength = 200 * Instant.nanosecondsPerSecond
        return RedisStore(address, options: options)
    }

    /// Where the clock of the trial ends.
    static let end = BudgetCaller<RedisStore>.start.advanced(by: 100 * Instant.nanosecondsPerSecond)

    func look(_ policy: BudgetPolicy, named name: String) -> SharedLook<RedisStore> {
        let state = RedisState(address, policy: name)
        let budgets = policy.budgets.map(\.name)
        return SharedLook(
            totals: {
                let counters = (try? state.counters(at: BudgetCaller<RedisStore>.start)) ?? []
                return counters.compactMap { Self.total($0, budgets) }
            },
            end: { engine in engine.core.home.shutDown(engine, at: Self.end) })
    }

    /// `scrimp:{several}:budget:tenants:=tenant-7:…`
    private static func total(_ counter: RedisState.Counter, _ budgets: [String]) -> SharedTotal? {
        let parts = counter.key.split(separator: ":")
        guard let place = parts.firstIndex(of: "budget"), parts.count > place + 2,
            let budget = budgets.firstIndex(of: String(parts[place + 1]))
        else { return nil }
        let scope = parts[place + 2].hasPrefix("=tenant-") ? Int(parts[place + 2].dropFirst(8)) : 0
        return SharedTotal(
            budget: budget, scope: scope ?? -1, settled: counter.settled.pico,
            held: counter.leased.pico + counter.estimated.pico)
    }
}

func benchRedis(
    _ seeds: Int, _ requests: Int, _ invocation: Invocation, _ environment: Environment
) throws(BudgetBenchmark.Failure) -> ExitCode {
    if let worker = invocation.count("worker"), let place = invocation.value("redis") {
        let store = try BudgetRedis(place).store()
        func end(_ engine: Engine<RedisStore>) { store.shutDown(engine, at: BudgetRedis.end) }
        let report = try BudgetProcesses.work(store, number: worker, requests: requests, seed: seeds, end: end)
        environment.output.write(report)
        return .clean
    }
    let interruption = Interruption()
    defer { interruption.end() }
    var server: RedisProcess?
    let place: String
    if let given = invocation.value("redis") {
        place = given
    } else {
        let started = try RedisProcess()
        server = started
        place = started.socket
    }
    defer { server?.end() }
    let redis = try BudgetRedis(place)
    try redis.requireEmpty()
    // However it ends: by itself, with an error, or because somebody interrupts it.
    defer { try? redis.empty() }
    var report = BudgetReport(environment.output)
    try report.add("\(BudgetBenchmark.burstSize) calls at once, a budget of a cent", seeds) {
        (seed) throws(BudgetBenchmark.Failure) in
        try interruption.check()
        let outcome = try BudgetBenchmark.burst(redis.store(), seed: seed, shared: redis.look(.cent, named: "cent"))
        try redis.empty()
        return outcome
    }
    try report.add("\(BudgetProcesses.count) processes, three budgets and a limit", seeds) {
        (seed) throws(BudgetBenchmark.Failure) in
        try interruption.check()
        let outcome = try BudgetProcesses.run(
            redis.store(), requests: requests, seed: seed,
            shared: redis.look(.several(requests: requests), named: "several"),
            arguments: [
                "bench", "budget", "--store", "redis", "--redis", place, "--requests", "\(requests)", "--seeds",
                "\(seed)",
            ], interruption: interruption)
        try redis.empty()
        return outcome
    }
    try interruption.check()
    return report.end(environment.errors)
}

/// A `redis-server` on a socket in a folder of its own, for as long as the benchmark lasts. It ends with this process, however
/// that ends.
///
/// A class because it is the owner of a process.
private final class RedisProcess {
    let socket: String
    private let folder: String
    private let process = Process()
    /// Ends the server once nothing holds its other end, which this process alone does.
    private let life = Pipe()

    init() throws(BudgetBenchmark.Failure) {
        let folder = FileManager.default.temporaryDirectory.appending(path: "scrimp-\(UUID().uuidString.prefix(8))")
            .path
        self.folder = folder
        socket = folder + "/socket"
        guard let program = Self.find("redis-server") else {
            throw BudgetBenchmark.Failure(
                message: "`redis-server` is not installed; install it, or name a server with `--redis`")
        }
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = [
            "--port", "0", "--unixsocket", socket, "--dir", folder, "--save", "", "--appendonly", "yes",
            "--appendfsync", "always", "--daemonize", "no", "--logfile", folder + "/log",
        ]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try process.run()
        } catch {
            throw BudgetBenchmark.Failure(message: "`redis-server` does not start: \(error)")
        }
        watch()
        let deadline = Date(timeIntervalSinceNow: 20)
        while Date() < deadline, process.isRunning {
            if FileManager.default.fileExists(atPath: socket), let redis = try? BudgetRedis(socket),
                (try? redis.command(RedisCommand("PING"))) == .status("PONG")
            {
                return
            }
            Thread.sleep(forTimeInterval: 0.02)
        }
        end()
        throw BudgetBenchmark.Failure(message: "`redis-server` does not answer")
    }

    func end() {
        if process.isRunning {
            process.terminate()
            process.waitUntilExit()
        }
        try? FileManager.default.removeItem(atPath: folder)
        try? life.fileHandleForWriting.write(contentsOf: Data("\n".utf8))
        try? life.fileHandleForWriting.close()
    }

    /// A shell that waits for the end of this process, and is told by a line where there is nothing left to end.
    private func watch() {
        // No other process may hold it open.
        _ = fcntl(life.fileHandleForWriting.fileDescriptor, F_SETFD, FD_CLOEXEC)
        let watcher = Process()
        watcher.executableURL = URL(fileURLWithPath: "/bin/sh")
        watcher.arguments = [
            "-c", "trap '' INT TERM HUP; read -r _ && exit; kill -KILL \"$1\" 2>/dev/null; rm -rf \"$2\"", "sh",
            "\(process.processIdentifier)", folder,
        ]
        watcher.standardInput = life.fileHandleForReading
        watcher.standardOutput = FileHandle.nullDevice
        watcher.standardError = FileHandle.nullDevice
        try? watcher.run()
        try? life.fileHandleForReading.close()
    }

    private static func find(_ program: String) -> String? {
        let folders = ProcessInfo.processInfo.environment["PATH"]?.split(separator: ":") ?? []
        return folders.map { "\($0)/\(program)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }
}
#else
func benchRedis(
    _ seeds: Int, _ requests: Int, _ invocation: Invocation, _ environment: Environment
) throws(BudgetBenchmark.Failure) -> ExitCode {
    environment.fail("this build has no Redis", help: "make one with `swift build --traits Redis`, which needs hiredis")
}
#endif
