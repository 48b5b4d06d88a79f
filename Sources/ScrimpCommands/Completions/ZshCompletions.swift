/// Completions for zsh: one function a command, on `_arguments`.
enum ZshCompletions {
    static func script(for root: Command) -> String {
        let name = root.name
        var text = "#compdef \(name)\n# zsh completion for \(name); written by `\(name) completions zsh`\n"
        for path in CommandTable.paths(from: root) { text += function(path, root) }
        // Loaded from a folder of `fpath` the file is the function itself; sourced, it registers it.
        return text
            + "\nif [ \"$funcstack[1]\" = \"_\(name)\" ]; then _\(name) \"$@\"; else compdef _\(name) \(name); fi\n"
    }

    private static func functionName(_ path: [Command]) -> String {
        "_" + path.map { $0.name.replacing("-", with: "_") }.joined(separator: "_")
    }

    private static func function(_ path: [Command], _ root: Command) -> String {
        guard let command = path.last else { return "" }
        var specifications: [String] = []
        for option in CompletionWords.options(at: path) {
            let names = CompletionWords.names(of: option)
            let exclusive = option.mayRepeat ? "*" : "(" + names.joined(separator: " ") + ")"
            for name in names {
                var text = exclusive + name + (option.value != nil && name.hasPrefix("--") ? "=" : "")
                text += "[" + escaped(option.help) + "]"
                if let value = option.value { text += ":" + value.name + ":" + action(value.kind, root) }
                specifications.append(CompletionWords.quoted(text))
            }
        }
        var text = "\n\(functionName(path))() {\n"
        if command.run == nil {
            text += "    local curcontext=\"$curcontext\" state line\n    local -a commands\n    commands=(\n"
            for command in command.visibleSubcommands {
                text += "        \(CompletionWords.quoted(escaped(command.name) + ":" + command.summary))\n"
            }
            text += "    )\n"
            specifications += [CompletionWords.quoted("1: :->command"), CompletionWords.quoted("*:: :->argument")]
            text += "    _arguments -C \\\n        " + specifications.joined(separator: " \\\n        ") + "\n"
            text += "    case \"$state\" in\n        command) _describe -t commands command commands ;;\n"
            text += "        argument)\n            case \"$words[1]\" in\n"
            for command in command.visibleSubcommands {
                text += "                \(command.name)) \(functionName(path + [command])) ;;\n"
            }
            return text + "            esac ;;\n    esac\n}\n"
        }
        for positional in command.positionals {
            let prefix = positional.takesMore ? "*" : positional.isRequired ? "" : ":"
            specifications.append(
                CompletionWords.quoted("\(prefix):\(escaped(positional.name)):\(action(positional.kind, root))"))
        }
        return text + "    _arguments -s -S \\\n        " + specifications.joined(separator: " \\\n        ") + "\n}\n"
    }

    private static func action(_ kind: ValueKind, _ root: Command) -> String {
        switch kind {
        case .file: return "_files"
        case .folder: return "_files -/"
        case .text, .count: return " "
        case .choice, .command, .code:
            return "(" + (CompletionWords.words(for: kind, root: root) ?? []).joined(separator: " ") + ")"
        }
    }

    private static func escaped(_ text: String) -> String {
        var result = ""
        for character in text {
            if "[]:\\".contains(character) { result += "\\" }
            result.append(character)
        }
        return result
    }
}
