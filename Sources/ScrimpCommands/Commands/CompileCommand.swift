import ScrimpCompiler
import ScrimpDiagnostics
import ScrimpPlan

extension Command {
    package static let compile = Command(
        "compile", "Turn a policy into the plan that runs",
        details: """
            Checks the policy and writes its plan: one file with everything that a decision needs, prices and time-zone rules \
            included. The same policy and catalog give the same bytes. A policy with an error has no plan.
            """,
        positionals: [Positional("POLICY", "the policy file")],
        options: [
            Option(
                "output", short: "o", value: "FILE", .file,
                "where the plan goes, `-` for standard output; left out, the policy's name with `.plan`"),
            .color,
        ],
        examples: [Example("scrimp compile policy.scrimp -o policy.plan", "write the plan")], run: runCompile)
}

private func runCompile(_ invocation: Invocation, _ environment: Environment) -> ExitCode {
    guard let path = invocation.argument("POLICY") else { return .failure }
    var findings = Findings()
    do throws(FileFailure) {
        let loaded = try findings.checkPolicy(path, in: environment)
        findings.print(
            as: findings.diagnostics.isEmpty ? "concise" : nil, color: invocation.value("color"),
            to: environment.errors, in: environment)
        guard let plan = loaded.plan, let compilation = loaded.compilation else {
            return findings.hasErrors ? .findings : environment.failNoPolicy(path)
        }
        let stem = path.hasSuffix(".scrimp") ? String(path.dropLast(".scrimp".count)) : path
        let output =
            invocation.value("output") ?? (path == "-" ? plan.strings.text(plan.identity.policyName) : stem) + ".plan"
        let bytes = plan.encoded()
        if output == "-" {
            environment.output.write(bytes)
            return .clean
        }
        try environment.files.write(output, bytes)
        environment.output.write(
            "wrote \(output): \(bytes.count) bytes, \(counted(plan.rules.count, "rule")), "
                + "\(counted(plan.targets.count, "model"))\nrules run as \(compilation.matcherReason)\n")
        return .clean
    } catch {
        return environment.fail(error)
    }
}

extension Environment {
    /// The file holds declarations for others, and nothing to run.
    func failNoPolicy(_ path: String) -> ExitCode {
        fail("`\(path)` holds no policy to run", help: "name a file with `policy` and `route`")
    }
}
