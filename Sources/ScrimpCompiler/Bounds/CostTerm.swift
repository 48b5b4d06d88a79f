package import ScrimpQuantities
import ScrimpSemantics

/// One summand of the most that something can cost: so many tokens of one model at one price.
package struct CostTerm: Hashable, Sendable {
    package enum Part: String, Hashable, Sendable, CaseIterable {
        case input
        /// Input that goes into the provider's prefix cache.
        case cacheWrite = "cache write"
        case output
        case request = "request fee"
        case images
        case audio
        case toolCalls = "tool calls"

        /// Counted in tokens.
        package var isTokens: Bool {
            switch self {
            case .input, .cacheWrite, .output, .audio: true
            case .request, .images, .toolCalls: false
            }
        }
    }

    /// Index in `Policy.models`.
    package var model: Int
    package var modelName: String
    package var part: Part
    /// Tokens or items of one call.
    package var count: Int64
    /// Of one token or item.
    package var price: Money
    /// Tries of the model that are counted: one, and one for each retry.
    package var calls: Int64
    /// Where the price is that of long prompts: beyond how many tokens.
    package var longContextAbove: Int64?
    /// Of a copy that a shadow sends.
    package var isCopy = false

    package var amount: Money {
        Money(
            pico: price.pico.multiplied(clamping: Int128(count)).multiplied(clamping: Int128(calls)))
    }

    /// ``output of `large` ``, ``cache write of `haiku` (copy)``
    package var name: String { "\(part.rawValue) of `\(modelName)`\(isCopy ? " (copy)" : "")" }

    /// `16_384 tok × $10/Mtok`
    package var product: String {
        var text = calls > 1 ? "\(calls) calls × " : ""
        switch part {
        case .request: return text + priceText
        case .input, .cacheWrite, .output, .audio: text += "\(CostText.grouped(count)) tok × \(priceText)"
        case .images, .toolCalls: text += "\(CostText.grouped(count)) × \(priceText)"
        }
        return text
    }

    /// `$10/Mtok`
    package var priceText: String {
        switch part {
        case .request: "\(CostText.short(price))/req"
        case .images: "\(CostText.short(price))/image"
        case .toolCalls: "\(CostText.short(price))/call"
        case .input, .cacheWrite, .output, .audio:
            "\(CostText.short(Money(pico: price.pico.multiplied(clamping: 1_000_000))))/Mtok"
                + (longContextAbove.map { " above \(CostText.grouped($0)) tok" } ?? "")
        }
    }

    /// ``output of `large`: 16_384 tok × $10/Mtok = $0.16384``
    package var text: String { "\(name): \(product) = \(CostText.short(amount))" }
}

/// How amounts and counts of bounds are written: exact, and no longer than they must be.
package enum CostText {
    /// `$10` rather than `$10.00`, `$0.16384` as it is.
    package static func short(_ money: Money) -> String {
        let text = money.description
        return text.hasSuffix(".00") ? String(text.dropLast(3)) : text
    }

    /// `16_384`
    package static func grouped(_ count: Int64) -> String {
        var digits = String(count.magnitude)
        var groups: [String] = []
        while digits.utf8.count > 3 {
            groups.insert(String(digits.suffix(3)), at: 0)
            digits.removeLast(3)
        }
        return (count < 0 ? "-" : "") + ([digits] + groups).joined(separator: "_")
    }

    /// The share of a part in a whole, in whole percent, rounded half up; nil where the whole is nothing.
    package static func percent(_ part: Money, of whole: Money) -> Int? {
        guard whole.pico > 0 else { return nil }
        let scaled = part.pico.multiplied(clamping: 200).adding(clamping: whole.pico)
        return Int(clamping: scaled / whole.pico.multiplied(clamping: 2))
    }
}
