/// `Docs/cli.md`, from the table.
package enum ReferencePage {
    package static var text: String {
        var text = """
            # The command line

            This page is generated from the table of commands.

            A command exits with 0 when all is well, with 1 when it has something to say against its input, and with 2
            when it was used wrongly or could not do its work. Findings go to standard output, errors to standard error.

            """
        for path in CommandTable.paths() { text += section(path) }
        return text
    }

    private static func section(_ path: [Command]) -> String {
        guard let command = path.last else { return "" }
        let title = path.map(\.name).joined(separator: " ")
        var text = "\n## \(title)\n\n\(command.summary).\n\n```\n\(HelpText.usage(of: path))\n```\n"
        for paragraph in HelpText.paragraphs(command.details) { text += "\n\(paragraph)\n" }
        if path.count == 1 {
            text += "\n| command | |\n|---|---|\n"
            for command in command.visibleSubcommands { text += "| `\(command.name)` | \(command.summary) |\n" }
        }
        if !command.positionals.isEmpty {
            text += "\n| argument | |\n|---|---|\n"
            for positional in command.positionals {
                text += "| `\(positional.usage)` | \(escaped(positional.help + HelpText.allowed(positional.kind))) |\n"
            }
        }
        let options = path.count == 1 ? [.version] + command.visibleOptions : command.visibleOptions
        text += "\n| option | |\n|---|---|\n"
        for option in options {
            let label = HelpText.label(of: option).drop { $0 == " " }
            text += "| `\(label)` | \(escaped(option.help + HelpText.note(on: option))) |\n"
        }
        if !command.examples.isEmpty {
            text += "\n```sh\n"
            for example in command.examples { text += "\(example.text)    # \(example.meaning)\n" }
            text += "```\n"
        }
        return text
    }

    private static func escaped(_ text: String) -> String { text.replacing("|", with: "\\|") }
}
