import ScrimpCatalog
import ScrimpCompiler
import ScrimpDiagnostics
import ScrimpFormatter
import ScrimpGenerators
import ScrimpPlan
import ScrimpQuantities
import ScrimpSemantics
import ScrimpSyntax
import ScrimpTestSupport
import Testing

/// Whatever the text: nothing is lost, formatting again changes nothing, and it means what it meant.
@Suite struct FormattingPropertyTests {
    private static let grammar = Grammar(bytes: (try? PackageRoot.bytes("grammar/scrimp.ebnf")) ?? [])
    private static let samples = ["support", "two_years"].map {
        (try? PackageRoot.bytes("Tests/Golden/policies/\($0).scrimp")) ?? []
    }

    @Test(arguments: 0..<300)
    func sentences(seed: UInt64) {
        var generator = SentenceGenerator(Self.grammar, seed: seed)
        expectSound(Array(generator.sentence(size: 20 + Int(seed % 200)).utf8))
    }

    /// Long sentences with few line ends: what does not fit is broken.
    @Test(arguments: 0..<100)
    func wideSentences(seed: UInt64) {
        var generator = SentenceGenerator(Self.grammar, seed: seed + 10_000)
        let text = generator.sentence(size: 400).split(separator: "\n").filter { !$0.contains("//") }
        expectSound(Array(text.joined(separator: "\n").utf8))
    }

    @Test(arguments: 0..<100)
    func plansOfGeneratedPolicies(seed: UInt64) throws {
        let text = GeneratedPolicy(seed: seed, hasState: seed % 2 == 0).text
        expectSound(Array(text.utf8))
        let plain = try #require(plan(text), "seed \(seed)")
        let laidOut = try #require(plan(formatted(text)), "seed \(seed)")
        let isSame = plain.encodedWithoutLines == laidOut.encodedWithoutLines
        #expect(isSame, "\(firstDifference(kept: plain.describe(), actual: laidOut.describe()))")
    }

    /// What is shipped, with blanks and line ends that mean nothing put anywhere, and laid out again.
    @Test(
        arguments: PackageRoot.files(below: "examples", suffix: ".scrimp").map { "examples/" + $0 }
            + ["Tests/Golden/policies/support.scrimp"])
    func plansOfShippedPolicies(path: String) throws {
        let bytes = try PackageRoot.bytes(path)
        let folder = path.prefix { $0 != "." }.split(separator: "/").dropLast().joined(separator: "/")
        let kept = try #require(plan(String(decoding: bytes, as: UTF8.self), folder: folder)).encodedWithoutLines
        for seed: UInt64 in 0..<3 {
            let mixed = Self.scrambled(bytes, seed: seed)
            #expect(mixed != bytes)
            expectSound(mixed)
            let texts = [mixed, formatted(mixed)].map { String(decoding: $0, as: UTF8.self) }
            for text in texts {
                let isSame = plan(text, folder: folder)?.encodedWithoutLines == kept
                #expect(isSame, "\(path):\n\(text)")
            }
        }
    }

    /// Where no line moves, the plan is the same to the last byte, with the lines of its rules.
    @Test func plansOfScrambledBlanks() throws {
        let bytes = Self.samples[0]
        let mixed = Self.scrambled(bytes, seed: 3, movesLines: false)
        #expect(mixed != bytes)
        let texts = [bytes, mixed, formatted(bytes), formatted(mixed)].map { String(decoding: $0, as: UTF8.self) }
        let plans = texts.map { plan($0, folder: "Tests/Golden/policies")?.encoded() }
        #expect(plans[0] != nil && plans.allSatisfy { $0 == plans[0] })
        // All but the arrows, which stay where their author has put them in one column.
        func lines(_ text: String) -> [String] {
            text.split(separator: "\n").map(String.init).filter { !$0.contains(" -> ") }
        }
        #expect(lines(texts[3]) == lines(texts[0]))
    }

    /// Other blanks, and line ends where one stands already or a comma separates.
    private static func scrambled(_ bytes: [UInt8], seed: UInt64, movesLines: Bool = true) -> [UInt8] {
        var random = SeededGenerator(seed: seed)
        let tree = parse(SourceText(file: "", bytes: bytes)).tree
        var result: [UInt8] = []
        for index in tree.tokens.indices.dropLast() {
            let range = tree.range(ofToken: index)
            let blanks = Array(String(repeating: " ", count: Int.random(in: 1..<9, using: &random)).utf8)
            switch tree.tokens[index].kind {
            case .space: result += blanks
            case .comma where movesLines && Int.random(in: 0..<4, using: &random) == 0:
                result += Array(",\n".utf8) + blanks
            case .lineBreak where movesLines && Int.random(in: 0..<4, using: &random) == 0:
                result += Array("\n\n\n".utf8) + blanks
            default: result += bytes[Int(range.start)..<Int(range.end)]
            }
        }
        return result
    }

