import ScrimpDiagnostics
import ScrimpSyntax

/// Writes laid-out words as lines, and puts the comments behind them below each other.
struct Printer {
    private struct Line {
        var code: [UInt8] = []
        var width = 0
        var comment: [UInt8] = []
        /// Lines of the original, as they are.
        var isUntouched = false
        var isBlank: Bool { code.isEmpty && comment.isEmpty && !isUntouched }
    }

    private let tree: SyntaxTree
    private let words: [LayoutWord]
    private var lines: [Line] = []
    private var line = Line()
    private var lineHasCode = false
    /// How far in the last line stands that the layout has begun.
    private var indentation = 0

    init(_ layout: Layout) {
        tree = layout.tree
        words = layout.words
    }

    mutating func run() -> [UInt8] {
        for index in words.indices { write(index) }
        endLine()
        while let last = lines.last, last.isBlank { lines.removeLast() }
        alignComments()
        var bytes: [UInt8] = []
        bytes.reserveCapacity(tree.source.bytes.count)
        if tree.tokens[0].kind == .byteOrderMark { bytes += [0xEF, 0xBB, 0xBF] }
        for line in lines {
            bytes += line.code
            bytes.append(UInt8(ascii: "\n"))
        }
        return bytes
    }

    private mutating func write(_ index: Int) {
        let word = words[index]
        let previous = index > 0 ? words[index - 1] : nil
        let opens = previous.map { $0.untouched == nil && isOpening($0) } ?? true
        let closes = word.untouched == nil && isClosing(word)
        var position = indentation + FormattingRules.indentation
        var breaks = word.mustBreak || previous?.trailingComment != nil || previous?.untouched != nil
        if case .indented(let columns) = word.lineBreak {
            position = columns
            indentation = columns
            breaks = true
        } else if word.untouched != nil {
            // It has an indentation of its own; comments before it go with the lines around it.
            position = opens ? position : indentation
        }
        if breaks { endLine() }
        for (place, comment) in word.comments.enumerated() {
            if comment.followsBlankLine, !(opens && place == 0) { addBlankLine() }
            line.code =
                spaces(closes ? position + FormattingRules.indentation : position)
                + tree.spelling(ofToken: comment.token)
            lineHasCode = true
            endLine()
        }
        let keepsBlankLine = word.keepsBlankLine || word.untouched != nil
        if breaks, keepsBlankLine, word.followsBlankLine, !(opens && word.comments.isEmpty) { addBlankLine() }
        if let untouched = word.untouched {
            line.code = Array(tree.source.bytes[Int(untouched.start)..<Int(untouched.end)])
            line.isUntouched = true
            lineHasCode = true
            return endLine()
        }
        guard tree.tokens[word.token].kind != .endOfText else { return }
        if lineHasCode {
            add(spaces(word.gap + word.padding))
        } else {
            add(spaces(position))
        }
        add(tree.spelling(ofToken: word.token))
        let nextIsUntouched = index + 1 < words.count && words[index + 1].untouched != nil
        if nextIsUntouched ? word.hadComma : word.hasComma && !word.dropsComma { add([UInt8(ascii: ",")]) }
        if let comment = word.trailingComment { line.comment = tree.spelling(ofToken: comment) }
    }

    private func isOpening(_ word: LayoutWord) -> Bool {
        [.leftBrace, .leftBracket, .leftParenthesis].contains(tree.tokens[word.token].kind)
    }

    private func isClosing(_ word: LayoutWord) -> Bool {
        [.rightBrace, .rightBracket, .rightParenthesis].contains(tree.tokens[word.token].kind)
    }

    private func spaces(_ count: Int) -> [UInt8] { Array(repeating: UInt8(ascii: " "), count: max(0, count)) }

    private mutating func add(_ bytes: [UInt8]) {
        line.code += bytes
        line.width += SyntaxTree.width(of: bytes)
        lineHasCode = true
    }

    private mutating func endLine() {
        guard lineHasCode else { return }
        lines.append(line)
        line = Line()
        lineHasCode = false
    }

    private mutating func addBlankLine() {
        if let last = lines.last, !last.isBlank { lines.append(Line()) }
    }
}

// MARK: - Comments

extension Printer {
    /// The comments behind code, in runs that empty lines and damaged lines end.
    private mutating func alignComments() {
        var start = 0
        for index in 0...lines.count where index == lines.count || lines[index].isBlank || lines[index].isUntouched {
            alignComments(in: start..<index)
            start = index + 1
        }
    }

    private mutating func alignComments(in run: Range<Int>) {
        var column = FormattingRules.commentColumn
        for index in run
        where !lines[index].comment.isEmpty && lines[index].width <= FormattingRules.widestBeforeComments {
            column = max(column, Self.column(behind: lines[index].width))
        }
        for index in run where !lines[index].comment.isEmpty {
            let start = max(column, Self.column(behind: lines[index].width))
            lines[index].code += spaces(start - lines[index].width) + lines[index].comment
        }
    }

    private static func column(behind width: Int) -> Int {
        width + FormattingRules.commentGap <= FormattingRules.commentColumn
            ? FormattingRules.commentColumn : width + FormattingRules.wideCommentGap
    }
}
