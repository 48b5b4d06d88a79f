import ScrimpDiagnostics
import ScrimpPlan
import ScrimpReport
import ScrimpSemantics
import ScrimpSimulator

extension Command {
    static let tune = Command(
        "tune", "Search the amounts of a policy for the best ones",
        details: """
            Moves constants of a policy (`let cut = 45%`) that a scenario marks as `tunable: { cut: 20%..80% }`, replays the \
            scenario's traffic for each value, and prints what no other value beats, the best, and the line to change. Nothing \
            is written.

            A constant that rules compare with an attribute takes the values that the attribute has in the traffic. Where there \
            are more values than `--steps`, half of the replays are a grid, and the others close in on its best point by golden \
            sections. The same policy, scenario and options give the same answer.

            Exit code 1: nothing that was tried meets every `--subject-to`; the nearest is printed.
            """,
        positionals: [Positional("POLICY", "the policy file")],
        options: [
            Option("scenario", value: "NAME", .text, "which scenario; needed where there are several"),
            Option(
                "vary", value: "NAME=LO..HI", .text,
                "a constant, and from where to where, as in the policy; left out, all that are tunable", mayRepeat: true
            ),
            Option("minimize", value: "FIGURE", .text, "what should be low; left out, `cost`"),
            Option("maximize", value: "FIGURE", .text, "what should be high instead, such as `quality` or `saving`"),
            Option(
                "subject-to", value: "CONDITION", .text,
                "what has to hold: `quality >= 78%`, `refused <= 1%`; figures as for `simulate --fail-if`",
                mayRepeat: true),
            Option(
                "steps", value: "N", .count, defaultText: "64",
                "replays at the most, beside that of the policy as it is"),
            Option(
                "format", value: "FORMAT", .choice(["text", "json"]), defaultText: "text",
                "a table for people, or one object for programs"),
            Option("strict", "end at the first row of a trace that cannot be read"),
            .color,
        ],
        examples: [
            Example(
                "scrimp tune policy.scrimp --minimize cost --subject-to 'quality >= 78%'",
                "the cheapest policy that is good enough"),
            Example(
                "scrimp tune policy.scrimp --vary cut=20%..60% --maximize quality --subject-to 'cost <= $40'",
                "the best one for the money"),
        ],
        run: runTune)
}

private func runTune(_ invocation: Invocation, _ environment: Environment) -> ExitCode {
    guard let path = invocation.argument("POLICY") else { return .failure }
    let loaded: LoadedPolicy
    do {
        loaded = try LoadedPolicy(path, in: environment)
    } catch {
        return environment.fail(error)
    }
    func show(_ diagnostics: [Diagnostic]) {
        let renderer = TerminalRenderer(
            usesColors: environment.errorsIsTerminal && environment.usesColors(invocation.value("color")),
            width: environment.columns.map { $0 - 8 } ?? 120)
        for diagnostic in diagnostics.sortedByPosition() {
            environment.errors.write(renderer.render(diagnostic, in: loaded.checked.sources) + "\n")
        }
    }
    guard let policy = loaded.policy, let plan = loaded.plan else {
        let errors = loaded.diagnostics.filter { $0.severity == .error }
        guard !errors.isEmpty else { return environment.failNoPolicy(path) }
        show(errors)
        return .findings
    }
    let scenario: Scenario
    switch chosen(invocation.value("scenario"), policy, path) {
    case .success(let found): scenario = found
    case .failure(let problem): return environment.fail(problem.message, help: problem.help)
    }
    do {
        let goal = try TuningRequest.goal(invocation)
        let ranges = try TuningRequest.ranges(invocation.values("vary"), loaded, scenario, environment)
        let simulation = try Simulation(
            policy: policy, plan: plan, scenario: scenario, folder: loaded.folder, strict: invocation.flag("strict"),
            otherPolicy: { file throws(SimulationError) in
                try compiled(loaded.folder + file, scenario, in: environment)
            }, retune: loaded.retune(in: environment))
        let today = try simulation.measure(Set(goal.figures))
        try TuningRequest.requireAll(goal.figures, today)
        var parameters: [TuningParameter] = []
        for range in ranges { parameters.append(try simulation.parameter(range, from: range.low, to: range.high)) }
        let result = try simulation.tune(
            parameters, goal, today: today, most: max(invocation.count("steps") ?? 64, 1))
        var changes: [TuningReport.Change] = []
        if let best = result.best, !best.isToday {
            changes = loaded.changes(
                zip(parameters, best.texts).map { RetunedConstant(constant: $0.constant, text: $1) }, in: environment)
        }
        let report = TuningReport(result, changes: changes)
        environment.output.write(invocation.value("format") == "json" ? report.jsonText : report.text)
        return result.best == nil ? .findings : .clean
    } catch let problem as TuningRequest.Problem {
        return environment.fail(problem.message, help: problem.help)
    } catch let problem as SimulationError {
        show([problem.diagnostic])
        return .failure
    } catch {
        return environment.fail("\(error)")
    }
}
