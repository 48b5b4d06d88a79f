import ScrimpDiagnostics
import ScrimpPlan
import ScrimpReport
import ScrimpSemantics
import ScrimpSimulator

extension Command {
    package static let simulate = Command(
        "simulate", "Say what a policy would cost, and what it would save",
        details: """
            Replays the traffic of a scenario through the plan that production would run, and prices it against the \
            scenario's baseline. The scenario stands in the policy's file, or in one that it imports; files that it names \
            are seen from the policy's folder.

            Rows of a trace that cannot be read are counted and shown; `--strict` ends at the first.
            """,
        positionals: [Positional("POLICY", "the policy file")],
        options: [
            Option("scenario", value: "NAME", .text, "which scenario; needed where there are several"),
            Option("compare", value: "A B", .text, "two scenarios side by side, figure by figure"),
            Option(
                "fail-if", value: "CONDITION", .text,
                "exit with 1 where a figure is so: `saving < 20%`, `p_loss > 10%`, `payback > 12 months`",
                mayRepeat: true),
            Option("threads", value: "N", .count, "threads for draws; the figures do not depend on it"),
            Option("json", "print the result for programs"),
            Option("output", short: "o", value: "FILE", .file, "write the report to a file instead"),
            Option("html", value: "FILE", .file, "write the report as one web page too, which opens without a network"),
            Option(
                "ledger", value: "FILE", .file,
                "write what each request came to: JSON lines where the name ends in `.jsonl`, else CSV"),
            Option(
                "calibration", value: "FILE", .file,
                "what `scrimp calibrate` has kept; left out, `POLICY.calibration.json` where it is"),
            Option("strict", "end at the first row of a trace that cannot be read"),
            Option("engine", "replay each request through the engine, even where columns would do", isHidden: true),
            Option("events", "replay on a virtual clock, even where nothing takes time", isHidden: true),
            .color,
        ],
        examples: [
            Example("scrimp simulate policy.scrimp", "the only scenario, for people"),
            Example("scrimp simulate policy.scrimp --scenario march --json", "one of several, for programs"),
            Example("scrimp simulate policy.scrimp --html report.html", "with drawings, for a browser or paper"),
            Example("scrimp simulate policy.scrimp --compare march winter", "two of them side by side"),
            Example("scrimp simulate policy.scrimp --ledger march.csv", "with a row for each request"),
            Example("scrimp simulate policy.scrimp --fail-if 'saving < 20%'", "a gate for CI"),
        ],
        run: runSimulate)
}

private func runSimulate(_ invocation: Invocation, _ environment: Environment) -> ExitCode {
    guard let path = invocation.argument("POLICY") else { return .failure }
    let loaded: LoadedPolicy
    do {
        loaded = try LoadedPolicy(path, in: environment)
    } catch {
        return environment.fail(error)
    }
    func show(_ diagnostics: [Diagnostic], _ sources: SourceSet) {
        let renderer = TerminalRenderer(
            usesColors: environment.errorsIsTerminal && environment.usesColors(invocation.value("color")),
            width: environment.columns.map { $0 - 8 } ?? 120)
        for diagnostic in diagnostics.sortedByPosition() {
            environment.errors.write(renderer.render(diagnostic, in: sources) + "\n")
        }
    }
    guard let policy = loaded.policy, let plan = loaded.plan else {
        show(loaded.diagnostics.filter { $0.severity == .error }, loaded.checked.sources)
        if loaded.diagnostics.contains(where: { $0.severity == .error }) { return .findings }
        return environment.fail("`\(path)` holds no policy", help: "name a file with `policy` and `route`")
    }
    var conditions: [FailCondition] = []
    for text in invocation.values("fail-if") {
        do throws(FailCondition.Problem) {
            conditions.append(try FailCondition(text))
        } catch {
            return environment.fail(error.message, help: error.help)
        }
    }
    let compared = invocation.values("compare")
    if !compared.isEmpty, invocation.flag("scenario") {
        return environment.fail("`--scenario` and `--compare` exclude each other", help: "leave one of them out")
    }
    if !compared.isEmpty, invocation.flag("html") {
        return environment.fail(
            "`--html` and `--compare` exclude each other", help: "write a page of each scenario with `--scenario`")
    }
    var scenarios: [Scenario] = []
    for name in compared.isEmpty ? [invocation.value("scenario")] : compared.map(Optional.some) {
        switch chosen(name, policy, path) {
        case .success(let found): scenarios.append(found)
        case .failure(let problem): return environment.fail(problem.message, help: problem.help)
        }
    }
    var ledger: LedgerFile?
    if let file = invocation.value("ledger") {
        if scenarios.count > 1 {
            return environment.fail("`--ledger` and `--compare` exclude each other", help: "leave one of them out")
        }
        if let name = LedgerEncoder.conflict(plan) {
            return environment.fail(
                "attribute `\(name)` is called like a column of every ledger", help: "rename the attribute")
        }
        do throws(FileFailure) {
            ledger = try LedgerFile(file, plan, in: environment)
        } catch {
            return environment.fail(error)
        }
    }
    let calibration: SimulationResult.Calibration
    do throws(CalibrationFile.Failure) {
        calibration = try CalibrationFile.state(of: plan, path, given: invocation.value("calibration"), in: environment)
    } catch {
        return environment.fail(error.message, help: error.help)
    }
    let progress = Progress(environment)
    var results: [SimulationResult] = []
    do throws(SimulationError) {
        for scenario in scenarios {
            let simulation = try Simulation(
                policy: policy, plan: plan, scenario: scenario, folder: loaded.folder,
                strict: invocation.flag("strict"),
                by: invocation.flag("events") ? .events : invocation.flag("engine") ? .engine : .fastest,
                threads: max(invocation.count("threads") ?? 1, 1), tap: ledger?.tap,
                otherPolicy: { file throws(SimulationError) in
                    try compiled(loaded.folder + file, scenario, in: environment)
                }, retune: loaded.retune(in: environment), progress: progress.show)
            var result = try simulation.run()
            result.calibration = calibration
            results.append(result)
        }
    } catch {
        progress.clear()
        show([error.diagnostic], loaded.checked.sources)
        return .failure
    }
    progress.clear()
    if let problem = ledger?.finish() { return environment.fail(problem) }
    let file = invocation.value("output")
    let text = report(
        results, isJSON: invocation.flag("json"),
        usesColors: file == nil && environment.usesColors(invocation.value("color")))
    do throws(FileFailure) {
        if let page = invocation.value("html"), let result = results.first {
            try environment.files.write(page, Array(PageReport(result).html.utf8))
        }
        if let file { try environment.files.write(file, Array(text.utf8)) } else { environment.output.write(text) }
    } catch {
        return environment.fail(error)
    }
    return gate(conditions, results, environment)
}

