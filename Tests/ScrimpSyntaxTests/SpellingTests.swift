import ScrimpDiagnostics
import ScrimpSyntax
import Testing

@Suite struct SpellingTests {
    private func rule(_ text: String) throws -> String {
        guard case .route(let route)? = parse(SourceText(file: "", text: "route { \(text) }")).file.items.first else {
            throw Absent()
        }
        return try #require(route.rules.first).oneLine
    }

    private struct Absent: Error {}

    /// What a plan says of a rule is the same for all layouts, and strings are not touched.
    @Test(
        arguments: [
            ("when a==b->m,n", "when a == b -> m, n"),
            ("when ( a\n  or b // why\n )  ->\n m ,\n n", "when (a or b) -> m, n"),
            ("when x in [ 1,2, ] -> m", "when x in [1, 2] -> m"),
            ("when f( a ,b :2 , )>-  3 -> m", "when f(a, b: 2) > -3 -> m"),
            ("when x in 1 .. 4 -> m", "when x in 1..4 -> m"),
            ("when x in 1+2..4 -> m", "when x in 1 + 2 .. 4 -> m"),
            ("when x . y > 5\t  min -> m", "when x.y > 5 min -> m"),
            ("when url == \"https://a  b\" -> m", "when url == \"https://a  b\" -> m"),
            ("otherwise->split( 90% :a,10%:b ),c", "otherwise -> split(90%: a, 10%: b), c"),
        ])
    func rulesOnOneLine(text: String, expected: String) throws {
        #expect(try rule(text) == expected)
    }

    @Test func tokens() {
        let tree = parse(SourceText(file: "", text: "let a = 5 \t min // why \t\n")).tree
        let spelled = tree.tokens.indices.map { String(decoding: tree.spelling(ofToken: $0), as: UTF8.self) }
        #expect(spelled.contains("5 min"))
        #expect(spelled.contains("// why"))
    }
}
