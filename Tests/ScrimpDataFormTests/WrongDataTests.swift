import ScrimpDataForm
import ScrimpDiagnostics
import ScrimpJSON
import ScrimpSyntax
import ScrimpTestSupport
import Testing

/// Data with mistakes: each has its place in the data, and nothing traps.
@Suite struct WrongDataTests {
    static let wrong: [(name: String, notation: DataNotation, text: String)] = [
        ("no-object", .json, "[1, 2]"),
        (
            "unknown-key", .json,
            """
            {"policies": {}, "model": {"mini": {"from": "openai/gpt-4o-mini"}}, "budget": {}, "whatever": 1, "use": []}
            """
        ),
        (
            "unknown-field", .json,
            """
            {"models": {"mini": {"form": "openai/gpt-4o-mini", "price": {"inptu": "$1/Mtok"}}}}
            """
        ),
        (
            "expression", .json,
            """
            {"route": [{"when": "tier == \\"free\\" and", "to": ["mini"]},
                       {"when": "prompt > 40,000 tok", "to": ["mini"]},
                       {"otherwise": ["mini large", "-> x"]}]}
            """
        ),
        (
            "kinds", .json,
            """
            {"language": 2, "route": {"otherwise": "mini"}, "models": {"mini": "openai/gpt-4o-mini"},
             "request": {"tenant": 1, "tier": {"default": "free"}},
             "budgets": {"daily": {"limit": {"amount": "$25"}, "ceiling": null, "notify": 5}},
             "let": {"easy": {"doc": "no value"}}}
            """
        ),
        (
            "more-than-one-value", .json,
            """
            {"caches": {"exact": {"capacity": "100, evict: lfu", "match": "exact }\\nmodel evil { from: \\"x\\"",
                                  "ttl": "1 h from insert // for now"}},
             "route": [{"when": "a -> b\\nwhen c", "to": ["mini"]}, {"otherwise": ["a, b"]}],
             "let": {"a": "1\\nlet b = 2"}, "request": {"tenant": {"type": "string = \\"\\""}}}
            """
        ),
        (
            "names", .json,
            """
            {"models": {"gpt-4o": {"from": "openai/gpt-4o"}, "when": {"from": "openai/gpt-4o"}},
             "request": {"my.tenant": "string", "tier": {"enum": ["free", "2nd"]}},
             "policy": {"name": "a policy", "owner": "ml"},
             "scenarios": {"year": {"for": 3}}}
            """
        ),
        (
            "rules", .json,
            """
            {"route": [{"when": "easy"}, {"otherwise": ["mini"], "when": "easy"}, {"when": "easy", "to": []},
                       {"if": "easy", "to": ["mini"]}, "mini", {"otherwise": ["90%: mini"]}]}
            """
        ),
        (
            "yaml", .yaml,
            """
            models:
              mini: { from: openai/gpt-4o-mini, retri: 2 }
            budgets:
              daily:
                limit: $25 pro day
                spent: 'reject(''used up'')'
                when: >
                  task == faq
                  or or
            """
        ),
        (
            "escapes", .json,
            """
            {"let": {"a": "contains(tenant, \\"\\u00e9\\\\n\\") annd b", "b": "\\u0031 + \\ud83d\\ude00 + 2"},
             "docs": {"policy": "Not here.", "route": 3}, "uses": [1]}
            """
        ),
        (
            "forms-of-documentation", .json,
            """
            {"models": {"mini": {"doc": ["a"], "from": "openai/gpt-4o-mini"}, "large": {"doc": "a\\u0000b", "from": "x"}},
             "tests": {"a": {"given": [], "expect": ["first(mini)", {"a": 1}]}}}
            """
        ),
    ]

    private static func diagnostics(_ source: SourceText, _ notation: DataNotation) -> [Diagnostic] {
        let (node, found) = notation.read(source)
        guard found.isEmpty, let node else { return found }
        let text = policyText(from: node, in: source)
        #expect((text.bytes == nil) == !text.diagnostics.isEmpty)
        return text.diagnostics
    }

    @Test(arguments: wrong.indices)
    func messages(index: Int) {
        let (name, notation, text) = Self.wrong[index]
        let source = SourceText(file: "\(name).\(notation.rawValue)", text: text)
        let renderer = TerminalRenderer(usesColors: false, width: 120)
        var sources = SourceSet()
        _ = sources.add(source)
        let found = Self.diagnostics(source, notation)
        #expect(!found.isEmpty)
        let shown = found.map { renderer.render($0, in: sources) }.joined(separator: "\n")
        expectGolden(text + "\n\n" + shown + "\n", at: "Tests/Golden/wrong-data/\(name).txt")
    }

