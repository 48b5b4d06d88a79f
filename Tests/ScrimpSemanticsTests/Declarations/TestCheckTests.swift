import ScrimpDiagnostics
import ScrimpQuantities
import ScrimpSemantics
import Testing

/// What tests and proofs may say.
@Suite struct TestCheckTests {
    private static let usual = """
        policy p {}
        request { tier: enum { free, plus }, prompt: tokens, max_output: tokens }
        model mini { from: "openai/gpt-4o-mini" }
        budget daily { limit: $1 per day, spent: reject("no") }
        rollout wide { of: mini, key: tier, stages: [10%, 100%] every 1 d, otherwise: mini }
        switch off { on: reject("off") }
        route { otherwise -> mini }

        """

    private func check(_ declarations: String, _ usual: String = usual) -> CheckedFile {
        ScrimpSemantics.check(SourceText(file: "p.scrimp", text: usual + declarations + "\n"), in: .test())
    }

    private func errors(_ declarations: String, _ usual: String = usual) -> [String] {
        check(declarations, usual).diagnostics.filter { $0.severity == .error }.map(\.message)
    }

    @Test func costsAndReasons() throws {
        let usual = Self.usual.replacing(
            "rollout wide { of: mini, key: tier, stages: [10%, 100%] every 1 d, otherwise: mini }\n", with: "")
        let policy = try #require(
            check(
                """
                test "range" { given: {}, expect: rejected, cost: $0.01..$1, reason: "budget_spent" }
                test "one" { given: {}, expect: not waiting, cost: $0.25 }
                test "none" { given: {}, expect: first(mini) }
                """, usual
            ).policy)
        #expect(policy.tests.map { $0.cost?.lowerBound.description } == ["$0.01", "$0.25", nil])
        #expect(policy.tests.map { $0.cost?.upperBound.description } == ["$1.00", "$0.25", nil])
        #expect(policy.tests.map(\.reason) == ["budget_spent", nil, nil])
    }

    @Test func verdictsStandOnlyInTests() {
        #expect(errors("test \"a\" { given: {}, expect: rejected or waiting }").isEmpty == errors("").isEmpty)
        #expect(errors("prove \"a\" { never: rejected }").contains("`rejected` only stands in tests"))
        #expect(
            errors("prove \"a\" { implies: [tier == free, not waiting] }").contains("`waiting` only stands in tests"))
        #expect(
            errors("cache c { when: rejected, match: exact, key: [tier], ttl: 1 h, capacity: 9 }").contains {
                $0.contains("`rejected`")
            })
    }

    @Test func whatTheRequestDeclaresComesFirst() throws {
        let usual = Self.usual.replacing("prompt: tokens", with: "rejected: bool, prompt: tokens")
        #expect(
            !errors("prove \"a\" { always: rejected or not rejected }", usual).contains {
                $0.contains("only stands in tests")
            })
    }

    @Test func statesNameWhatThereIs() {
        #expect(
            errors("test \"a\" { given: {}, state: { model.mini: false, switch.off: true }, expect: rejected }").isEmpty
                == errors("").isEmpty)
        #expect(
            errors("test \"a\" { given: {}, state: { model.maxi: false }, expect: rejected }").contains(
                "there is no model `maxi`"))
        #expect(
            errors("test \"a\" { given: {}, state: { weather: 5 }, expect: rejected }").contains(
                "a state has no `weather`"))
    }
}
