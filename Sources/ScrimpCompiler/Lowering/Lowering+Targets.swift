import ScrimpCatalog
package import ScrimpPlan
import ScrimpQuantities
package import ScrimpSemantics

/// Route: models, fallback chains and splits.
extension Lowering {
    mutating func target(_ model: Model) -> PlanTarget {
        PlanTarget(
            name: strings.intern(model.name), identity: strings.intern(model.identity),
            provider: strings.intern(model.provider), isSelfHosted: model.isSelfHosted, prices: model.planPrices,
            contextWindow: model.contextWindow ?? 0, prefixCache: model.prefixCache ?? 0, operation: operation(model))
    }

    /// Index of the chain in the plan.
    mutating func chainIndex(_ chain: Chain) -> Int {
        let candidates = chain.candidates.map { candidate -> PlanCandidate in
            switch candidate {
            case .model(let model): .target(UInt16(truncatingIfNeeded: model))
            case .split(let arms): .split(UInt16(truncatingIfNeeded: targets.index(ofSplit: split(arms))))
            }
        }
        return targets.index(ofChain: candidates)
    }

    mutating func chain(_ chain: Chain) -> PlanChain {
        let index = chainIndex(chain)
        return targets.chains[index]
    }

    /// The salt is made of names alone, so that other shares move as few keys as they must.
    private func split(_ arms: [Chain.Arm]) -> PlanSplit {
        var salt = Array(policy.name.value.utf8)
        for arm in arms {
            salt.append(0)
            salt.append(contentsOf: policy.models[arm.model].name.utf8)
        }
        var cumulative = Rational.zero
        var planArms: [PlanSplit.Arm] = []
        for (index, arm) in arms.enumerated() {
            cumulative = cumulative.adding(arm.share) ?? .one
            let upTo = index == arms.count - 1 ? .max : cumulative.lastBucket
            let share = arm.share.multiplied(by: Rational(whole: Int128(PlanAttribute.ratioScale)))?.rounded ?? 0
            planArms.append(
                PlanSplit.Arm(
                    upTo: upTo, share: Int64(clamping: share), target: UInt16(truncatingIfNeeded: arm.model)))
        }
        return PlanSplit(salt: StableHash.hash(salt), arms: planArms)
    }
}

extension Rational {
    /// The last of 2^64 buckets that belongs to the first share of that size, in (0, 1]: `⌊share × 2^64⌋ − 1`, exact.
    var lastBucket: UInt64 {
        guard numerator > 0 else { return 0 }
        guard numerator < denominator else { return .max }
        let divisor = UInt128(denominator)
        // 2^64 × numerator has up to 192 bits: its upper 128 are numerator / 2^64.
        let dividend = (high: UInt128(numerator) >> 64, low: UInt128(numerator) << 64)
        let quotient = divisor.dividingFullWidth(dividend).quotient
        return UInt64(truncatingIfNeeded: max(quotient, 1) - 1)
    }
}

extension Model {
    /// What a call costs at the model's tier. A self-hosted model is paid by the hour of its pool.
    package var planPrices: PlanPrices {
        let allowance = catalogModel?.tokenizerAllowance ?? .one
        let numerator = Int64(exactly: allowance.numerator) ?? 1
        let denominator = Int64(exactly: allowance.denominator) ?? 1
        let fits =
            allowance >= .one && Int128(numerator) == allowance.numerator
            && Int128(denominator) == allowance.denominator
        var prices = PlanPrices(
            input: nil, output: nil, tokenAllowanceNumerator: fits ? numerator : 1,
            tokenAllowanceDenominator: fits ? denominator : 1,
            cancelStopsBilling: catalogModel?.cancelStopsBilling ?? false)
        guard let tier = self.prices?.value else { return prices }
        prices.input = tier.input?.pico
        prices.output = tier.output?.pico
        prices.cachedInput = tier.cachedInput?.pico
        prices.cacheWrite = tier.cacheWrite?.pico
        prices.perRequest = tier.perRequest?.pico
        prices.perImage = tier.perImage?.pico
        prices.audioInput = tier.audioInput?.pico
        prices.perToolCall = tier.perToolCall?.pico
        for step in tier.longContext.sorted(by: { $0.above < $1.above }) {
            // What a step does not price stays what it is.
            guard let input = step.input ?? tier.input, let output = step.output ?? tier.output else { continue }
            prices.longContext.append(
                LongContextPrices(
                    above: step.above, input: input.pico, output: output.pico,
                    cachedInput: (step.cachedInput ?? tier.cachedInput)?.pico,
                    cacheWrite: (step.cacheWrite ?? tier.cacheWrite)?.pico))
        }
        return prices
    }
}
