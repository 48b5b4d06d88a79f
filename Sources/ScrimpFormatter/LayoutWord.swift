import ScrimpDiagnostics

/// One token to be written, or the untouched lines around a mistake, with what the layout decides about it.
struct LayoutWord {
    enum Break: Equatable {
        /// On the line of the word before it, unless a comment stands between.
        case none
        /// On a new line, so many columns in.
        case indented(Int)
    }

    /// A comment on a line of its own.
    struct Comment {
        let token: Int
        let followsBlankLine: Bool
    }

    let token: Int
    /// In columns.
    let width: Int
    /// The lines of the original that stand here as they are.
    var untouched: ByteRange?
    /// Comments on lines before it.
    var comments: [Comment] = []
    /// The comment behind it on its line.
    var trailingComment: Int?
    /// A line is empty right before it.
    var followsBlankLine = false
    /// In the original something of it, or a comma before it, is the first on its line.
    var beginsLine = false
    /// In the original a comma follows.
    var hadComma = false

    /// Blanks before it where it stands on the line of the word before it.
    var gap = 1
    /// Blanks beyond `gap`, so that it stands below others.
    var padding = 0
    /// Whether a comma follows, where what it is in stands on one line.
    var hasComma = false
    /// Whether the comma is left out after all, because a new line separates as well.
    var dropsComma = false
    /// Whether its author put it on a line of its own where that counts.
    var isBrokenByAuthor = false
    var lineBreak = Break.none
    /// Whether an empty line before it is kept.
    var keepsBlankLine = false

    /// Something stands between it and the word before that ends a line.
    var mustBreak: Bool { untouched != nil || !comments.isEmpty }
}
