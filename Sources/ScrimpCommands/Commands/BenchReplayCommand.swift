import ScrimpSimulator

extension Command {
    static let benchReplay = Command(
        "replay", "Measure how fast traffic is replayed and read",
        details: """
            Replays made-up traffic from memory on one thread, through the columns, through the engine, and by a loop written by \
            hand for the same rules; then reads a CSV trace. Each line is the best of the repetitions.
            """,
        options: [
            Option("rows", value: "N", .count, defaultText: "2000000", "how many requests"),
            Option("repetitions", value: "N", .count, defaultText: "3", "how often each is measured"),
        ],
        examples: [Example("scrimp bench replay --rows 1000000", "with fewer requests")], run: runBenchReplay)
}

private func runBenchReplay(_ invocation: Invocation, _ environment: Environment) -> ExitCode {
    warnOfDebugBuild(environment)
    let rows = max(invocation.count("rows") ?? 2_000_000, 1)
    do throws(ReplayBenchmark.Failure) {
        let results = try ReplayBenchmark.run(rows: rows, repetitions: invocation.count("repetitions") ?? 3)
        guard let reference = results.first else { return .failure }
        for result in results {
            let speed = Int64((result.millionsPerSecond * 10).rounded()).asTenths
            let ratio = Int64((result.millionsPerSecond / max(reference.millionsPerSecond, 0.001) * 1_000).rounded())
                .decimal(places: 3)
            let name = result.name + String(repeating: " ", count: max(0, 44 - result.name.count))
            environment.output.write("\(name)  \(speed) M rows/s  \(ratio) of hand-written  \(result.checksum)\n")
        }
        return .clean
    } catch {
        return environment.fail(error.message)
    }
}
