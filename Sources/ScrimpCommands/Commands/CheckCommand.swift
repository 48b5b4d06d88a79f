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
            Option("fix", "write the files with every fix applied that is sure to be meant"),
            Option("unsafe", "with `--fix`: apply guesses at what was meant too"),
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
    if invocation.flag("unsafe"), !invocation.flag("fix") {
        return environment.fail("`--unsafe` is about fixes", help: "write `--fix --unsafe`")
    }
    if invocation.flag("fix"), paths.contains("-") {
        return environment.fail("standard input cannot be written back", help: "name a file, or leave `--fix` out")
    }
    do throws(FileFailure) {
        for path in paths {
            if invocation.flag("fix") {
                let bytes = try environment.files.read(path)
                let fixed = try fixing(bytes, allowsUnsafe: invocation.flag("unsafe")) { (bytes) throws(FileFailure) in
                    let loaded = try LoadedPolicy(path, bytes: bytes, in: environment)
                    return (loaded.checked.sources[0], loaded.diagnostics.sortedByPosition())
                }
                if fixed != bytes { try environment.files.write(path, fixed) }
            }
            _ = try findings.checkPolicy(path, in: environment)
        }
    } catch {
        return environment.fail(error)
    }
    findings.print(
        as: invocation.value("format"), color: invocation.value("color"), to: environment.output, in: environment)
    return findings.fail(countingWarnings: invocation.flag("strict")) ? .findings : .clean
}
