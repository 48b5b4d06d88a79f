import ScrimpHost
import ScrimpQuantities
import ScrimpRuntime
import Testing

/// Why earlier rules do not hold: the values that were against them.
@Suite struct ExplanationRulesTests {
    private static let policy = """
        policy p { }
        request {
            tier: enum { free, plus }
            subject: string = ""
            complexity: ratio = 50%
            prompt: tokens
            max_output: tokens
        }
        model mini { from: "openai/gpt-4o-mini" }
        model large { from: "openai/gpt-4o" }
        route {
            when tier == plus and complexity > 80%              -> large
            when complexity < 20% or subject == "refund"        -> mini
            when contains(subject, "law")                       -> large
            when prompt + max_output > 2 ktok                   -> large
            when prompt * max_output > 100_000 tok * 1 tok      -> large
            when not (tier == free)                             -> large
            otherwise                                           -> mini
        }
        """

    private func missed(_ tier: String, subject: String = "", complexity: Double = 0.5) throws -> [String] {
        let engine = try GuidePage.engine(Self.policy)
        var builder = engine.makeRequest()
        try builder.set(engine.schema.attribute("tier"), text: tier)
        try builder.set(engine.schema.attribute("subject"), text: subject)
        try builder.set(engine.schema.attribute("complexity"), ratio: complexity)
        try builder.set(engine.schema.attribute("prompt"), number: 100)
        try builder.set(engine.schema.attribute("max_output"), number: 10)
        let noon = Instant(nanoseconds: 1_795_521_600_000_000_000)
        let sentences = try engine.explanation(of: builder.request, at: noon).sentences(engine)
        return sentences.filter { $0.hasPrefix("line ") }.map { String($0.prefix { $0 != ":" }) }
    }

    @Test func eachNamesWhatWasAgainstIt() throws {
        #expect(
            try missed("free", subject: "hello") == [
                "line 12 does not hold, as `tier` is free",
                "line 13 does not hold, as `complexity` is 50% and `subject` is \"hello\"",
                "line 14 does not hold, as `contains(subject, \"law\")` is false",
                "line 15 does not hold, as `prompt` is 100 tok and `max_output` is 10 tok",
                "line 16 does not hold, as `prompt` is 100 tok and `max_output` is 10 tok",
                "line 17 does not hold, as `tier` is free",
                "line 18 holds",
            ])
    }

    @Test func rulesBehindTheOneThatHoldsAreLeftOut() throws {
        #expect(
            try missed("plus", subject: "refund", complexity: 0.7) == [
                "line 12 does not hold, as `complexity` is 70%", "line 13 holds",
            ])
        #expect(try missed("plus", complexity: 0.9) == ["line 12 holds"])
    }
}
