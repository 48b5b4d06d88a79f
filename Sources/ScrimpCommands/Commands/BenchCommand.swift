import ScrimpSimulator

extension Command {
    package static let bench = Command(
        group: "bench", "Measure this build on this machine",
        details:
            "Each benchmark measures what it compares in one run, so that the ratios mean something on any machine.",
        subcommands: [benchDecide, benchBudget, benchGather, benchReplay, benchParse])

    private static let benchDecide = Command(
        "decide", "Measure how long a decision takes",
        details: """
            First routing alone, beside the same rules written by hand in Swift, on inputs that change with every repetition and \
            whose answers are compared. Then whole decisions through the engine, all phases, with and without their report.
            """,
        options: [
            Option("requests", value: "N", .count, defaultText: "1000000", "how many whole decisions"),
            Option(
                "only", value: "PART", .choice(["all", "routing", "whole"]), defaultText: "all", "what is measured"),
        ],
        examples: [Example("scrimp bench decide --requests 200000", "with fewer whole decisions")], run: runBenchDecide)
}

private func runBenchDecide(_ invocation: Invocation, _ environment: Environment) -> ExitCode {
    warnOfDebugBuild(environment)
    let part = invocation.value("only")
    if part != "whole" {
        guard let routing = RoutingBenchmark.run() else {
            return environment.fail("an answer differs from the one that was written by hand")
        }
        environment.output.write("routing\n" + RoutingBenchmark.text(routing))
    }
    return part == "routing" ? .clean : benchWholeDecisions(invocation, environment)
}

private func benchWholeDecisions(_ invocation: Invocation, _ environment: Environment) -> ExitCode {
    func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }
    func number(_ value: Double) -> String {
        let text = Int64((value * 10).rounded()).asTenths
        return String(repeating: " ", count: max(0, 8 - text.count)) + text
    }
    environment.output.write("whole decisions\n")
    let rows: [EngineBenchmark.Row]
    let scaling: EngineBenchmark.Scaling
    do {
        let requests = invocation.count("requests") ?? 1_000_000
        rows = try EngineBenchmark.run(requests: requests)
        scaling = try EngineBenchmark.scaling(requests: requests)
    } catch {
        return environment.fail("a request of the benchmark was refused: \(error)")
    }
    for row in rows {
        let cached =
            row.cachedShare > 0 ? ", \(Int64((row.cachedShare * 1_000).rounded()).asTenths) % from the cache" : ""
        environment.output.write(
            "  \(padded(row.name, 44))\(number(row.nanosecondsPerDecision)) ns, \(number(row.nanosecondsPerLoop)) ns with its report, "
                + "\(row.peakMemoryGrowth) bytes more memory\(cached)\n")
    }
    let threads = EngineBenchmark.threads
    environment.output.write(
        "two budgets, a limit, an exact cache; with the report\n"
            + "  \(padded("one thread", 44))\(number(scaling.oneThread)) ns\n"
            + "  \(padded("\(threads) threads", 44))\(number(scaling.manyThreads)) ns, "
            + "\(Int64((scaling.ratio * 100).rounded()).decimal(places: 2)) times as many a second\n")
    return .clean
}

/// Figures of a build without optimisation say nothing.
func warnOfDebugBuild(_ environment: Environment) {
    #if DEBUG
    environment.errors.write("note: this is a debug build; measure with `swift build -c release`\n")
    #endif
}
