import ScrimpSimulator

extension Command {
    package static let bench = Command(
        group: "bench", "Measure this build on this machine",
        details:
            "Each benchmark measures what it compares in one run, so that the ratios mean something on any machine.",
        subcommands: [benchDecide, benchBudget, benchGather, benchReplay, benchParse, benchLint, benchEditor])

    private static let benchDecide = Command(
        "decide", "Measure how long a decision takes",
        details: """
            First routing alone, beside the same rules written by hand in Swift, on inputs that change with every repetition and \
            whose answers are compared. Then whole decisions through the engine, all phases, with and without their report.
            """,
        options: [
            Option("requests", value: "N", .count, defaultText: "1000000", "how many whole decisions"),
            Option(
                "only", value: "PART", .choice(["all", "routing", "whole", "threads"]), defaultText: "all",
                "what is measured"),
        ],
        examples: [Example("scrimp bench decide --requests 200000", "with fewer whole decisions")], run: runBenchDecide)
}

private func runBenchDecide(_ invocation: Invocation, _ environment: Environment) -> ExitCode {
    warnOfDebugBuild(environment)
    let only = invocation.value("only")
    func measures(_ part: String) -> Bool { only == "all" || only == part }
    let requests = invocation.count("requests") ?? 1_000_000
    if measures("routing") {
        guard let routing = RoutingBenchmark.run() else {
            return environment.fail("an answer differs from the one that was written by hand")
        }
        environment.output.write("routing\n" + RoutingBenchmark.text(routing))
    }
    do {
        if measures("whole") { environment.output.write(text(try EngineBenchmark.run(requests: requests))) }
        if measures("threads") { environment.output.write(text(try EngineBenchmark.scaling(requests: requests))) }
        return .clean
    } catch {
        return environment.fail("a request of the benchmark was refused: \(error)")
    }
}

private func text(_ rows: [EngineBenchmark.Row]) -> String {
    rows.reduce("whole decisions\n") { text, row in
        let cached =
            row.cachedShare > 0 ? ", \(Int64((row.cachedShare * 1_000).rounded()).asTenths) % from the cache" : ""
        return text
            + "  \(name(row.name))\(number(row.nanosecondsPerDecision)) ns, \(number(row.nanosecondsPerLoop)) ns with its report, "
            + "\(row.peakMemoryGrowth) bytes more memory\(cached)\n"
    }
}

private func text(_ scaling: EngineBenchmark.Scaling) -> String {
    let threads = EngineBenchmark.threads
    return "two budgets, a limit, an exact cache; with the report, by the clock on the wall\n"
        + "  \(name("one thread"))\(number(scaling.oneThread)) ns\n"
        + "  \(name("\(threads) threads"))\(number(scaling.manyThreads)) ns, "
        + "\(Int64((scaling.ratio * 100).rounded()).decimal(places: 2)) times as many a second\n"
}

private func name(_ text: String) -> String { text + String(repeating: " ", count: max(0, 44 - text.count)) }

private func number(_ value: Double) -> String {
    let text = Int64((value * 10).rounded()).asTenths
    return String(repeating: " ", count: max(0, 8 - text.count)) + text
}

/// Figures of a build without optimisation say nothing.
func warnOfDebugBuild(_ environment: Environment) {
    #if DEBUG
    environment.errors.write("note: this is a debug build; measure with `swift build -c release`\n")
    #endif
}
