import ScrimpCompiler
import ScrimpDiagnostics
import ScrimpSemantics
import Testing

@Suite struct TestStudyTests {
    private func study(_ test: String, _ declarations: String = "", rules: String) throws -> TestStudy {
        let compiled = try CompiledText(declarations: declarations + "\ntest \"it\" { \(test) }", rules: rules)
        return TestStudy(compiled.policy, sources: compiled.sources)
    }

    private func classes(_ test: String, _ declarations: String = "", rules: String) throws -> [RequestClass] {
        var study = try study(test, declarations, rules: rules)
        guard case .classes(let classes) = study.classes(of: 0) else {
            return try #require(nil as [RequestClass]?)
        }
        return classes
    }

    private static let rules = "when tier == free -> mini\nwhen prompt > 9 tok -> large\notherwise -> haiku"

    @Test func oneClassForEachRuleThatIsReached() throws {
        #expect(try classes("given: {}, expect: first(mini)", rules: Self.rules).map(\.rule) == [0, 1, 2])
        #expect(try classes("given: { tier: free }, expect: first(mini)", rules: Self.rules).map(\.rule) == [0])
        #expect(
            try classes("given: { tier: plus, prompt: 9 tok }, expect: first(mini)", rules: Self.rules).map(\.rule) == [
                2
            ])
    }

    @Test func classesAreAlikeInAllThatBearsOnThem() throws {
        let allow = "allow a { when: task == faq, never: [large] }"
        #expect(
            try classes("given: { tier: plus, prompt: 10 tok }, expect: first(large)", allow, rules: Self.rules).count
                == 2)
        // A rule that the allow takes nothing from.
        #expect(try classes("given: { tier: free }, expect: first(large)", allow, rules: Self.rules).count == 1)
        #expect(try classes("given: { tier: free }, expect: vip or first(mini)", rules: Self.rules).count == 2)
    }

    @Test func examplesAreWhatAReaderExpects() throws {
        var study = try study(
            "given: { tier: plus }, expect: first(large)", rules: "when prompt > 9 tok -> large\notherwise -> mini")
        guard case .classes(let classes) = study.classes(of: 0) else { return try #require(nil as Void?) }
        let shown = study.attributes(of: classes[0].example).map { "\($0.name): \($0.value)" }
        #expect(shown.contains("prompt: 10 tok") && shown.contains("deadline: 30 s") && shown.contains("tier: plus"))
    }

    @Test func numbersOfWhichNothingIsKnownAreUndefined() throws {
        let rules = "when quality(mini, over: 1 h, at_least: 2 req) < 90% -> large\notherwise -> mini"
        #expect(try classes("given: {}, expect: first(mini)", rules: rules).map(\.rule) == [1])
        let usual = "when spend(over: 1 h) > 3 * usual(over: 7 d) -> large\notherwise -> mini"
        #expect(try classes("given: {}, expect: first(mini)", rules: usual).map(\.rule) == [1])
        let healthy = "when health(mini) < 90% -> large\notherwise -> mini"
        #expect(try classes("given: {}, expect: first(mini)", rules: healthy).map(\.rule) == [1])
    }

    @Test func sumsOfWhatIsGivenAreKnown() throws {
        let rules = "when prompt * max_output > 100 tok * 1 tok -> large\notherwise -> mini"
        #expect(
            try classes("given: { prompt: 10 tok, max_output: 10 tok }, expect: first(mini)", rules: rules).map(\.rule)
                == [1])
        #expect(
            try classes("given: { prompt: 10 tok, max_output: 11 tok }, expect: first(mini)", rules: rules).map(\.rule)
                == [0])
        #expect(try classes("given: { prompt: 10 tok }, expect: first(mini)", rules: rules).map(\.rule) == [0, 1])
    }

    @Test func textsThatOnlyTestsNameAreTold() throws {
        let rules = "when starts_with(tenant, \"acme\") -> large\notherwise -> mini"
        #expect(try classes("given: { tenant: \"acme-eu\" }, expect: first(mini)", rules: rules).map(\.rule) == [0])
        #expect(try classes("given: { tenant: \"globex\" }, expect: first(mini)", rules: rules).map(\.rule) == [1])
        #expect(
            try classes(
                "given: {}, expect: first(large) == (tenant == \"acme-eu\" or contains(tenant, \"me\"))", rules: rules
            ).count >= 3)
    }

    @Test func rulesThatAreTooManyToDrawAreSearched() throws {
        var rules = ""
        for index in 0..<60 {
            rules +=
                "when prompt > \(index * 37 % 61) tok and max_output > \(index * 53 % 67) tok and level > \(index * 11 % 71) -> "
            rules += index % 2 == 0 ? "mini\n" : "large\n"
        }
        let found = try classes(
            "given: { level: 0, prompt: 0 tok }, expect: first(haiku)", rules: rules + "otherwise -> haiku")
        #expect(found.map(\.rule) == [60])
    }

    @Test func conditionsAreTakenApart() throws {
        let study = try study(
            "given: {}, expect: first(mini) or (tier == free and not vip and prompt in 1 tok..9 tok)",
            rules: "when tier == free\n    and not vip -> mini\notherwise -> large")
        #expect(study.rules[0]?.text == "tier == free and not vip")
        #expect(study.rules[0]?.leaves.map(\.text) == ["tier == free", "vip"])
        #expect(study.rules[1] == nil)
        #expect(
            study.tests[0].expectation.leaves.map(\.text) == [
                "first(mini)", "tier == free", "vip", "prompt in 1 tok..9 tok",
            ])
    }
}
