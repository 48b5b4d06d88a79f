import ScrimpCompiler
import ScrimpDiagnostics
import ScrimpPlan
import ScrimpSemantics
import ScrimpSyntax

extension Command {
    package static let dump = Command(
        "dump", "Print what a policy becomes on its way to a plan",
        details: """
            Each stage is a value that can be printed: the tokens of the text with their places, the tree of all of it, the \
            checked policy with every default, the decision diagram of its rules, and the plan. `--stage plan` also reads a \
            plan that `scrimp compile` wrote. What is wrong with the policy goes to standard error, one line each.
            """,
        positionals: [Positional("POLICY", "a policy file, or a plan")],
        options: [
            Option(
                "stage", value: "STAGE", .choice(DumpStage.allCases.map(\.rawValue)), defaultText: "tree",
                "what to print")
        ],
        examples: [
            Example("scrimp dump --stage tokens policy.scrimp", "every token, with its range of bytes"),
            Example("scrimp dump --stage plan policy.plan", "a compiled plan, for people"),
        ],
        run: runDump)
}

/// What `scrimp dump` can print.
private enum DumpStage: String, CaseIterable {
    case tokens, tree, policy, diagram, plan
}

private func runDump(_ invocation: Invocation, _ environment: Environment) -> ExitCode {
    guard let path = invocation.argument("POLICY"), let stage = invocation.value("stage").flatMap(DumpStage.init) else {
        return .failure
    }
    var findings = Findings()
    do throws(FileFailure) {
        switch stage {
        case .tokens: environment.output.write(dumpTokens(try findings.parsePolicy(path, in: environment).tree))
        case .tree: environment.output.write(dumpTree(try findings.parsePolicy(path, in: environment).tree))
        case .policy, .diagram, .plan:
            let bytes = try environment.files.read(path)
            if Plan.isPlan(bytes) {
                guard stage == .plan else {
                    return environment.fail("`\(path)` is a compiled plan", help: "`--stage plan` prints it")
                }
                return dumpCompiled(path, bytes, environment)
            }
            let loaded = try findings.checkPolicy(path, bytes: bytes, in: environment)
            if let policy = loaded.policy, let compilation = loaded.compilation {
                switch stage {
                case .policy: environment.output.write(policy.described)
                case .diagram: environment.output.write(compilation.describeDiagram)
                default: if let plan = compilation.plan { environment.output.write(plan.describe()) }
                }
            } else if !findings.hasErrors {
                return environment.failNoPolicy(path)
            }
        }
    } catch {
        return environment.fail(error)
    }
    findings.print(as: "concise", color: "never", to: environment.errors, in: environment)
    return findings.hasErrors ? .findings : .clean
}

/// Prints a file that is a plan already.
private func dumpCompiled(_ path: String, _ bytes: [UInt8], _ environment: Environment) -> ExitCode {
    do throws(PlanError) {
        environment.output.write(try Plan(bytes: bytes).describe())
        return .clean
    } catch {
        return environment.fail(
            "`\(path)` is refused: \(error.message)", help: "compile the policy again: `scrimp compile`")
    }
}
