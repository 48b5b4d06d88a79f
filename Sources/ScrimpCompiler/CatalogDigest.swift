import ScrimpCatalog
import ScrimpPlan
import ScrimpQuantities
import ScrimpSemantics

extension Policy {
    /// SHA-256 over what the plan takes from the catalog: the models that the policy uses, each with all its prices, in order.
    var catalogDigest: [UInt8] {
        var text = ""
        for model in models {
            text += "\(model.identity)\u{0}\(model.tier.rawValue)\u{0}"
            if let entry = model.catalogModel {
                let date = entry.asOf
                text += "\(entry.source)\u{0}\(date.year)-\(date.month)-\(date.day)\u{0}"
                if let allowance = entry.tokenizerAllowance {
                    text += "\(allowance.numerator)/\(allowance.denominator)"
                }
                text += "\u{0}\(entry.cancelStopsBilling.map { $0 ? "stops" : "goes on" } ?? "")\u{0}"
            }
            if let prices = model.prices?.value {
                for field in PriceField.allCases { text += "\(prices[field].map { String($0.pico) } ?? "")\u{0}" }
                for step in prices.longContext {
                    text += "above \(step.above)\u{0}"
                    for field in PriceField.ofLongContext {
                        text += "\(step[field].map { String($0.pico) } ?? "")\u{0}"
                    }
                }
            }
            text += "\n"
        }
        return SHA256.digest(Array(text.utf8))
    }
}
