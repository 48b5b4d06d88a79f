import ScrimpPlan
import ScrimpQuantities
import ScrimpRuntime
import Testing

@Suite struct RequestTests {
    private func engine() throws -> Engine<MemoryStore> {
        var policy = PlanBuilder()
        policy.attribute("tenant", .string, default: nil)
        policy.attribute("task", .enumeration, cases: ["faq", "advice"])
        policy.attribute("urgent", .bool)
        policy.attribute("complexity", .ratio, upper: PlanAttribute.ratioScale)
        let model = policy.target("model", PlanPrices(input: 0, output: 0))
        policy.rule(.always, policy.chain(model))
        return try policy.engine()
    }

    @Test func errorsNameTheAttribute() throws {
        let engine = try engine()
        var made = engine.makeRequest()
        let schema = engine.schema
        #expect(throws: RequestError.unknownAttribute) { try schema.attribute("tenants") }
        let tenant = try schema.attribute("tenant")
        let task = try schema.attribute("task")
        let urgent = try schema.attribute("urgent")
        let complexity = try schema.attribute("complexity")
        #expect(throws: RequestError.missing(attribute: 0)) { try engine.decide(made.request, at: .after(0)) }
        #expect(throws: RequestError.wrongKind(attribute: 0)) { try made.set(tenant, number: 1) }
        #expect(throws: RequestError.wrongKind(attribute: 2)) { try made.set(urgent, text: "yes") }
        #expect(throws: RequestError.outOfRange(attribute: 2)) { try made.set(urgent, number: 2) }
        #expect(throws: RequestError.unknownCase(attribute: 1)) { try made.set(task, text: "faqs") }
        #expect(throws: RequestError.unknownCase(attribute: 1)) { try made.set(task, number: 2) }
        #expect(throws: RequestError.outOfRange(attribute: 3)) {
            try made.set(complexity, number: PlanAttribute.ratioScale + 1)
        }
        #expect(throws: RequestError.outOfRange(attribute: 3)) { try made.set(complexity, number: -1) }
        try made.set(task, text: "advice")
        #expect(made.request.values[1] == 1)
        try made.set(tenant, text: "acme")
        #expect(try engine.decide(made.request, at: .after(0)).isCall)
        made.reset()
        #expect(throws: RequestError.missing(attribute: 0)) { try engine.decide(made.request, at: .after(0)) }
    }

    @Test func aRequestOfAnotherPolicyIsRefused() throws {
        let engine = try engine()
        let other = try SimplePolicy().builder.engine()
        let request = try other.request("acme")
        #expect(throws: RequestError.otherSchema) { try engine.decide(request, at: .after(0)) }
    }
}
