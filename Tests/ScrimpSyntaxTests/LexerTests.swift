import ScrimpDiagnostics
import ScrimpQuantities
import ScrimpSyntax
import Testing

@Suite struct LexerTests {
    /// The tokens of a text that are no trivia, as `kind text`.
    private func tokens(_ text: String) -> [String] {
        let tree = parse(text).tree
        return tree.tokens.indices.dropLast().filter { !tree.tokens[$0].kind.isTrivia }.map {
            "\(tree.tokens[$0].kind) \(tree.text(ofToken: $0))"
        }
    }

    @Test func numbersTakeTheirUnits() {
        #expect(tokens("512 tok") == ["quantity 512 tok"])
        #expect(tokens("5%/h") == ["quantity 5%/h"])
        #expect(tokens("2_000 tok/s") == ["quantity 2_000 tok/s"])
        #expect(tokens("350 gCO2/kWh") == ["quantity 350 gCO2/kWh"])
        #expect(tokens("$3/Mtok") == ["money $3/Mtok"])
        #expect(tokens("20 of 100") == ["number 20", "name of", "number 100"])
        #expect(tokens("1..4") == ["number 1", "dots ..", "number 4"])
        #expect(tokens("22:00..06:00") == ["time 22:00", "dots ..", "time 06:00"])
        #expect(tokens("1%/h..5%/h") == ["quantity 1%/h", "dots ..", "quantity 5%/h"])
        #expect(tokens("$1/h..$2/h") == ["money $1/h", "dots ..", "money $2/h"])
    }

    @Test func aQuantityEndsWhereSomethingElseBegins() {
        #expect(tokens("5\nmin") == ["number 5", "name min"])
        #expect(tokens("5 min(a)").prefix(2) == ["number 5", "name min"])
        #expect(tokens("5, min: 3") == ["number 5", "comma ,", "field min", "colon :", "number 3"])
        #expect(tokens("$30/min(a)").prefix(3) == ["money $30", "slash /", "name min"])
        #expect(tokens("5 req/x") == ["quantity 5 req", "slash /", "name x"])
        #expect(tokens("5 minim") == ["number 5", "name minim"])
    }

    @Test func everyUnitMakesAQuantity() {
        for unit in Unit.table {
            #expect(tokens("7 \(unit.symbol)") == ["quantity 7 \(unit.symbol)"])
            #expect(tokens("$7/\(unit.symbol)") == ["money $7/\(unit.symbol)"])
        }
    }

    @Test func aWordBeforeAColonIsAField() {
        #expect(tokens("when: a") == ["field when", "colon :", "name a"])
        #expect(tokens("a.b.c \t: 1") == ["field a.b.c", "colon :", "number 1"])
        #expect(tokens("a.b c: 1") == ["name a", "dot .", "name b", "field c", "colon :", "number 1"])
        #expect(tokens("a\n: 1") == ["name a", "colon :", "number 1"])
        #expect(tokens("90%: a") == ["quantity 90%", "colon :", "name a"])
    }

    @Test func reservedWordsAreWhole() {
        #expect(tokens("otherwise otherwis otherwise_") == ["otherwise otherwise", "name otherwis", "name otherwise_"])
        #expect(tokens("in int") == ["in in", "name int"])
    }

    @Test func commentsAreTrivia() {
        let tree = parse("/// what\n//// why\nlet a = 1 // how").tree
        #expect(tree.tokens.map(\.kind).filter { $0 == .documentation }.count == 1)
        #expect(tree.tokens.map(\.kind).filter { $0 == .comment }.count == 2)
    }

    @Test func aTextMayBeginWithAByteOrderMark() {
        let bytes: [UInt8] = [0xEF, 0xBB, 0xBF] + Array("let a = 1".utf8)
        let parsed = parse(bytes)
        #expect(parsed.summary == [])
        #expect(parsed.tree.tokens.first?.kind == .byteOrderMark)
        #expect(parsed.tree.bytes == bytes)
        #expect(parse("let a = 1\u{FEFF}").diagnostics.map(\.code.id) == ["S005"])
    }

