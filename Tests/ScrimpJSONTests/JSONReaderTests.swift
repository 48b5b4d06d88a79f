import ScrimpDiagnostics
import Testing

@testable import ScrimpJSON

@Suite("JSON reader")
struct JSONReaderTests {
    static let accepted: [(String, JSONValue)] = [
        ("null", .null),
        (" \t\r\n true ", .bool(true)),
        ("false", .bool(false)),
        ("0", .number(JSONNumber(0 as Int64))),
        ("-0", .number(JSONNumber(uncheckedText: "-0"))),
        ("1.5e+10", .number(JSONNumber(uncheckedText: "1.5e+10"))),
        ("1E-5", .number(JSONNumber(uncheckedText: "1E-5"))),
        ("123456789012345678901234567890", .number(JSONNumber(uncheckedText: "123456789012345678901234567890"))),
        ("\"\"", .string("")),
        ("\"a\\u0062\\n\\/\\\"\\\\\"", .string("ab\n/\"\\")),
        ("\"\\ud83d\\ude00\"", .string("😀")),
        ("\"\\u0000\"", .string("\u{0}")),
        ("\"é😀\u{7F}\"", .string("é😀\u{7F}")),
        ("[]", .array([])),
        ("[ ]", .array([])),
        (
            "[1,[2]]",
            .array([
                JSONNode(.number(JSONNumber(1 as Int64))),
                JSONNode(.array([JSONNode(.number(JSONNumber(2 as Int64)))])),
            ])
        ),
        ("{}", .object([])),
        ("{\"a\":null , \"\" : {} }", .object([JSONMember("a", .null), JSONMember("", .object([]))])),
    ]

    @Test(arguments: accepted)
    func accepts(text: String, value: JSONValue) throws {
        #expect(try JSONReader.read(Array(text.utf8)).value == value)
    }

    static let refused: [(String, JSONError.Kind, Range<UInt32>)] = [
        ("", .empty, 0..<0),
        ("  ", .empty, 2..<2),
        ("nul", .unexpected(expected: "a value"), 0..<1),
        ("True", .unexpected(expected: "a value"), 0..<1),
        ("NaN", .unexpected(expected: "a value"), 0..<1),
        ("'a'", .unexpected(expected: "a value"), 0..<1),
        ("[1", .unexpectedEnd(expected: "`]`"), 2..<2),
        ("[1,", .unexpectedEnd(expected: "`]`"), 3..<3),
        ("[1,]", .trailingComma, 2..<3),
        ("[,1]", .unexpected(expected: "a value"), 1..<2),
        ("[1,,2]", .unexpected(expected: "a value"), 3..<4),
        ("[1 2]", .unexpected(expected: "`,` or `]`"), 3..<4),
        ("[1}", .unexpected(expected: "`,` or `]`"), 2..<3),
        ("]", .unexpected(expected: "a value"), 0..<1),
        ("{", .unexpectedEnd(expected: "`}`"), 1..<1),
        ("{\"a\"", .unexpectedEnd(expected: "`:`"), 4..<4),
        ("{\"a\":", .unexpectedEnd(expected: "a value"), 5..<5),
        ("{\"a\" 1}", .unexpected(expected: "`:`"), 5..<6),
        ("{\"a\":1,}", .trailingComma, 6..<7),
        ("{,}", .unexpected(expected: "a key in quotes"), 1..<2),
        ("{a:1}", .unexpected(expected: "a key in quotes"), 1..<2),
        ("{1:1}", .unexpected(expected: "a key in quotes"), 1..<2),
        ("{\"a\":1 \"b\":2}", .unexpected(expected: "`,` or `}`"), 7..<8),
        ("{\"a\":1,\"a\":2}", .duplicateKey("a"), 7..<10),
        ("{\"a\":1,\"\\u0061\":2}", .duplicateKey("a"), 7..<15),
        ("1 2", .trailingText, 2..<3),
        ("{}x", .trailingText, 2..<3),
        ("[] // no", .trailingText, 3..<4),
        ("01", .malformedDataNumber, 0..<1),
        ("-01", .malformedDataNumber, 0..<2),
        ("-", .malformedDataNumber, 0..<1),
        ("+1", .malformedDataNumber, 0..<1),
        (".5", .malformedDataNumber, 0..<1),
        ("5.", .malformedDataNumber, 0..<2),
        ("1e", .malformedDataNumber, 0..<2),
        ("1e+", .malformedDataNumber, 0..<3),
        ("-Infinity", .malformedDataNumber, 0..<2),
        ("0x10", .trailingText, 1..<2),
        ("\"a", .unterminatedString, 0..<2),
        ("\"a\\", .unterminatedString, 0..<3),
        ("\"a\\\"", .unterminatedString, 0..<4),
        ("\"a\tb\"", .controlCharacter(9), 2..<3),
        ("\"a\nb\"", .controlCharacter(10), 2..<3),
        ("\"\u{0}\"", .controlCharacter(0), 1..<2),
        ("\"\\x\"", .unknownEscape, 1..<3),
        ("\"\\é\"", .unknownEscape, 1..<2),
        ("\"\\u12\"", .unknownEscape, 1..<5),
        ("\"\\u12G4\"", .unknownEscape, 1..<7),
        ("\"\\ud800\"", .loneSurrogate, 1..<7),
        ("\"\\udc00\"", .loneSurrogate, 1..<7),
        ("\"\\ud800x\"", .loneSurrogate, 1..<7),
        ("\"\\ud800\\u0041\"", .loneSurrogate, 1..<7),
        ("\"\\ud800\\ud800\"", .loneSurrogate, 1..<7),
        ("\u{FEFF}1", .byteOrderMark, 0..<3),
        ("\u{A0}1", .unexpected(expected: "a value"), 0..<2),
    ]

