import ScrimpHost
import ScrimpQuantities
import ScrimpRuntime
import Testing

@Suite struct BudgetStandingTests {
    private static let policy = """
        policy p { }
        request { tenant: string = "", prompt: tokens, max_output: tokens }
        model mini {
            from: "openai/gpt-4o-mini"
            price: { input: $1/Mtok, output: $1/Mtok, source: "our contract", as_of: "2026-11-01" }
        }
        budget daily { limit: $1 per tenant per day, spent: route(mini), ceiling: $2, alert: [50%], notify: "ops" }
        route { otherwise -> mini }
        """
    private let noon = Instant(nanoseconds: 1_795_521_600_000_000_000)

    private func request(_ tenant: String, _ engine: Engine<MemoryStore>) throws -> Request {
        var builder = engine.makeRequest()
        try builder.set(engine.schema.attribute("tenant"), text: tenant)
        try builder.set(engine.schema.attribute("prompt"), number: 300_000)
        try builder.set(engine.schema.attribute("max_output"), number: 0)
        return builder.request
    }

    @Test func settledAndHeldAreApart() throws {
        let engine = try GuidePage.engine(Self.policy.replacing("gpt-4o-mini", with: "gpt-4.1-mini"))
        let acme = try request("acme", engine)
        func standing(_ request: Request, at now: Instant) -> [Int128]? {
            engine.standing(ofBudget: 0, for: request, at: now).map { [$0.settled.pico, $0.held.pico] }
        }
        #expect(standing(acme, at: noon) == [0, 0])
        let first = try engine.decide(acme, at: noon)
        _ = try engine.decide(acme, at: noon)
        let used = try engine.settle(first, Usage(promptTokens: 100_000), at: noon).cost
        let held = first.reserved
        #expect(standing(acme, at: noon) == [used.pico, held.pico])
        #expect(engine.standing(ofBudget: 0, for: acme, at: noon)?.spent == used.adding(held))
        #expect(engine.standing(ofBudget: 0, for: acme, at: noon)?.ceiling == Money(pico: 2 * Money.picoPerDollar))
        // Looking changed nothing, and others are not concerned.
        #expect(standing(acme, at: noon) == [used.pico, held.pico])
        #expect(standing(try request("globex", engine), at: noon) == [0, 0])
        #expect(standing(try request("", engine), at: noon) == nil)
        #expect(engine.standing(ofBudget: 1, for: acme, at: noon) == nil)
        // Tomorrow is a new day, but what nobody has reported lapses in the one in which it was made.
        #expect(standing(acme, at: noon.advanced(by: 24 * 3_600 * 1_000_000_000)) == [0, 0])

        let sentences = try engine.explanation(of: acme, at: noon).sentences(engine)
        let look = "budget `daily` of \"acme\": \(used) settled + \(held) held + \(held) for `mini` = "
        #expect(sentences.contains { $0.hasPrefix(look) }, "\(sentences)")
    }

    @Test func alertsAreSentencesWithARecipient() throws {
        let engine = try GuidePage.engine(Self.policy.replacing("gpt-4o-mini", with: "gpt-4.1-mini"))
        let acme = try request("acme", engine)
        let told = try engine.explanation(of: acme, at: noon).sentences(engine)
        #expect(!told.contains { $0.contains("passed") })
        let first = try engine.decide(acme, at: noon)
        let announced = try engine.explanation(of: acme, at: noon).sentences(engine).filter { $0.contains("passed") }
        #expect(announced.count == 1)
        _ = try engine.decide(acme, at: noon)
        let alert = try #require(engine.nextAlert())
        #expect(engine.sentence(alert) == announced.first && engine.recipient(of: alert) == "ops")
        #expect(engine.sentence(alert).hasPrefix("budget `daily` of \"acme\" has passed 50% of its limit: $0."))
        let result = try engine.settle(first, Usage(promptTokens: 500_000), at: noon)
        let excess = Money(pico: result.cost.pico - result.reserved.pico)
        let overrun = try #require(engine.nextAlert())
        #expect(engine.sentence(overrun) == "a call in budget `daily` of \"acme\" cost \(excess) more than was held for it")
    }

    @Test func otherCausesAreNamed() throws {
        let engine = try GuidePage.engine(GuidePage.policy())
        func sentence(_ cause: Alert.Cause) -> String {
            engine.sentence(Alert(cause: cause, scope: nil, spent: .zero, time: noon))
        }
        #expect(sentence(.thrown(switch: 0)) == "switch `paused` is thrown by its condition")
        #expect(sentence(.advanced(rollout: 0, stage: 1)) == "rollout `ours` goes on to stage 2 of 2")
        #expect(sentence(.reverted(rollout: 0)) == "rollout `ours` is taken back")
    }
}
