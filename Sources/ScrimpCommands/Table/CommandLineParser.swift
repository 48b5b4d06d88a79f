import ScrimpDiagnostics

/// What a command line asks for.
package enum CommandLineRequest: Sendable {
    case run(Invocation)
    /// Help about the last of the commands.
    case help([Command])
    case version
    /// Nothing was asked: the program's name alone.
    case nothing
}

/// A command line that cannot be understood.
package struct UsageError: Error, Sendable {
    package let message: String
    package let help: String?
    /// The commands named so far, the program first.
    package let path: [Command]

    package init(_ message: String, help: String? = nil, path: [Command]) {
        self.message = message
        self.help = help
        self.path = path
    }

    package var text: String {
        var text = "error: \(message)\n"
        if let help { text += "help: \(help)\n" }
        return text + "usage: \(HelpText.usage(of: path))\n"
    }
}

/// Reads arguments by the table: names of commands first, then options and positionals in any order.
///
/// `--name value`, `--name=value` and `-n value` mean the same; after `--` everything is positional; `-` alone is a
/// positional (standard input).
package struct CommandLineParser {
    private var path: [Command]
    private var arguments: ArraySlice<String>

    /// `arguments` without the program's own name.
    package static func parse(
        _ arguments: [String], root: Command = CommandTable.root
    ) throws(UsageError) -> CommandLineRequest {
        var parser = CommandLineParser(path: [root], arguments: arguments[...])
        return try parser.request()
    }

    private var command: Command { path[path.count - 1] }

    private mutating func request() throws(UsageError) -> CommandLineRequest {
        while command.run == nil {
            guard let word = arguments.popFirst() else {
                if path.count == 1 { return .nothing }
                let names = command.visibleSubcommands.map { "`\($0.name)`" }.joined(separator: ", ")
                throw usage("`\(pathText)` needs a command", help: "one of \(names)")
            }
            if word == "--help" || word == "-h" { return .help(path) }
            if word == "--version", path.count == 1 { return .version }
            guard !word.hasPrefix("-") else { throw unknownOption(word) }
            guard let next = command.subcommand(named: word) else {
                let known = command.visibleSubcommands.map(\.name)
                let help = suggest(word, among: known).map { "did you mean `\(pathText) \($0)`?" }
                throw usage("unknown command `\(word)`", help: help ?? "`\(pathText) --help` lists the commands")
            }
            path.append(next)
        }
        return try leaf()
    }

    private mutating func leaf() throws(UsageError) -> CommandLineRequest {
        // Help wins over anything that is wrong elsewhere on the line.
        let beforeSeparator = arguments.prefix { $0 != "--" }
        if beforeSeparator.contains("--help") || beforeSeparator.contains("-h") { return .help(path) }
        var invocation = Invocation(command)
        var words: [String] = []
        while let word = arguments.popFirst() {
            if word == "--" {
                words += arguments
                break
            }
            if word.hasPrefix("-"), word != "-" {
                try option(word, into: &invocation)
            } else {
                words.append(word)
            }
        }
        try positionals(words, into: &invocation)
        return .run(invocation)
    }

    private mutating func option(_ word: String, into invocation: inout Invocation) throws(UsageError) {
        let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let name = String(parts[0])
        let attached = parts.count > 1 ? String(parts[1]) : nil
        let found = command.options.first { "--" + $0.name == name || $0.short.map { "-" + $0 } == name }
        guard let option = found else { throw unknownOption(name) }
        guard let value = option.value else {
            guard attached == nil else { throw usage("`\(name)` takes no value") }
            invocation.add("", toOption: option.name)
            return
        }
        if !option.mayRepeat, invocation.flag(option.name) { throw usage("`\(name)` is given twice") }
        guard let text = attached ?? arguments.popFirst() else {
            throw usage("`\(name)` needs a value", help: "write `\(name) \(value.name)`")
        }
        try check(text, value.kind, of: name)
        invocation.add(text, toOption: option.name)
        for _ in 1..<max(value.count, 1) {
            guard let further = arguments.popFirst(), !further.hasPrefix("-") else {
                throw usage("`\(name)` needs \(value.count) values", help: "write `\(name) \(value.name)`")
            }
            try check(further, value.kind, of: name)
            invocation.add(further, toOption: option.name)
        }
    }

    private func positionals(_ words: [String], into invocation: inout Invocation) throws(UsageError) {
        var rest = words[...]
        for positional in command.positionals {
            repeat {
                guard let word = rest.popFirst() else { break }
                try check(word, positional.kind, of: positional.name)
                invocation.add(word, toPositional: positional.name)
            } while positional.takesMore
            if positional.isRequired, invocation.arguments(positional.name).isEmpty {
                throw usage("\(positional.name) is missing", help: positional.help)
            }
        }
        if let extra = rest.first { throw usage("unexpected argument `\(extra)`") }
    }

    private func check(_ text: String, _ kind: ValueKind, of name: String) throws(UsageError) {
        switch kind {
        case .text, .command, .code: break
        case .file, .folder:
            if text.isEmpty { throw usage("`\(name)` is empty", help: "name a file") }
        case .count:
            guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), Int(text) != nil else {
                throw usage("`\(text)` is no value for `\(name)`", help: "write a whole number, zero or more")
            }
        case .choice(let allowed):
            guard !allowed.contains(text) else { return }
            let all = "one of " + allowed.map { "`\($0)`" }.joined(separator: ", ")
            let help = suggest(text, among: allowed).map { "did you mean `\($0)`? (\(all))" }
            throw usage("`\(text)` is no value for `\(name)`", help: help ?? all)
        }
    }

    private func unknownOption(_ word: String) -> UsageError {
        let known = command.visibleOptions.map { "--" + $0.name } + (path.count == 1 ? ["--version"] : [])
        let help = suggest(word, among: known).map { "did you mean `\($0)`?" }
        return usage("unknown option `\(word)`", help: help ?? "`\(pathText) --help` lists the options")
    }

    private var pathText: String { path.map(\.name).joined(separator: " ") }

    private func usage(_ message: String, help: String? = nil) -> UsageError {
        UsageError(message, help: help, path: path)
    }
}
