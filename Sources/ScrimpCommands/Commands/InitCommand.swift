extension Command {
    package static let initialize = Command(
        "init", "Write a starter policy",
        details: """
            The policy routes a support chat over two models, keeps what one tenant may spend a day, and caches repeated \
            questions. It is commented, passes `scrimp check`, and is meant to be changed.
            """,
        positionals: [Positional("FILE", "where to write it [default: policy.scrimp]", arity: .optional)],
        options: [Option("force", "overwrite the file if there is one")],
        examples: [Example("scrimp init", "write policy.scrimp"), Example("scrimp init -", "print it")],
        run: runInit)
}

private func runInit(_ invocation: Invocation, _ environment: Environment) -> ExitCode {
    let path = invocation.argument("FILE") ?? "policy.scrimp"
    if path == "-" {
        environment.output.write(StarterPolicy.text)
        return .clean
    }
    if environment.files.exists(path), !invocation.flag("force") {
        return environment.fail("`\(path)` exists", help: "`--force` overwrites it")
    }
    do {
        try environment.files.write(path, Array(StarterPolicy.text.utf8))
    } catch {
        return environment.fail(error)
    }
    environment.output.write("wrote \(path); next: scrimp check \(path)\n")
    return .clean
}
