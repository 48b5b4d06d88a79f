import ScrimpDiagnostics
import ScrimpGenerators
import ScrimpQuantities
import ScrimpSyntax
import Testing

/// The parser against the grammar's own file.
@Suite struct GrammarTests {
    private static let grammar = Grammar(bytes: Samples.grammar)
    private static let recogniser = Recogniser(grammar)

    /// What fits the grammar and is an error all the same; the file lists them.
    private static func breaksGrammar(_ parsed: ParsedFile) -> Bool {
        parsed.diagnostics.contains { $0.severity == .error && $0.code != .rangeUnit && $0.code != .nestingTooDeep }
    }

    @Test func everyRuleIsDefinedAndUsed() {
        let grammar = Self.grammar
        var used: Set<String> = ["file", "TRIVIA"]
        func collect(_ expression: Grammar.Expression) {
            switch expression {
            case .reference(let name): used.insert(name)
            case .sequence(let parts), .choice(let parts): for part in parts { collect(part) }
            case .optional(let inner), .repetition(let inner): collect(inner)
            case .exception(let base, let except):
                collect(base)
                collect(except)
            case .literal, .words: break
            }
        }
        for rule in grammar.rules.values { collect(rule) }
        #expect(used == Set(grammar.order))
        #expect(grammar.order.count > 50)
    }

    @Test func unitsAndReservedWordsAreThoseOfTheLexer() {
        #expect(Self.grammar.literals("UNIT") == Unit.table.map(\.symbol))
        for word in Self.grammar.literals("RESERVED") {
            #expect(parse("let a = \(word)").tree.tokens.contains { $0.kind.isReservedWord && "\($0.kind)" == word })
        }
        #expect(Self.grammar.literals("RESERVED").count == TokenKind.allCases.count { $0.isReservedWord })
    }

    @Test func recogniserAcceptsTheExamples() {
        for sample in [Samples.support, Samples.twoYears] {
            #expect(!sample.isEmpty)
            #expect(Self.recogniser.accepts(Recogniser.inputs(parse(sample).tree)))
        }
    }

    @Test(arguments: 0..<600)
    func sentencesParseWithoutMistakes(seed: UInt64) {
        var generator = SentenceGenerator(Self.grammar, seed: seed)
        let text = generator.sentence(size: 20 + Int(seed % 80))
        let parsed = parse(text)
        #expect(!Self.breaksGrammar(parsed), "\(text)\n\(parsed.summary)")
        #expect(parsed.tree.bytes == Array(text.utf8))
    }

    /// Each item of the examples with any one token deleted, doubled, or swapped with the next.
    @Test(arguments: [Samples.support, Samples.twoYears])
    func agreesWithTheRecogniserOnMutations(sample: [UInt8]) {
        let tree = parse(sample).tree
        var compared = 0
        var rejected = 0
        for item in parse(sample).file.items {
            let text = Array(sample[Int(item.range.start)..<Int(item.range.end)])
            for mutation in Mutation.all(of: text) {
                compared += 1
                if !Self.agree(mutation) { continue }
                if Self.breaksGrammar(parse(mutation)) { rejected += 1 }
            }
        }
        #expect(compared > tree.nodes.count / 4)
        #expect(rejected > compared / 4)
    }

    @Test(arguments: 0..<150)
    func agreesWithTheRecogniserOnMutatedSentences(seed: UInt64) {
        var generator = SentenceGenerator(Self.grammar, seed: 10_000 + seed)
        let text = Array(generator.sentence(size: 14).utf8)
        for mutation in Mutation.all(of: text) { _ = Self.agree(mutation) }
    }

    private static func agree(_ text: [UInt8]) -> Bool {
        let parsed = parse(text)
        let accepted = recogniser.accepts(Recogniser.inputs(parsed.tree))
        let agrees = accepted != breaksGrammar(parsed)
        #expect(
            agrees,
            "the recogniser \(accepted ? "accepts" : "rejects") \(String(decoding: text, as: UTF8.self))\n\(parsed.summary)"
        )
        #expect(parsed.tree.bytes == text)
        return agrees
    }
}

/// Changes of single tokens.
enum Mutation {
    static func all(of text: [UInt8]) -> [[UInt8]] {
        let tree = parse(text).tree
        let ranges = tree.tokens.indices.dropLast().filter { !tree.tokens[$0].kind.isTrivia }.map {
            tree.range(ofToken: $0)
        }
        func bytes(_ range: ByteRange) -> ArraySlice<UInt8> { text[Int(range.start)..<Int(range.end)] }
        var result: [[UInt8]] = []
        for (index, range) in ranges.enumerated() {
            let before = text[..<Int(range.start)]
            let after = text[Int(range.end)...]
            result.append(Array(before + after))
            result.append(Array(before + bytes(range) + [UInt8(ascii: " ")] + bytes(range) + after))
            guard index + 1 < ranges.count else { continue }
            let next = ranges[index + 1]
            let between = text[Int(range.end)..<Int(next.start)]
            result.append(Array(before + bytes(next) + between + bytes(range) + text[Int(next.end)...]))
        }
        return result
    }
}
