extension LintRule {
    /// Every rule, in order of its id. Ids are never reused: a retired one stays out of the table for good.
    package static let all: [LintRule] = moneyRules + safetyRules + reliabilityRules + hardwareRules + clarityRules

    private static let moneyRules: [LintRule] = [
        budgetWithoutAlert
    ]
    private static let safetyRules: [LintRule] = []
    private static let reliabilityRules: [LintRule] = []
    private static let hardwareRules: [LintRule] = []
    private static let clarityRules: [LintRule] = [
        ruleThatChangesNothing, conditionPartThatChangesNothing, conditionThatAlwaysHolds, letsThatSayTheSame,
        letThatRenames, unusedLet, unusedModel, unusedPool, unusedAttribute, uselessImport, repeatedAmount, mixedUnits,
        nameInAnotherCase, policyWithoutOwner, policyWithoutDocumentation, comparisonWithTrue, negatedComparison,
        percentageAboveOneHundred, teamSpelledTwice, declarationForUncalledModels, blockThatSaysNothing,
    ]
}
