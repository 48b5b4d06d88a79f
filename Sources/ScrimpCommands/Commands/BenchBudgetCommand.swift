import Foundation
import ScrimpRuntime
import ScrimpSimulator
import ScrimpStores

extension Command {
    static let benchBudget = Command(
        "budget", "Try to break hard budgets",
        details: """
            Two trials for every seed. In the first, 500 calls come at once upon a budget of a cent, and all are decided before the \
            first is reported. In the second, eight threads send more than three budgets at once can pay (per tenant and day, with \
            a ceiling; over a rolling time; per month), with a limit on how many run. Each call costs anything up to what was held for \
            it, and is reported some calls later.

            Checked are: that what is settled and held never passes a bound, by a thread that looks all the while and by a ledger \
            that is kept beside the engine; that the counters agree with the sum of the reports; and that, where requests are \
            refused, less is left than a call may cost. Exits with 1 where anything of that is not so.

            With `--store sqlite` the second trial is made by eight processes of 10,000 requests each, at one file, and the first \
            by threads at one file.

            With `--store redis` the same happens at one Redis server, which writes each change to its disk before it answers: the \
            one that `--redis` names, in which there must be nothing, or one that is started for the time being. What processes \
            have leased counts as held. A build has Redis where it was made with `swift build --traits Redis`.
            """,
        options: [
            Option(
                "store", value: "STORE", .choice(["memory", "sqlite", "redis"]), defaultText: "memory",
                "where the counters are"),
            Option("seeds", value: "N", .count, defaultText: "10", "how many seeds, from 1"),
            Option(
                "requests", value: "N", .count,
                "of the second trial, for each seed; left out, 1,000,000 in memory and 80,000 elsewhere"),
            Option(
                "state", value: "FILE", .file,
                "where `--store sqlite` keeps its files; left out, in a folder that goes at the end"),
            Option(
                "redis", value: "SERVER", .text,
                "an empty server for `--store redis`, as `HOST:PORT` or the path of its socket; it is emptied at the end"
            ),
            Option(
                "worker", value: "N", .count,
                "internal: be one of the eight processes, with the seed that `--seeds` says"),
        ],
        examples: [
            Example("scrimp bench budget --seeds 100", "the long form"),
            Example("scrimp bench budget --seeds 3 --requests 20000", "in a few seconds"),
        ], run: runBenchBudget)
}

private func runBenchBudget(_ invocation: Invocation, _ environment: Environment) -> ExitCode {
    warnOfDebugBuild(environment)
    for name in ["seeds", "requests"] where invocation.count(name) == 0 {
        return environment.fail("`--\(name) 0` tries nothing", help: "give at least 1, or leave it out")
    }
    let seeds = invocation.count("seeds") ?? 10
    do throws(BudgetBenchmark.Failure) {
        if invocation.value("store") == "redis" {
            return try benchRedis(seeds, invocation.count("requests") ?? 80_000, invocation, environment)
        }
        guard invocation.value("store") == "sqlite" else {
            return try benchMemory(seeds, invocation.count("requests") ?? 1_000_000, environment)
        }
        let requests = invocation.count("requests") ?? 80_000
        if let worker = invocation.count("worker"), let file = invocation.value("state") {
            let report = try BudgetProcesses.work(open(file), number: worker, requests: requests, seed: seeds)
            environment.output.write(report)
            return .clean
        }
        return try benchFile(seeds, requests, invocation.value("state"), environment)
    } catch {
        return environment.fail(error.message)
    }
}

private func benchMemory(
    _ seeds: Int, _ requests: Int, _ environment: Environment
) throws(BudgetBenchmark.Failure) -> ExitCode {
    var report = BudgetReport(environment.output)
    try report.add("\(BudgetBenchmark.burstSize) calls at once, a budget of a cent", seeds) {
        (seed) throws(BudgetBenchmark.Failure) in try BudgetBenchmark.burst(MemoryStore(), seed: seed)
    }
    try report.add("\(BudgetBenchmark.threads) threads, three budgets and a limit", seeds) {
        (seed) throws(BudgetBenchmark.Failure) in
        try BudgetBenchmark.load(MemoryStore(), requests: requests, seed: seed)
    }
    report.add(try BudgetBenchmark.speed(requests: requests))
    return report.end(environment.errors)
}

