import ScrimpDiagnostics

extension Command {
    package static let help = Command(
        "help", "Say more about a command",
        positionals: [Positional("COMMAND", "the command, and its subcommand", arity: .any, kind: .command)],
        examples: [Example("scrimp help init", "the same as `scrimp init --help`")],
        run: runHelp)
}

private func runHelp(_ invocation: Invocation, _ environment: Environment) -> ExitCode {
    var path = [CommandTable.root]
    for name in invocation.arguments("COMMAND") {
        let command = path[path.count - 1]
        guard let next = command.subcommand(named: name) else {
            let meant = suggest(name, among: command.visibleSubcommands.map(\.name))
            return environment.fail(
                "unknown command `\(name)`",
                help: meant.map { "did you mean `\($0)`?" } ?? "`\(CommandTable.program) help` lists the commands")
        }
        path.append(next)
    }
    environment.output.write(HelpText.text(of: path))
    return .clean
}
