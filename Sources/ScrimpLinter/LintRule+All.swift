extension LintRule {
    /// Every rule, in order of its id. Ids are never reused: a retired one stays out of the table for good.
    package static let all: [LintRule] = moneyRules + safetyRules + reliabilityRules + hardwareRules + clarityRules

    private static let moneyRules: [LintRule] = [
        budgetWithoutAlert
    ]
    private static let safetyRules: [LintRule] = [
        unisolatedCache, looseSimilarity, cacheOfVariedAnswers, isolationByDefault, uncountedCustomer,
        counterPerRequest, countersOutliveRuns, overflowingAttribution, nothingToThrow, switchThrownByOneRequest,
        switchThrownInSilence, openStore, terseRejection, unaddressedAlert, unlocatedResidency, secretInPolicy,
        residencyByExclusion,
    ]
    private static let reliabilityRules: [LintRule] = [
        spotWithoutFallback, oneProviderChain, restingPoolAlone, rolloutWithoutReversion, largeFirstStage,
        stageShorterThanWindow, reversionWatchesAnother, cooldownOutlastsWindow, cooldownAlone, retirementAhead,
        multipliedCalls, waitBeyondDeadline, vainWait, limitAboveOuter, gatherBeyondLimit, everlastingEntry,
        unseenAnomaly, healthOfUncalled, lonelyBatch, poolFromNothing, loneReplica, batchOutlastsDeadline,
    ]
    private static let hardwareRules: [LintRule] = []
    private static let clarityRules: [LintRule] = []
}