private func benchFile(
    _ seeds: Int, _ requests: Int, _ file: String?, _ environment: Environment
) throws(BudgetBenchmark.Failure) -> ExitCode {
    let interruption = Interruption()
    defer { interruption.end() }
    let folder = FileManager.default.temporaryDirectory.appending(path: "scrimp-bench-\(UUID().uuidString)").path
    do {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
        throw BudgetBenchmark.Failure(message: "no folder can be made for the state: \(error)")
    }
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var report = BudgetReport(environment.output)
    try report.add("\(BudgetBenchmark.burstSize) calls at once, a budget of a cent", seeds) {
        (seed) throws(BudgetBenchmark.Failure) in
        try interruption.check()
        return try BudgetBenchmark.burst(open("\(folder)/burst-\(seed).db"), seed: seed)
    }
    try report.add("\(BudgetProcesses.count) processes, three budgets and a limit", seeds) {
        (seed) throws(BudgetBenchmark.Failure) in
        try interruption.check()
        let own = file.map { "\($0)-\(seed)" } ?? "\(folder)/processes-\(seed).db"
        return try BudgetProcesses.run(
            open(own), requests: requests, seed: seed,
            arguments: [
                "bench", "budget", "--store", "sqlite", "--state", own, "--requests", "\(requests)", "--seeds",
                "\(seed)",
            ], interruption: interruption)
    }
    try interruption.check()
    return report.end(environment.errors)
}

/// With the patience that eight processes on few processors need.
private func open(_ file: String) throws(BudgetBenchmark.Failure) -> SQLiteStore {
    var options = SQLiteStore.Options()
    options.patience = 60_000
    do throws(SQLiteError) {
        return try SQLiteStore(file: file, options: options)
    } catch {
        throw BudgetBenchmark.Failure(message: error.description)
    }
}

/// The table of `bench budget`, a line for each trial as it ends.
struct BudgetReport {
    private static let widths = [44, 12, 12, 12, 10, 10]

    private let output: Output
    private var problems: [String] = []

    init(_ output: Output) {
        self.output = output
        line(["", "requests", "admitted", "refused", "highest", "left"], "")
    }

    /// Runs a trial with every seed.
    mutating func add(
        _ name: String, _ seeds: Int, _ trial: (Int) throws(BudgetBenchmark.Failure) -> BudgetBenchmark.Outcome
    ) throws(BudgetBenchmark.Failure) {
        var sum = BudgetBenchmark.Outcome()
        for seed in 1...seeds { sum.add(try trial(seed)) }
        problems += sum.problems
        line(
            [
                name, Int64(sum.requests).grouped, Int64(sum.admitted).grouped, Int64(sum.refused).grouped,
                percent(sum.highest), percent(sum.unused),
            ], sum.problems.isEmpty ? "pass" : "fail")
        output.flush()
    }

    mutating func add(_ speed: BudgetBenchmark.Speed) {
        func tenths(_ value: Double) -> String { Int64((value * 10).rounded()).asTenths }
        let lines = [
            ("a decision and its report, one thread", tenths(speed.oneThread) + " ns"),
            ("the same, \(BudgetBenchmark.threads) threads", tenths(speed.manyThreads) + " ns"),
            (
                "requests a second, \(BudgetBenchmark.threads) threads over one",
                Int64((speed.ratio * 100).rounded()).decimal(places: 2)
            ),
        ]
        output.write("\n")
        for (name, figure) in lines { line([name, figure], "") }
    }

    /// What is wrong goes with the errors.
    mutating func end(_ errors: Output) -> ExitCode {
        for problem in problems { errors.write("error: \(problem)\n") }
        return problems.isEmpty ? .clean : .findings
    }

    private func percent(_ share: Double) -> String { Int64((share * 1_000).rounded()).asTenths + " %" }

    private func line(_ columns: [String], _ verdict: String) {
        let cells = zip(columns, Self.widths).enumerated().map { index, cell in
            let blanks = String(repeating: " ", count: max(0, cell.1 - cell.0.count))
            return index == 0 ? cell.0 + blanks : blanks + cell.0
        }
        output.write(cells.joined() + (verdict.isEmpty ? "" : "  " + verdict) + "\n")
    }
}
