import ScrimpPlan
import ScrimpDiagnostics
import ScrimpLinter

extension Command {
    package static let lint = Command(
        "lint", "Say what is wrong with policies, and what will be regretted",
        details: """
            Everything that `scrimp check` says, and the findings of the lint rules: what costs more than it must, what lets \
            one customer see another's answers, what fails or is not understood. Without PATH, every `.scrimp` file below the \
            current folder is linted; hidden folders and links to folders are passed over.

            The nearest `.scrimp.yaml` says which findings count and how much. A comment `// scrimp:ignore CODE why` on a \
            line, or alone above it, silences one there.

            Warnings do not fail a run unless `--strict` says so.
            """,
        positionals: [
            Positional("PATH", "policy files, folders, or `-` [default: the current folder]", arity: .any)
        ],
        options: [
            .format, .color,
            Option("strict", "warnings fail the run too"),
            Option("fix", "write the files with every fix applied that changes no decision or is sure to be meant"),
            Option("unsafe", "with `--fix` or `--diff`: apply the other fixes too"),
            Option("diff", "change nothing, and print what `--fix` would change as a unified diff"),
            Option(
                "baseline", value: "FILE", .file, "do not report the findings that this file knows"),
            Option(
                "write-baseline", value: "FILE", .file, "write the findings of this run to a file, for `--baseline`"),
        ],
        examples: [
            Example("scrimp lint", "the whole tree"),
            Example("scrimp lint --fix policies", "mend what can be mended safely"),
            Example("scrimp lint --diff --unsafe policy.scrimp", "look at every fix before it is made"),
            Example("scrimp lint --format sarif > findings.sarif", "for a code scanning service"),
            Example("scrimp lint --baseline known.json --strict", "fail for what is new"),
        ],
        run: runLint)
}

private func runLint(_ invocation: Invocation, _ environment: Environment) -> ExitCode {
    let named = invocation.arguments("PATH")
    let paths = named.isEmpty ? ["."] : named
    let isFix = invocation.flag("fix")
    let isDiff = invocation.flag("diff")
    if paths.count(where: { $0 == "-" }) > 1 {
        return environment.fail("standard input can be read once", help: "name `-` once")
    }
    if isFix, !isDiff, paths.contains("-") {
        return environment.fail("standard input cannot be written back", help: "name a file, or write `--diff`")
    }
    if invocation.flag("unsafe"), !isFix, !isDiff {
        return environment.fail("`--unsafe` is about fixes", help: "write `--fix --unsafe`")
    }
    var run = LintRun(in: environment)
    var hasFailed = false
    /// One file that cannot be read does not keep the others from being linted.
    func attempt(_ work: () throws(FileFailure) -> Void) {
        do throws(FileFailure) {
            try work()
        } catch {
            _ = environment.fail(error)
            hasFailed = true
        }
    }
    for path in paths { attempt { () throws(FileFailure) in try run.add(path) } }
    if run.files.isEmpty, !hasFailed {
        let reason = run.excluded > 0 ? "every file is excluded" : "there is no policy below `\(paths[0])`"
        environment.errors.write("note: nothing to lint: \(reason)\n")
    }
    if isDiff {
        var isChanged = false
        for path in run.files {
            attempt { () throws(FileFailure) in
                let (old, new) = try run.fixed(path, allowsUnsafe: invocation.flag("unsafe"))
                isChanged = isChanged || old != new
                let name = path == "-" ? "<stdin>" : path
                environment.output.write(UnifiedDifference(from: old, to: new, name: name).text)
            }
        }
        return hasFailed ? .failure : isChanged ? .findings : .clean
    }
    var mended = 0
    for path in run.files where isFix {
        attempt { () throws(FileFailure) in
            let (old, new) = try run.fixed(path, allowsUnsafe: invocation.flag("unsafe"))
            guard old != new else { return }
            try environment.files.write(path, new)
            mended += 1
        }
    }
    for path in run.files { attempt { () throws(FileFailure) in try run.lint(path) } }
    if let path = invocation.value("write-baseline") {
        attempt { () throws(FileFailure) in try write(run, to: path, environment) }
        return hasFailed ? .failure : .clean
    }
    if let path = invocation.value("baseline") {
        attempt { () throws(FileFailure) in
            sayWhatIsGone(run.subtract(try Baseline.read(path, in: environment)), from: path, environment)
        }
    }
    let verb = mended == 0 ? "linted" : "mended \(counted(mended, "file")), linted"
    run.findings.print(
        as: invocation.value("format"), color: invocation.value("color"), to: environment.output, in: environment,
        verb: verb)
    if invocation.value("format") == "full" { sayWhatCanBeMended(run, isFix: isFix, environment) }
    if hasFailed { return .failure }
    return run.findings.fail(countingWarnings: invocation.flag("strict")) ? .findings : .clean
}

private func write(_ run: LintRun, to path: String, _ environment: Environment) throws(FileFailure) {
    var baseline = Baseline(at: path, in: environment)
    for diagnostic in run.findings.diagnostics { baseline.add(diagnostic, in: run.findings.sources) }
    try environment.files.write(path, Array(baseline.text.utf8))
    environment.output.write("wrote \(path): \(counted(baseline.count, "finding"))\n")
    let errors = run.findings.diagnostics.count { !$0.code.canBeSilenced }
    if errors > 0 {
        environment.errors.write("note: \(counted(errors, "error")) \(errors == 1 ? "stays" : "stay") reported\n")
    }
}

/// On standard error, beside findings in a format for programs.
private func sayWhatIsGone(_ entries: [Baseline.Entry], from path: String, _ environment: Environment) {
    guard !entries.isEmpty else { return }
    let shown = entries.prefix(5).map { "\($0.code) in \($0.file)" }.joined(separator: ", ")
    let more = entries.count > 5 ? " and \(entries.count - 5) more" : ""
    environment.errors.write(
        "note: what `\(path)` knows is not there any more: \(shown)\(more)\n"
            + "help: `--write-baseline \(path)` writes it anew\n")
}

private func sayWhatCanBeMended(_ run: LintRun, isFix: Bool, _ environment: Environment) {
    let safe = isFix ? 0 : run.mendable(allowsUnsafe: false)
    let rest = run.mendable(allowsUnsafe: true) - run.mendable(allowsUnsafe: false)
    var offers: [String] = []
    if safe > 0 { offers.append("\(safe) with `--fix`") }
    if rest > 0 { offers.append("\(rest) with `--fix --unsafe`") }
    if !offers.isEmpty { environment.output.write("can be mended: \(offers.joined(separator: ", "))\n") }
}
