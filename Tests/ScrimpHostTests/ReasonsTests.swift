import ScrimpHost
import ScrimpRuntime
import Testing

@Suite struct ReasonsTests {
    /// Programs compare these: a change of one is a change of the interface.
    @Test func codesStayAsTheyAre() {
        let rejections: [RejectReason] = [
            .thrownSwitch(0), .budget(0), .ceiling(0), .limit(0), .exhausted, .deadline, .storeLost, .noRule,
        ]
        #expect(
            rejections.map(\.code) == [
                "switch_thrown", "budget_spent", "ceiling", "limit", "exhausted", "deadline", "store_lost", "no_rule",
            ])
        let passes: [PassReason] = [
            .notAllowed, .alreadyTried, .contextWindow, .unpriced, .budget(0), .limit(0, .concurrency),
            .limit(0, .rate(0)),
            .limit(0, .calls), .deadline, .suspended(pool: 0), .poolLost(pool: 0), .resting, .belowFloor,
            .commitment(0),
            .storeLost,
        ]
        #expect(
            passes.map(\.code) == [
                "not_allowed", "already_tried", "context_window", "unpriced", "budget_spent", "concurrency", "rate",
                "calls", "deadline", "suspended", "pool_lost", "resting", "below_floor", "commitment_used_up",
                "store_lost",
            ])
        let misses: [MissReason] = [
            .notMeant, .noContent, .untrackedKey, .noEntry, .noEmbedding, .otherDimensions, .notFinite, .noPart,
        ]
        #expect(
            misses.map(\.code) == [
                "not_meant", "no_content", "untracked_key", "no_entry", "no_embedding", "other_dimensions",
                "not_finite", "no_part",
            ])
    }

    @Test func errorsAreSentences() {
        let messages =
            [SettleError.notOpen, .nothingReserved, .invalidUsage, .lapsed, .storeLost].map(\.message)
            + [
                EngineError.tooManyBudgets, .tooManyCaches, .tooManySwitches, .tooManyLimits, .tooManyShapes,
                .tooManyBatches, .tooManyTextOperations,
            ].map(\.message)
        #expect(Set(messages).count == messages.count)
        for message in messages { #expect(message.first?.isLowercase == true && message.last != ".") }
    }
}
