import ScrimpDiagnostics
import ScrimpSyntax
import Testing

/// One mistake: what it is, which text it points at, and what the text is after the fix.
struct Mistake: Sendable, CustomTestStringConvertible {
    let text: String
    let code: DiagnosticCode
    let at: String
    let mended: String?

    init(_ text: String, _ code: DiagnosticCode, at: String, mended: String? = nil) {
        self.text = text
        self.code = code
        self.at = at
        self.mended = mended
    }

    var testDescription: String { text }
}

@Suite struct MistakeTests {
    @Test(arguments: numbers + money + times + strings)
    func literals(mistake: Mistake) { check(mistake) }

    @Test(arguments: fields + brackets + items)
    func structure(mistake: Mistake) { check(mistake) }

    @Test(arguments: routes + expressions + amounts)
    func sentences(mistake: Mistake) { check(mistake) }

    private func check(_ mistake: Mistake) {
        let parsed = parse(mistake.text)
        #expect(parsed.diagnostics.map(\.code.id) == [mistake.code.id], "\(parsed.summary)")
        guard let diagnostic = parsed.diagnostics.first else { return }
        #expect(parsed.tree.source.text(in: diagnostic.location.range) == mistake.at)
        #expect(diagnostic.help != nil)
        #expect(diagnostic.message.first?.isUppercase == false && diagnostic.message.last != ".")
        let mended = diagnostic.fixes.first.map { apply($0, to: mistake.text) }
        #expect(mended == mistake.mended)
        if let mended { #expect(parse(mended).summary == []) }
    }

    private func apply(_ fix: Diagnostic.Fix, to text: String) -> String {
        var bytes = Array(text.utf8)
        for edit in fix.edits.sorted(by: { $0.range.start > $1.range.start }) {
            bytes.replaceSubrange(Int(edit.range.start)..<Int(edit.range.end), with: Array(edit.replacement.utf8))
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension MistakeTests {
    static let numbers = [
        Mistake("let a = .5", .leadingPoint, at: ".5", mended: "let a = 0.5"),
        Mistake("let a = 5.", .trailingPoint, at: "5.", mended: "let a = 5"),
        Mistake("let a = 1e6", .scientificNumber, at: "1e6", mended: "let a = 1_000_000"),
        Mistake("let a = 2.5e-3", .scientificNumber, at: "2.5e-3", mended: "let a = 0.0025"),
        Mistake("let a = 1e99", .scientificNumber, at: "1e99"),
        Mistake("let a = 40_00", .digitGroups, at: "40_00", mended: "let a = 4_000"),
        Mistake("let a = 1_0000", .digitGroups, at: "1_0000", mended: "let a = 10_000"),
        Mistake("let a = 007", .malformedNumber, at: "007", mended: "let a = 7"),
        Mistake("let a = 1.2.3", .malformedNumber, at: "1.2.3"),
        Mistake("let a = 1..4 ktok", .rangeUnit, at: "1", mended: "let a = 1 ktok..4 ktok"),
        Mistake("let a = 3..10%", .rangeUnit, at: "3", mended: "let a = 3%..10%"),
        Mistake("let a = 1...4", .rangeDots, at: "...", mended: "let a = 1..4"),
        Mistake("let a = 1..<4", .rangeDots, at: "..<", mended: "let a = 1..4"),
        Mistake("let a = 3 sec", .unknownUnit, at: "sec", mended: "let a = 3 s"),
        Mistake("let a = 3seconds", .unknownUnit, at: "seconds", mended: "let a = 3 s"),
        Mistake("let a = 2 Ktok", .unknownUnit, at: "Ktok", mended: "let a = 2 ktok"),
        Mistake("let a = 2 weeks", .unknownUnit, at: "weeks", mended: "let a = 14 d"),
        Mistake("let a = 40 USD", .unknownUnit, at: "USD", mended: "let a = $40"),
        Mistake("let a = 5 percent", .unknownUnit, at: "percent", mended: "let a = 5%"),
        Mistake("let a = 500 req/minute", .unknownUnit, at: "minute", mended: "let a = 500 req/min"),
        Mistake("let a = 3 parsecs", .unknownUnit, at: "parsecs"),
        Mistake("let a = [20of 100]", .missingSeparator, at: "of", mended: "let a = [20 of 100]"),
        Mistake(
            "cache c { capacity: 100,000, ttl: 1 h }", .thousandsComma, at: "100,000",
            mended: "cache c { capacity: 100_000, ttl: 1 h }"),
        Mistake("let a = 2026-10-01", .dateWithoutQuotes, at: "2026-10-01", mended: "let a = \"2026-10-01\""),
    ]

    static let money = [
        Mistake("let a = [$40,000]", .thousandsComma, at: "$40,000", mended: "let a = [$40_000]"),
        Mistake(
            "budget b { limit: $1,250,000.50 }", .thousandsComma, at: "$1,250,000.50",
            mended: "budget b { limit: $1_250_000.50 }"),
        Mistake("let a = $40k", .magnitudeSuffix, at: "$40k", mended: "let a = $40_000"),
        Mistake("let a = $1.5M", .magnitudeSuffix, at: "$1.5M", mended: "let a = $1_500_000"),
        Mistake("let a = 40k", .magnitudeSuffix, at: "40k", mended: "let a = 40_000"),
        Mistake("let a = $ 40", .malformedMoney, at: "$ 40", mended: "let a = $40"),
        Mistake("let a = $-40", .malformedMoney, at: "$-40", mended: "let a = -$40"),
        Mistake("let a = $.5", .leadingPoint, at: ".5", mended: "let a = $0.5"),
        Mistake("let a = €40", .malformedMoney, at: "€"),
        Mistake("let a = $40_00", .digitGroups, at: "40_00", mended: "let a = $4_000"),
    ]

    static let times = [
        Mistake("let a = 6:00..22:00", .malformedTime, at: "6:00", mended: "let a = 06:00..22:00"),
        Mistake("let a = 24:01", .malformedTime, at: "24:01"),
        Mistake("let a = 12:60", .malformedTime, at: "12:60"),
        Mistake("let a = 12:30:00", .malformedTime, at: "12:30:00", mended: "let a = 12:30"),
        Mistake("let a = 6pm", .malformedTime, at: "6pm", mended: "let a = 18:00"),
        Mistake(
            "let a = 12:15 == b or c == 6:30AM", .malformedTime, at: "6:30AM",
            mended: "let a = 12:15 == b or c == 06:30"),
    ]

    static let strings = [
        Mistake("let a = 'ml'", .wrongQuotes, at: "'ml'", mended: "let a = \"ml\""),
        Mistake("let a = 'say \"hi\"'", .wrongQuotes, at: "'say \"hi\"'", mended: "let a = \"say \\\"hi\\\"\""),
        Mistake("let a = `ml`", .wrongQuotes, at: "`ml`", mended: "let a = \"ml\""),
        Mistake("let a = “ml”", .wrongQuotes, at: "“ml”", mended: "let a = \"ml\""),
        Mistake(
            "policy p {\n  owner: \"ml,\n  sticky: tenant\n}", .unterminatedString, at: "",
            mended: "policy p {\n  owner: \"ml\",\n  sticky: tenant\n}"),
        Mistake("let a = \"C:\\dir\"", .unknownEscape, at: "\\d", mended: "let a = \"C:\\\\dir\""),
        Mistake("let a = \"\\u{110000}\"", .invalidScalarEscape, at: "\\u{110000}"),
        Mistake("let a = 1 # why", .hashComment, at: "#", mended: "let a = 1 // why"),
        Mistake("let a /* why */ = 1", .blockComment, at: "/*", mended: "let a // why \n = 1"),
        Mistake("let a = 1 /* why", .unterminatedBlockComment, at: "/*"),
        Mistake("let a\u{A0}= 1", .unknownCharacter, at: "\u{A0}", mended: "let a = 1"),
        Mistake("let größe = 1", .foreignName, at: "größe"),
    ]

    static let fields = [
        Mistake("policy p { owner = \"ml\" }", .equalsForColon, at: "=", mended: "policy p { owner: \"ml\" }"),
        Mistake("policy p { owner \"ml\" }", .missingColon, at: "", mended: "policy p { owner: \"ml\" }"),
        Mistake("policy p { \"owner\": \"ml\" }", .quotedField, at: "\"owner\"", mended: "policy p { owner: \"ml\" }"),
        Mistake(
            "policy p { owner: \"ml\"; sticky: tenant }", .semicolon, at: ";",
            mended: "policy p { owner: \"ml\", sticky: tenant }"),
        Mistake(
            "policy p {\n  owner: \"ml\";\n  sticky: tenant\n}", .semicolon, at: ";",
            mended: "policy p {\n  owner: \"ml\"\n  sticky: tenant\n}"),
        Mistake(
            "policy p { owner: \"ml\" sticky: tenant }", .missingSeparator, at: "",
            mended: "policy p { owner: \"ml\", sticky: tenant }"),
        Mistake("policy p { owner:\n sticky: tenant }", .expectedValue, at: ""),
        Mistake(
            "policy p { owner: \"ml\",, sticky: tenant }", .unexpectedToken, at: ",",
            mended: "policy p { owner: \"ml\", sticky: tenant }"),
        Mistake(
            "scenario s { running { on_call: $3 } }", .missingColon, at: "",
            mended: "scenario s { running: { on_call: $3 } }"),
        Mistake("limit l { rate-limit: 5 }", .hyphenatedName, at: "rate-limit", mended: "limit l { rate_limit: 5 }"),
        Mistake(
            "cache c {\n  key:\n    - tenant\n    - tier\n    - run\n  ttl: 1 h\n}", .listOfLines, at: "-",
            mended: "cache c {\n  key:\n    [tenant, tier, run]\n  ttl: 1 h\n}"),
        Mistake("cache c { key: [tenant tier] }", .missingSeparator, at: "", mended: "cache c { key: [tenant, tier] }"),
        Mistake("cache c { key: [{ a: 1 }], ttl: 1 h }", .blockInValue, at: "{"),
        Mistake(
            "request { user.tier: string }", .dottedAttribute, at: "user.tier", mended: "request { user_tier: string }"),
        Mistake("request { tier: { a, b } }", .expectedType, at: "{", mended: "request { tier: enum { a, b } }"),
        Mistake("request { tier: enum { a b } }", .missingSeparator, at: "", mended: "request { tier: enum { a, b } }"),
        Mistake("request { tier: enum { \"a\" } }", .expectedName, at: "\"a\"", mended: "request { tier: enum { a } }"),
        Mistake("request { tier: }", .expectedType, at: ""),
    ]

    static let brackets = [
        Mistake(
            "test \"t\" {\n  given: task: summary, deadline: 30 s }\n  expect: first(local)\n}", .expectedBlock, at: "",
            mended: "test \"t\" {\n  given: { task: summary, deadline: 30 s }\n  expect: first(local)\n}"),
        Mistake("alert a { when: (over: 1 h) > 3 }", .expectedName, at: "("),
        Mistake("attribute { by: tenant, tier, task] }", .expectedField, at: "tier"),
        Mistake(
            "policy p {\n  owner: \"ml\"\n\nlet a = 5\n", .unclosedBracket, at: "",
            mended: "policy p {\n  owner: \"ml\"\n}\n\nlet a = 5\n"),
        Mistake(
            "policy p {\n  owner: \"ml\"\n\nmodel m {\n  from: \"x\"\n}\n", .unclosedBracket, at: "",
            mended: "policy p {\n  owner: \"ml\"\n}\n\nmodel m {\n  from: \"x\"\n}\n"),
        Mistake(
            "test \"t\" {\n  expect: first(local\n}\nlet a = 1", .unclosedBracket, at: "",
            mended: "test \"t\" {\n  expect: first(local)\n}\nlet a = 1"),
        Mistake(
            "cache c {\n  key: [tenant, tier\n  ttl: 1 h\n}", .unclosedBracket, at: "",
            mended: "cache c {\n  key: [tenant, tier]\n  ttl: 1 h\n}"),
        Mistake("let a = (1 + 2\nlet b = 3", .unclosedBracket, at: "", mended: "let a = (1 + 2)\nlet b = 3"),
        Mistake("let a = [1, 2)", .mismatchedBracket, at: ")", mended: "let a = [1, 2]"),
        Mistake("let a = (1 + [2)", .unclosedBracket, at: "", mended: "let a = (1 + [2])"),
        Mistake("policy p { owner: \"ml\") }", .strayBracket, at: ")", mended: "policy p { owner: \"ml\" }"),
        Mistake("policy p { } }", .strayBracket, at: "}", mended: "policy p { } "),
        Mistake(
            "route {\n  otherwise -> mini\n\nlet a = 1", .unclosedBracket, at: "",
            mended: "route {\n  otherwise -> mini\n}\n\nlet a = 1"),
        Mistake("policy p\n  owner: \"ml\"\n}", .expectedBlock, at: "", mended: "policy p {\n  owner: \"ml\"\n}"),
    ]

    static let items = [
        Mistake("let a: 5", .colonForEquals, at: ":", mended: "let a = 5"),
        Mistake("let a == 5", .colonForEquals, at: "==", mended: "let a = 5"),
        Mistake("let a 5", .expectedValue, at: "", mended: "let a = 5"),
        Mistake("let a =\nlet b = 1", .expectedValue, at: ""),
        Mistake("let my-limit = 5", .hyphenatedName, at: "my-limit", mended: "let my_limit = 5"),
        Mistake("model gpt-4o { }", .hyphenatedName, at: "gpt-4o", mended: "model gpt_4o { }"),
        Mistake(
            "use catalog.yaml\nlet a = 1", .expectedString, at: "catalog.yaml",
            mended: "use \"catalog.yaml\"\nlet a = 1"),
        Mistake("budget daily: { limit: $5 }", .needlessMark, at: ":", mended: "budget daily { limit: $5 }"),
        Mistake("budget daily = { limit: $5 }", .needlessMark, at: "=", mended: "budget daily  { limit: $5 }"),
        Mistake("route main { otherwise -> mini }", .needlessName, at: "main", mended: "route { otherwise -> mini }"),
        Mistake("owner: \"ml\"\nlet a = 1", .expectedItem, at: "owner"),
        Mistake("{ \"a\": 1 }\nlet a = 1", .expectedItem, at: "{"),
        Mistake("let when = 5", .reservedWord, at: "when"),
        Mistake("scenario s for { }", .expectedName, at: ""),
    ]
}
