import ScrimpDiagnostics
import ScrimpSemantics
import ScrimpSyntax
import ScrimpTestSupport
import Testing

/// Deleting any one token of the language's example is noticed, wherever the result is not itself a meaningful policy.
@Suite struct TokenDeletionTests {
    /// Lists the deletions that leave a meaningful policy, for a person to read: an optional field's list element, a `not`, a doc
    /// comment. Everything else must give a diagnostic.
    @Test func deletionsThatNobodyNoticesAreListed() throws {
        let text = try PackageRoot.text("Tests/Golden/policies/support.scrimp")
        let bytes = Array(text.utf8)
        let source = SourceText(file: "support.scrimp", bytes: bytes)
        let files = try WholeExampleTests.files()
        var unnoticed: [String] = []
        var count = 0
        let tree = parse(source).tree
        for index in tree.tokens.indices where !tree.tokens[index].kind.isTrivia {
            let range = tree.range(ofToken: index)
            if range.isEmpty { continue }
            count += 1
            var shorter = bytes
            shorter.replaceSubrange(Int(range.start)..<Int(range.end), with: [])
            let checked = check(SourceText(file: "support.scrimp", bytes: shorter), in: .test(files: files))
            guard checked.diagnostics.isEmpty else { continue }
            let line = source.lineIndex(at: range.start)
            unnoticed.append(
                "\(line + 1): `\(source.text(in: range))` of `\(String(decoding: source.line(line), as: UTF8.self))`")
        }
        #expect(count > 500)
        expectGolden(unnoticed.joined(separator: "\n") + "\n", at: "Tests/Golden/policies/support-deletions.txt")
    }
}