    @Test func linesMayEndWithCRLF() {
        let bytes = Samples.support.flatMap { $0 == UInt8(ascii: "\n") ? [UInt8(ascii: "\r"), $0] : [$0] }
        let parsed = parse(bytes)
        #expect(parsed.summary == [])
        #expect(parsed.tree.bytes == bytes)
        #expect(parsed.file.items.count == 28)
        #expect(parsed.file.items.first?.documentation == parse(Samples.support).file.items.first?.documentation)
    }

    @Test func mixedLineEndsAreOneWarning() {
        let parsed = parse("let a = 1\nlet b = 2\r\nlet c = 3\nlet d = 4\r\n")
        #expect(parsed.diagnostics.map(\.code.id) == ["S007"])
        #expect(parsed.diagnostics.allSatisfy { $0.severity == .warning })
    }

    @Test func aLoneCarriageReturnHidesNothing() {
        let parsed = parse("// harmless?\rlet a = 1\r")
        #expect(parsed.diagnostics.map(\.code.id) == ["S006"])
        #expect(parsed.file.items.count == 1)
        #expect(parsed.diagnostics.first?.fixes.first?.edits.count == 2)
    }

    /// Each of them in a name's place, in a comment and in a string.
    @Test(
        arguments: [
            ([0], "S002"), ([1], "S003"), ([0x7F], "S003"), ([0xC2, 0x85], "S003"), ([0xE2, 0x80, 0xAE], "S004"),
            ([0xE2, 0x81, 0xA6], "S004"), ([0xE2, 0x80, 0x8F], "S004"), ([0xEF, 0xBB, 0xBF], "S005"), ([0xFF], "S001"),
            ([0xC0, 0x80], "S001"), ([0xED, 0xA0, 0x80], "S001"), ([0xF4, 0x90, 0x80, 0x80], "S001"),
            ([0xE2, 0x82], "S001"),
        ] as [([UInt8], String)])
    func forbiddenBytes(bytes: [UInt8], code: String) {
        for (before, after) in [("let a ", "= 1"), ("let a = 1 // ", " why"), ("let a = \"x", "y\"")] {
            let text = Array(before.utf8) + bytes + Array(after.utf8)
            let parsed = parse(text)
            #expect(parsed.diagnostics.map(\.code.id) == [code], "\(before): \(parsed.summary)")
            #expect(
                parsed.diagnostics.first?.location.range
                    == ByteRange(UInt32(before.utf8.count), UInt32(before.utf8.count + bytes.count)))
            #expect(parsed.tree.bytes == text)
            #expect(parsed.file.items.count == 1)
        }
    }

    @Test func afterAThousandMistakesTheRestIsNotShown() {
        let parsed = parse(String(repeating: "let a = .5\n", count: 3_000))
        #expect(parsed.diagnostics.count == 1_001)
        #expect(parsed.diagnostics.last?.code == .tooManyErrors)
    }

    @Test func diagnosticsCarryTheirSource() {
        let parsed = parse(SourceText(file: "b.scrimp", text: "let a = (.5"), sourceIndex: 3)
        #expect(parsed.diagnostics.count == 2)
        #expect(
            parsed.diagnostics.allSatisfy {
                $0.location.source == 3 && $0.labels.allSatisfy { $0.location.source == 3 }
            })
    }

    @Test func tokensAreDumped() {
        #expect(
            dumpTokens(parse("let a =\n 5. // \"x\"").tree) == """
                0..<3 let "let"
                3..<4 space " "
                4..<5 name "a"
                5..<6 space " "
                6..<7 equals "="
                7..<9 lineBreak "\\n "
                9..<11 number "5." malformed
                11..<12 space " "
                12..<18 comment "// \\"x\\""
                18..<18 endOfText

                """)
    }

    @Test func treesAreDumped() {
        #expect(
            dumpTree(parse("let a = 1 + b.c\n").tree) == """
                file 0..<16
                  constant 0..<15
                    declaredName 4..<5 "a"
                    arithmetic 8..<15
                      number 8..<9 "1"
                      path 12..<15 "b.c"

                """)
    }
}
