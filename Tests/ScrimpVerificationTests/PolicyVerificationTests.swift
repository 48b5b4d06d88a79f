import ScrimpCompiler
import ScrimpVerification
import Testing

@Suite struct PolicyVerificationTests {
    private static let rules = """
        when task == summary -> local, large
        when complexity > 70% and tier != free -> large, mini
        otherwise -> mini
        """

    private func outcome(_ test: String, _ declarations: String = "", rules: String = rules) throws -> String {
        try VerifiedText(test, declarations, rules: rules).outcomes[0]
    }

    // MARK: Given and open

    @Test func whatIsGivenIsDecided() throws {
        let given =
            "given: { tenant: \"acme\", tier: plus, task: faq, complexity: 80%, prompt: 1 ktok, max_output: 1 ktok, deadline: 1 s }"
        #expect(try outcome("\(given), expect: first(large)") == "passed")
        #expect(try outcome("\(given), expect: first(mini)") == "failed")
        #expect(try VerifiedText("\(given), expect: first(large)", rules: Self.rules).results[0].requests == 1)
    }

    @Test func whatIsOpenHoldsForEveryValue() throws {
        #expect(try outcome("given: { task: faq, tier: free }, expect: first(mini)") == "passed")
        let failed = try VerifiedText("given: { task: faq }, expect: first(mini)", rules: Self.rules).failure
        #expect(failed.got == ["call `large`, $0.00 reserved, output capped at 0 tok"])
        #expect(failed.target == "large")
        let open = failed.attributes.filter { !$0.isGiven }.map { "\($0.name): \($0.value)" }
        #expect(open.contains("complexity: 70.0000001%") && open.contains("tier: plus"), "\(open)")
        #expect(failed.attributes.filter(\.isGiven).map(\.name) == ["task"])
        #expect(try outcome("given: {}, expect: first(mini) or first(large) or first(local)") == "passed")
    }

