/// All commands, in the order in which help shows them.
package enum CommandTable {
    package static let program = "scrimp"

    package static let root = Command(
        group: program, "Say how you spend on large language models, and hold to it",
        details: """
            A policy file says which model answers what, what is cached, and what may be spent. It is checked when it is \
            written, simulated before it is rolled out, and executed in production.
            """,
        examples: [
            .init("scrimp init", "write a starter policy"),
            .init("scrimp check policy.scrimp", "say what is wrong with a policy"),
            .init("scrimp help check", "say more about a command"),
        ],
        subcommands: [
            .check, .lint, .rule, .format, .convert, .test, .cost, .lock, .compile, .decide, .explain, .simulate, .tune,
            .calibrate,
            .catalog, .state, .dump, .schema,
            .initialize,
            .bench, .lsp,
            .help,
            .completions,
        ])

    /// Every command that is shown with the names that lead to it, the program's own name first; parents come first.
    package static func paths(from root: Command = root) -> [[Command]] {
        var result = [[root]]
        for command in root.visibleSubcommands { result += paths(from: command).map { [root] + $0 } }
        return result
    }
}

/// What a run means to a script.
package enum ExitCode: Int32, Sendable {
    case clean = 0
    /// The tool worked and has something to say against its input.
    case findings = 1
    /// The tool was used wrongly, or could not do its work.
    case failure = 2
}
