import ScrimpCompiler
import ScrimpDiagnostics
import ScrimpPlan
import Testing

@Suite struct ExecutionTests {
    @Test func everythingIsExecuted() throws {
        let compiled = try CompiledText(
            declarations: """
                gather a { when: task == advice, stop_after: 20 of 100, concurrency: 30 }
                cache s { match: semantic(similarity: 93%), key: [tenant], ttl: 1 h, capacity: 10 }
                budget b { limit: $5 per day, spent: route(mini), ceiling: $6, store_lost: open }
                test "a" { given: { task: faq }, expect: first(mini) }
                pool gpus { gpu: "h100-sxm-80gb", replicas: 1, market: on_demand, engine: vllm }
                model own { weights: "meta-llama/Llama-3.1-8B-Instruct", pool: gpus, distilled_from: large, tuned: lora }
                """, rules: "when health(mini) < 50% -> large, mini\notherwise -> mini")
        #expect(compiled.summary == [])
        #expect(try compiled.plan.budgets[0].isStoreLossOpen)
    }

    @Test func thePolicyMayBeTooLarge() throws {
        var models = ""
        for index in 0..<130 { models += "model m\(index) { from: \"openai/gpt-4o-mini\" }\n" }
        let compiled = try CompiledText(declarations: models, rules: "otherwise -> mini")
        #expect(
            compiled.found(.policyTooLarge).map(\.message) == ["a policy has at most 128 models, and this one has 134"])
        #expect(compiled.compilation.plan == nil)
    }

    @Test(arguments: [
        ("limits", "limit", "concurrency: 3"), ("batches", "batch", "on: mini, size: 3, wait: 1 ms"),
        ("shapes", "shape", "max_output: 9 tok"),
    ])
    func setsHaveSixtyFourMembers(name: String, kind: String, fields: String) throws {
        func compiled(_ count: Int) throws -> CompiledText {
            let declarations = (0..<count).map { "\(kind) x\($0) { \(fields) }\n" }.joined()
            return try CompiledText(declarations: declarations, rules: "otherwise -> mini")
        }
        #expect(
            try compiled(65).found(.policyTooLarge).map(\.message) == [
                "a policy has at most 64 \(name), and this one has 65"
            ])
        #expect(try compiled(64).summary == [])
    }
}
