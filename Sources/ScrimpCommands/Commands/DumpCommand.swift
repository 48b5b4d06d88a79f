import ScrimpDiagnostics
import ScrimpSyntax

extension Command {
    package static let dump = Command(
        "dump", "Print what a policy becomes on its way to a plan",
        details: """
            Each stage is a value that can be printed: the tokens of the text with their places, and the tree of all of \
            it. What is wrong with the policy goes to standard error, one line each.
            """,
        positionals: [Positional("POLICY", "a policy file")],
        options: [
            Option(
                "stage", value: "STAGE", .choice(DumpStage.allCases.map(\.rawValue)), defaultText: "tree",
                "what to print")
        ],
        examples: [Example("scrimp dump --stage tokens policy.scrimp", "every token, with its range of bytes")],
        run: runDump)
}

/// What `scrimp dump` can print.
private enum DumpStage: String, CaseIterable {
    case tokens, tree
}

private func runDump(_ invocation: Invocation, _ environment: Environment) -> ExitCode {
    guard let path = invocation.argument("POLICY"), let stage = invocation.value("stage").flatMap(DumpStage.init) else {
        return .failure
    }
    var findings = Findings()
    let parsed: ParsedFile
    do {
        parsed = try findings.parsePolicy(path, in: environment)
    } catch {
        return environment.fail(error)
    }
    switch stage {
    case .tokens: environment.output.write(dumpTokens(parsed.tree))
    case .tree: environment.output.write(dumpTree(parsed.tree))
    }
    findings.print(as: "concise", color: "never", to: environment.errors, in: environment)
    return findings.hasErrors ? .findings : .clean
}
