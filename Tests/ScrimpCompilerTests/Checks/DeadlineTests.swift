import ScrimpCompiler
import ScrimpDiagnostics
import Testing

@Suite struct DeadlineTests {
    private static let later = "model later { from: \"openai/gpt-4o-mini\", service: batch(within: 24 h) }\n"

    private func found(_ rules: String, _ declarations: String = "") throws -> [Diagnostic] {
        try CompiledText(declarations: Self.later + declarations, rules: rules).found(.earlyBatchRequest)
    }

    @Test func theRuleMustAskForTheTime() throws {
        let early = try found("when task == summary -> later, mini\notherwise -> mini")
        #expect(early.map(\.message) == ["some requests need their answer before `later` promises it"])
        #expect(early.map(\.notes) == [["for example: task: summary, deadline: 0 s"]])
        #expect(early.map(\.severity) == [.warning])
        #expect(try found("when task == summary and deadline >= 24 h -> later, mini\notherwise -> mini").isEmpty)
        #expect(try found("when deadline < 24 h -> mini\notherwise -> later").isEmpty)
        #expect(try found("otherwise -> mini").isEmpty)
    }

    @Test func rolloutsLeadThereToo() throws {
        let rollout = "rollout r { of: large, key: tenant, stages: [5%, 100%] every 1 d, otherwise: later }"
        #expect(try found("otherwise -> large", rollout).count == 1)
    }

    @Test func withoutADeadlineThePolicysCounts() throws {
        func compiled(_ deadline: String) throws -> CompiledText {
            try CompiledText(
                """
                policy p { deadline: \(deadline) }
                request { prompt: tokens, max_output: tokens }
                model later { from: "openai/gpt-4o-mini", service: batch(within: 24 h) }
                route { otherwise -> later }

                """)
        }
        #expect(try compiled("60 s").found(.earlyBatchRequest).count == 1)
        #expect(try compiled("24 h").found(.earlyBatchRequest).isEmpty)
    }
}
