extension Command {
    package static let completions = Command(
        "completions", "Print completions for a shell",
        details: "The script completes commands, options and their values; it is written from the same table as help.",
        positionals: [
            Positional("SHELL", "the shell to complete in", kind: .choice(Shell.allCases.map(\.rawValue)))
        ],
        examples: [
            Example("source <(scrimp completions bash)", "in ~/.bashrc"),
            Example("scrimp completions zsh > ~/.zfunc/_scrimp", "in a folder of fpath"),
            Example("scrimp completions fish > ~/.config/fish/completions/scrimp.fish", "for fish"),
        ],
        run: { invocation, environment in
            guard let shell = invocation.argument("SHELL").flatMap(Shell.init(rawValue:)) else { return .failure }
            environment.output.write(shell.script())
            return .clean
        })
}
