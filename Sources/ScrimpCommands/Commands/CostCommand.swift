import ScrimpCompiler
import ScrimpDiagnostics
import ScrimpSemantics

extension Command {
    package static let cost = Command(
        "cost", "Say the least and the most that a request can cost",
        details: """
            One row for each rule of the route, each gathering, and each window of a budget, with the part that counts most. The \
            figures are exact: input length, failed candidates, retries, cache writes, long prompts, copies and fees are \
            included. Where nothing bounds a figure, it says what would.
            """,
        positionals: [Positional("POLICY", "policy files", arity: .several)],
        options: [Option("json", "print everything for programs, one object a policy")],
        examples: [
            Example("scrimp cost policy.scrimp", "for people"),
            Example("scrimp cost --json policy.scrimp", "with every term, for programs"),
        ],
        run: runCost)
}

private func runCost(_ invocation: Invocation, _ environment: Environment) -> ExitCode {
    var isFirst = true
    for path in invocation.arguments("POLICY") {
        var findings = Findings()
        do throws(FileFailure) {
            let loaded = try findings.checkPolicy(path, in: environment)
            guard let policy = loaded.policy, let compilation = loaded.compilation, !findings.hasErrors else {
                guard findings.hasErrors else { return environment.failNoPolicy(path) }
                findings.print(as: "full", color: "never", to: environment.errors, in: environment)
                return .findings
            }
            let report = CostReport(policy: policy, bounds: CostBounds(of: policy, compilation))
            if invocation.flag("json") {
                environment.output.write(report.json(in: loaded.checked.sources))
            } else {
                environment.output.write((isFirst ? "" : "\n") + report.text)
            }
        } catch {
            return environment.fail(error)
        }
        isFirst = false
    }
    return .clean
}