    /// One token away, for every third but for blanks.
    @Test(arguments: [0, 1])
    func deletions(sample: Int) {
        let bytes = Self.samples[sample]
        let tree = parse(SourceText(file: "", bytes: bytes)).tree
        let tokens = tree.tokens.indices.dropLast().filter { tree.tokens[$0].kind != .space }
        for (position, index) in tokens.enumerated() where position.isMultiple(of: 3) {
            let range = tree.range(ofToken: index)
            expectSound(Array(bytes[..<Int(range.start)] + bytes[Int(range.end)...]))
        }
    }

    /// A few tokens away, doubled, or written where they do not belong.
    @Test(arguments: 0..<200)
    func mutations(seed: UInt64) {
        let fragments = [
            "{", "}", "(", ")", "[", "]", ",", ":", ".", "..", "->", "=", "-", "\n", "\n\n", "when ", "otherwise ",
            "let ",
            "model m {", "a", "b.c: ", "f(", "enum {", "90%", "$40,000", "7", "\"s\"", "\"", "//x\n", "/*", "*/",
            "# y\n", "\r",
            "\r\n", "\t", "é", "\u{FEFF}", "per ", "my-name", ";", "&&", "owner ", "// z\n", "/* q */",
        ]
        var random = SeededGenerator(seed: seed)
        var bytes = Self.samples[Int(seed % 2)]
        for _ in 0..<Int.random(in: 1..<5, using: &random) {
            let tree = parse(SourceText(file: "", bytes: bytes)).tree
            let range = tree.range(ofToken: Int.random(in: 0..<tree.tokens.count, using: &random))
            let text = Array((fragments.randomElement(using: &random) ?? "").utf8)
            let isInsertion = Bool.random(using: &random)
            bytes = Array(bytes[..<Int(range.start)] + text + bytes[Int(isInsertion ? range.start : range.end)...])
        }
        expectSound(bytes)
    }

    @Test(arguments: 0..<250)
    func mutatedSentences(seed: UInt64) {
        var generator = SentenceGenerator(Self.grammar, seed: seed + 5_000)
        let bytes = Array(generator.sentence(size: 60).utf8)
        let tree = parse(SourceText(file: "", bytes: bytes)).tree
        guard tree.tokens.count > 1 else { return }
        let range = tree.range(ofToken: Int.random(in: 0..<tree.tokens.count, using: &generator.random))
        expectSound(Array(bytes[..<Int(range.start)] + bytes[Int(range.end)...]))
    }

    @Test(arguments: 0..<200)
    func randomBytes(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let count = Int.random(in: 0..<300, using: &random)
        expectSound((0..<count).map { _ in UInt8.random(in: 0...255, using: &random) })
    }

    /// Comments between all tokens stay, in their order.
    @Test(arguments: 0..<60)
    func commentsEverywhere(seed: UInt64) {
        let bytes = Self.samples[Int(seed % 2)]
        var random = SeededGenerator(seed: seed)
        let tree = parse(SourceText(file: "", bytes: bytes)).tree
        var text: [UInt8] = []
        for index in tree.tokens.indices.dropLast() {
            let range = tree.range(ofToken: index)
            let isSpace = tree.tokens[index].kind == .space || tree.tokens[index].kind == .lineBreak
            if isSpace, Int.random(in: 0..<10, using: &random) == 0 { text += Array(" // \(index)\n".utf8) }
            text += bytes[Int(range.start)..<Int(range.end)]
        }
        expectSound(text)
    }

    /// - Parameter folder: where the files lie that the policy names.
    private func plan(_ text: String, folder: String = "") -> Plan? {
        let company = """
            budget company { limit: $500 per day, spent: reject("the company's budget is used up") }
            switch paused { on: reject("paused by an operator") }
            """
        let environment = CompilationEnvironment(
            load: { path throws(CompilationEnvironment.LoadError) in
                if let bytes = try? PackageRoot.bytes(folder + "/" + path) { return bytes }
                // The files that the language's own example names.
                switch path {
                case "company.scrimp": return Array(company.utf8)
                case "catalog.yaml": return Array("models: {}\n".utf8)
                default: throw .missing
                }
            },
            zoneRules: { $0 == "UTC" ? .utc : $0 == "Europe/Berlin" ? ZoneRules(initialOffset: 3_600) : nil },
            zoneNames: { ["UTC", "Europe/Berlin"] }, catalog: .builtIn, today: CivilDate(year: 2026, month: 11, day: 24)
        )
        let source = SourceText(file: "policy.scrimp", text: text)
        let checked = check(source, in: environment)
        return checked.policy.flatMap { compile($0, sources: checked.sources, compilerVersion: "test").draft }
    }
}

extension Plan {
    /// A rule knows its line, and the layout may move it to another one.
    fileprivate var encodedWithoutLines: [UInt8] {
        var plan = self
        for index in plan.rules.indices { plan.rules[index].line = 0 }
        return plan.encoded()
    }
}
