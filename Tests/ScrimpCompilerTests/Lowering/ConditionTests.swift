import ScrimpCompiler
import ScrimpDiagnostics
import ScrimpPlan
import Testing

/// Conditions of the policy text as formulas over the plan's features.
@Suite struct ConditionTests {
    /// The formula of a rule's condition, with the compilation it is part of.
    private func lower(_ condition: String, declarations: String = "") throws -> (Formula, Compilation) {
        let compiled = try CompiledText(
            declarations: declarations, rules: "when \(condition) -> large\notherwise -> mini")
        return (compiled.compilation.analysis.problem.rules[0], compiled.compilation)
    }

    private func test(_ feature: Int, _ intervals: ClosedRange<Int64>...) -> Formula {
        .test(Predicate(feature: feature, intervals: intervals))
    }

    /// Attributes of `CompiledText.request`, which are the first features.
    private enum Attribute {
        static let (tenant, run, tier, task, vip, complexity) = (0, 1, 2, 3, 4, 5)
        static let (prompt, maxOutput, level, worth, deadline) = (6, 7, 9, 10, 12)
        static let count = 13
    }

    @Test func comparisonsWithConstantsAreExactIntervals() throws {
        let cases: [(String, Int, ClosedRange<Int64>)] = [
            ("prompt > 8 tok", Attribute.prompt, 9 ... .max),
            ("8 tok < prompt", Attribute.prompt, 9 ... .max),
            ("prompt <= 2 ktok", Attribute.prompt, 0...2_000),
            ("prompt == 7 tok", Attribute.prompt, 7...7),
            ("prompt in 2 tok..4 tok", Attribute.prompt, 2...4),
            ("complexity < 35%", Attribute.complexity, 0...349_999_999),
            ("complexity * 3 <= 100%", Attribute.complexity, 0...333_333_333),
            ("complexity * 3 > 100%", Attribute.complexity, 333_333_334...1_000_000_000),
            ("worth >= $0.25", Attribute.worth, 250_000_000_000 ... .max),
            ("deadline >= 24 h", Attribute.deadline, 86_400_000_000_000 ... .max),
            ("-level > 3", Attribute.level, .min ... -4),
            ("10 - 2 * level >= 3", Attribute.level, .min...3),
            ("prompt + prompt > 9 tok", Attribute.prompt, 5 ... .max),
            ("vip", Attribute.vip, 1...1),
            ("tier == plus", Attribute.tier, 1...1),
            ("tier in [free, plus]", Attribute.tier, 0...1),
            ("prompt > 3 tok and prompt < 9 tok", Attribute.prompt, 4...8),
            ("level < 3 or level in 3..5", Attribute.level, .min...5),
        ]
        for (text, feature, interval) in cases {
            let (formula, compilation) = try lower(text)
            #expect(formula == test(feature, interval), "\(text)")
            #expect(compilation.draft.features.count == Attribute.count, "\(text)")
        }
        #expect(try lower("tier != plus").0 == test(Attribute.tier, 0...0, 2...2))
        #expect(try lower("prompt != 7 tok").0 == test(Attribute.prompt, 0...6, 8 ... .max))
    }

    @Test func conditionsThatSayNothingAreConstants() throws {
        #expect(try lower("complexity <= 100%").0 == .constant(true))
        #expect(try lower("prompt >= 0 tok and tier == free").0 == test(Attribute.tier, 0...0))
        #expect(try lower("prompt - prompt > 1 tok").0 == .constant(false))
        #expect(try lower("prompt == 1.5 tok * 1").0 == .constant(false))
        #expect(try lower("contains(tenant, \"\")").0 == .constant(true))
        #expect(try lower("vip or true").0 == .constant(true))
        #expect(try lower("local_time < 24:00").0 == .constant(true))
    }

    @Test func sumsHaveCoprimeCoefficients() throws {
        let (formula, compilation) = try lower("2 * prompt + 4 * max_output > 10 tok")
        #expect(formula == test(Attribute.count, 6 ... .max))
        let terms = compilation.draft.linearTerms
        #expect(terms.map(\.feature) == [UInt16(Attribute.prompt), UInt16(Attribute.maxOutput)])
        #expect(terms.map(\.coefficient) == [1, 2])
    }

