/// The prices of one model at one service tier. What the provider does not publish is nil and never a default.
package struct TierPrices: Hashable, Sendable {
    package var input: UnitPrice?
    package var output: UnitPrice?
    /// Input that the provider's prefix cache holds already.
    package var cachedInput: UnitPrice?
    /// Input that goes into the provider's prefix cache.
    package var cacheWrite: UnitPrice?
    /// The same, kept for an hour.
    package var cacheWriteLong: UnitPrice?
    package var perRequest: UnitPrice?
    /// For a chat model an image that it reads, for an image model one that it makes.
    package var perImage: UnitPrice?
    /// Per call of one of the provider's tools.
    package var perToolCall: UnitPrice?
    package var audioInput: UnitPrice?
    package var audioOutput: UnitPrice?
    /// Where reasoning tokens have a price of their own; else they cost what output costs.
    package var reasoningOutput: UnitPrice?
    /// Prices of long prompts, by rising threshold.
    package var longContext: [LongContext]

    package init(
        input: UnitPrice? = nil, output: UnitPrice? = nil, cachedInput: UnitPrice? = nil, cacheWrite: UnitPrice? = nil,
        cacheWriteLong: UnitPrice? = nil, longContext: [LongContext] = []
    ) {
        self.input = input
        self.output = output
        self.cachedInput = cachedInput
        self.cacheWrite = cacheWrite
        self.cacheWriteLong = cacheWriteLong
        self.longContext = longContext
    }

    package var isEmpty: Bool { longContext.isEmpty && PriceField.allCases.allSatisfy { self[$0] == nil } }

    /// The prices that hold for a prompt of so many tokens. A long prompt pays its price for all of its tokens; what
    /// its step does not price stays what it is.
    package func prices(forPrompt tokens: Int64) -> TierPrices {
        guard let step = longContext.last(where: { tokens > $0.above }) else { return self }
        var result = self
        for field in PriceField.ofLongContext { result[field] = step[field] ?? result[field] }
        return result
    }
}

/// What a model costs when the prompt has more than `above` tokens.
package struct LongContext: Hashable, Sendable {
    package var above: Int64
    package var input: UnitPrice?
    package var output: UnitPrice?
    package var cachedInput: UnitPrice?
    package var cacheWrite: UnitPrice?
    package var cacheWriteLong: UnitPrice?

    package init(
        above: Int64, input: UnitPrice? = nil, output: UnitPrice? = nil, cachedInput: UnitPrice? = nil,
        cacheWrite: UnitPrice? = nil, cacheWriteLong: UnitPrice? = nil
    ) {
        self.above = above
        self.input = input
        self.output = output
        self.cachedInput = cachedInput
        self.cacheWrite = cacheWrite
        self.cacheWriteLong = cacheWriteLong
    }
}

/// Every price that a tier can hold: what catalog files call it and what it counts. Reader, writer, importer and
/// tables go through this list.
package enum PriceField: String, CaseIterable, Sendable {
    case input
    case output
    case cachedInput = "cached_input"
    case cacheWrite = "cache_write"
    case cacheWriteLong = "cache_write_1h"
    case perRequest = "per_request"
    case perImage = "per_image"
    case perToolCall = "per_tool_call"
    case audioInput = "audio_input"
    case audioOutput = "audio_output"
    case reasoningOutput = "reasoning_output"

    package static let ofLongContext: [PriceField] = [.input, .output, .cachedInput, .cacheWrite, .cacheWriteLong]

    package var unit: PriceUnit {
        switch self {
        case .perRequest: .request
        case .perImage: .image
        case .perToolCall: .toolCall
        default: .token
        }
    }
}

extension TierPrices {
    package subscript(field: PriceField) -> UnitPrice? {
        get {
            switch field {
            case .input: input
            case .output: output
            case .cachedInput: cachedInput
            case .cacheWrite: cacheWrite
            case .cacheWriteLong: cacheWriteLong
            case .perRequest: perRequest
            case .perImage: perImage
            case .perToolCall: perToolCall
            case .audioInput: audioInput
            case .audioOutput: audioOutput
            case .reasoningOutput: reasoningOutput
            }
        }
        set {
            switch field {
            case .input: input = newValue
            case .output: output = newValue
            case .cachedInput: cachedInput = newValue
            case .cacheWrite: cacheWrite = newValue
            case .cacheWriteLong: cacheWriteLong = newValue
            case .perRequest: perRequest = newValue
            case .perImage: perImage = newValue
            case .perToolCall: perToolCall = newValue
            case .audioInput: audioInput = newValue
            case .audioOutput: audioOutput = newValue
            case .reasoningOutput: reasoningOutput = newValue
            }
        }
    }
}

extension LongContext {
    /// Nil for a field that has no price of long prompts; setting one changes nothing.
    package subscript(field: PriceField) -> UnitPrice? {
        get {
            switch field {
            case .input: input
            case .output: output
            case .cachedInput: cachedInput
            case .cacheWrite: cacheWrite
            case .cacheWriteLong: cacheWriteLong
            default: nil
            }
        }
        set {
            switch field {
            case .input: input = newValue
            case .output: output = newValue
            case .cachedInput: cachedInput = newValue
            case .cacheWrite: cacheWrite = newValue
            case .cacheWriteLong: cacheWriteLong = newValue
            default: break
            }
        }
    }
}
