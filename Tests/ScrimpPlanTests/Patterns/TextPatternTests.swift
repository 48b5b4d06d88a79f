import ScrimpPlan
import ScrimpTestSupport
import Testing

struct TextPatternTests {
    private func matches(_ pattern: String, _ text: String) throws -> Bool {
        try TextPattern(pattern.utf8).matches(Array(text.utf8)[...])
    }

    @Test(arguments: [
        ("team-[0-9]+", ["team-7", "team-4711"], ["team-", "team-7x", "xteam-7", "team_7", ""]),
        ("", [""], ["a"]),
        ("a|b|", ["a", "b", ""], ["ab", "c"]),
        ("(ab)*c?", ["", "c", "ab", "ababc"], ["abca", "aab", "cc"]),
        ("[^a-z]", ["A", "7", "-", "é", "日"], ["a", "z", "", "AB"]),
        (#"\d{2}\.\w+"#, ["12.x_9"], ["1.x", "12xx", "123.x"]),
        ("a{0}", [""], ["a"]), ("a{2}", ["aa"], ["a", "aaa"]), ("a{2,}", ["aa", "aaaaa"], ["a"]),
        ("a{1,3}", ["a", "aa", "aaa"], ["", "aaaa"]),
        ("...", ["abc", "äöü", "日本語"], ["ab", "äö", "abcd"]),
        ("[ä-ü]+", ["äü"], ["a", "z"]),
        (#"[\]\-a]+"#, ["]-a"], ["b"]), ("[a-]+", ["a-"], ["b"]),
        (#"[\d\s]+"#, ["1 2\t3"], ["a"]), (#"\S+"#, ["ab"], ["a b"]),
        ("(a*)*", ["", "aaa"], ["b"]), ("(a|b|ab)*c", ["abac", "c"], ["abab"]),
    ])
    func wholeTexts(pattern: String, match: [String], no: [String]) throws {
        for text in match { #expect(try matches(pattern, text), "\(pattern) \(text)") }
        for text in no { #expect(try !matches(pattern, text), "\(pattern) \(text)") }
    }

    @Test func bytesThatAreNoTextAreCharactersOfTheirOwn() throws {
        #expect(try TextPattern(".".utf8).matches([0xFF]))
        #expect(try TextPattern("..".utf8).matches([0xC3, 0x28]))
        #expect(try TextPattern("[^a]".utf8).matches([0x80]))
        #expect(try !TextPattern("[a-z]".utf8).matches([0xFF]))
        // Too long a form of `/`, and half of a pair.
        #expect(try !TextPattern(".".utf8).matches([0xC0, 0xAF]))
        #expect(try TextPattern("...".utf8).matches([0xED, 0xA0, 0x80]))
    }

    @Test(
        arguments: [
            ("a(b", .unclosedGroup, 1), ("a)", .unopenedGroup, 1), ("[ab", .unclosedSet, 0), ("[]", .emptySet, 0),
            ("[b-a]", .reversedRange, 1), (#"[a-\d]"#, .reversedRange, 1), ("*a", .nothingToRepeat, 0),
            ("a+?", .nothingToRepeat, 2),
            ("a{", .unreadableRepetition, 1), ("a{,3}", .unreadableRepetition, 1), ("a{3,1}", .reversedRepetition, 1),
            (#"\q"#, .unknownEscape, 0), (#"a\"#, .unknownEscape, 1), ("a]", .unescaped, 1), ("^a", .anchor, 0),
            ("a$", .anchor, 1), ("(?:a)", .specialGroup, 1), ("a{5000}", .tooLarge, 1),
            ("((a{40}){40}){40}", .tooLarge, 13), ("[[]", .unescaped, 1), ("a{9999999}", .unreadableRepetition, 1),
        ] as [(String, TextPatternError.Kind, Int)])
    func mistakesHaveAPlace(pattern: String, kind: TextPatternError.Kind, offset: Int) {
        var found: TextPatternError?
        do throws(TextPatternError) { _ = try TextPattern(pattern.utf8) } catch { found = error }
        #expect(found == TextPatternError(kind, at: offset), "\(pattern)")
        #expect(found.map { !$0.text.isEmpty } ?? false)
    }

    @Test func depthAndBytesAreBounded() {
        let deep = [UInt8](repeating: UInt8(ascii: "("), count: 100_000)
        #expect(throws: TextPatternError(.tooDeep, at: TextPattern.nestingLimit)) { try TextPattern(deep) }
        #expect(throws: TextPatternError(.notText, at: 1)) { try TextPattern([0x61, 0xFF]) }
        let long = [UInt8](repeating: 0x61, count: 5_000)
        #expect(throws: TextPatternError(.tooLarge, at: TextPattern.sizeLimit)) { try TextPattern(long) }
    }

    /// Patterns on which trying everything takes for ever.
    @Test func hardPatternsEnd() throws {
        let text = [UInt8](repeating: UInt8(ascii: "a"), count: 4_000) + [UInt8(ascii: "b")]
        for pattern in ["(a*)*", "(a|a)*", "(a|aa)+", "(a?){50}a{50}", "(.*)(.*)(.*)(.*)c"] {
            #expect(try !TextPattern(pattern.utf8).matches(text[...]), "\(pattern)")
        }
    }

    @Test func agreesWithTryingEverything() throws {
        var (generator, matched) = (Generator(state: 3), 0)
        var scratch = TextPatternScratch()
        for _ in 0..<3_000 {
            let written = generator.pattern(depth: 3)
            guard let pattern = try? TextPattern(written.utf8) else {
                Issue.record("\(written)")
                continue
            }
            let naive = try #require(NaivePattern(written), "\(written)")
            for _ in 0..<12 {
                let text = generator.text()
                let expected = naive.matches(text)
                if expected { matched += 1 }
                #expect(pattern.matches(Array(text.utf8)[...], &scratch) == expected, "\(written) on \(text)")
            }
            // What is made to match does.
            for freedom in [0, 3, 12] {
                let text = try #require(pattern.text(freedom: freedom) { generator.below($0) }, "\(written)")
                #expect(pattern.matches(text[...], &scratch), "\(written) on \(text)")
            }
        }
        #expect(matched > 1_000)
    }

    private struct Generator {
        var state: UInt64
        mutating func below(_ count: Int) -> Int {
            state &+= 1
            return Int(StableHash.mix(state) % UInt64(count))
        }
        mutating func pick(_ words: [String]) -> String { words[below(words.count)] }

        mutating func text() -> String {
            (0..<below(7)).map { _ in pick(["a", "a", "b", "b", "c", "-", "1", "é", "日", "."]) }.joined()
        }

        mutating func pattern(depth: Int) -> String {
            let parts = (0..<below(4)).map { _ in part(depth) }
            return parts.joined() + (below(5) == 0 ? "|" + part(depth) : "")
        }

        private mutating func part(_ depth: Int) -> String {
            let atom =
                below(3) == 0 && depth > 0
                ? "(\(pattern(depth: depth - 1)))"
                : pick([
                    "a", "b", "c", ".", "[ab]", "[^ab]", "[a-c1]", #"\d"#, #"\w"#, #"\W"#, #"\."#, "é", "[à-ü]",
                    #"[^\d-]"#, "-",
                ])
            return atom + pick(["", "", "", "*", "+", "?", "{2}", "{1,}", "{0,2}"])
        }
    }
}