    @Test func conditionsOnTheRequestStandBesideWhatBecomesOfIt() throws {
        #expect(try outcome("given: { task: faq }, expect: first(mini) or complexity > 70%") == "passed")
        #expect(try outcome("given: { task: faq }, expect: first(mini) or complexity > 71%") == "failed")
        #expect(
            try outcome("given: { task: faq, complexity: 90% }, expect: first(large) == (tier != free)") == "passed")
        #expect(
            try outcome("given: { task: faq, complexity: 90% }, expect: first(large) == (tier == free)") == "failed")
    }

    @Test func everyConditionIsToldOfAFailure() throws {
        let failure = try VerifiedText(
            "given: { task: faq, complexity: 80%, tier: plus }, expect: first(mini) and not (first(large) or tier == plus)",
            rules: Self.rules
        ).failure
        #expect(
            failure.expectation.map {
                "\($0.depth) \($0.text): \($0.holds == true)\($0.value.isEmpty ? "" : " \($0.value)")"
            } == [
                "0 first(mini) and not (first(large) or tier == plus): false",
                "1 first(mini): false",
                "1 not (first(large) or tier == plus): false",
                "2 first(large) or tier == plus: true",
                "3 first(large): true",
                "3 tier == plus: true",
            ])
        #expect(failure.rules.map(\.isMatch) == [false, true])
        #expect(failure.rules[0].conditions.map(\.text) == ["task == summary"])
        #expect(failure.rules[0].conditions.map(\.value) == ["faq"])
        #expect(failure.rules[1].conditions.map(\.value) == ["", "80%", "plus"])
        #expect(failure.chain == ["`large` is chosen: own/large"])
    }

    // MARK: State

    @Test func poolsAreSuspendedByTime() throws {
        let given = "given: { task: summary }"
        #expect(try outcome("\(given), state: { time: 12:00 }, expect: first(local)") == "passed")
        #expect(try outcome("\(given), state: { time: 22:00 }, expect: first(large)") == "passed")
        #expect(try outcome("\(given), state: { time: 06:00 }, expect: first(local)") == "passed")
        let anyTime = try VerifiedText("\(given), expect: first(local)", rules: Self.rules).failure
        #expect(anyTime.attributes.contains { $0.name == "time" && $0.value == "00:00" })
        #expect(anyTime.chain.first == "`local` is passed over: pool `gpus` is suspended at this time")
    }

    @Test func daysOfSuspensionGoThroughMidnight() throws {
        let pool = """
            pool weekend { gpu: "h100-sxm-80gb", replicas: 1, market: on_demand, suspend: 20:00..04:00, suspend_days: [saturday] }
            model own { weights: "mistralai/Mistral-7B-Instruct-v0.3", pool: weekend }
            """
        let rules = "otherwise -> own, mini"
        for (time, day, model) in [
            ("19:59", "saturday", "own"), ("20:00", "saturday", "mini"), ("03:59", "sunday", "mini"),
            ("04:00", "sunday", "own"), ("03:59", "saturday", "own"),
        ] {
            let test = "given: {}, state: { time: \(time), weekday: \(day) }, expect: first(\(model))"
            #expect(try outcome(test, pool, rules: rules) == "passed", "\(day) \(time)")
        }
        #expect(
            try outcome("given: {}, state: { weekday: friday }, expect: first(own)", pool, rules: rules) == "passed")
        #expect(
            try outcome("given: {}, state: { weekday: sunday }, expect: first(own)", pool, rules: rules) == "failed")
    }

    @Test func lostPoolsArePassedOver() throws {
        let test = "given: { task: summary }, state: { time: 12:00, pool.gpus: false }"
        #expect(try outcome("\(test), expect: first(large), reason: \"pool_lost\"") == "passed")
        #expect(try outcome("\(test), expect: first(large), reason: \"suspended\"") == "failed")
    }

    @Test func modelsThatDoNotAnswerArePassedOn() throws {
        let given = "given: { task: summary, tenant: \"a\" }, state: { time: 12:00, model.local: false"
        #expect(try outcome("\(given) }, expect: first(large), reason: \"no_answer\"") == "passed")
        #expect(try outcome("\(given), model.large: false }, expect: rejected, reason: \"exhausted\"") == "passed")
        let failure = try VerifiedText("\(given) }, expect: first(mini)", rules: Self.rules).failure
        #expect(failure.target == "large")
        #expect(failure.chain.suffix(2).first == "`local` does not answer", "\(failure.chain)")
        let retried = """
            model twice {
                from: "own/twice", retry: 2
                price: { input: $1/Mtok, output: $2/Mtok, source: "contract", as_of: "2026-11-01" }
            }
            """
        let test = "given: {}, state: { model.twice: false }, expect: first(mini)"
        #expect(try outcome(test, retried, rules: "otherwise -> twice, mini") == "passed")
    }

    @Test func budgetsAreFilled() throws {
        let budget = "budget b { limit: $5 per tenant per day, spent: reject(\"all gone\") }"
        let rules = "when filled(b) >= 80% -> mini\notherwise -> large"
        let given = "given: { tenant: \"acme\", prompt: 1 ktok, max_output: 100 tok }"
        #expect(try outcome("\(given), expect: first(large)", budget, rules: rules) == "passed")
        #expect(
            try outcome("\(given), state: { budget.b: 79% }, expect: first(large)", budget, rules: rules) == "passed")
        #expect(
            try outcome("\(given), state: { budget.b: 80% }, expect: first(mini)", budget, rules: rules) == "passed")
        let full = "\(given), state: { budget.b: 100% }, expect: rejected"
        #expect(try outcome("\(full), reason: \"all gone\"", budget, rules: rules) == "passed")
        #expect(try outcome("\(full), reason: \"budget_spent\"", budget, rules: rules) == "passed")
        #expect(try outcome("\(full), reason: \"paused\"", budget, rules: rules) == "failed")
        let empty = "given: { prompt: 1 ktok, max_output: 100 tok }, state: { budget.b: 100% }, expect: rejected"
        let failure = try VerifiedText(empty, budget, rules: rules).failure
        #expect(failure.attributes.contains { $0.name == "tenant" && $0.value == "\"\"" })
        #expect(failure.chain.first == "budget `b` does not count this request")
    }

    @Test func aSpentBudgetActs() throws {
        let routes = "budget b { limit: $5 per day, spent: route(mini), ceiling: $6 }"
        let waits = "budget b { limit: $5 per day, spent: wait }"
        let test = "given: { prompt: 1 ktok, max_output: 1 tok, deadline: 30 s }, state: { budget.b: 100% }, expect:"
        let rules = "otherwise -> large"
        #expect(try outcome("\(test) first(mini)", routes, rules: rules) == "passed")
        #expect(try outcome("\(test) waiting", waits, rules: rules) == "passed")
        #expect(try outcome("\(test) rejected", waits, rules: rules) == "failed")
    }

    @Test func switchesAreThrown() throws {
        let item = "switch s { when: tier == free, on: reject(\"paused\") }"
        let test = "given: { task: faq, complexity: 0% }, state: { switch.s: true }, expect:"
        #expect(try outcome("\(test) rejected == (tier == free)", item) == "passed")
        #expect(try outcome("\(test) rejected", item) == "failed")
        #expect(try outcome("given: { task: faq }, expect: not rejected", item) == "passed")
    }

    @Test func rolloutsStandAtTheirLastStage() throws {
        let rollout =
            "rollout r { of: large, key: tenant, stages: [10%, 100%] every 1 d, otherwise: mini }"
        let rules = "otherwise -> large"
        let given = "given: { prompt: 10 tok, max_output: 10 tok }"
        #expect(try outcome("\(given), expect: first(large)", rollout, rules: rules) == "passed")
        #expect(
            try outcome("\(given), state: { rollout.r: 100% }, expect: first(large)", rollout, rules: rules) == "passed"
        )
        #expect(
            try outcome("\(given), state: { rollout.r: 10% }, expect: first(large)", rollout, rules: rules) == "failed")
        #expect(
            try outcome(
                "\(given), state: { rollout.r: 10% }, expect: first(large) or first(mini)", rollout, rules: rules)
                == "passed")
        let wrong = try VerifiedText(
            "\(given), state: { rollout.r: 30% }, expect: first(large)", rollout, rules: rules)
        #expect(wrong.doubt == "rollout `r` has no stage of 30%: its stages are 10%, 100%")
    }

    // MARK: Chains

    @Test func everyArmOfASplitIsTaken() throws {
        let rules = "when tenant == \"acme\" -> split(50%: mini, 50%: large)\notherwise -> split(99%: mini, 1%: large)"
        #expect(try outcome("given: {}, expect: first(mini)", rules: rules) == "failed")
        #expect(try outcome("given: {}, expect: first(mini) or first(large)", rules: rules) == "passed")
        // One key has one place.
        let one = try VerifiedText("given: { tenant: \"acme\" }, expect: first(mini)", rules: rules)
        let other = try VerifiedText("given: { tenant: \"acme\" }, expect: first(large)", rules: rules)
        #expect(Set([one.outcomes[0], other.outcomes[0]]) == ["passed", "failed"])
    }

    @Test func withoutAStickyAttributeTheContentDecides() throws {
        let text = """
            policy p {}
            request { prompt: tokens, max_output: tokens }
            model a { from: "own/a", price: { input: $1/Mtok, output: $2/Mtok, source: "contract", as_of: "2026-11-01" } }
            model b { from: "own/b", price: { input: $1/Mtok, output: $2/Mtok, source: "contract", as_of: "2026-11-01" } }
            route { otherwise -> split(90%: a, 10%: b) }
            test "one" { given: {}, expect: first(a) }
            test "two" { given: { prompt: 1 tok, max_output: 1 tok }, expect: first(a) or first(b) }
            """
        #expect(try VerifiedText(text).outcomes == ["failed", "passed"])
        #expect(try VerifiedText(text).results[1].requests == 2)
    }

    @Test func reachableFollowsEveryPath() throws {
        let allow = "allow a { when: tier == free, never: [large] }"
        let rules = "otherwise -> mini, large"
        #expect(try outcome("given: { tier: free }, expect: not reachable(large)", allow, rules: rules) == "passed")
        #expect(try outcome("given: { tier: plus }, expect: not reachable(large)", allow, rules: rules) == "failed")
        #expect(try outcome("given: {}, expect: reachable(large) == (tier != free)", allow, rules: rules) == "passed")
    }

    @Test func servicesThatAreTooLateArePassedOver() throws {
        let rules = "otherwise -> slow, mini"
        #expect(try outcome("given: { deadline: 24 h }, expect: first(slow)", rules: rules) == "passed")
        #expect(try outcome("given: { deadline: 23 h }, expect: first(mini)", rules: rules) == "passed")
        #expect(try outcome("given: {}, expect: first(slow) == (deadline >= 24 h)", rules: rules) == "passed")
    }

    // MARK: Cost

    @Test func whatACallCosts() throws {
        let given = "given: { task: faq, tier: free, prompt: 1 ktok, max_output: 100 tok }, expect: first(mini)"
        // 1,000 tokens at $1 and 100 at $2 a million.
        #expect(try outcome("\(given), cost: $0.0012") == "passed")
        #expect(try outcome("\(given), cost: $0.001..$0.0012") == "passed")
        let failure = try VerifiedText("\(given), cost: $0.0013..$1", rules: Self.rules).failure
        #expect(failure.expected == ["cost $0.0013..$1.00"] && failure.got == ["cost $0.0012"])
        #expect(failure.cost == "$0.0012")
    }

    @Test func aCostStandsOnTheSizeOfTheCall() throws {
        let open = try VerifiedText(
            "given: { task: faq, tier: free, prompt: 1 ktok }, expect: first(mini), cost: $0..$1", rules: Self.rules)
        #expect(open.doubt == "what `mini` costs stands on `max_output`, which the test does not give")
        let own = "given: { task: summary }, state: { time: 12:00 }, expect: first(local), cost: $0"
        #expect(try outcome(own) == "passed")
    }

    @Test func shapesBearOnTheCost() throws {
        let shape = "shape s { when: tier == plus, max_output: 10 tok }"
        let test =
            "given: { task: faq, complexity: 0%, prompt: 0 tok, max_output: 100 tok }, expect: first(mini), cost:"
        #expect(try outcome("\(test) $0.00002..$0.0002", shape) == "passed")
        #expect(try outcome("\(test) $0.0002", shape) == "failed")
        #expect(try outcome("\(test) $0.00002", shape) == "failed")
    }

    @Test func whatIsRejectedCostsNothingThatCouldBeTested() throws {
        let item = "switch s { on: reject(\"paused\") }"
        let test = "given: {}, state: { switch.s: true }, expect: rejected, cost: $0"
        #expect(try VerifiedText(test, item, rules: Self.rules).failure.got == ["no call, which costs nothing"])
    }

    // MARK: All of it

    @Test func proofsAreListedWithTheTests() throws {
        let text =
            VerifiedText.request + """
                route {
                    when tier == free -> mini
                    otherwise -> large, mini
                }
                prove "holds" { never: tier == free and reachable(large) }
                test "runs" { given: { tier: free }, expect: first(mini) }
                prove "fails" { never: tier == plus and reachable(large) }
                """
        let verified = try VerifiedText(text)
        #expect(verified.results.map(\.title) == ["holds", "runs", "fails"])
        #expect(verified.results.map(\.kind) == [.proof, .test, .proof])
        #expect(verified.outcomes == ["passed", "passed", "failed"])
        let failure = try verified.failure
        #expect(failure.expected == ["never tier == plus and reachable(large)"])
        #expect(failure.example == "tier: plus" && failure.rules.map(\.text) == ["otherwise -> large, mini"])
        #expect(
            try VerifiedText(text, where: { $0.contains("s") && $0 != "fails" }).results.map(\.title) == [
                "holds", "runs",
            ])
    }

    @Test func whatWasNotDecidedIsNoPass() throws {
        // That a product is never negative is nothing that the analysis knows.
        let verified = try VerifiedText(
            "given: {}, expect: prompt * max_output >= 0 tok * 1 tok", rules: "otherwise -> mini")
        #expect(verified.outcomes == ["undecided"])
        #expect(!verified.results[0].hasPassed)
        #expect(verified.doubt?.hasPrefix("no request was found") == true, "\(verified.doubt ?? "")")
    }
}
