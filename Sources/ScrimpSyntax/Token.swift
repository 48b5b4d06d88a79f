/// What a token is. Trivia come first, so that one comparison tells them apart.
package enum TokenKind: UInt8, Sendable, CaseIterable {
    // Trivia: they separate tokens and never reach the parser.
    /// Blanks and tabs.
    case space
    /// Blanks with at least one line end among them.
    case lineBreak
    case comment
    case documentation
    /// Allowed as the very first character of a text.
    case byteOrderMark
    /// Bytes that a diagnostic speaks of and that the parser need not see.
    case discarded

    case endOfText
    case name
    /// A dotted name before a `:`.
    case field
    case number
    case quantity
    case money
    case time
    case string
    case when, otherwise, and, or, not, `in`, `true`, `false`, `let`, use, `import`
    case leftBrace, rightBrace, leftParenthesis, rightParenthesis, leftBracket, rightBracket
    case comma, colon, dot, dots, arrow, fatArrow, equals
    case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual
    case plus, minus, star, slash
    /// A character that no rule begins with; a diagnostic has been given.
    case unknown

    package var isTrivia: Bool { rawValue < TokenKind.endOfText.rawValue }

    /// Reserved words: not names, but any of them may be the word of a field.
    package var isReservedWord: Bool {
        rawValue >= TokenKind.when.rawValue && rawValue <= TokenKind.import.rawValue
    }
}

/// A word with a meaning in some places only. A name or field token carries it, so that no bytes are compared twice.
package enum Word: UInt8, Sendable {
    case none
    case request, route, `enum`, split, `for`
    case per, by, over, every, of, from, insert, last, hit
    case when, otherwise, use, `import`, `let`
    case `if`, `else`, `default`, then

    /// Whether the word continues an amount: `$25 per tenant`.
    package var isSuffix: Bool { rawValue >= Word.per.rawValue && rawValue <= Word.from.rawValue }
}

/// One token: it ends where the next one starts, so every byte belongs to exactly one.
package struct Token: Sendable {
    package struct Flags: OptionSet, Sendable {
        package let rawValue: UInt8

        package init(rawValue: UInt8) { self.rawValue = rawValue }

        /// It is the first on its line.
        package static let beginsLine = Flags(rawValue: 1)
        /// A diagnostic has been given for it; nothing more need be said.
        package static let malformed = Flags(rawValue: 2)
    }

    package let start: UInt32
    package let kind: TokenKind
    package let word: Word
    package let flags: Flags

    package var beginsLine: Bool { flags.contains(.beginsLine) }
    package var isMalformed: Bool { flags.contains(.malformed) }
}
