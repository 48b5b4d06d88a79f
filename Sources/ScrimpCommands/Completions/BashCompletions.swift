/// Completions for bash 3.2 and later, without the bash-completion package.
enum BashCompletions {
    static func script(for root: Command) -> String {
        let paths = CommandTable.paths(from: root)
        let name = root.name
        var text = """
            # bash completion for \(name); written by `\(name) completions bash`
            _\(name)() {
                local current="${COMP_WORDS[COMP_CWORD]}" previous="" path=\(name) words="" files="" index
                if (( COMP_CWORD > 0 )); then previous="${COMP_WORDS[COMP_CWORD-1]}"; fi
                # bash splits `--name=value` at the sign
                if [[ "$current" == "=" ]]; then current=""
                elif [[ "$previous" == "=" ]] && (( COMP_CWORD > 1 )); then previous="${COMP_WORDS[COMP_CWORD-2]}"; fi
                for (( index = 1; index < COMP_CWORD; index++ )); do
                    case "$path ${COMP_WORDS[index]}" in

            """
        let commands = paths.dropFirst().map { "\"" + CompletionWords.path($0) + "\"" }
        if !commands.isEmpty {
            text += "            \(commands.joined(separator: "|"))) path=\"$path ${COMP_WORDS[index]}\" ;;\n"
        }
        text += "        esac\n    done\n    COMPREPLY=()\n    case \"$path $previous\" in\n"
        for path in paths {
            for option in CompletionWords.options(at: path) {
                guard let value = option.value else { continue }
                let patterns = CompletionWords.names(of: option).map { "\"\(CompletionWords.path(path)) \($0)\"" }
                let reply = reply(CompletionWords.words(for: value.kind, root: root))
                text += "        \(patterns.joined(separator: "|"))) \(reply); return ;;\n"
            }
        }
        text += "    esac\n    case \"$path\" in\n"
        for path in paths {
            guard let command = path.last else { continue }
            var words = command.visibleSubcommands.map(\.name)
            var offersFiles = false
            for positional in command.positionals {
                if let offered = CompletionWords.words(for: positional.kind, root: root) {
                    words += offered
                } else {
                    offersFiles = true
                }
            }
            let options = CompletionWords.options(at: path).flatMap { CompletionWords.names(of: $0) }
            text += """
                        "\(CompletionWords.path(path))")
                            if [[ "$current" == -* ]]; then words="\(options.joined(separator: " "))"
                            else words="\(words.joined(separator: " "))"; files="\(offersFiles ? "yes" : "")"; fi ;;

                """
        }
        text += """
                esac
                if [[ -n "$files" && -z "$words" ]]; then \(reply(nil)); return; fi
                \(reply(["$words"]))
            }
            complete -F _\(name) \(name)

            """
        return text
    }

    /// Sets the answer, one entry a line, so that names with blanks stay whole.
    private static func reply(_ words: [String]?) -> String {
        guard let words else {
            return "compopt -o filenames 2>/dev/null; local IFS=$'\\n'; COMPREPLY=( $(compgen -f -- \"$current\") )"
        }
        return "COMPREPLY=( $(compgen -W \"\(words.joined(separator: " "))\" -- \"$current\") )"
    }
}
