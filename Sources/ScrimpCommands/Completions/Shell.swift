import ScrimpDiagnostics
import ScrimpLinter

/// A shell for which completions are written from the table.
package enum Shell: String, CaseIterable, Sendable {
    case bash, zsh, fish

    package func script(for root: Command = CommandTable.root) -> String {
        switch self {
        case .bash: BashCompletions.script(for: root)
        case .zsh: ZshCompletions.script(for: root)
        case .fish: FishCompletions.script(for: root)
        }
    }
}

/// What the three scripts have in common.
enum CompletionWords {
    static func path(_ path: [Command]) -> String { path.map(\.name).joined(separator: " ") }

    /// `--format`, and `-o` where there is one.
    static func names(of option: Option) -> [String] { ["--" + option.name] + (option.short.map { ["-" + $0] } ?? []) }

    static func options(at path: [Command]) -> [Option] {
        guard let command = path.last else { return [] }
        return path.count == 1 ? [.version] + command.visibleOptions : command.visibleOptions
    }

    /// Words that may stand in a place; nil where the shell should offer files.
    static func words(for kind: ValueKind, root: Command) -> [String]? {
        switch kind {
        case .choice(let words): words
        case .command: root.visibleSubcommands.map(\.name)
        case .code: LintSelector.codes.map(\.id)
        case .text, .count: []
        case .file, .folder: nil
        }
    }

    /// In single quotes of a POSIX shell.
    static func quoted(_ text: String) -> String { "'" + text.replacing("'", with: "'\\''") + "'" }
}
