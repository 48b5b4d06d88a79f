import ScrimpDiagnostics
import ScrimpSyntax
import Testing

/// Texts that are larger or deeper than any policy.
@Suite struct LargeInputTests {
    static let deep: [String] = [
        "let a = " + String(repeating: "(", count: 10_000) + "1" + String(repeating: ")", count: 10_000)
            + "\nlet b = 2\n",
        "let a = " + String(repeating: "[", count: 10_000) + String(repeating: "]", count: 10_000) + "\nlet b = 2\n",
        "let a = " + String(repeating: "f(", count: 10_000) + String(repeating: ")", count: 10_000) + "\nlet b = 2\n",
        "let a = " + String(repeating: "- ", count: 10_000) + "1\nlet b = 2\n",
        "let a = " + String(repeating: "not ", count: 10_000) + "c\nlet b = 2\n",
        "let a = b" + String(repeating: " or b", count: 10_000) + "\nlet b = 2\n",
        "let a = 1" + String(repeating: " + 1", count: 10_000) + "\nlet b = 2\n",
        "m { a: " + String(repeating: "{ a: ", count: 10_000) + "1" + String(repeating: "}", count: 10_001)
            + "\nlet b = 2\n",
        "route { otherwise -> " + String(repeating: "split(50%: a, 50%: ", count: 10_000) + "b"
            + String(repeating: ")", count: 10_000) + " }\nlet b = 2\n",
    ]

    @Test(arguments: deep.indices)
    func tenThousandLevelsAreOneMistake(index: Int) {
        let text = Self.deep[index]
        let parsed = parse(text)
        #expect(parsed.diagnostics.map(\.code.id) == ["S076"], "\(parsed.summary)")
        #expect(parsed.tree.bytes == Array(text.utf8))
        #expect(parsed.file.items.count == 2)
        walk(parsed.file)
    }

    @Test(arguments: deep.indices)
    func openingsWithoutEndAreFewMistakes(index: Int) {
        let text = String(Self.deep[index].prefix(Self.deep[index].count / 2))
        let parsed = parse(text)
        #expect((1...2).contains(parsed.diagnostics.count), "\(parsed.summary)")
        #expect(parsed.tree.bytes == Array(text.utf8))
    }

    @Test func twoHundredFiftyLevelsAreFine() {
        let text = "let a = " + String(repeating: "(", count: 250) + "1" + String(repeating: ")", count: 250)
        #expect(parse(text).summary == [])
        #expect(parse("let a = b" + String(repeating: " or b", count: 250)).summary == [])
    }

    @Test func tenMegabytes() {
        var text: [UInt8] = []
        while text.count < 10_000_000 { text += Samples.support }
        let parsed = parse(text)
        #expect(parsed.diagnostics.isEmpty)
        #expect(parsed.tree.bytes == text)
        #expect(parsed.file.items.count == text.count / Samples.support.count * 28)
    }

    /// Texts in which each byte could make a parser look at all the others.
    @Test(arguments: [
        "{", "(", "[", "a.", "a.b ", "(a, ", "f(a ", "a {\n", "-", "- ", "100,500,", "4o-", "a-4o-", "3 sec ", "a-",
        "\"", "'", "/*", "//\r", "a: b", "\n- a",
        "$4,", "1e", "9",
    ])
    func repetition(unit: String) {
        let text = Array(String(repeating: unit, count: 200_000 / unit.utf8.count).utf8)
        let parsed = parse(text)
        #expect(parsed.tree.bytes == text)
        #expect(parsed.diagnostics.count <= 1_001)
    }

    @Test func longerThanAllowed() {
        let text = [UInt8](repeating: UInt8(ascii: " "), count: (64 << 20) + 1)
        let parsed = parse(text)
        #expect(parsed.diagnostics.map(\.code.id) == ["S008"])
        #expect(parsed.tree.tokens.count == 2)
        #expect(parsed.file.items.isEmpty)
    }
}
