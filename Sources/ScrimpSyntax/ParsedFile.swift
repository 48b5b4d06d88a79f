package import ScrimpDiagnostics

/// What parsing a text gives, whatever the text: a tree of all of it, and what is wrong with it, by position.
package struct ParsedFile: Sendable {
    package let tree: SyntaxTree
    package let diagnostics: [Diagnostic]

    package var file: FileView { tree.file }
}

extension SyntaxTree {
    package var file: FileView { FileView(tree: self, node: root) }
}

/// Parses a policy text. Never fails; takes time and memory that grow with the length of the text, and a stack that does not.
package func parse(_ source: SourceText, sourceIndex: Int = 0) -> ParsedFile {
    var lexer = Lexer(source: source, sourceIndex: sourceIndex)
    lexer.run()
    var parser = Parser(source: source, tokens: lexer.tokens, diagnostics: lexer.diagnostics)
    parser.parseFile()
    return ParsedFile(
        tree: SyntaxTree(source: source, tokens: parser.tokens, nodes: parser.nodes),
        diagnostics: parser.diagnostics.sorted())
}
