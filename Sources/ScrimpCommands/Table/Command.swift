/// One command as the table declares it. Parser, help, completions and the reference page read nothing else.
package struct Command: Sendable {
    package typealias Body = @Sendable (Invocation, Environment) -> ExitCode

    package let name: String
    /// One line: upper case first, no final period.
    package let summary: String
    /// Paragraphs below the summary, an empty line between.
    package let details: String
    package let positionals: [Positional]
    package let options: [Option]
    package let examples: [Example]
    /// Works, but is not shown.
    package let isHidden: Bool
    package let subcommands: [Command]
    /// Nil for a group of subcommands.
    package let run: Body?

    package init(
        _ name: String, _ summary: String, details: String = "", positionals: [Positional] = [], options: [Option] = [],
        examples: [Example] = [], isHidden: Bool = false, run: @escaping Body
    ) {
        self.name = name
        self.summary = summary
        self.details = details
        self.positionals = positionals
        self.options = options
        self.examples = examples
        self.isHidden = isHidden
        self.subcommands = []
        self.run = run
    }

    /// A group: `catalog` with `show`, `list` and `import`.
    package init(
        group name: String, _ summary: String, details: String = "", examples: [Example] = [], isHidden: Bool = false,
        subcommands: [Command]
    ) {
        self.name = name
        self.summary = summary
        self.details = details
        self.positionals = []
        self.options = []
        self.examples = examples
        self.isHidden = isHidden
        self.subcommands = subcommands
        self.run = nil
    }

    package struct Example: Sendable {
        package let text: String
        package let meaning: String

        package init(_ text: String, _ meaning: String) {
            self.text = text
            self.meaning = meaning
        }
    }

    /// Subcommands that are shown.
    package var visibleSubcommands: [Command] { subcommands.filter { !$0.isHidden } }

    /// Options that are shown, with those that every command has.
    package var visibleOptions: [Option] { options.filter { !$0.isHidden } + [Option.help] }

    package func subcommand(named name: String) -> Command? { subcommands.first { $0.name == name } }
}

/// What may stand in the place of a value; completions offer it and the parser checks it.
package enum ValueKind: Sendable {
    case text
    /// A whole number, zero or more.
    case count
    case file
    case folder
    case choice([String])
    /// The name of a command, for `help`.
    case command
    /// The code of a finding.
    case code
}

/// An argument without a name.
package struct Positional: Sendable {
    package enum Arity: Sendable {
        case one, optional
        /// At least one.
        case several
        /// Any number, none included.
        case any
    }

    /// In capitals, as usage lines show it: `POLICY`.
    package let name: String
    package let help: String
    package let arity: Arity
    package let kind: ValueKind

    package init(_ name: String, _ help: String, arity: Arity = .one, kind: ValueKind = .file) {
        self.name = name
        self.help = help
        self.arity = arity
        self.kind = kind
    }

    /// `POLICY`, `[POLICY]`, `POLICY...` or `[POLICY...]`.
    package var usage: String {
        switch arity {
        case .one: name
        case .optional: "[\(name)]"
        case .several: "\(name)..."
        case .any: "[\(name)...]"
        }
    }

    var isRequired: Bool {
        switch arity {
        case .one, .several: true
        case .optional, .any: false
        }
    }

    var takesMore: Bool {
        switch arity {
        case .several, .any: true
        case .one, .optional: false
        }
    }
}

/// An argument with a name: a flag, or a name with a value.
package struct Option: Sendable {
    package struct Value: Sendable {
        /// In capitals: `FORMAT`; `A B` where there are two.
        package let name: String
        package let kind: ValueKind
        package let defaultText: String?
        /// How many words it takes.
        package var count: Int { name.split(separator: " ").count }
    }

    /// Without the dashes: `format`.
    package let name: String
    /// One letter, without the dash.
    package let short: String?
    package let help: String
    /// Nil for a flag.
    package let value: Value?
    package let mayRepeat: Bool
    package let isHidden: Bool

    /// A flag.
    package init(_ name: String, short: String? = nil, _ help: String, isHidden: Bool = false) {
        self.name = name
        self.short = short
        self.help = help
        value = nil
        mayRepeat = false
        self.isHidden = isHidden
    }

    /// A name with a value.
    package init(
        _ name: String, short: String? = nil, value: String, _ kind: ValueKind = .text, defaultText: String? = nil,
        _ help: String, mayRepeat: Bool = false, isHidden: Bool = false
    ) {
        self.name = name
        self.short = short
        self.help = help
        self.value = Value(name: value, kind: kind, defaultText: defaultText)
        self.mayRepeat = mayRepeat
        self.isHidden = isHidden
    }

    package static let help = Option("help", short: "h", "print this help")
    package static let version = Option("version", "print the version")
    /// For every command that prints findings.
    package static let color = Option(
        "color", value: "WHEN", .choice(["auto", "always", "never"]), defaultText: "auto",
        "colour findings; auto looks at the terminal and at NO_COLOR")
    package static let format = Option(
        "format", value: "FORMAT", .choice(["full", "concise", "json", "sarif", "github", "junit"]),
        defaultText: "full",
        "how to print findings: with excerpts, one line each, as JSON, or as a build server or a code host reads them")
}
