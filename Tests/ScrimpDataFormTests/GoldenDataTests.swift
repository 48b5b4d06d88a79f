import ScrimpDataForm
import ScrimpDiagnostics
import ScrimpJSON
import ScrimpSyntax
import ScrimpTestSupport
import Testing

/// What people read and compare.
@Suite struct GoldenDataTests {
    @Test(arguments: ["support", "two_years"], DataNotation.allCases)
    func policies(name: String, notation: DataNotation) throws {
        let bytes = try PackageRoot.bytes("Tests/Golden/policies/\(name).scrimp")
        let data = policyData(of: parse(SourceText(file: name, bytes: bytes)))
        let value = try #require(data.value, "\(data.diagnostics.map(\.message))")
        expectGolden(notation.text(value), at: "Tests/Golden/data/\(name).\(notation.rawValue)")
    }

    @Test func textsOfData() throws {
        let source = SourceText(file: "support.json", text: try PackageRoot.text("Tests/Golden/data/support.json"))
        let node = try #require(DataNotation.json.read(source).node)
        let text = policyText(from: node, in: source)
        expectGolden(
            String(decoding: try #require(text.bytes), as: UTF8.self), at: "Tests/Golden/data/support.scrimp")
    }

    /// What a program may write besides what is written here.
    @Test func shorthands() throws {
        let json = """
            {"uses": "catalog.yaml",
             "request": {"tenant": "string = \\"\\"", "tier": {"type": "enum { free, paid }"}, "size": {"type": "int", "default": -3}},
             "let": {"many": 100, "listed": ["a", 2], "on": true},
             "models": {"mini": {"from": {"expression": "small"}, "retry": 2}},
             "docs": {"route": "Who answers.\\r\\nAnd how."},
             "route": [{"when": true, "to": "90%: mini, 10%: large"}, {"otherwise": "mini"}]}
            """
        let source = SourceText(file: "policy.json", text: json)
        let node = try #require(DataNotation.json.read(source).node)
        let text = policyText(from: node, in: source)
        #expect(text.diagnostics.map(\.message) == [])
        expectGolden(
            String(decoding: try #require(text.bytes), as: UTF8.self), at: "Tests/Golden/data/shorthands.scrimp")
    }
}
