import ScrimpHost
import ScrimpPlan
import ScrimpQuantities
import ScrimpRuntime
import Testing

@Suite struct RequestBuilderValuesTests {
    private static let policy = """
        policy p { }
        request {
            tenant: string
            vip: bool
            tier: enum { free, plus }
            complexity: ratio
            worth: money
            deadline: duration
            prompt: tokens
            max_output: tokens
        }
        model mini { from: "openai/gpt-4o-mini" }
        route { otherwise -> mini }
        """

    @Test func valuesOfHostsBecomeNumbers() throws {
        let engine = try GuidePage.engine(Self.policy)
        var builder = engine.makeRequest()
        try builder.set(engine.schema.attribute("vip"), flag: true)
        try builder.set(engine.schema.attribute("complexity"), ratio: 0.35)
        try builder.set(engine.schema.attribute("worth"), money: Money(pico: 1_500_000_000_000))
        try builder.set(engine.schema.attribute("deadline"), duration: .milliseconds(1_500))
        #expect(builder.request.values[1] == 1 && builder.request.values[3] == 350_000_000)
        #expect(builder.request.values[4] == 1_500_000_000_000 && builder.request.values[5] == 1_500_000_000)
        for (index, text) in [(1, "true"), (3, "35%"), (4, "$1.50"), (5, "1500 ms")] {
            #expect(engine.written(builder.request.values[index], of: UInt16(index)) == text)
        }
        #expect(engine.written(7, of: 99) == "7")
    }

    @Test func whatDoesNotFitIsRefused() throws {
        let engine = try GuidePage.engine(Self.policy)
        var builder = engine.makeRequest()
        let before = builder.request
        let (vip, complexity) = (try engine.schema.attribute("vip"), try engine.schema.attribute("complexity"))
        let (worth, deadline) = (try engine.schema.attribute("worth"), try engine.schema.attribute("deadline"))
        #expect(throws: RequestError.wrongKind(attribute: 1)) { try builder.set(vip, ratio: 0.5) }
        #expect(throws: RequestError.wrongKind(attribute: 3)) { try builder.set(complexity, flag: true) }
        #expect(throws: RequestError.wrongKind(attribute: 3)) { try builder.set(complexity, money: .zero) }
        #expect(throws: RequestError.wrongKind(attribute: 4)) { try builder.set(worth, duration: .seconds(1)) }
        for ratio in [1.1, -0.1, .nan, .infinity, 1e300] {
            #expect(throws: RequestError.outOfRange(attribute: 3)) { try builder.set(complexity, ratio: ratio) }
        }
        #expect(throws: RequestError.outOfRange(attribute: 4)) {
            try builder.set(worth, money: Money(pico: Int128(Int64.max) + 1))
        }
        #expect(throws: RequestError.outOfRange(attribute: 5)) { try builder.set(deadline, duration: .seconds(-1)) }
        #expect(throws: RequestError.outOfRange(attribute: 5)) {
            try builder.set(deadline, duration: Duration(secondsComponent: .max, attosecondsComponent: 0))
        }
        #expect(builder.request == before)
    }

    @Test func errorsNameTheAttribute() throws {
        let engine = try GuidePage.engine(Self.policy)
        #expect(engine.sentence(.missing(attribute: 0)) == "the request has no `tenant`, and it has no default")
        #expect(engine.sentence(.unknownCase(attribute: 2)) == "`tier` is one of `free`, `plus`")
        #expect(engine.sentence(.wrongKind(attribute: 1)) == "`vip` takes another kind of value")
        #expect(engine.sentence(.outOfRange(attribute: 3)) == "`complexity` is out of its range")
        #expect(engine.sentence(.unknownCase(attribute: 99)) == "`` is one of ")
    }

    @Test func fingerprintsTellListsOfTextsApart() {
        #expect(Fingerprint(hashing: "ab", "c") == Fingerprint(hashing: "ab", "c"))
        let different = [
            Fingerprint(hashing: "ab", "c"), Fingerprint(hashing: "a", "bc"), Fingerprint(hashing: "abc"),
            Fingerprint(hashing: "c", "ab"), Fingerprint(hashing: "ab", "c", ""), Fingerprint(hashing: ""),
        ]
        #expect(Set(different).count == different.count)
    }
}
