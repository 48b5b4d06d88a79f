extension LintRule {
    /// Every rule, in order of its id. Ids are never reused: a retired one stays out of the table for good.
    package static let all: [LintRule] = moneyRules + safetyRules + reliabilityRules + hardwareRules + clarityRules

    private static let moneyRules: [LintRule] = [
        budgetBelowOneCall, budgetWithoutAlert, dearerFallback, ruleAboveBaseline, missingPrice, unpricedAttribute,
        longContextSurcharge, poolDearerAtTraffic, poolDearerThanProvider, commitmentOutOfReach,
        commitmentDearerThanList, batchPriceUnused, ceilingFarAboveLimit, reasoningUncapped, sameCallTwice,
        alertAtTheEnd, runsWithoutSum, prefixCacheUnused, spentRoutesDearer, budgetNeverReached,
        discountDearerThanOnDemand, capAboveModelMaximum, shadowOfEverything, priorityWithoutHurry,
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
    private static let hardwareRules: [LintRule] = [
        weightsDoNotFit, noRoomForContext, missingNumberFormat, sparsityUnsupported, sparsityWithoutPattern,
        accuracyBelowFloor, headsDoNotDivide, replicaBeyondNode, quantizationAddsBits, unlikelyUtilization,
        suspensionWithoutColdStart, unpublishedBits,
    ]
    private static let clarityRules: [LintRule] = [
        ruleThatChangesNothing, conditionPartThatChangesNothing, conditionThatAlwaysHolds, letsThatSayTheSame,
        letThatRenames, unusedLet, unusedModel, unusedPool, unusedAttribute, uselessImport, repeatedAmount, mixedUnits,
        nameInAnotherCase, policyWithoutOwner, policyWithoutDocumentation, comparisonWithTrue, negatedComparison,
        percentageAboveOneHundred, teamSpelledTwice, declarationForUncalledModels, blockThatSaysNothing,
    ]
}
