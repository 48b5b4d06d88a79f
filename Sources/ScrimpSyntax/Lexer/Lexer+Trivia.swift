import ScrimpDiagnostics

extension Lexer {
    mutating func lexBlanks() {
        let start = position
        var ends = false
        loop: while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: " "), UInt8(ascii: "\t"): position += 1
            case UInt8(ascii: "\n"):
                if firstLineFeed == nil { firstLineFeed = position }
                ends = true
                position += 1
            case UInt8(ascii: "\r"):
                if byte(position + 1) == UInt8(ascii: "\n") {
                    if firstCarriageReturnLineFeed == nil { firstCarriageReturnLineFeed = position }
                    position += 2
                } else {
                    loneCarriageReturns.append(position)
                    position += 1
                }
                ends = true
            default: break loop
            }
        }
        emit(ends ? .lineBreak : .space, from: start)
    }

    /// A lone CR counts as a line end, so that no comment hides what follows it; all of them are one diagnostic.
    mutating func reportLineEnds() {
        if let first = loneCarriageReturns.first {
            let edits = loneCarriageReturns.prefix(1_000).map { Diagnostic.Fix.Edit(range($0, $0 + 1), "\n") }
            let count = loneCarriageReturns.count
            diagnostics.report(
                .carriageReturn,
                count == 1 ? "a carriage return without a line feed" : "\(count) carriage returns without a line feed",
                range(first, first + 1), help: "end lines with a line feed",
                fix: Diagnostic.Fix("end lines with a line feed", edits))
        }
        if let feed = firstLineFeed, let pair = firstCarriageReturnLineFeed {
            let later = max(feed, pair)
            diagnostics.report(
                .mixedLineEndings,
                later == pair
                    ? "this line ends with CR LF, the ones above with LF"
                    : "this line ends with LF, the ones above with CR LF",
                range(later, later + 1), help: "end all lines in the same way")
        }
    }

    mutating func lexSlash() {
        switch byte(position + 1) {
        case UInt8(ascii: "/"):
            let start = position
            let isDocumentation = byte(start + 2) == UInt8(ascii: "/") && byte(start + 3) != UInt8(ascii: "/")
            position += 2
            skipLine()
            emit(isDocumentation ? .documentation : .comment, from: start)
        case UInt8(ascii: "*"): lexBlockComment()
        default: take(.slash, 1)
        }
    }

    /// Moves to the end of the line, checking the characters of a comment.
    private mutating func skipLine() {
        while position < bytes.count, !ByteClass.isLineEnd(bytes[position]) {
            if bytes[position] < 0x7F, bytes[position] >= 0x20 { position += 1 } else { checkCharacter() }
        }
    }

    mutating func lexHashComment() {
        let start = position
        skipLine()
        diagnostics.report(
            .hashComment, "comments begin with `//`", range(start, start + 1), help: "write `//`",
            fix: .replace(range(start, start + 1), by: "//", "write `//`"))
        emit(.comment, from: start)
    }

    private mutating func lexBlockComment() {
        let start = position
        var lines = false
        position += 2
        while position < bytes.count, bytes[position] != UInt8(ascii: "*") || byte(position + 1) != UInt8(ascii: "/") {
            if ByteClass.isLineEnd(bytes[position]) { lines = true }
            if bytes[position] < 0x7F, bytes[position] >= 0x20 || ByteClass.isLineEnd(bytes[position]) {
                position += 1
            } else {
                checkCharacter()
            }
        }
        if position >= bytes.count {
            diagnostics.report(
                .unterminatedBlockComment, "`/*` is not closed and hides the rest of the file",
                range(start, start + 2), help: "comments begin with `//` and end with the line")
        } else {
            let end = position
            position += 2
            var next = position
            while ByteClass.isBlank(byte(next)) { next += 1 }
            let atLineEnd = next >= bytes.count || ByteClass.isLineEnd(bytes[next])
            diagnostics.report(
                .blockComment, "comments begin with `//` and end with the line", range(start, start + 2),
                help: "write `//` before each line of the comment",
                fix: lines
                    ? nil
                    : Diagnostic.Fix(
                        "write `//`",
                        [
                            .init(range(start, start + 2), "//"),
                            .init(range(end, end + 2), atLineEnd ? "" : "\n"),
                        ]))
        }
        emit(.comment, from: start)
        if lines { beginsLine = true }
    }

    /// `;` stands for `,` where something follows on the line, and for nothing at its end.
    mutating func lexSemicolon() {
        let start = position
        position += 1
        var next = position
        while ByteClass.isBlank(byte(next)) { next += 1 }
        let last =
            next >= bytes.count || ByteClass.isLineEnd(bytes[next]) || bytes[next] == UInt8(ascii: "}")
            || (bytes[next] == UInt8(ascii: "/") && byte(next + 1) == UInt8(ascii: "/"))
        diagnostics.report(
            .semicolon, "`;` has no meaning", range(start, position),
            help: "separate fields with `,` or a new line",
            fix: last
                ? .remove(range(start, position), "remove `;`")
                : .replace(range(start, position), by: ",", "write `,`"))
        emit(last ? .discarded : .comma, from: start, malformed: true)
    }
}
