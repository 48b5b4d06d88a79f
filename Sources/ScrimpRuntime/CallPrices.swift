import ScrimpPlan

/// The prices of every target, laid out for multiplication: what a call may cost at most, and what it did cost.
struct CallPrices: Sendable {
    /// Pico-dollars per token or item; −1 where the catalog has no price.
    struct Row: Sendable {
        var input: Int64
        var output: Int64
        var cachedInput: Int64
        var cacheWrite: Int64
        var perRequest: Int64
        var perImage: Int64
        var audioInput: Int64
        var perToolCall: Int64
        var allowanceNumerator: Int64
        var allowanceDenominator: Int64
        var tierStart: Int32
        var tierCount: Int32
        var keepsPrefixes: Bool
        /// One price per token of the prompt and one per token of the answer: what most models have.
        var isPlain: Bool
        var isFree: Bool
        var cancelStopsBilling: Bool
    }
    struct Tier: Sendable {
        var above: Int64
        var input: Int64
        var output: Int64
        var cachedInput: Int64
        var cacheWrite: Int64
    }
    /// What a request asks of a call.
    struct Demand {
        var prompt: Int64 = 0
        var output: Int64 = 0
        /// Whether the request block has the attribute at all: without it a call has no bound.
        var hasPrompt = false
        var hasOutput = false
        var images: Int64 = 0
        var audio: Int64 = 0
        var toolCalls: Int64 = 0

        /// Bounded, and of nothing but text.
        @inline(__always)
        var isPlain: Bool { hasPrompt && hasOutput && images | audio | toolCalls == 0 }
    }

    static let none: Int64 = -1
    private(set) var rows: [Row] = []
    private var tiers: [Tier] = []

    init(_ targets: [PlanTarget]) {
        for target in targets {
            let prices = target.prices
            rows.append(
                Row(
                    input: prices.input ?? Self.none, output: prices.output ?? Self.none,
                    cachedInput: prices.cachedInput ?? Self.none, cacheWrite: prices.cacheWrite ?? Self.none,
                    perRequest: prices.perRequest ?? 0, perImage: prices.perImage ?? Self.none,
                    audioInput: prices.audioInput ?? Self.none, perToolCall: prices.perToolCall ?? Self.none,
                    allowanceNumerator: max(prices.tokenAllowanceNumerator, 1),
                    allowanceDenominator: max(prices.tokenAllowanceDenominator, 1),
                    tierStart: Int32(truncatingIfNeeded: tiers.count),
                    tierCount: Int32(truncatingIfNeeded: prices.longContext.count),
                    keepsPrefixes: target.prefixCache > 0, isPlain: Self.isPlain(target), isFree: target.isSelfHosted,
                    cancelStopsBilling: prices.cancelStopsBilling))
            for tier in prices.longContext {
                tiers.append(
                    Tier(
                        above: tier.above, input: tier.input, output: tier.output,
                        cachedInput: tier.cachedInput ?? Self.none, cacheWrite: tier.cacheWrite ?? Self.none))
            }
        }
    }

    private static func isPlain(_ target: PlanTarget) -> Bool {
        let prices = target.prices
        return !target.isSelfHosted && target.prefixCache == 0 && prices.longContext.isEmpty
            && (prices.perRequest ?? 0) == 0
            && max(prices.tokenAllowanceNumerator, 1)
                == max(prices.tokenAllowanceDenominator, 1)
            && (prices.input ?? -1) >= 0 && (prices.output ?? -1) >= 0
    }

