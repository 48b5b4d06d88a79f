/// Completions for fish.
enum FishCompletions {
    static func script(for root: Command) -> String {
        let name = root.name
        let paths = CommandTable.paths(from: root)
        var text = "# fish completion for \(name); written by `\(name) completions fish`\n"
        text += "function __\(name)_at\n    set -l path \(name)\n    set -l words (commandline -opc)\n"
        text += "    for word in $words[2..-1]\n        switch \"$path $word\"\n"
        let commands = paths.dropFirst().map { quoted(CompletionWords.path($0)) }
        if !commands.isEmpty { text += "            case \(commands.joined(separator: " "))\n" }
        text += "                set path \"$path $word\"\n        end\n    end\n"
        text += "    test \"$path\" = \"$argv[1]\"\nend\n\ncomplete -c \(name) -f\n"
        for path in paths {
            guard let command = path.last else { continue }
            let condition = "complete -c \(name) -n \"__\(name)_at '\(CompletionWords.path(path))'\""
            for subcommand in command.visibleSubcommands {
                text += "\(condition) -a \(subcommand.name) -d \(quoted(subcommand.summary))\n"
            }
            for positional in command.positionals {
                if let words = CompletionWords.words(for: positional.kind, root: root) {
                    guard !words.isEmpty else { continue }
                    text += "\(condition) -a \(quoted(words.joined(separator: " "))) -d \(quoted(positional.help))\n"
                } else {
                    text += "\(condition) -F\n"
                }
            }
            for option in CompletionWords.options(at: path) {
                text += "\(condition) -l \(option.name)"
                if let short = option.short { text += " -s \(short)" }
                if let value = option.value {
                    if let words = CompletionWords.words(for: value.kind, root: root) {
                        text += " -x" + (words.isEmpty ? "" : " -a \(quoted(words.joined(separator: " ")))")
                    } else {
                        text += " -r -F"
                    }
                }
                text += " -d \(quoted(option.help))\n"
            }
        }
        return text
    }

    /// In single quotes of fish, where only the quote and the backslash are special.
    private static func quoted(_ text: String) -> String {
        "'" + text.replacing("\\", with: "\\\\").replacing("'", with: "\\'") + "'"
    }
}
