import ScrimpDiagnostics

/// Cuts a text into tokens that cover every byte of it. Never fails: what is no token of the language becomes the one that was
/// most likely meant, marked as malformed, with a diagnostic.
struct Lexer {
    static let longestText = 64 << 20

    let source: SourceText
    let bytes: [UInt8]
    var position = 0
    var tokens: [Token] = []
    var diagnostics: SyntaxDiagnostics
    var beginsLine = true
    /// Names that start before this offset are known not to begin a field.
    var fieldBarrier = 0
    var firstLineFeed: Int?
    var firstCarriageReturnLineFeed: Int?
    var loneCarriageReturns: [Int] = []

    init(source: SourceText, sourceIndex: Int) {
        self.source = source
        bytes = source.bytes
        diagnostics = SyntaxDiagnostics(sourceIndex: sourceIndex)
        tokens.reserveCapacity(min(bytes.count, Self.longestText) / 3 + 1)
    }

    mutating func run() {
        if bytes.count > Self.longestText {
            diagnostics.report(
                .textTooLong, "the text has \(bytes.count) bytes; a policy has at most 64 MiB", ByteRange(0, 0),
                help: "check that this is the file that was meant")
            position = bytes.count
            emit(.discarded, from: 0)
        } else {
            if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
                position = 3
                emit(.byteOrderMark, from: 0)
            }
            while position < bytes.count { lexToken() }
            reportLineEnds()
        }
        emit(.endOfText, from: bytes.count)
    }

    /// The byte at an offset, zero past the end.
    func byte(_ offset: Int) -> UInt8 { offset < bytes.count ? bytes[offset] : 0 }

    func range(_ start: Int, _ end: Int) -> ByteRange {
        ByteRange(UInt32(truncatingIfNeeded: start), UInt32(truncatingIfNeeded: end))
    }

    func text(_ start: Int, _ end: Int) -> String { source.text(in: range(start, end)) }

    mutating func emit(_ kind: TokenKind, from start: Int, word: Word = .none, malformed: Bool = false) {
        var flags: Token.Flags = malformed ? .malformed : []
        if kind.isTrivia {
            if kind == .lineBreak { beginsLine = true }
        } else {
            if beginsLine { flags.insert(.beginsLine) }
            beginsLine = false
        }
        tokens.append(Token(start: UInt32(truncatingIfNeeded: start), kind: kind, word: word, flags: flags))
    }

    mutating func take(_ kind: TokenKind, _ length: Int) {
        position += length
        emit(kind, from: position - length)
    }

    private mutating func lexToken() {
        let first = bytes[position]
        switch first {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"):
            lexWord()
        case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"): lexBlanks()
        case UInt8(ascii: "0")...UInt8(ascii: "9"): lexNumber()
        case UInt8(ascii: "\""): lexString()
        case UInt8(ascii: "/"): lexSlash()
        case UInt8(ascii: "$"): lexMoney()
        case UInt8(ascii: ","): take(.comma, 1)
        case UInt8(ascii: ":"): take(.colon, 1)
        case UInt8(ascii: "{"): take(.leftBrace, 1)
        case UInt8(ascii: "}"): take(.rightBrace, 1)
        case UInt8(ascii: "("): take(.leftParenthesis, 1)
        case UInt8(ascii: ")"): take(.rightParenthesis, 1)
        case UInt8(ascii: "["): take(.leftBracket, 1)
        case UInt8(ascii: "]"): take(.rightBracket, 1)
        case UInt8(ascii: "+"): take(.plus, 1)
        case UInt8(ascii: "*"): take(.star, 1)
        case UInt8(ascii: "."): lexDots()
        case UInt8(ascii: "-"): byte(position + 1) == UInt8(ascii: ">") ? take(.arrow, 2) : take(.minus, 1)
        case UInt8(ascii: "="), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "!"), UInt8(ascii: "&"),
            UInt8(ascii: "|"):
            lexOperator(first)
        case UInt8(ascii: ";"): lexSemicolon()
        case UInt8(ascii: "#"): lexHashComment()
        case UInt8(ascii: "'"), UInt8(ascii: "`"): lexForeignString(closing: first, quote: 1)
        default: lexForeignCharacter()
        }
    }

    private mutating func lexDots() {
        let start = position
        if byte(start + 1) == UInt8(ascii: ".") {
            let third = byte(start + 2)
            if third == UInt8(ascii: ".") || third == UInt8(ascii: "<") || third == UInt8(ascii: "=") {
                position += 3
                reportReplacement(.rangeDots, start, by: "..", "a range is written `..` and includes both ends")
                emit(.dots, from: start, malformed: true)
            } else {
                take(.dots, 2)
            }
        } else if ByteClass.isDigit(byte(start + 1)), !followsOperand {
            lexNumber()
        } else {
            take(.dot, 1)
        }
    }

    /// Whether a name or a closing bracket touches the next token.
    private var followsOperand: Bool {
        guard let last = tokens.last?.kind else { return false }
        return last == .name || last == .rightParenthesis || last == .rightBracket
    }

    private mutating func lexOperator(_ first: UInt8) {
        let start = position
        let second = byte(start + 1)
        switch (first, second) {
        case (UInt8(ascii: "="), UInt8(ascii: "=")):
            if byte(start + 2) == UInt8(ascii: "=") { return takeForeign(.equal, 3, as: "==") }
            take(.equal, 2)
        case (UInt8(ascii: "="), UInt8(ascii: ">")): take(.fatArrow, 2)
        case (UInt8(ascii: "="), UInt8(ascii: "<")): takeForeign(.lessOrEqual, 2, as: "<=")
        case (UInt8(ascii: "="), _): take(.equals, 1)
        case (UInt8(ascii: "<"), UInt8(ascii: "=")): take(.lessOrEqual, 2)
        case (UInt8(ascii: "<"), UInt8(ascii: ">")): takeForeign(.notEqual, 2, as: "!=")
        case (UInt8(ascii: "<"), _): take(.less, 1)
        case (UInt8(ascii: ">"), UInt8(ascii: "=")): take(.greaterOrEqual, 2)
        case (UInt8(ascii: ">"), _): take(.greater, 1)
        case (UInt8(ascii: "!"), UInt8(ascii: "=")):
            if byte(start + 2) == UInt8(ascii: "=") { return takeForeign(.notEqual, 3, as: "!=") }
            take(.notEqual, 2)
        case (UInt8(ascii: "!"), _): takeForeign(.not, 1, as: "not")
        case (UInt8(ascii: "&"), _): takeForeign(.and, second == first ? 2 : 1, as: "and")
        default: takeForeign(.or, second == first ? 2 : 1, as: "or")
        }
    }

    /// An operator of another language, as the one of ours that it stands for.
    mutating func takeForeign(_ kind: TokenKind, _ length: Int, as replacement: String) {
        let start = position
        position += length
        var padded = replacement
        if ByteClass.beginsName(padded.utf8.first ?? 0) {
            if start > 0, !ByteClass.isBlank(bytes[start - 1]), !ByteClass.isLineEnd(bytes[start - 1]), kind != .not {
                padded = " " + padded
            }
            if position < bytes.count, !ByteClass.isBlank(bytes[position]), !ByteClass.isLineEnd(bytes[position]) {
                padded += " "
            }
        }
        diagnostics.report(
            .foreignOperator, "`\(text(start, position))` is written `\(replacement)`", range(start, position),
            help: "write `\(replacement)`",
            fix: .replace(range(start, position), by: padded, "write `\(replacement)`"))
        emit(kind, from: start, malformed: true)
    }

    /// Reports the text from `start` up to here, and offers another for it.
    mutating func reportReplacement(_ code: DiagnosticCode, _ start: Int, by replacement: String, _ message: String) {
        diagnostics.report(
            code, message, range(start, position), help: "write `\(replacement)`",
            fix: .replace(range(start, position), by: replacement, "write `\(replacement)`"))
    }
}
