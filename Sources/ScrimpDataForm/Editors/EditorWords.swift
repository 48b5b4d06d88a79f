import ScrimpQuantities
import ScrimpSchema

/// The words that editors colour, from the tables of the language: grammars for editors are written with them.
package enum EditorWords {
    /// What a group of words is; each grammar has its own name for it.
    package enum Group: String, CaseIterable, Sendable {
        /// `when` and `otherwise` of a rule.
        case conditional
        case include
        case declaration
        case logical
        case boolean
        case kind
        case attributeType
        /// What continues an amount.
        case suffix
        case window
        case function
        case unit
    }

    package static func words(_ group: Group) -> [String] {
        switch group {
        case .conditional: keywords(["when", "otherwise"])
        case .include: keywords(["use", "import"])
        case .declaration: keywords(["let"])
        case .logical: keywords(["and", "or", "not", "in"])
        case .boolean: keywords(["true", "false"])
        case .kind: BlockKind.allCases.map(\.rawValue)
        case .attributeType: Schema.attributeTypes.map(\.name)
        case .suffix: ["per", "by", "over", "every", "of", "from"]
        case .window: Schema.windows.map(\.text)
        case .function: Schema.functions.map(\.name)
        // The longest first, so that none hides another that it begins.
        case .unit: Unit.table.map(\.symbol).sorted { ($1.utf8.count, $0) < ($0.utf8.count, $1) }
        }
    }

    /// Reserved words of the language that are among these: a word that leaves the language leaves every grammar.
    private static func keywords(_ words: [String]) -> [String] { words.filter(Schema.keywords.contains) }

    /// For a regular expression: `a|b`.
    static func alternatives(_ group: Group) -> String { words(group).joined(separator: "|") }
}

/// A part of a file between two lines that name it, which is written from the tables; the rest is written by hand.
package struct GeneratedSection: Sendable {
    package let path: String
    /// What a comment begins with there.
    let comment: String
    package let text: String

    private var opening: String { "\(comment) Words: from the tables, do not edit.\n" }
    private var closing: String { "\(comment) End of the words.\n" }

    /// The file with the section as it should be; nil where its two lines are not there.
    package func applied(to file: String) -> String? {
        guard let start = file.firstRange(of: opening), let end = file.firstRange(of: closing),
            start.upperBound <= end.lowerBound
        else { return nil }
        return file[..<start.upperBound] + text + file[end.lowerBound...]
    }

    package static let all: [GeneratedSection] = [vim, pygments]

    /// Lists of Vim patterns.
    private static var vim: GeneratedSection {
        var text = ""
        for group in EditorWords.Group.allCases {
            let words = EditorWords.words(group).joined(separator: "\\|")
            text += "let s:\(group.rawValue) = '\\%(\(words)\\)'\n"
        }
        return GeneratedSection(path: "grammar/vim/syntax/scrimp.vim", comment: "\"", text: text)
    }

    private static var pygments: GeneratedSection {
        var text = ""
        for group in EditorWords.Group.allCases {
            let name = group.rawValue.map { $0.isUppercase ? "_" + String($0) : $0.uppercased() }.joined()
            text += "\(name) = (\n"
            for word in EditorWords.words(group) { text += "    \"\(word)\",\n" }
            text += ")\n"
        }
        return GeneratedSection(path: "grammar/pygments/scrimp_lexer.py", comment: "#", text: text)
    }
}
