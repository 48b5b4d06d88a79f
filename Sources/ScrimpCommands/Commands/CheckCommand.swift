import ScrimpDiagnostics
import ScrimpSemantics

extension Command {
    package static let check = Command(
        "check", "Say what is wrong with policies",
        details: """
            Reads each policy and prints what is wrong with it, in order of position, each cause once. `-` reads \
            standard input.

            Warnings do not fail a check unless `--strict` says so.
            """,
        positionals: [Positional("POLICY", "policy files", arity: .several)],
        options: [
            .format, .color,
            Option("strict", "warnings fail the check too"),
            Option("fix", "write the files with every fix applied that a finding offers"),
        ],
        examples: [
            Example("scrimp check policy.scrimp", "for people"),
            Example("scrimp check --format json policy.scrimp", "for programs"),
        ],
        run: runCheck)
}

private func runCheck(_ invocation: Invocation, _ environment: Environment) -> ExitCode {
    var findings = Findings()
    let paths = invocation.arguments("POLICY")
    if paths.count(where: { $0 == "-" }) > 1 {
        return environment.fail("standard input can be read once", help: "name `-` once")
    }
    if invocation.flag("fix"), paths.contains("-") {
        return environment.fail("standard input cannot be written back", help: "name a file, or leave `--fix` out")
    }
    do {
        for path in paths {
            if invocation.flag("fix") { try fix(path, in: environment) }
            _ = try findings.checkPolicy(path, in: environment)
        }
    } catch {
        return environment.fail(error)
    }
    findings.print(
        as: invocation.value("format"), color: invocation.value("color"), to: environment.output, in: environment)
    return findings.fail(countingWarnings: invocation.flag("strict")) ? .findings : .clean
}

/// Applies the first fix of each finding until none is left that changes the text.
///
/// A mended text may show what the mistake hid; the number of rounds is bounded all the same.
private func fix(_ path: String, in environment: Environment) throws(FileFailure) {
    for _ in 0..<10 {
        var findings = Findings()
        let text = try findings.checkPolicy(path, in: environment).checked.sources[0]
        let own = findings.diagnostics.filter { $0.location.source == 0 }
        let fixed = applying(own.compactMap(\.fixes.first), to: text)
        if fixed == text.bytes { return }
        try environment.files.write(path, fixed)
    }
}
