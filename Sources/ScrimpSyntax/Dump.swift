import ScrimpDiagnostics

/// The tokens of a tree, one a line: `start..<end kind "text"`.
package func dumpTokens(_ tree: SyntaxTree) -> String {
    var result = ""
    for index in tree.tokens.indices {
        let token = tree.tokens[index]
        let range = tree.range(ofToken: index)
        result += "\(range.start)..<\(range.end) \(token.kind)"
        if !range.isEmpty { result += " \(quoted(tree.source.text(in: range)))" }
        if token.isMalformed { result += " malformed" }
        result += "\n"
    }
    return result
}

/// The nodes of a tree, one a line, children indented below their parent; leaves show their text.
package func dumpTree(_ tree: SyntaxTree) -> String {
    var result = ""
    // A stack of its own instead of recursion: the depth of a tree is bounded, but its nodes are many.
    var pending: [(node: Int, depth: Int)] = [(tree.root, 0)]
    while let (node, depth) = pending.popLast() {
        let range = tree.range(of: node)
        result += String(repeating: "  ", count: depth) + "\(tree.nodes[node].kind) \(range.start)..<\(range.end)"
        let children = tree.children(of: node)
        if children.isEmpty, !range.isEmpty { result += " \(quoted(tree.source.text(in: range)))" }
        result += "\n"
        for child in children.reversed() { pending.append((child, depth + 1)) }
    }
    return result
}

private func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
        switch scalar {
        case "\"": result += "\\\""
        case "\\": result += "\\\\"
        case "\n": result += "\\n"
        case "\r": result += "\\r"
        case "\t": result += "\\t"
        case _ where scalar.value < 0x20 || scalar.value == 0x7F:
            result += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
        default: result.unicodeScalars.append(scalar)
        }
    }
    return result + "\""
}
