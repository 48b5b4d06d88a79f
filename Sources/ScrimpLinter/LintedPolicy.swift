package import ScrimpCompiler
package import ScrimpDiagnostics
package import ScrimpQuantities
package import ScrimpSemantics
package import ScrimpSyntax

/// A file as it is written.
package struct LintedText: Sendable {
    package let tree: SyntaxTree
    /// Index of the text in the sources of the check.
    package let source: Int

    package init(tree: SyntaxTree, source: Int) {
        self.tree = tree
        self.source = source
    }

    package var file: FileView { tree.file }
    package func location(_ range: ByteRange) -> SourceLocation { SourceLocation(range, in: source) }
}

/// A policy without errors: how it is written, what it means, and the plan that it became.
package struct LintedPolicy: Sendable {
    package let policy: Policy
    package let compilation: Compilation
    package let sources: SourceSet
    /// By source index; nil for catalogs.
    package let trees: [SyntaxTree?]
    /// Nil where nobody knows: then nothing is said about dates.
    package let today: CivilDate?

    package init(
        policy: Policy, compilation: Compilation, sources: SourceSet, trees: [SyntaxTree?], today: CivilDate?
    ) {
        self.policy = policy
        self.compilation = compilation
        self.sources = sources
        self.trees = trees
        self.today = today
    }

    package func text(at location: SourceLocation) -> String { sources[location.source].text(in: location.range) }
}