    @Test(arguments: refused)
    func refuses(text: String, kind: JSONError.Kind, place: Range<UInt32>) {
        let expected = JSONError(kind, at: ByteRange(place.lowerBound, place.upperBound))
        #expect(throws: expected) { try JSONReader.read(Array(text.utf8)) }
        #expect(expected.code.severity == .error)
        #expect(!expected.message.isEmpty)
    }

    static let invalidUTF8: [[UInt8]] = [
        [0x80], [0xC0, 0x80], [0xC1, 0xBF], [0xC3], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xE2, 0x82],
        [0xF0, 0x80, 0x80, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFF], [0xE2, 0x28, 0xA1],
    ]

    @Test(arguments: invalidUTF8)
    func refusesWhatIsNotUTF8(bytes: [UInt8]) {
        let text = [UInt8(ascii: "\"")] + bytes + [UInt8(ascii: "\"")]
        #expect(throws: JSONError(.invalidUTF8, at: ByteRange(1, 2))) { try JSONReader.read(text) }
        #expect(throws: JSONError.self) { try JSONReader.read(bytes) }
    }

    @Test func deepNestingIsRefused() throws {
        let open = [UInt8](repeating: UInt8(ascii: "["), count: 40_000)
        #expect(throws: JSONError(.tooDeep(limit: 256), at: ByteRange(256, 257))) { try JSONReader.read(open) }
        let deepest = String(repeating: "[", count: 256) + String(repeating: "]", count: 256)
        #expect(throws: Never.self) { try JSONReader.read(Array(deepest.utf8)) }
    }

    @Test func placesAreKept() throws {
        let text = " {\"ä\": [10, \"x\"] }"
        let source = SourceText(file: "a.json", text: text)
        let node = try JSONReader.read(source.bytes)
        #expect(source.text(in: node.range) == "{\"ä\": [10, \"x\"] }")
        let member = try #require(node.members?.first)
        #expect(source.text(in: member.keyRange) == "\"ä\"")
        #expect(source.text(in: member.value.range) == "[10, \"x\"]")
        #expect(member.value.elements?.map { source.text(in: $0.range) } == ["10", "\"x\""])
    }

    @Test func duplicatesInAFileAreReportedOnceEach() throws {
        let many = (0..<40).map { "\"k\($0)\":\($0)" } + ["\"k3\":0", "\"k39\":0"]
        let source = SourceText(file: "a.json", text: "{" + many.joined(separator: ",") + "}")
        let (node, diagnostics) = JSONReader.read(source, sourceIndex: 4)
        #expect(node?.members?.count == 42)
        #expect(diagnostics.map(\.code) == [.duplicateKey, .duplicateKey])
        #expect(diagnostics.map { source.text(in: $0.location.range) } == ["\"k3\"", "\"k39\""])
        #expect(diagnostics.allSatisfy { $0.location.source == 4 })
        #expect(node?["k3"]?.number?.int64 == 3)
    }

    @Test func aBrokenFileGivesOneDiagnostic() {
        let (node, diagnostics) = JSONReader.read(SourceText(file: "a.json", text: "{\"a\": 1,, \"b\": ]"))
        #expect(node == nil)
        #expect(diagnostics.map(\.code) == [.malformedJSON])
    }

    @Test func linesAreReadInPlace() throws {
        let bytes = Array("{\"a\":1}\n{\"a\":2}\n".utf8)
        var values: [Int64] = []
        for line in bytes.split(separator: UInt8(ascii: "\n")) {
            let node = try JSONReader.read(line)
            #expect(Int(node.range.start) == line.startIndex)
            values.append(try #require(node["a"]?.number?.int64))
        }
        #expect(values == [1, 2])
    }

    @Test func everyPrefixOfADocumentIsRefusedWithoutATrap() throws {
        let text = Array(#"{"a":[1.5e3,"\ud83d\ude00\n",true,null,{"b":-0.25}],"ü":"é"}"#.utf8)
        #expect(throws: Never.self) { try JSONReader.read(text) }
        for length in 0..<text.count { #expect(throws: JSONError.self) { try JSONReader.read(text[..<length]) } }
    }
}
