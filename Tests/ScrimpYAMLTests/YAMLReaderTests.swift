import ScrimpDiagnostics
import ScrimpJSON
import Testing

@testable import ScrimpYAML

@Suite("YAML reader")
struct YAMLReaderTests {
    static func read(_ text: String) -> (node: JSONNode?, codes: [DiagnosticCode], source: SourceText, places: [String])
    {
        let source = SourceText(file: "a.yaml", text: text)
        let (node, diagnostics) = YAMLReader.read(source, sourceIndex: 3)
        #expect(diagnostics.allSatisfy { $0.location.source == 3 && !$0.message.isEmpty })
        return (node, diagnostics.map(\.code), source, diagnostics.map { source.text(in: $0.location.range) })
    }

    /// YAML and the JSON that it stands for.
    static let accepted: [(String, String)] = [
        ("", "null"), ("# only a comment\n", "null"), ("---\n", "null"), ("~", "null"), ("null", "null"),
        ("true", "true"), ("FALSE", "false"), ("yes", #""yes""#), ("no", #""no""#), ("on", #""on""#),
        ("Off", #""Off""#),
        ("y", #""y""#), ("tRue", #""tRue""#), ("12", "12"), ("-3", "-3"), ("+3", "3"), ("007", "7"), ("0o17", "15"),
        ("0xFF", "255"), ("0x+1", #""0x+1""#), ("1.50", "1.50"), (".5", "0.5"), ("-.5", "-0.5"), ("5.", "5"),
        ("1e3", "1e3"), ("1.E+3", "1e3"), ("1e", #""1e""#), (".", #"".""#), ("-", "[null]"), ("1_000", #""1_000""#),
        ("12:30", #""12:30""#), ("2026-11-24", #""2026-11-24""#), ("$0.15/Mtok", #""$0.15/Mtok""#), ("'12'", #""12""#),
        ("\"a\\u00e9\\n\"", #""aé\n""#), ("|\n  a\n  b\n", #""a\nb\n""#), (">-\n  a\n  b\n", #""a b""#),
        ("!!str 12", #""12""#), ("! 12", #""12""#), ("!!int 12", "12"), ("!!float \"1.5\"", "1.5"),
        ("a: 1\nb:\n  - x\n  - {c: d}\n", #"{"a":1,"b":["x",{"c":"d"}]}"#), ("[a, [b], {}]", #"["a",["b"],{}]"#),
        ("- - a\n  - b\n- c\n", #"[["a","b"],"c"]"#), ("a:\nb: ''\n", #"{"a":null,"b":""}"#),
        ("1: a\ntrue: b\n", #"{"1":"a","true":"b"}"#), ("{\"a\": [1, 2.0e5, null]}", #"{"a":[1,2.0e5,null]}"#),
        ("a: &x [1, 2]\nb: *x\n", #"{"a":[1,2],"b":[1,2]}"#), ("&k a: 1\nb: *k\n", #"{"a":1,"b":"a"}"#),
        ("a: &x 1\nb: &x 2\nc: *x\n", #"{"a":1,"b":2,"c":2}"#), ("\u{FEFF}a: é\n", #"{"a":"é"}"#),
        ("%YAML 1.2\n---\na: b\n...\n", #"{"a":"b"}"#), ("\"<<\": 1\n", #"{"<<":1}"#),
    ]

    @Test(arguments: accepted)
    func accepts(text: String, json: String) throws {
        let result = Self.read(text)
        #expect(result.codes.isEmpty)
        #expect(JSONWriter.text(try #require(result.node).value) == json)
    }

    static let refused: [(String, DiagnosticCode, String)] = [
        ("a: [1, 2", .malformedYAML, ""), ("a: b: c\n", .malformedYAML, ""), ("a: 'b\n", .malformedYAML, ""),
        ("\ta: 1\n", .malformedYAML, ""), ("a: 1\n b: 2\n", .malformedYAML, ""), ("}", .malformedYAML, ""),
        ("a: @b\n", .malformedYAML, ""), ("a: \u{1}\n", .malformedYAML, ""),
        ("%YAML 3.0\n---\na: b", .malformedYAML, ""),
        ("a: \"\\x\"\n", .malformedYAML, ""), ("a: *x\n", .undefinedAlias, "*x"),
        ("a: &a [*a]\n", .undefinedAlias, "*a"),
        ("a: 1\n\"a\": 2\n", .duplicateKey, "\"a\""), ("{é: 1, é: 2}", .duplicateKey, "é"),
        ("a: &b {c: 1}\nd:\n  <<: *b\n", .unsupportedYAML, "<<"), ("? [a]\n: b\n", .unsupportedYAML, "["),
        ("? &x a\n: b\n? *x\n: c\n", .unsupportedYAML, "*x"), ("a: !person b\n", .unsupportedYAML, "!person b"),
        ("a: !!int b\n", .unsupportedYAML, "!!int b"), ("a: !!set {b: c}\n", .unsupportedYAML, "!!set {"),
        ("a: .nan\n", .unsupportedYAML, ".nan"), ("a: -.INF\n", .unsupportedYAML, "-.INF"),
        ("a\n---\nb\n", .unsupportedYAML, "---"), ("a: !!binary AAAA\n", .unsupportedYAML, "!!binary AAAA"),
    ]

    @Test(arguments: refused)
    func refuses(text: String, code: DiagnosticCode, place: String) {
        let result = Self.read(text)
        #expect(result.codes == [code])
        #expect(result.places == [place])
    }

    @Test func syntaxErrorsHaveTheirPlaceInBytes() throws {
        let source = SourceText(file: "a.yaml", text: "ä: ü\n€: \"😀\u{85}x\"\nb: c: d\n")
        let (node, diagnostics) = YAMLReader.read(source)
        #expect(node == nil)
        let place = try #require(diagnostics.first).location.range.start
        #expect(source.position(at: place) == SourcePosition(line: 3, column: 5))
    }

    @Test func placesAreKept() throws {
        let source = SourceText(
            file: "a.yaml", text: "\u{FEFF}ä: [10, 'x']\nblock:\n  - a: 1\n    b: '\u{2028}ü'\n\nlast: 2\n")
        let node = try #require(YAMLReader.read(source).node)
        #expect(node.members?.map { source.text(in: $0.keyRange) } == ["ä", "block", "last"])
        #expect(node["ä"].map { source.text(in: $0.range) } == "[10, 'x']")
        #expect(node["ä"]?.elements?.map { source.text(in: $0.range) } == ["10", "'x'"])
        #expect(node["block"].map { source.text(in: $0.range) }?.hasPrefix("- a: 1") == true)
        #expect(node["block"].map { source.text(in: $0.range) }?.hasSuffix("ü'") == true)
        #expect(node["last"].map { source.text(in: $0.range) } == "2")
    }

    @Test func whatIsNotUTF8IsReportedWhereItStands() {
        let source = SourceText(file: "a.yaml", bytes: Array("a: b\nc: ".utf8) + [0xFC, 0x0A])
        let (node, diagnostics) = YAMLReader.read(source)
        #expect(node == nil)
        #expect(diagnostics.map(\.code) == [.invalidEncoding])
        #expect(diagnostics.first?.location.range == ByteRange(8, 9))
    }

    @Test(arguments: ["[", "[\n", "{a: ", "- ", "? ", "a: [\n"])
    func deepNestingStops(piece: String) {
        let result = Self.read(String(repeating: piece, count: 40_000))
        #expect(result.node == nil)
        #expect(result.codes.count == 1)
        #expect(result.codes.first == .dataNestingTooDeep || result.codes.first == .malformedYAML)
    }

    @Test func fortyThousandBracketsAreTooDeep() {
        #expect(Self.read(String(repeating: "[", count: 40_000)).codes == [.dataNestingTooDeep])
        let deepest = String(repeating: "[", count: 128) + String(repeating: "]", count: 128)
        #expect(Self.read(deepest).codes.isEmpty)
    }

    @Test func anAliasBombStops() {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        for level in 1...9 {
            let aliases = [String](repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
            text += "a\(level): &a\(level) [\(aliases)]\n"
        }
        let result = Self.read(text)
        #expect(result.node == nil)
        #expect(result.codes == [.aliasExpansion])
    }

    @Test func aChainOfAliasesIsNoWayAroundTheDepth() {
        var text = "a0: &a0 [x]\n"
        for level in 1...200 { text += "a\(level): &a\(level) [*a\(level - 1)]\n" }
        let result = Self.read(text)
        #expect(result.node == nil)
        #expect(result.codes == [.dataNestingTooDeep])
    }

    @Test func aMistakeDoesNotHideTheNext() throws {
        let result = Self.read("a: *x\na: .inf\nb: *y\nc: 1\n")
        #expect(result.codes == [.undefinedAlias, .unsupportedYAML, .duplicateKey, .undefinedAlias])
        #expect(try #require(result.node)["c"]?.number?.int64 == 1)
    }

    @Test func anythingIsReadWithoutATrap() {
        var state: UInt64 = 7
        let alphabet = Array("ab01:-?[]{},&*!|>'\"%@`#~ \n\t\\é<".unicodeScalars)
        for _ in 0..<3_000 {
            var text = ""
            for _ in 0..<24 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                text.unicodeScalars.append(alphabet[Int(truncatingIfNeeded: state >> 33) % alphabet.count])
            }
            let result = YAMLReader.read(SourceText(file: "a.yaml", text: text))
            #expect(result.node != nil || !result.diagnostics.isEmpty)
        }
    }
}
