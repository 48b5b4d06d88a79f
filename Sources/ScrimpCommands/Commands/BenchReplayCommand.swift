import ScrimpSimulator

extension Command {
    static let benchReplay = Command(
        "replay", "Measure how fast traffic is replayed and read",
        details: """
            Replays made-up traffic on one thread, through the columns, through the engine, and by a loop written by hand for the \
            same rules; then reads a CSV trace. Traffic is made chunk by chunk, which is not counted, so that any number of \
            requests fits. Each line is the best of the repetitions, with the most memory that the process had meanwhile.

            Then caches of the engine against their closed forms, and how long 10,000 draws over 36 months take. `--peers` has \
            DuckDB and Polars, where Python finds them, read the same CSV file.
            """,
        options: [
            Option("rows", value: "N", .count, defaultText: "2000000", "how many requests"),
            Option("repetitions", value: "N", .count, defaultText: "3", "how often each is measured"),
            Option(
                "only", value: "PART", .choice(["all", "replay", "caches", "draws"]), defaultText: "all",
                "what is measured"),
            Option(
                "keys", value: "N", .count,
                "different contents that the caches are asked for; left out, a fifth of the requests"),
            Option("peers", "read a CSV file beside others that are installed"),
        ],
        examples: [
            Example("scrimp bench replay --rows 1000000", "with fewer requests"),
            Example("scrimp bench replay --rows 10000000 --repetitions 1", "the large form"),
        ], run: runBenchReplay)
}

private func runBenchReplay(_ invocation: Invocation, _ environment: Environment) -> ExitCode {
    warnOfDebugBuild(environment)
    let rows = max(invocation.count("rows") ?? 2_000_000, 1)
    let repetitions = max(invocation.count("repetitions") ?? 3, 1)
    let only = invocation.value("only")
    func measures(_ part: String) -> Bool { only == "all" || only == part }
    let output = environment.output
    do throws(ReplayBenchmark.Failure) {
        if measures("replay") {
            output.write(text(try ReplayBenchmark.run(rows: rows, repetitions: repetitions)))
            output.flush()
        }
        if invocation.flag("peers") {
            output.write(text(try PeerBenchmark.run(rows: rows, repetitions: repetitions)))
            output.flush()
        }
        if measures("caches") {
            let keys = max(invocation.count("keys") ?? rows / 5, 1)
            output.write(text(try CacheBenchmark.run(rows: rows, keys: keys), rows, keys))
            output.flush()
        }
        if measures("draws") {
            let (seconds, lossChance) = try DrawBenchmark.run()
            let milliseconds = Int64((seconds * 1e3).rounded())
            output.write(
                "10,000 draws over 36 months, one thread: \(milliseconds.grouped) ms, p_loss \(percent(lossChance))\n")
        }
        return .clean
    } catch {
        return environment.fail(error.message)
    }
}

private func text(_ rows: [ReplayBenchmark.Row]) -> String {
    guard let reference = rows.first else { return "" }
    return rows.reduce("") { text, row in
        let ratio = Int64((row.millionsPerSecond / max(reference.millionsPerSecond, 0.001) * 1_000).rounded())
            .decimal(places: 3)
        return text + "\(padded(row.name))\(speed(row.millionsPerSecond))  \(ratio) of hand-written  "
            + "\(Int64(row.peakMemory.rounded()).grouped) MB  \(row.checksum)\n"
    }
}

private func text(_ rows: [PeerBenchmark.Row]) -> String {
    let expected = rows.first?.sums
    return rows.reduce("the same CSV file\n") { text, row in
        guard let value = row.millionsPerSecond else { return text + "\(padded(row.name))  \(row.sums)\n" }
        return text
            + "\(padded(row.name))\(speed(value))  \(row.sums == expected ? "same sums" : "other sums: \(row.sums)")\n"
    }
}

private func text(_ rows: [CacheBenchmark.Row], _ requests: Int, _ keys: Int) -> String {
    let head = "caches: \(Int64(requests).grouped) requests over \(Int64(keys).grouped) keys (Zipf 0.9)\n"
    return rows.reduce(head) { text, row in
        text + "\(padded(row.name))\(speed(row.millionsPerSecond))  hits \(percent(row.simulated)), "
            + "closed form \(percent(row.closedForm)), difference \(percent(row.difference))  "
            + "\(Int64(row.peakMemory.rounded()).grouped) MB\n"
    }
}

private func padded(_ name: String) -> String { name + String(repeating: " ", count: max(0, 44 - name.count)) }

private func speed(_ value: Double) -> String { "  \(Int64((value * 10).rounded()).asTenths) M rows/s" }

/// To a thousandth of a percent.
private func percent(_ share: Double) -> String {
    guard share.isFinite else { return "-" }
    let thousandths = Int64((share * 100_000).rounded())
    return (thousandths < 0 ? "-" : "") + Int64(clamping: thousandths.magnitude).decimal(places: 3) + " %"
}
