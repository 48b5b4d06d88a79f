import ScrimpDiagnostics

/// How tokens are written, whatever their author's blanks and line ends.
extension SyntaxTree {
    /// The bytes of a token: a quantity has one blank at most before its unit, a comment none at its end.
    package func spelling(ofToken index: Int) -> [UInt8] {
        let range = range(ofToken: index)
        var bytes = source.bytes[Int(range.start)..<Int(range.end)]
        switch tokens[index].kind {
        case .comment, .documentation:
            while let last = bytes.last, ByteClass.isBlank(last) { bytes.removeLast() }
            return Array(bytes)
        case .quantity where !tokens[index].isMalformed:
            guard let blank = bytes.firstIndex(where: ByteClass.isBlank) else { return Array(bytes) }
            return bytes[..<blank] + [UInt8(ascii: " ")] + bytes[blank...].drop(while: ByteClass.isBlank)
        default: return Array(bytes)
        }
    }

    /// The tokens of a node, but not of its children, that stand right behind the token before them although their kinds alone
    /// would leave a blank: the `(` of a call, what a `-` negates, the end of a range.
    package func tightTokens(of node: Int) -> [Int] {
        let first = Int(nodes[node].first)
        switch nodes[node].kind {
        case .call, .targetSplit, .negated: return [significant(from: first + 1)]
        case .range:
            let ends = children(of: node)
            guard ends.count == 2, !ends.contains(where: { nodes[$0].kind == .arithmetic }) else { return [] }
            let dots = significant(from: Int(nodes[ends[0]].end))
            return tokens[dots].kind == .dots ? [dots, Int(nodes[ends[1]].first)] : []
        default: return []
        }
    }

    /// The tokens of a node on one line as the layout spells them, without comments: the same for all layouts of a text.
    package func oneLine(_ node: Int) -> String {
        let lowest = node + 1 - Int(nodes[node].size)
        var tight = Set<Int>()
        for inner in lowest...max(lowest, node) { tight.formUnion(tightTokens(of: inner)) }
        var bytes: [UInt8] = []
        var previous: TokenKind?
        for index in Int(nodes[node].first)..<Int(nodes[node].end) where !tokens[index].kind.isTrivia {
            let kind = tokens[index].kind
            if kind == .comma {
                // A comma behind the last element separates nothing.
                let next = tokens[significant(from: index + 1)].kind
                if next == .rightParenthesis || next == .rightBracket || next == .rightBrace { continue }
            } else if let previous, !TokenKind.touch(previous, kind), !tight.contains(index) {
                bytes.append(UInt8(ascii: " "))
            }
            bytes += spelling(ofToken: index)
            previous = kind
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension TokenKind {
    /// Whether the layout leaves no blank between two neighbours, whatever they are part of.
    package static func touch(_ left: TokenKind, _ right: TokenKind) -> Bool {
        switch (left, right) {
        case (_, .colon), (_, .dot), (.dot, _), (.leftParenthesis, _), (.leftBracket, _), (_, .rightParenthesis),
            (_, .rightBracket), (.leftBrace, .rightBrace):
            true
        default: false
        }
    }
}
