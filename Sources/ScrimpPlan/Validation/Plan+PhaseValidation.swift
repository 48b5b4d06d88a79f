import ScrimpQuantities

extension Plan {
    /// Greatest amount of a budget: sums of budgets stay within 128 bits.
    static let greatestLimit = Money(pico: 1 << 100)

    func check(_ target: PlanTarget) throws(PlanFault) {
        for text in [target.name, target.identity, target.provider] { try check(text) }
        guard target.contextWindow >= 0, target.prefixCache >= 0 else { throw .numberOutOfRange }
        let prices = target.prices
        let all = [
            prices.input, prices.output, prices.cachedInput, prices.cacheWrite, prices.perRequest, prices.perImage,
            prices.audioInput, prices.perToolCall,
        ]
        guard all.allSatisfy({ $0 ?? 0 >= 0 }) else { throw .numberOutOfRange }
        guard prices.tokenAllowanceDenominator > 0,
            prices.tokenAllowanceNumerator >= prices.tokenAllowanceDenominator
        else { throw .numberOutOfRange }
        try check(target.operation)
        var last: Int64 = -1
        for tier in prices.longContext {
            guard tier.above > last else { throw .notAscending }
            guard [tier.input, tier.output, tier.cachedInput ?? 0, tier.cacheWrite ?? 0].allSatisfy({ $0 >= 0 }) else {
                throw .numberOutOfRange
            }
            last = tier.above
        }
    }

    func checkChains() throws(PlanFault) {
        for candidate in candidates {
            switch candidate {
            case .target(let index): guard Int(index) < targets.count else { throw .indexOutOfRange }
            case .split(let index): guard Int(index) < splits.count else { throw .indexOutOfRange }
            }
        }
        for chain in chains { try check(chain) }
        for split in splits {
            var last: UInt64 = 0
            for arm in split.arms {
                guard Int(arm.target) < targets.count else { throw .indexOutOfRange }
                guard arm.upTo >= last else { throw .notAscending }
                guard arm.share >= 0 else { throw .numberOutOfRange }
                last = arm.upTo
            }
            // Every key falls into an arm.
            guard last == .max else { throw .numberOutOfRange }
        }
    }

    func check(_ chain: PlanChain) throws(PlanFault) {
        try check(start: chain.start, count: chain.count, in: candidates.count)
    }

    func check(_ action: PlanAction) throws(PlanFault) {
        switch action {
        case .reject(let message): try check(message)
        case .wait: break
        case .route(let chain): try check(chain)
        }
    }

    func check(_ cache: PlanCache) throws(PlanFault) {
        try check(cache.name)
        try check(cache.when)
        for attribute in cache.key { try check(attribute: attribute) }
        guard cache.timeToLive >= 0, cache.capacity >= 0 else { throw .numberOutOfRange }
        switch cache.match {
        case .exact, .partial: break
        case .semantic(let similarity), .retrieval(let similarity): try check(share: similarity)
        }
    }

    func check(_ budget: PlanBudget) throws(PlanFault) {
        try check(budget.name)
        try check(budget.notify)
        try check(budget.when)
        try check(budget.spent)
        if let scope = budget.scope { try check(scope: scope) }
        for amount in [budget.limit, budget.ceiling ?? .zero] {
            guard amount >= .zero, amount <= Self.greatestLimit else { throw .numberOutOfRange }
        }
        switch budget.window {
        case .calendar: break
        case .rolling(let nanoseconds), .untilIdle(let nanoseconds):
            guard nanoseconds > 0 else { throw .numberOutOfRange }
        }
        var last: Int64 = 0
        for share in budget.alerts {
            guard share > last else { throw .notAscending }
            last = share
        }
        guard budget.lapse ?? 0 >= 0, budget.scopes >= 1 else { throw .numberOutOfRange }
    }
}
