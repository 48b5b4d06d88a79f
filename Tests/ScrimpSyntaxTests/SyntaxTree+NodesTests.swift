import ScrimpDiagnostics
import ScrimpSyntax
import ScrimpTestSupport
import Testing

@Suite struct SyntaxTreeNodesTests {
    @Test func parentsAreThoseThatListTheChild() throws {
        let bytes = try PackageRoot.bytes("Tests/Golden/policies/support.scrimp")
        let tree = parse(SourceText(file: "", bytes: bytes)).tree
        let parents = tree.parents
        #expect(parents.count == tree.nodes.count && parents[tree.root] == tree.root)
        var listed = 1
        for node in tree.nodes.indices {
            for child in tree.children(of: node) {
                #expect(parents[child] == node)
                listed += 1
            }
        }
        #expect(listed == tree.nodes.count)
    }

    @Test func expressionsAreFoundByTheirNode() throws {
        let tree = parse(SourceText(file: "", text: "let a = not b == 2 ktok")).tree
        let found = tree.nodes.indices.compactMap { tree.expression(at: $0) }
        #expect(found.map { tree.source.text(in: $0.range) } == ["b", "2 ktok", "b == 2 ktok", "not b == 2 ktok"])
        #expect(tree.expression(at: tree.root).map(\.node) == nil && tree.expression(at: -1).map(\.node) == nil)
    }
}
