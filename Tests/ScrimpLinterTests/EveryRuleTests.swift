import ScrimpDiagnostics
import ScrimpLinter
import ScrimpSemantics
import ScrimpSyntax
import ScrimpTestSupport
import Testing

/// What holds of all rules together: on generated policies, and on texts that are damaged in any way.
@Suite struct EveryRuleTests {
    private static let company = """
        budget company { limit: $500 per day, spent: reject("the company's budget is used up") }
        switch paused  { on: reject("paused by an operator") }
        """
    private static func load(_ path: String) -> [UInt8]? {
        switch path {
        case "company.scrimp": Array(company.utf8)
        case "catalog.yaml": Array("models: {}\n".utf8)
        default: nil
        }
    }

    private static let samples = ["support", "two_years"].map {
        (try? PackageRoot.bytes("Tests/Golden/policies/\($0).scrimp")) ?? []
    }

    @Test(arguments: 0..<200)
    func generatedPolicies(seed: UInt64) {
        let text = GeneratedLintPolicy(seed: seed).text
        RulesTogether.expect(on: LintedFile(text), load: { _ in nil })
    }

    /// The generator is worth its name: its policies compile, and most of what can be said of a text is said of one of them.
    @Test func generatedPoliciesAreWorthLinting() {
        var said: Set<String> = []
        var whole = 0
        for seed in 0..<120 as Range<UInt64> {
            let file = LintedFile(GeneratedLintPolicy(seed: seed).text)
            if file.errors.isEmpty { whole += 1 }
            said.formUnion(file.findings().map(\.code.id))
        }
        #expect(whole > 60, "\(whole) of 120 compile")
        for id in ["C001", "C002", "C004", "C006", "C007", "C008", "C009", "C012", "C013", "C014", "C016", "C017"] {
            #expect(said.contains(id), "\(id) is never said")
        }
    }

    @Test func languageExample() {
        RulesTogether.expect(
            on: LintedFile(Self.samples[0] + Self.samples[1], load: Self.load), load: Self.load)
    }

    /// Any token away: the rest is looked at all the same, and fixes still apply.
    @Test(arguments: [0, 1])
    func deletedTokens(sample: Int) {
        let bytes = Self.samples[sample]
        let tree = parse(SourceText(file: "", bytes: bytes)).tree
        #expect(tree.tokens.count > 100)
        for index in tree.tokens.indices.dropLast() where !tree.tokens[index].kind.isTrivia {
            let range = tree.range(ofToken: index)
            let file = LintedFile(Array(bytes[..<Int(range.start)] + bytes[Int(range.end)...]), load: Self.load)
            for finding in file.findings() where finding.location.source == 0 {
                #expect(Int(finding.location.range.end) <= file.checked.sources[0].bytes.count)
            }
            _ = file.mended
        }
    }

    /// Several tokens away, doubled or in the wrong place.
    @Test(arguments: 0..<300)
    func damagedTexts(seed: UInt64) {
        let fragments = [
            "{", "}", "(", ")", "[", ",", ":", "..", "->", "\n", "when ", "let ", "not ", "== true", "2_000 tok",
            "60 min", "$25", "\"ML Oncall\"", "///", "// x\n", "and ", "in ", "policy p { ", "shape s { }", "é", "%",
        ]
        var random = SeededGenerator(seed: seed)
        var bytes = seed.isMultiple(of: 3) ? Self.samples[0] : Array(GeneratedLintPolicy(seed: seed).text.utf8)
        for _ in 0..<(1 + random.below(5)) {
            let tree = parse(SourceText(file: "", bytes: bytes)).tree
            let range = tree.range(ofToken: random.below(tree.tokens.count))
            let text = Array((random.pick(fragments) ?? "").utf8)
            let isInsertion = random.chance(50)
            bytes = Array(bytes[..<Int(range.start)] + text + bytes[Int(isInsertion ? range.start : range.end)...])
        }
        RulesTogether.expect(on: LintedFile(bytes, load: Self.load), load: Self.load)
    }

    @Test func emptyTexts() {
        for text in ["", "\n", "// nothing\n", "policy", "let", "not", "route {", "a: 1"] {
            RulesTogether.expect(on: LintedFile(text), load: { _ in nil })
        }
    }
}