    /// The most that a call can cost, in pico-dollars; nil where something that it may use has no price or no bound.
    ///
    /// The whole prompt is taken as uncached, times the token allowance (rounded up), at the input price or, where the
    /// target keeps prefixes, the dearer one for writing to its cache; the output as long as its cap. Where a prompt of
    /// that length may reach long-context prices, the dearest of the tiers below it counts.
    func worstCase(_ target: Int, _ demand: Demand) -> Int128? {
        if rows[target].isPlain, demand.isPlain {
            return Self.product(demand.prompt, rows[target].input)
                + Self.product(demand.output, rows[target].output)
        }
        let row = rows[target]
        if row.isFree { return 0 }
        var cost = Int128(row.perRequest)
        let needsInput = !demand.hasPrompt || demand.prompt > 0
        let needsOutput = !demand.hasOutput || demand.output > 0
        guard demand.hasPrompt || row.input == 0, demand.hasOutput || row.output == 0 else { return nil }
        guard row.input >= 0 || !needsInput, row.output >= 0 || !needsOutput else { return nil }
        let prompt = allowed(demand.prompt, row)
        var text = Self.product(prompt, inputPrice(row.input, row.cacheWrite, row))
            .adding(clamping: Self.product(demand.output, max(row.output, 0)))
        for index in Int(row.tierStart)..<Int(row.tierStart + row.tierCount) where tiers[index].above < prompt {
            let tier = tiers[index]
            let price = inputPrice(tier.input, tier.cacheWrite >= 0 ? tier.cacheWrite : row.cacheWrite, row)
            text = max(
                text,
                Self.product(prompt, price).adding(clamping: Self.product(demand.output, max(tier.output, 0))))
        }
        cost = cost.adding(clamping: text)
        if demand.images > 0 {
            guard row.perImage >= 0 else { return nil }
            cost = cost.adding(clamping: Self.product(demand.images, row.perImage))
        }
        if demand.audio > 0 {
            guard row.audioInput >= 0 else { return nil }
            cost = cost.adding(clamping: Self.product(demand.audio, row.audioInput))
        }
        if demand.toolCalls > 0 {
            guard row.perToolCall >= 0 else { return nil }
            cost = cost.adding(clamping: Self.product(demand.toolCalls, row.perToolCall))
        }
        return cost
    }

    /// What a call cost. What has no price of its own is charged at the dearest that stands beside it (cached input and cache
    /// writes at the input price), else not at all, and said so.
    func cost(_ target: Int, _ usage: Usage) -> (amount: Int128, hasUnpricedParts: Bool) {
        if rows[target].isPlain, usage.isPlain {
            let prompt = Self.product(usage.promptTokens, rows[target].input)
            return (prompt + Self.product(usage.outputTokens, rows[target].output), false)
        }
        let row = rows[target]
        if row.isFree { return (0, false) }
        var tier = Tier(
            above: 0, input: row.input, output: row.output, cachedInput: row.cachedInput, cacheWrite: row.cacheWrite)
        let prompt = usage.promptTokens.adding(clamping: usage.cachedTokens).adding(clamping: usage.cacheWriteTokens)
        for index in Int(row.tierStart)..<Int(row.tierStart + row.tierCount) where tiers[index].above < prompt {
            tier = tiers[index]
            if tier.cacheWrite < 0 { tier.cacheWrite = max(row.cacheWrite, tier.input) }
        }
        var amount = Int128(row.perRequest)
        var isUnpriced = false
        func charge(_ count: Int64, _ price: Int64, else fallback: Int64) {
            guard count > 0 else { return }
            if price < 0 { isUnpriced = true }
            amount = amount.adding(clamping: Self.product(count, price >= 0 ? price : max(fallback, 0)))
        }
        charge(usage.promptTokens, tier.input, else: Self.none)
        charge(usage.cachedTokens, tier.cachedInput, else: tier.input)
        charge(usage.cacheWriteTokens, tier.cacheWrite, else: tier.input)
        charge(usage.outputTokens, tier.output, else: Self.none)
        charge(usage.images, row.perImage, else: Self.none)
        charge(usage.audioTokens, row.audioInput, else: Self.none)
        charge(usage.toolCalls, row.perToolCall, else: Self.none)
        return (amount, isUnpriced)
    }

    private func inputPrice(_ input: Int64, _ write: Int64, _ row: Row) -> Int64 {
        max(input, row.keepsPrefixes ? write : 0, 0)
    }

    private func allowed(_ prompt: Int64, _ row: Row) -> Int64 {
        if row.allowanceNumerator == row.allowanceDenominator { return prompt }
        let (small, overflow) = prompt.multipliedReportingOverflow(by: row.allowanceNumerator)
        let (sum, tooLarge) = small.addingReportingOverflow(row.allowanceDenominator - 1)
        // Division of 64 bits is several times as fast.
        if !overflow, !tooLarge { return sum / row.allowanceDenominator }
        let product = Self.product(prompt, row.allowanceNumerator) + Int128(row.allowanceDenominator - 1)
        return Int64(clamping: product / Int128(row.allowanceDenominator))
    }

    /// Two 64-bit factors always fit.
    private static func product(_ left: Int64, _ right: Int64) -> Int128 { Int128(left) &* Int128(right) }
}

extension Usage {
    /// Of nothing but text that no provider had kept.
    @inline(__always)
    fileprivate var isPlain: Bool { cachedTokens | cacheWriteTokens | images | audioTokens | toolCalls == 0 }
}
