// Generated from the documentation comments of `Rules/`: `SCRIMP_RECORD=1 swift test --filter LintRulePageTests`.
// swift-format-ignore-file

extension LintRulePages {
    static let moneyPages: [(String, LintRulePage)] = [
        (
            "M002",
            LintRulePage(
                title: "a budget that tells nobody before it is spent",
                why: """
                    One script can burn a day's budget in minutes. Who hears of it only when calls are refused can \
                    no longer do anything about it.
                    """,
                bad: #"""
                    budget daily { limit: $25 per day, spent: reject("spent") }
                    """#,
                good: #"""
                    budget daily { limit: $25 per day, spent: reject("spent"), alert: [80%], notify: "ml-oncall" }
                    """#)
        ),
    ]
}
