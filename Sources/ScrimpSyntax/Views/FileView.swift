package import ScrimpDiagnostics

/// A node of a tree, seen as what the grammar says it is. Views are cheap to copy, and a malformed part is nil or empty.
package protocol SyntaxView: Sendable {
    var tree: SyntaxTree { get }
    var node: Int { get }
}

extension SyntaxView {
    /// Without leading and trailing trivia.
    package var range: ByteRange { tree.range(of: node) }

    var firstToken: Int { Int(tree.nodes[node].first) }

    /// The name that a child node of a kind holds.
    func name(_ kind: NodeKind) -> Name? {
        guard let child = tree.child(of: node, kind) else { return nil }
        return tree.names(of: child).first
    }

    func expression() -> ExpressionView? {
        tree.lastChild(of: node, where: \.isExpression).map { ExpressionView(tree: tree, node: $0) }
    }

    func stringLiteral(_ kind: NodeKind) -> StringLiteral? {
        guard let child = tree.child(of: node, kind) else { return nil }
        return tree.stringLiteral(ofToken: Int(tree.nodes[child].first))
    }

    /// Text of the `///` lines directly above, without the slashes; nil where there are none.
    package var documentation: String? { tree.documentation(beforeToken: firstToken) }
}

package struct FileView: SyntaxView {
    package let tree: SyntaxTree
    package let node: Int

    package var items: [ItemView] {
        tree.children(of: node).compactMap { child in
            switch tree.nodes[child].kind {
            case .use: .use(UseView(tree: tree, node: child))
            case .constant: .constant(LetView(tree: tree, node: child))
            case .request: .request(RequestView(tree: tree, node: child))
            case .route: .route(RouteView(tree: tree, node: child))
            case .declaration: .declaration(DeclarationView(tree: tree, node: child))
            default: nil
            }
        }
    }
}

package enum ItemView: Sendable {
    case use(UseView)
    case constant(LetView)
    case request(RequestView)
    case route(RouteView)
    case declaration(DeclarationView)

    package var range: ByteRange {
        switch self {
        case .use(let view): view.range
        case .constant(let view): view.range
        case .request(let view): view.range
        case .route(let view): view.range
        case .declaration(let view): view.range
        }
    }

    package var documentation: String? {
        switch self {
        case .use(let view): view.documentation
        case .constant(let view): view.documentation
        case .request(let view): view.documentation
        case .route(let view): view.documentation
        case .declaration(let view): view.documentation
        }
    }
}

/// `use "catalog.yaml"` or `import "company.scrimp"`.
package struct UseView: SyntaxView {
    package let tree: SyntaxTree
    package let node: Int

    package var isImport: Bool {
        tree.tokens[firstToken].kind == .import || tree.tokens[firstToken].word == .import
    }
    package var path: StringLiteral? { stringLiteral(.string) }
}

/// `let easy = task == faq`.
package struct LetView: SyntaxView {
    package let tree: SyntaxTree
    package let node: Int

    package var name: Name? { name(.declaredName) }
    package var value: ExpressionView? { expression() }
}

/// `kind name { … }`; a test or a proof has a title in quotes instead of a name.
package struct DeclarationView: SyntaxView {
    package let tree: SyntaxTree
    package let node: Int

    package var kind: Name { name(.declaredKind) ?? tree.name(ofToken: firstToken) }
    package var name: Name? { name(.declaredName) }
    package var title: StringLiteral? { stringLiteral(.title) }
    /// What stands after `for`.
    package var subject: Name? { name(.subject) }
    package var block: BlockView? { tree.child(of: node, .block).map { BlockView(tree: tree, node: $0) } }
}

extension SyntaxTree {
    /// The names of a node that is a word, a path or the path of a field: `cache.answers.hit_rate` has three.
    package func names(of node: Int) -> [Name] {
        var result: [Name] = []
        for token in Int(nodes[node].first)..<Int(nodes[node].end) {
            switch tokens[token].kind {
            case .name: result.append(name(ofToken: token))
            case .field: result += parts(ofToken: token, from: 0)
            case .string: result += parts(ofToken: token, from: 1)
            case let kind where kind.isReservedWord: result.append(name(ofToken: token))
            default: break
            }
        }
        return result
    }

    /// A dotted text cut at its dots; `quotes` is how many bytes to leave out at each end.
    private func parts(ofToken token: Int, from quotes: Int) -> [Name] {
        let range = range(ofToken: token)
        guard range.count > 2 * quotes else { return [] }
        let content = source.bytes[Int(range.start) + quotes..<Int(range.end) - quotes]
        return content.split(separator: UInt8(ascii: ".")).map { part in
            Name(
                text: String(decoding: part, as: UTF8.self),
                range: ByteRange(UInt32(part.startIndex), UInt32(part.endIndex)))
        }
    }

    /// Text of the `///` lines that end on the line above a token.
    func documentation(beforeToken token: Int) -> String? {
        var lines: [String] = []
        var index = token - 1
        while index >= 0 {
            switch tokens[index].kind {
            case .space: break
            case .lineBreak where lineEnds(inToken: index) == 1: break
            case .documentation: lines.append(commentText(ofToken: index, markers: 3))
            default: index = 0
            }
            index -= 1
        }
        return lines.isEmpty ? nil : lines.reversed().joined(separator: "\n")
    }

    private func lineEnds(inToken token: Int) -> Int {
        let range = range(ofToken: token)
        return source.bytes[Int(range.start)..<Int(range.end)].count { $0 == UInt8(ascii: "\n") }
    }

    /// The text of a comment without its slashes and the blanks around it.
    package func commentText(ofToken token: Int, markers: Int) -> String {
        let range = range(ofToken: token)
        var content = source.bytes[Int(range.start)..<Int(range.end)].dropFirst(markers)
        while let first = content.first, ByteClass.isBlank(first) { content = content.dropFirst() }
        while let last = content.last, ByteClass.isBlank(last) { content = content.dropLast() }
        return String(decoding: content, as: UTF8.self)
    }
}
