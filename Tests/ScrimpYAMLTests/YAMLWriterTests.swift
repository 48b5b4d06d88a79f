import ScrimpDiagnostics
import ScrimpJSON
import ScrimpTestSupport
import Testing

@testable import ScrimpYAML

@Suite("YAML writer")
struct YAMLWriterTests {
    @Test func layout() throws {
        let json = #"{"a":{"b":[1,{"c":"d","e":[]},["x","z"],[]],"f":{}},"g":null,"h i":"$0.15/Mtok"}"#
        let value = try JSONReader.read(Array(json.utf8)).value
        let expected = """
            a:
              b:
                - 1
                - c: d
                  e: []
                - - x
                  - z
                - []
              f: {}
            g: null
            h i: $0.15/Mtok

            """
        #expect(YAMLWriter.text(value) == expected)
    }

    @Test(arguments: [
        "", "true", "null", "~", "12", "1.5", "1e3", "0x1F", "1_000", "yes", "No", "on", "y", "-", "- a", "a: b",
        "a #b",
        "#a", "&a", "*a", "!a", "|", ">", "@a", "`a", "%a", "'a'", "\"a\"", "[a]", "{a}", " a", "a ", "a\nb", "a\r\nb",
        "\u{85}", "\u{2028}", "\u{FEFF}", "\u{7F}", "\u{0}", "é", "😀", "<<", "=", ".inf", "2026-11-24", "?", "a,b",
        "openai/gpt-4o", "anthropic.claude:0", "---", "...", "\u{FFFE}",
    ])
    func everyStringComesBack(text: String) {
        for value in [JSONValue.string(text), .object([JSONMember(text, .array([JSONNode(.string(text))]))])] {
            let written = YAMLWriter.text(value)
            let (node, diagnostics) = YAMLReader.read(SourceText(file: "a.yaml", text: written))
            #expect(diagnostics.isEmpty)
            #expect(node?.value == value, "\(written)")
        }
    }

    @Test(arguments: [900, 1_000, 1_001, 1_023, 1_024, 5_000])
    func longKeysComeBack(length: Int) {
        let key = String(repeating: "é", count: length)
        for inner in [JSONValue.null, .array([JSONNode(.bool(true))]), .object([JSONMember(key, .string(key))])] {
            let value = JSONValue.array([JSONNode(.object([JSONMember(key, inner), JSONMember("b", .null)]))])
            let (node, diagnostics) = YAMLReader.read(SourceText(file: "a.yaml", text: YAMLWriter.text(value)))
            #expect(diagnostics.isEmpty)
            #expect(node?.value == value)
        }
    }

    @Test(arguments: 0..<200)
    func generatedDocumentsComeBack(seed: UInt64) {
        var generator = DocumentGenerator(seed: seed)
        let value = generator.value(depth: 5)
        let written = YAMLWriter.text(value)
        let (node, diagnostics) = YAMLReader.read(SourceText(file: "a.yaml", text: written))
        #expect(diagnostics.isEmpty, "\(written)")
        #expect(node?.value == value, "\(written)")
        #expect(node.map { YAMLWriter.text($0.value) } == written)
    }
}
