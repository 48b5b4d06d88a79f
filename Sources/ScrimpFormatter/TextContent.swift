import ScrimpDiagnostics
package import ScrimpSyntax

/// What formatting must not change: the tokens but for commas and layout, the comments, and the mistakes.
package struct TextContent: Equatable {
    package private(set) var tokens: [[UInt8]] = []
    package private(set) var comments: [[UInt8]] = []
    package let mistakes: [String]

    package init(_ parsed: ParsedFile) {
        let tree = parsed.tree
        tokens.reserveCapacity(tree.tokens.count / 2)
        for index in tree.tokens.indices.dropLast() {
            switch tree.tokens[index].kind {
            case .space, .lineBreak, .comma: break
            case .comment, .documentation: comments.append(tree.spelling(ofToken: index))
            default: tokens.append(tree.spelling(ofToken: index))
            }
        }
        mistakes = parsed.diagnostics.filter { !Damage.isMended($0.code) }.map(\.code.id).sorted()
    }
}

extension SyntaxTree {
    /// The bytes of a token as the layout writes them: a quantity has one blank at most before its unit, a comment none at its end.
    func spelling(ofToken index: Int) -> [UInt8] {
        let range = range(ofToken: index)
        var bytes = source.bytes[Int(range.start)..<Int(range.end)]
        let isBlank = { (byte: UInt8) in byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
        switch tokens[index].kind {
        case .comment, .documentation:
            while let last = bytes.last, isBlank(last) { bytes.removeLast() }
            return Array(bytes)
        case .quantity where !tokens[index].isMalformed:
            guard let blank = bytes.firstIndex(where: isBlank) else { return Array(bytes) }
            return bytes[..<blank] + [UInt8(ascii: " ")] + bytes[blank...].drop(while: isBlank)
        default: return Array(bytes)
        }
    }

    /// How many columns bytes take: one for each Unicode scalar.
    static func width(of bytes: some Sequence<UInt8>) -> Int {
        var count = 0
        for byte in bytes where byte & 0b1100_0000 != 0b1000_0000 { count += 1 }
        return count
    }
}
