// Generated from the documentation comments of `Rules/`: `SCRIMP_RECORD=1 swift test --filter LintRulePageTests`.
// swift-format-ignore-file

extension LintRulePages {
    static let clarityPages: [(String, LintRulePage)] = []
}
