import ScrimpCompiler
import ScrimpDiagnostics
import ScrimpPlan
import Testing

@Suite struct ExecutionTests {
    @Test func oneWarningForEachKind() throws {
        let compiled = try CompiledText(
            declarations: """
                gather a { when: task == advice, stop_after: 20 of 100, concurrency: 30 }
                gather b { when: task == faq, stop_after: 2 of 10, concurrency: 3 }
                cache s { match: semantic(similarity: 93%), key: [tenant], ttl: 1 h, capacity: 10 }
                """, rules: "otherwise -> mini")
        let gather = compiled.found(.blockNotExecuted).filter { $0.message.contains("`gather`") }
        #expect(gather.count == 1)
        #expect(gather.first?.labels.count == 1)
        #expect(compiled.found(.cacheNotExecuted).count == 1)
        #expect(compiled.compilation.plan != nil)
    }

    @Test func whatIsNotKnownTakesTheSafeSide() throws {
        let compiled = try CompiledText(
            declarations: "allow a { when: health(mini) < 50%, only: [mini] }",
            rules: "when health(mini) < 50% -> large, mini\notherwise -> mini")
        #expect(compiled.found(.conditionNotExecuted).count == 2)
        // No error although the rule never matches: a later version will know.
        let plan = try compiled.plan
        #expect(plan.allows[0].when == .always)
        #expect(compiled.compilation.analysis.problem.rules[0] == .constant(false))
    }

    @Test func thePolicyMayBeTooLarge() throws {
        var models = ""
        for index in 0..<130 { models += "model m\(index) { from: \"openai/gpt-4o-mini\" }\n" }
        let compiled = try CompiledText(declarations: models, rules: "otherwise -> mini")
        #expect(
            compiled.found(.policyTooLarge).map(\.message) == ["a policy has at most 128 models, and this one has 134"])
        #expect(compiled.compilation.plan == nil)
    }
}
