import ScrimpPlan
import ScrimpQuantities

/// What a call can be made of: the range of each thing that is paid.
struct CallRange {
    var prompt = TokenBound(least: 0, most: nil, source: .nothing)
    var output = TokenBound(least: 0, most: nil, source: .nothing)
    /// The most that prompt and output are together; `Int64.max` for no such bound.
    var together = Int64.max
    /// Whether the prompt is the request's own count, to which the tokenizer's allowance is added.
    var isCounted = true
    /// Tokens of the shortest prompt that may be sent once shapes have made it shorter.
    var shortestPrompt: Int64 = 0
    /// The most of the prompt that a provider may have kept.
    var keptPrompt = Int64.max
    var images: ClosedRange<Int64> = 0...0
    var audio: ClosedRange<Int64> = 0...0
    var toolCalls: ClosedRange<Int64> = 0...0
}

/// The least and the most of a single call at the prices of one target.
///
/// The most is what the runtime reserves for the longest such call: the whole prompt uncached, times the token allowance, at the
/// input price or the dearer one for cache writes, and at the dearest tier of long prompts that it reaches; the output as
/// long as its cap. The least is what it charges for the shortest: as much as possible kept by the provider, nothing written.
struct CallPricing {
    let prices: PlanPrices
    let keepsPrefixes: Bool
    let range: CallRange

    private var numerator: Int128 { range.isCounted ? Int128(max(prices.tokenAllowanceNumerator, 1)) : 1 }
    private var denominator: Int128 { range.isCounted ? Int128(max(prices.tokenAllowanceDenominator, 1)) : 1 }

    private func allowed(_ prompt: Int64) -> Int64 {
        Int64(clamping: (Int128(prompt) * numerator + denominator - 1) / denominator)
    }

    private struct Level {
        var above: Int64?
        var input: Int64
        var write: Int64
        var output: Int64
        var isWriting: Bool { write > input }
        var text: Int64 { max(input, write, 0) }
    }

    private var levels: [Level] {
        let write = keepsPrefixes ? prices.cacheWrite ?? -1 : -1
        return [Level(above: nil, input: prices.input ?? -1, write: write, output: prices.output ?? -1)]
            + prices.longContext.map {
                Level(
                    above: $0.above, input: $0.input, write: keepsPrefixes ? $0.cacheWrite ?? write : -1,
                    output: $0.output)
            }
    }

    private func cost(_ prompt: Int64, _ output: Int64, _ levels: [Level]) -> (
        pico: Int128, level: Level, prompt: Int64
    ) {
        let tokens = allowed(prompt)
        var best: (pico: Int128, level: Level) = (-1, levels[0])
        for level in levels where level.above.map({ $0 < tokens }) ?? true {
            let text = Int128(tokens) &* Int128(level.text)
            let pico = text.adding(clamping: Int128(output) &* Int128(max(level.output, 0)))
            if pico > best.pico { best = (pico, level) }
        }
        return (best.pico, best.level, tokens)
    }

    /// The prompts among which the dearest call is found. Within a tier a token more of the prompt takes one of the output
    /// away at constant prices, so that the dearest lies at an end; counts that are rounded up let it lie a few tokens beside.
    private func prompts(_ most: Int64, _ output: Int64) -> [Int64] {
        let least = range.prompt.least
        guard range.together != .max else { return [most] }
        let free = min(max(range.together - output, least), most)
        var result = [free, most]
        for tier in prices.longContext {
            let start = Int128(tier.above) * denominator / numerator + 1
            if start > Int128(free), start < Int128(most) { result.append(Int64(clamping: start)) }
        }
        guard numerator != denominator else { return result }
        let steps = Int64(clamping: min(denominator, Self.greatestPeriod))
        return result.flatMap { prompt -> [Int64] in
            (0...steps).flatMap { [prompt &- $0, prompt &+ $0] }
                .filter { $0 >= free && $0 <= most }
        }
    }

