import ScrimpDiagnostics
import ScrimpJSON
import ScrimpQuantities
import ScrimpReport
import ScrimpSemantics
import ScrimpSimulator

extension Command {
    package static let calibrate = Command(
        "calibrate", "Hold a policy's simulation against what was billed",
        details: """
            Replays a ledger, a row for each request with what was really charged, through the policy, and compares local days, \
            by model and in all: normalised mean bias error and CV(RMSE) as ASHRAE Guideline 14 defines them. Exits with 1 where a \
            figure is outside the gate.

            The result is kept beside the policy; `scrimp simulate` says from then on whether its figures are calibrated. Columns of \
            a ledger are called as `scrimp simulate --ledger` writes them.
            """,
        positionals: [Positional("POLICY", "the policy file that was in force")],
        options: [
            Option("ledger", value: "FILE", .file, "what was billed: CSV or JSON lines, plain or gzip"),
            Option(
                "scenario", value: "NAME", .text,
                "whose `fill`, `seed` and `outages` stand for what the ledger does not say; needed where there are several"
            ),
            Option(
                "gate-bias", value: "PERCENT", .text, defaultText: "10%", "the largest mean bias, either way"),
            Option("gate-error", value: "PERCENT", .text, defaultText: "30%", "the largest CV(RMSE)"),
            Option(
                "format", value: "FORMAT", .choice(["text", "json"]), defaultText: "text", "how to print the result"),
            Option(
                "write", value: "FILE", .file, "where the result is kept; left out, `POLICY.calibration.json`"),
            Option("strict", "end at the first row of the ledger that cannot be read"),
        ],
        examples: [
            Example("scrimp calibrate policy.scrimp --ledger march.csv", "hold the policy against March"),
            Example(
                "scrimp calibrate policy.scrimp --ledger march.csv --gate-bias 2% --gate-error 5%", "more strictly"),
        ],
        run: runCalibrate)
}

private func runCalibrate(_ invocation: Invocation, _ environment: Environment) -> ExitCode {
    guard let path = invocation.argument("POLICY") else { return .failure }
    guard let ledger = invocation.value("ledger") else {
        return environment.fail("no ledger is given", help: "name it: `--ledger FILE`")
    }
    var gate = Calibration.Gate()
    for name in ["gate-bias", "gate-error"] {
        guard let text = invocation.value(name) else { continue }
        guard let value = percentage(text) else {
            return environment.fail("`\(text)` is no percentage", help: "`--\(name)` takes one: `10%`")
        }
        if name == "gate-bias" { gate.bias = value } else { gate.error = value }
    }
    let loaded: LoadedPolicy
    do throws(FileFailure) {
        loaded = try LoadedPolicy(path, in: environment)
    } catch {
        return environment.fail(error)
    }
    func show(_ diagnostics: [Diagnostic]) {
        let renderer = TerminalRenderer(usesColors: false, width: environment.columns.map { $0 - 8 } ?? 120)
        for diagnostic in diagnostics.sortedByPosition() {
            environment.errors.write(renderer.render(diagnostic, in: loaded.checked.sources) + "\n")
        }
    }
    guard let policy = loaded.policy, let plan = loaded.plan else {
        show(loaded.diagnostics.filter { $0.severity == .error })
        if loaded.diagnostics.contains(where: { $0.severity == .error }) { return .findings }
        return environment.fail("`\(path)` holds no policy", help: "name a file with `policy` and `route`")
    }
    var scenario: Scenario?
    if invocation.flag("scenario") || !policy.scenarios.isEmpty {
        switch chosen(invocation.value("scenario"), policy, path) {
        case .success(let found): scenario = found
        case .failure(let problem): return environment.fail(problem.message, help: problem.help)
        }
    }
    let progress = Progress(environment)
    let found: Calibration?
    do throws(SimulationError) {
        found = try Simulation.calibrate(
            policy, plan, ledger: ledger, scenario: scenario, gate: gate, strict: invocation.flag("strict"),
            progress: progress.show)
    } catch {
        progress.clear()
        show([error.diagnostic])
        return .failure
    }
    progress.clear()
    guard let calibration = found, calibration.days >= 2 else {
        return environment.fail(
            "`\(ledger)` has requests of less than two local days", help: "give a ledger of several days")
    }
    do throws(FileFailure) {
        let file = invocation.value("write") ?? CalibrationFile.path(for: path)
        try environment.files.write(file, Array(CalibrationFile.text(calibration, plan).utf8))
    } catch {
        return environment.fail(error)
    }
    let report = CalibrationReport(calibration)
    environment.output.write(
        invocation.value("format") == "json" ? JSONWriter.text(.object(report.members), .indented) + "\n" : report.text)
    return calibration.isWithinGate ? .clean : .findings
}

private func percentage(_ text: String) -> Double? {
    guard text.hasSuffix("%"), let value = Decimal(ascii: text.dropLast().utf8)?.rational?.approximate, value >= 0
    else { return nil }
    return value / 100
}
