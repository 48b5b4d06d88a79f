// Generated from the documentation comments of `Rules/`: `SCRIMP_RECORD=1 ./Tests/run --filter LintRulePageTests`.

/// What `scrimp rule` and the editor show.
enum LintRulePages {
    static let pages: [String: LintRulePage] = [:]
}
