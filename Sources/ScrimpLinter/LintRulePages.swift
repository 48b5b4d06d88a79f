// Generated from the documentation comments of `Rules/`: `SCRIMP_RECORD=1 swift test --filter LintRulePageTests`.
// swift-format-ignore-file

/// What `scrimp rule` and the editor show.
enum LintRulePages {
    /// By id.
    static let pages: [String: LintRulePage] = Dictionary(
        [moneyPages, safetyPages, reliabilityPages, hardwarePages, clarityPages].joined(),
        uniquingKeysWith: { first, _ in first })
}
