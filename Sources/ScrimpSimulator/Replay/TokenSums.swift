package import ScrimpPlan
package import ScrimpQuantities

/// How much of everything that is priced was asked for, apart for each length of prompt at which some price changes.
///
/// A call's cost is linear in its tokens once its price step is known, so that these sums price the same traffic on any
/// model exactly, without another pass over it.
package struct TokenSums: Hashable, Sendable {
    package struct Part: Hashable, Sendable {
        package var requests: Int64 = 0
        package var prompt: Int64 = 0
        package var output: Int64 = 0
        package var images: Int64 = 0
        package var audio: Int64 = 0
        package var toolCalls: Int64 = 0
    }

    /// Prompts of more than `steps[i − 1]` and at most `steps[i]` tokens are in part i; the last part has no upper end.
    package let steps: [Int64]
    package private(set) var parts: [Part]

    package init(steps: [Int64]) {
        self.steps = steps
        parts = [Part](repeating: Part(), count: steps.count + 1)
    }

    /// Every length of prompt at which a price of one of the targets changes, ascending.
    package static func steps(of targets: [PlanTarget]) -> [Int64] {
        Array(Set(targets.flatMap { $0.prices.longContext.map(\.above) })).sorted()
    }

    @inline(__always)
    package func part(ofPrompt prompt: Int64) -> Int {
        var index = 0
        while index < steps.count, prompt > steps[index] { index += 1 }
        return index
    }

    @inline(__always)
    package mutating func add(_ usage: CallUsage) {
        let index = part(ofPrompt: usage.prompt)
        parts[index].requests &+= 1
        parts[index].prompt &+= usage.prompt
        parts[index].output &+= usage.output
        parts[index].images &+= usage.images
        parts[index].audio &+= usage.audio
        parts[index].toolCalls &+= usage.toolCalls
    }

    package mutating func add(_ other: TokenSums) {
        guard other.steps == steps else { return }
        for index in parts.indices { add(other.parts[index], to: index) }
    }

    package mutating func add(_ part: Part, to index: Int) {
        parts[index].requests &+= part.requests
        parts[index].prompt &+= part.prompt
        parts[index].output &+= part.output
        parts[index].images &+= part.images
        parts[index].audio &+= part.audio
        parts[index].toolCalls &+= part.toolCalls
    }

    package var total: Part {
        var sum = TokenSums(steps: [])
        for part in parts { sum.add(part, to: 0) }
        return sum.parts[0]
    }

    /// What it costs at list prices, with every prompt uncached; nil where something in it has no price.
    package func cost(_ prices: PlanPrices) -> Money? {
        var sum = Money.zero
        for (index, part) in parts.enumerated() {
            // Every prompt in the part is longer than the step before it, and no price changes within it.
            let longest = index == 0 ? nil : steps[index - 1]
            let tier = longest.flatMap { above in prices.longContext.last { $0.above <= above } }
            let charges: [(Int64, Int64?)] = [
                (part.prompt, tier?.input ?? prices.input), (part.output, tier?.output ?? prices.output),
                (part.requests, prices.perRequest ?? 0), (part.images, prices.perImage),
                (part.audio, prices.audioInput),
                (part.toolCalls, prices.perToolCall),
            ]
            for (count, price) in charges where count > 0 {
                guard let price, let amount = Money(pico: Int128(price)).multiplied(by: Int128(count)),
                    let total = sum.adding(amount)
                else { return nil }
                sum = total
            }
        }
        return sum
    }
}

/// What one request asks of the model that answers it.
package struct CallUsage: Hashable, Sendable {
    package var prompt: Int64 = 0
    /// Tokens at the beginning of the prompt that a provider's prefix cache may hold.
    package var prefix: Int64 = 0
    package var output: Int64 = 0
    package var images: Int64 = 0
    package var audio: Int64 = 0
    package var toolCalls: Int64 = 0

    package init() {}
}
