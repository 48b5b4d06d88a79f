/// Help of a command, from the table.
package enum HelpText {
    private static let width = 96

    /// `scrimp check [OPTIONS] POLICY...`
    package static func usage(of path: [Command]) -> String {
        guard let command = path.last else { return "" }
        var words = path.map(\.name)
        if command.run == nil { words.append("COMMAND") }
        if command.options.contains(where: { !$0.isHidden }) { words.append("[OPTIONS]") }
        words += command.positionals.map(\.usage)
        return words.joined(separator: " ")
    }

    package static func text(of path: [Command]) -> String {
        guard let command = path.last else { return "" }
        var text = command.summary + "\n\nusage: " + usage(of: path) + "\n"
        for paragraph in paragraphs(command.details) { text += "\n" + wrapped(paragraph, indent: 0) + "\n" }
        text += table("commands", command.visibleSubcommands.map { ($0.name, $0.summary) })
        text += table("arguments", command.positionals.map { ($0.usage, $0.help + allowed($0.kind)) })
        var options = command.visibleOptions
        if path.count == 1 { options.insert(.version, at: 0) }
        text += table("options", options.map { (label(of: $0), $0.help + note(on: $0)) })
        if !command.examples.isEmpty {
            text += "\nexamples:\n"
            for example in command.examples { text += "  \(example.text)\n      \(example.meaning)\n" }
        }
        return text
    }

    /// `-o, --output FILE`
    static func label(of option: Option) -> String {
        let short = option.short.map { "-\($0), " } ?? "    "
        return short + "--" + option.name + (option.value.map { " " + $0.name } ?? "")
    }

    /// What may be given and what is taken otherwise.
    static func note(on option: Option) -> String {
        guard let value = option.value else { return "" }
        var note = allowed(value.kind)
        if let text = value.defaultText { note += " [default: \(text)]" }
        if option.mayRepeat { note += " [may be repeated]" }
        return note
    }

    static func allowed(_ kind: ValueKind) -> String {
        guard case .choice(let choices) = kind else { return "" }
        return " [\(choices.joined(separator: ", "))]"
    }

    static func paragraphs(_ text: String) -> [String] {
        var result: [String] = []
        var lines: [Substring] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.isEmpty {
                if !lines.isEmpty { result.append(lines.joined(separator: " ")) }
                lines = []
            } else {
                lines.append(line)
            }
        }
        if !lines.isEmpty { result.append(lines.joined(separator: " ")) }
        return result
    }

    private static func table(_ title: String, _ rows: [(label: String, help: String)]) -> String {
        guard !rows.isEmpty else { return "" }
        let column = min(30, rows.reduce(0) { max($0, $1.label.count) }) + 4
        var text = "\n\(title):\n"
        for (label, help) in rows {
            var line = "  " + label
            if line.count + 2 > column {
                text += line + "\n"
                line = ""
            }
            line += String(repeating: " ", count: column - line.count)
            text += line + wrapped(help, indent: column) + "\n"
        }
        return text
    }

    /// Words on lines of the width, the second and later lines indented.
    private static func wrapped(_ text: String, indent: Int) -> String {
        var result = ""
        var column = indent
        for word in text.split(separator: " ") {
            if column > indent, column + 1 + word.count > width {
                result += "\n" + String(repeating: " ", count: indent)
                column = indent
            } else if column > indent {
                result += " "
                column += 1
            }
            result += word
            column += word.count
        }
        return result
    }
}
