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
        #expect(
            engine.sentence(overrun) == "a call in budget `daily` of \"acme\" cost \(excess) more than was held for it")
    }

    @Test func otherCausesAreNamed() throws {
        let engine = try GuidePage.engine(
            """
            policy p { }
            request { tenant: string = "", prompt: tokens, max_output: tokens }
            model mini { from: "openai/gpt-4o-mini" }
            model large { from: "openai/gpt-4o" }
            switch frozen { on: reject("stop"), throw_when: prompt > 1 Mtok }
            rollout slow {
                of: large, key: tenant, stages: [50%, 100%] every 1 d, otherwise: mini
                revert_when: quality(large, over: 24 h, at_least: 1 req) < 95%
            }
            alert bad { when: quality(large, over: 24 h, at_least: 1 req) < 50%, notify: "ops" }
            route { otherwise -> large }
            """)
        func decide(prompt: Int64, at now: Instant) throws {
            var request = engine.makeRequest()
            try request.set(engine.schema.attribute("prompt"), number: prompt)
            try request.set(engine.schema.attribute("max_output"), number: 10)
            _ = try engine.decide(request.request, at: now)
        }
        try decide(prompt: 10, at: noon)
        let tomorrow = noon.advanced(by: Instant.nanosecondsPerDay)
        engine.report(quality: 1_000_000_000, of: 1, at: tomorrow)
        try decide(prompt: 10, at: tomorrow)
        for second in 1...3 {
            engine.report(quality: 0, of: 1, at: tomorrow.advanced(by: Int64(second) * Instant.nanosecondsPerSecond))
        }
        try decide(prompt: 2_000_000, at: tomorrow.advanced(by: 5 * Instant.nanosecondsPerSecond))
        var told: [String: String] = [:]
        while let alert = engine.nextAlert() { told[engine.sentence(alert)] = engine.recipient(of: alert) ?? "nobody" }
        #expect(
            told == [
                "rollout `slow` goes on to stage 2 of 2": "nobody", "rollout `slow` is taken back": "nobody",
                "alert `bad`: its condition has become true": "ops",
                "switch `frozen` is thrown by its condition": "nobody",
            ])
    }
}