private func report(_ results: [SimulationResult], isJSON: Bool, usesColors: Bool) -> String {
    if results.count == 2 {
        let report = ComparisonReport(results[0], results[1])
        return isJSON ? report.jsonText : report.text
    }
    return results.map { isJSON ? JSONReport($0).text : TextReport($0, usesColors: usesColors).text }.joined()
}

/// Fails where a condition holds for a figure of one of the scenarios, and says which.
private func gate(
    _ conditions: [FailCondition], _ results: [SimulationResult], _ environment: Environment
) -> ExitCode {
    var code = ExitCode.clean
    for condition in conditions {
        for result in results {
            guard let figure = result.figure(condition.name) else {
                return environment.fail(
                    "scenario `\(result.scenarioName)` has no figure `\(condition.name.rawValue)`",
                    help: "it has \(result.figures.map { "`\($0.name.rawValue)`" }.joined(separator: ", "))"
                        + (result.projection == nil ? "; further ones need a `horizon`" : ""))
            }
            guard condition.holds(for: figure) else { continue }
            environment.errors.write(
                "failed: \(condition.text): \(figure.name.rawValue) is \(figure.text) in scenario \(result.scenarioName)\n"
            )
            code = .findings
        }
    }
    return code
}

struct ScenarioProblem: Error {
    var message: String
    var help: String
}

func chosen(_ name: String?, _ policy: Policy, _ path: String) -> Result<Scenario, ScenarioProblem> {
    let names = policy.scenarios.map { "`\($0.name)`" }.joined(separator: ", ")
    if let name {
        if let found = policy.scenarios.first(where: { $0.name == name }) { return .success(found) }
        let close = suggest(name, among: policy.scenarios.map(\.name))
        return .failure(
            .init(
                message: "`\(path)` has no scenario `\(name)`",
                help: close.map { "did you mean `\($0)`?" } ?? (names.isEmpty ? "it has none" : "it has \(names)")))
    }
    guard let first = policy.scenarios.first else {
        return .failure(
            .init(
                message: "`\(path)` has no scenario",
                help:
                    "add one: `scenario march for \(policy.name.value) { traffic: trace(\"march.csv\", …), baseline: everything(on: …) }`"
            ))
    }
    guard policy.scenarios.count == 1 else {
        return .failure(
            .init(message: "`\(path)` has several scenarios", help: "choose one with `--scenario`: \(names)"))
    }
    return .success(first)
}

/// The policy that a baseline names.
func compiled(
    _ path: String, _ scenario: Scenario, in environment: Environment
) throws(SimulationError) -> (policy: Policy, plan: Plan) {
    let location = scenario.fields["baseline"]?.origin ?? scenario.location
    let loaded: LoadedPolicy
    do throws(FileFailure) {
        loaded = try LoadedPolicy(path, in: environment)
    } catch {
        throw SimulationError(.cannotReadFile, error.message, at: location, help: error.help)
    }
    guard let policy = loaded.policy, let plan = loaded.plan else {
        throw SimulationError(
            .cannotReadFile, "`\(path)` does not compile", at: location, help: "run `scrimp check \(path)`")
    }
    return (policy, plan)
}

/// A line on standard error that is written over as work goes on, where that is a terminal.
final class Progress {
    private let errors: Output?
    private var next: Int64 = 2_000_000
    private var isShown = false

    init(_ environment: Environment) { errors = environment.errorsIsTerminal ? environment.errors : nil }

    func show(_ rows: Int64) {
        guard let errors, rows >= next else { return }
        next = rows + 2_000_000
        isShown = true
        errors.write("\rreplayed \(rows.grouped) requests")
        errors.flush()
    }

    func clear() {
        guard isShown, let errors else { return }
        isShown = false
        errors.write("\r" + String(repeating: " ", count: 40) + "\r")
        errors.flush()
    }
}