    /// Beyond that many steps an allowance counts as not rounded; ratios of tokenizers have two decimals.
    private static let greatestPeriod: Int128 = 1_000

    /// Terms of the most, with one call each; what has no bound is named and left out.
    func most(model: Int, name: String) -> (terms: [CostTerm], unbounded: [UnboundedCost]) {
        var terms: [CostTerm] = []
        var unbounded: [UnboundedCost] = []
        func miss(_ cause: UnboundedCost.Cause) { unbounded.append(UnboundedCost(cause: cause, subject: name)) }
        let levels = levels
        var (prompt, output) = (range.prompt.most, range.output.most)
        if prices.input == nil, prompt != 0 {
            miss(.unpriced(.input))
            prompt = 0
        }
        if prices.output == nil, output != 0 {
            miss(.unpriced(.output))
            output = 0
        }
        if prompt == nil {
            if levels.contains(where: { $0.text > 0 }) { miss(.uncounted(.input)) }
            prompt = range.prompt.least
        }
        if output == nil {
            if levels.contains(where: { $0.output > 0 }) { miss(.uncounted(.output)) }
            output = 0
        }
        if let prompt, let output {
            var best: (pico: Int128, level: Level, prompt: Int64) = (-1, levels[0], 0)
            var length: Int64 = 0
            for candidate in prompts(prompt, output) {
                let written = min(output, range.together - candidate)
                let found = cost(candidate, written, levels)
                if found.pico > best.pico { (best, length) = (found, written) }
            }
            add(best.level.isWriting ? .cacheWrite : .input, best.prompt, best.level.text, best.level.above)
            add(.output, length, max(best.level.output, 0), best.level.above)
        }
        func add(_ part: CostTerm.Part, _ count: Int64, _ price: Int64, _ above: Int64? = nil) {
            guard count > 0, price > 0 else { return }
            terms.append(
                CostTerm(
                    model: model, modelName: name, part: part, count: count, price: Money(pico: Int128(price)),
                    calls: 1, longContextAbove: above))
        }
        add(.request, 1, prices.perRequest ?? 0)
        for (part, count, price) in [
            (CostTerm.Part.images, range.images, prices.perImage), (.audio, range.audio, prices.audioInput),
            (.toolCalls, range.toolCalls, prices.perToolCall),
        ] where count.upperBound > 0 {
            guard let price else {
                miss(.unpriced(part))
                continue
            }
            if count.upperBound == .max, price > 0 {
                miss(.uncounted(part))
            } else {
                add(part, count.upperBound, price)
            }
        }
        return (terms, unbounded)
    }

    /// In pico-dollars.
    var least: Int128 {
        var text: Int128?
        let starts = prices.longContext.map { $0.above.addingReportingOverflow(1).partialValue }
        let longest = range.prompt.most.map(allowed)
        for prompt in [range.shortestPrompt] + starts.filter({ $0 > range.shortestPrompt }) {
            if let longest, prompt > longest { continue }
            let tier = prices.longContext.last { $0.above < prompt }
            let input = tier?.input ?? prices.input ?? 0
            let kept = (tier == nil ? prices.cachedInput : tier?.cachedInput) ?? input
            let tokens = min(prompt, range.keptPrompt)
            let cost =
                (Int128(tokens) &* Int128(min(kept, input)))
                .adding(clamping: Int128(prompt - tokens) &* Int128(input))
            text = min(text ?? cost, cost)
        }
        return [
            text ?? 0, Int128(prices.perRequest ?? 0),
            Int128(range.images.lowerBound) &* Int128(prices.perImage ?? 0),
            Int128(range.audio.lowerBound) &* Int128(prices.audioInput ?? 0),
            Int128(range.toolCalls.lowerBound) &* Int128(prices.perToolCall ?? 0),
        ].reduce(0) { $0.adding(clamping: $1) }
    }
}
