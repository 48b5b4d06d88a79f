import ScrimpVerification
import Testing

@Suite struct CoverageCountTests {
    private static let policy =
        VerifiedText.request + """
            allow no_large { when: tier == free, never: [large] }
            budget daily { limit: $1 per day, spent: reject("gone") }
            switch off { on: reject("off") }
            rollout wide { of: local, key: tenant, stages: [10%, 100%] every 1 d, otherwise: mini }
            route {
                when task == summary -> local, mini
                when task == advice and tier == free -> mini, large
                otherwise -> split(90%: mini, 10%: large), mini
            }

            """

    /// `count kind text`, with an excuse behind it.
    private func lines(_ tests: String) throws -> [String] {
        try VerifiedText(Self.policy + tests).coverage.branches.map { branch in
            "\(branch.count) \(branch.kind.rawValue) \(branch.text)" + (branch.excuse.map { ": \($0)" } ?? "")
        }
    }

    @Test func withoutTestsNothingIsCovered() throws {
        #expect(
            try lines("") == [
                "0 rule when task == summary -> local, mini",
                "0 fallback fallback `mini`",
                "0 rule when task == advice and tier == free -> mini, large",
                "0 fallback fallback `large`: `allow` forbids it to every such request",
                "0 rule otherwise -> split(90%: mini, 10%: large), mini",
                "0 arm 90% `mini`",
                "0 arm 10% `large`",
                "0 fallback fallback `mini`",
                "0 allow allow `no_large` applies",
                "0 budget budget `daily` acts",
                "0 switch switch `off` acts",
                "0 rollout rollout `wide` leaves a key out",
            ])
        #expect(try VerifiedText(Self.policy).coverage.covered == 1)
    }

    @Test func rulesAndFallbacks() throws {
        let lines = try lines(
            """
            test "day" { given: { task: summary, tier: plus }, state: { time: 12:00 }, expect: first(local) }
            test "night" { given: { task: summary, tier: plus }, state: { time: 23:00 }, expect: first(mini) }
            """)
        #expect(lines[0] == "2 rule when task == summary -> local, mini")
        #expect(lines[1] == "1 fallback fallback `mini`")
    }

    @Test func fallbacksOfModelsThatDoNotAnswer() throws {
        let lines = try lines(
            """
            test "mini is gone" {
                given: { task: faq, tier: plus }
                state: { model.mini: false, model.large: false }
                expect: rejected
            }
            test "large is gone" {
                given: { task: faq, tier: plus }
                state: { model.large: false }
                expect: first(mini)
            }
            """)
        #expect(lines[7] == "1 fallback fallback `mini`", "\(lines)")
    }

    @Test func armsAndAllows() throws {
        let lines = try lines(
            "test \"all\" { given: { task: faq, tier: plus }, expect: first(mini) or first(large) }\n"
                + "test \"free\" { given: { task: faq, tier: free, tenant: \"a\" }, expect: first(mini) }")
        #expect(lines[4].hasPrefix("3 rule") && !lines[5].hasPrefix("0 ") && !lines[6].hasPrefix("0 "))
        #expect(lines[8] == "1 allow allow `no_large` applies")
    }

    @Test func budgetsSwitchesAndRollouts() throws {
        let lines = try lines(
            """
            test "gone" {
                given: { task: faq, tier: plus, tenant: "a", prompt: 9 tok, max_output: 9 tok }
                state: { budget.daily: 100% }
                expect: rejected
            }
            test "off" { given: { tenant: "a", tier: plus, task: faq }, state: { switch.off: true }, expect: rejected }
            test "out" {
                given: { task: summary, tier: plus }
                state: { time: 12:00, rollout.wide: 10% }
                expect: first(local) or first(mini)
            }
            """)
        #expect(lines[9] == "1 budget budget `daily` acts")
        #expect(lines[10] == "1 switch switch `off` acts")
        #expect(lines[11] == "1 rollout rollout `wide` leaves a key out")
        // Whom a rollout leaves out still has the first candidate.
        #expect(lines[0] == "2 rule when task == summary -> local, mini" && lines[1] == "0 fallback fallback `mini`")
    }
}
