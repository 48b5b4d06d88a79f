import ScrimpHost
import ScrimpQuantities
import ScrimpSchema
import ScrimpSemantics
import ScrimpSimulator

extension Command {
    static let benchGather = Command(
        "gather", "Count what stopping early saves",
        details: """
            Makes up as many calls as a `gather` of the policy names, and makes them three times, through the policy's engine: all \
            at once, gathered, and gathered so that never more are in flight than answers are still needed. The calls take no \
            time: they run on a clock of their own, so that the figures are the same on every run.
            """,
        positionals: [Positional("POLICY", "the policy file")],
        options: [
            Option("gather", value: "NAME", .text, "which gather; needed where there are several"),
            Option("success", value: "PERCENT", .count, defaultText: "60", "how many calls of 100 give what is needed"),
            Option("seed", value: "N", .count, defaultText: "1", "where the made-up calls come from"),
        ],
        examples: [
            Example("scrimp bench gather policy.scrimp --success 20", "where few calls give what is needed")
        ],
        run: runBenchGather)
}

private func runBenchGather(_ invocation: Invocation, _ environment: Environment) -> ExitCode {
    guard let path = invocation.argument("POLICY") else { return .failure }
    let success = invocation.count("success") ?? 60
    guard success <= 100 else {
        return environment.fail("`--success \(success)` is more than every call", help: "give at most 100")
    }
    let runnable: RunnablePolicy
    do throws(Stop) { runnable = try RunnablePolicy(path, in: environment) } catch { return error.code }
    let gathers = runnable.policy.gathers
    let wanted = invocation.value("gather")
    let named = wanted == nil ? gathers : gathers.filter { $0.name == wanted }
    guard let first = named.first, named.count == 1 else {
        let names = gathers.map { "`\($0.name)`" }.joined(separator: ", ")
        if gathers.isEmpty {
            return environment.fail("`\(path)` has no `gather`", help: "name a policy that has one")
        }
        guard let wanted else {
            return environment.fail("`\(path)` has several: \(names)", help: "choose one with `--gather`")
        }
        return environment.fail("`\(path)` has no gather `\(wanted)`", help: "it has \(names)")
    }
    let settings = GatherSettings(
        stopAfter: Int(clamping: first.stopAfter), of: Int(clamping: first.of),
        concurrency: Int(clamping: first.concurrency))
    do throws(GatherBenchmark.Failure) {
        let rows = try GatherBenchmark.run(
            runnable.plan, settings, success: success, seed: invocation.count("seed") ?? 1)
        environment.output.write(
            """
            gather `\(first.name)`: stop after \(settings.stopAfter) of \(settings.of), at most \(settings.concurrency) at once
            made-up calls, of which \(success) % give what is needed


            """)
        environment.output.write(table(rows))
        return .clean
    } catch {
        return environment.fail(error.message)
    }
}

/// A column for each way, a line for each figure.
private func table(_ rows: [GatherBenchmark.Row]) -> String {
    func saved(_ figure: @escaping (GatherBenchmark.Row) -> Int128) -> (GatherBenchmark.Row) -> String {
        { row in
            guard let all = rows.first.map(figure), all > 0, row.name != rows.first?.name else { return "-" }
            let thousandths = ((all - figure(row)) * 2_000 + (all >= figure(row) ? all : -all)) / (2 * all)
            return Int64(clamping: thousandths).asTenths + " %"
        }
    }
    let lines: [(name: String, value: (GatherBenchmark.Row) -> String)] = [
        ("", { $0.name }),
        ("calls started", { Int64($0.started).grouped }),
        ("calls cancelled", { Int64($0.cancelled).grouped }),
        ("answers", { Int64($0.answers).grouped }),
        ("in flight, at most", { Int64($0.mostInFlight).grouped }),
        ("seconds", { (($0.nanoseconds + 5_000_000) / 10_000_000).decimal(places: 2) }),
        ("tokens", { $0.tokens.grouped }),
        ("money", { $0.cost.formatted(decimals: 6) }),
        ("calls saved", saved { Int128($0.started) }),
        ("tokens saved", saved { Int128($0.tokens) }),
        ("money saved", saved { $0.cost.pico }),
    ]
    return lines.map { line in
        rows.reduce(line.name.padded(to: 20)) { $0 + line.value($1).padded(to: 16, atEnd: false) } + "\n"
    }.joined()
}

extension String {
    fileprivate func padded(to width: Int, atEnd: Bool = true) -> String {
        let blanks = String(repeating: " ", count: max(0, width - count))
        return atEnd ? self + blanks : blanks + self
    }
}