    /// The exact place of a mistake within a string, behind an escape and without one.
    @Test(arguments: [
        (#"{"let": {"a": "1 + é + 2"}}"#, "é"), (#"{"let": {"a": "\u0031 + \u00e9 + 2"}}"#, #"\u00e9"#),
        (#"{"let": {"a": "\"x\" == \u0041 @ y"}}"#, "@"),
    ])
    func placesInStrings(json: String, place: String) {
        let source = SourceText(file: "policy.json", text: json)
        let found = Self.diagnostics(source, .json)
        #expect(found.first.map { source.text(in: $0.location.range) } == place)
    }

    /// Texts that have no form as data.
    @Test(arguments: [
        ("model a { from: \"x\" }\nmodel a { from: \"y\" }", "S734"), ("model { from: \"x\" }", "S734"),
        ("modle a { from: \"x\" }", "S301"), ("policy a {}\npolicy b {}", "S307"),
        ("route { otherwise -> a }\nroute { otherwise -> b }", "S307"), ("request {}\nrequest {}", "S307"),
        ("model a { from: \"x\", from: \"y\" }", "S304"), ("model a { form: \"x\" }", "S302"),
        ("model a { price: { inptu: $1/Mtok } }", "S302"), ("prove a { never: true }", "S734"),
        ("attribute x { by: [a] }", "S306"), ("model a { from: ", "S0"),
        ("let a = " + String(repeating: "[", count: 120) + String(repeating: "]", count: 120), "S703"),
        (
            "scenario a for b { fill: " + String(repeating: "{ x: ", count: 120) + "{}"
                + String(repeating: " }", count: 121), "S703"
        ),
    ])
    func textsWithoutData(text: String, code: String) {
        let data = policyData(of: parse(SourceText(file: "policy.scrimp", text: text)))
        #expect(data.value == nil)
        #expect(data.diagnostics.first?.code.id.hasPrefix(code) == true, "\(data.diagnostics.map(\.message))")
    }
}

/// Whatever the data: it is read or it is refused.
@Suite struct DamagedDataTests {
    private static let samples = ["support", "two_years"].map {
        Array((try? PackageRoot.bytes("Tests/Golden/policies/\($0).scrimp")) ?? [])
    }

    private static func expectSound(_ bytes: [UInt8], _ notation: DataNotation, _ name: Comment) {
        let source = SourceText(file: "policy", bytes: bytes)
        guard let node = notation.read(source).node else { return }
        let text = policyText(from: node, in: source)
        #expect((text.bytes == nil) == !text.diagnostics.isEmpty, name)
        for diagnostic in text.diagnostics {
            let range = diagnostic.location.range
            #expect(Int(range.end) <= bytes.count && diagnostic.fixes.isEmpty, name)
        }
        guard let bytes = text.bytes else { return }
        let mistakes = parse(SourceText(file: "", bytes: bytes)).diagnostics
        #expect(mistakes.isEmpty, name)
    }

    /// Bytes of the data changed, removed or doubled.
    @Test(arguments: 0..<40)
    func damagedBytes(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let value = try #require(policyData(of: parse(SourceText(file: "", bytes: Self.samples[Int(seed % 2)]))).value)
        for notation in DataNotation.allCases {
            var bytes = Array(notation.text(value).utf8)
            for _ in 0..<(1 + random.below(4)) {
                let place = random.below(bytes.count)
                switch random.below(3) {
                case 0: bytes.remove(at: place)
                case 1: bytes.insert(random.pick(Array("\"{}[],:\\-> \n=#'/".utf8)) ?? 0, at: place)
                default: bytes[place] = UInt8(truncatingIfNeeded: random.below(256))
                }
            }
            Self.expectSound(bytes, notation, "seed \(seed)")
        }
    }

    /// Values of the tree exchanged for others: what stands in one place is written in another.
    @Test(arguments: 0..<80)
    func exchangedValues(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let value = try #require(policyData(of: parse(SourceText(file: "", bytes: Self.samples[Int(seed % 2)]))).value)
        var generator = DocumentGenerator(seed: seed)
        var parts: [JSONValue] = []
        Self.collect(value, &parts)
        let changed = Self.exchanging(value, random: &random, parts: parts, generator: &generator)
        Self.expectSound(Array(JSONWriter.text(changed, .indented).utf8), .json, "seed \(seed)")
    }

    @Test(arguments: 0..<80)
    func documentsOfEveryShape(seed: UInt64) {
        var generator = DocumentGenerator(seed: seed)
        for key in DataKey.all {
            let value = JSONValue.object([JSONMember(key.text, generator.value(depth: 5))])
            Self.expectSound(Array(JSONWriter.text(value).utf8), .json, "seed \(seed) \(key.text)")
        }
    }

    @Test func nesting() {
        for (open, close) in [("[", "]"), ("{\"a\": ", "}")] {
            for depth in [90, 200, 250, 300] {
                let inner = open.hasPrefix("{") ? "1" : ""
                let value = String(repeating: open, count: depth) + inner + String(repeating: close, count: depth)
                let text = "{\"scenarios\": {\"a\": {\"for\": \"b\", \"uncertain\": \(value)}}}"
                Self.expectSound(Array(text.utf8), .json, "\(depth)")
            }
        }
    }

    private static func collect(_ value: JSONValue, _ parts: inout [JSONValue]) {
        parts.append(value)
        switch value {
        case .array(let elements): for element in elements { collect(element.value, &parts) }
        case .object(let members): for member in members { collect(member.value.value, &parts) }
        default: break
        }
    }

    private static func exchanging(
        _ value: JSONValue, random: inout SeededGenerator, parts: [JSONValue], generator: inout DocumentGenerator
    ) -> JSONValue {
        if random.below(120) == 0 { return random.pick(parts) ?? .null }
        if random.below(120) == 0 { return generator.value(depth: 3) }
        switch value {
        case .array(let elements):
            var result: [JSONNode] = []
            for element in elements {
                result.append(
                    JSONNode(exchanging(element.value, random: &random, parts: parts, generator: &generator)))
            }
            return .array(result)
        case .object(let members):
            var result: [JSONMember] = []
            for member in members {
                result.append(
                    JSONMember(
                        member.key, exchanging(member.value.value, random: &random, parts: parts, generator: &generator)
                    ))
            }
            return .object(result)
        default: return value
        }
    }
}