    @Test func equalSumsAreOneFeature() throws {
        let (formula, compilation) = try lower(
            "prompt < max_output and not (3 * max_output > 3 * prompt + 30 tok) or max_output - prompt == 4 tok")
        #expect(compilation.draft.features.count == Attribute.count + 1)
        let sum = Attribute.count
        // Tokens are never negative: neither is the least number.
        let low = -Int64.max
        let both = Formula.and([test(sum, low ... -1), .not(test(sum, low ... -11))])
        #expect(formula == .or([both, test(sum, -4 ... -4)]))
    }

    @Test func sumsOfDifferentScalesAreExact() throws {
        // 35 % of the prompt: seven parts in twenty.
        let (formula, compilation) = try lower("prompt * 35% <= max_output")
        #expect(compilation.draft.linearTerms.map(\.coefficient) == [7, -20])
        #expect(formula == test(Attribute.count, .min...0))
    }

    @Test func everythingElseIsWorkedOutInSteps() throws {
        let (formula, compilation) = try lower(
            "prompt * max_output > 2 tok * 8 tok or prompt * max_output <= 2 tok * 8 tok")
        // The second is the opposite of the first, and shares its feature.
        #expect(compilation.draft.features.count == Attribute.count + 1)
        #expect(
            compilation.draft.instructions == [
                .constant(numerator: 16, denominator: 1), .feature(UInt16(Attribute.prompt), scale: 1),
                .feature(UInt16(Attribute.maxOutput), scale: 1), .multiply, .compare(.less),
            ])
        // Unless it is undefined, one of the two holds.
        #expect(formula == test(Attribute.count, 0...1))
    }

    @Test func numbersBeyond64BitsGoByFractions() throws {
        let (_, compilation) = try lower(
            "9_000_000_000_000_000 * prompt + max_output < 9_000_000_000_000_000_000 tok * 2")
        let isComparison = compilation.draft.features.contains { if case .comparison = $0 { true } else { false } }
        #expect(isComparison || !compilation.diagnostics.filter { $0.severity == .error }.isEmpty)
    }

    @Test func undefinedIsNeitherTrueNorFalse() throws {
        let feature = Attribute.count
        #expect(try lower("prompt / max_output > 2").0 == test(feature, 1...1))
        #expect(try lower("not (prompt / max_output > 2)").0 == test(feature, 0...0))
        // Where it does not decide, it does not matter.
        #expect(
            try lower("vip or prompt / max_output > 2").0 == .or([test(Attribute.vip, 1...1), test(feature, 1...1)]))
    }

    @Test func restrictiveConditionsHoldWhereUndefined() throws {
        let compiled = try CompiledText(
            declarations: "allow a { when: prompt / max_output > 2, only: [mini] }", rules: "otherwise -> mini")
        let plan = compiled.compilation.draft
        let test = plan.tests[Int(plan.allows[0].when.start)]
        #expect(plan.tests.count == 1)
        // Only a comparison that is surely false lets the request pass.
        for (value, holds) in [(Int64(0), false), (1, true), (2, true)] {
            #expect(
                (test.holds(value) ? test.whenTrue : test.whenFalse) == (holds ? ConditionTest.yes : ConditionTest.no))
        }
    }

    @Test func textsAreSymbols() throws {
        let (formula, compilation) = try lower(
            "tenant == \"acme\" or tenant in [\"globex\", \"acme\"] or tenant != \"b\"")
        let plan = compilation.draft
        #expect(plan.attributes[Attribute.tenant].literals.map { plan.strings.text($0) } == ["acme", "globex", "b"])
        #expect(formula == test(Attribute.tenant, 0...1, 3...3))
        #expect(try lower("tenant in [\"a\", \"b\", \"c\"]").0 == test(Attribute.tenant, 0...2))
        #expect(try lower("tenant in [\"a\"] and tenant != \"a\"").0 == .constant(false))
    }

    @Test func partsOfTextsAreExactOnThePolicysOwn() throws {
        let (formula, compilation) = try lower("starts_with(tenant, \"ac\") or tenant in [\"acme\", \"x\", \"acorn\"]")
        #expect(
            formula
                == .or([
                    test(Attribute.tenant, 0...2), .and([test(Attribute.tenant, 3...3), test(Attribute.count, 1...1)]),
                ]))
        let own = try lower("starts_with(tenant, \"ac\") and tenant in [\"acme\", \"x\", \"acorn\"]").0
        if case .and(let parts) = own { #expect(parts.last == test(Attribute.tenant, 0...2)) }
        let plan = compilation.draft
        guard case .text(let attribute, let operation, let operand) = plan.features[Attribute.count] else {
            Issue.record("no text feature")
            return
        }
        #expect(attribute == 0 && operation == .startsWith && plan.strings.text(operand) == "ac")
    }

    @Test func timesWrapAtMidnight() throws {
        let (formula, compilation) = try lower("local_time in 22:00..06:00")
        #expect(compilation.draft.features.last == .localSecond)
        #expect(formula == test(Attribute.count, 0...21_599, 79_200...86_399))
        #expect(try lower("local_time in 06:00..22:00").0 == test(Attribute.count, 21_600...79_199))
        #expect(try lower("local_time >= 12:30").0 == test(Attribute.count, 45_000...86_399))
        #expect(try lower("weekday in [saturday, monday]").1.draft.features.last == .weekday)
        #expect(try lower("weekday != friday").0 == test(Attribute.count, 0...3, 5...6))
    }

    @Test func filledIsAShareInBillionths() throws {
        let (formula, compilation) = try lower(
            "filled(b) >= 80%", declarations: "budget b { limit: $5 per day, spent: reject(\"no\") }")
        #expect(compilation.draft.features.last == .filled(budget: 0))
        #expect(formula == test(Attribute.count, 800_000_000 ... .max))
    }

    @Test func healthIsAPlainNumber() throws {
        let (formula, compilation) = try lower("health(large) < 90%")
        #expect(compilation.draft.features.last == .health(target: 2))
        #expect(formula == test(Attribute.count, 0...899_999_999))
    }

    @Test func patternsAreExactOnTheTextsOfThePolicy() throws {
        let (formula, compilation) = try lower(
            "matches(tenant, \"team-[0-9]+\")",
            declarations: "allow a { when: tenant in [\"team-7\", \"team-x\", \"acme\"], only: [mini, large] }")
        #expect(
            formula
                == .or([
                    test(Attribute.tenant, 0...0), .and([test(Attribute.tenant, 3...3), test(Attribute.count, 1...1)]),
                ]))
        guard case .text(_, .matches, let operand) = compilation.draft.features[Attribute.count] else {
            Issue.record("no text feature")
            return
        }
        #expect(compilation.draft.strings.text(operand) == "team-[0-9]+")
        // Examples have a text that matches.
        let gap = try CompiledText(rules: "when not matches(tenant, \"team-[0-9]{3}\") -> mini").compilation.gap
        #expect(gap?.texts[Attribute.tenant].map { String(decoding: $0, as: UTF8.self) } == "team-000")
    }

    @Test func aTextThatIsNoPatternIsShownAtItsPlace() throws {
        let text = CompiledText.request + "let odd = matches(tenant, \"a(b\")\n"
        let compiled = try CompiledText(
            text + "route {\nwhen odd and vip -> mini\nwhen odd -> large\notherwise -> mini\n}\n")
        let found = compiled.found(.unreadablePattern)
        #expect(found.map(\.message) == ["this pattern cannot be read: a `(` is not closed"])
        #expect(found.map(\.caption) == ["behind `a`"])
        let place = try #require(found.first).location
        #expect(compiled.sources[place.source].text(in: place.range) == "\"a(b\"")
        #expect(compiled.compilation.plan == nil)
    }

    @Test func equalConditionsShareTheirTests() throws {
        let compiled = try CompiledText(
            declarations: """
                allow a { when: vip and tier == free, only: [mini] }
                allow b { when: vip and tier == free, only: [mini, large] }
                """, rules: "otherwise -> mini")
        let plan = try compiled.plan
        #expect(plan.allows[0].when == plan.allows[1].when)
        #expect(plan.tests.count == 2)
        for (index, test) in plan.tests.enumerated() {
            for target in [test.whenTrue, test.whenFalse] where target < ConditionTest.no { #expect(target > index) }
        }
    }
}
