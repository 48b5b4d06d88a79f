import ScrimpEconomics
import ScrimpQuantities
import ScrimpSimulator

// What a part of a report stands on, in a sentence that the terminal and the page share.

extension Projection {
    var conditions: String {
        var parts = ["estimated: a month of 30.4375 days like the traffic"]
        if growth != 0 { parts.append("growing \((growth * 100).hundredths) % a month") }
        if discount != 0 { parts.append("later money discounted by \((discount * 100).hundredths) % a month") }
        for (name, amount) in invested { parts.append("\(name) \(amount.formatted(decimals: 2)) at once") }
        for (name, amount) in running { parts.append("\(name) \(amount.dollarText) a month") }
        if let first = months.first, first.share < 1 {
            parts.append("\(first.share.percentText) of it on the policy in the first month")
        }
        return parts.joined(separator: ", ")
    }
}

extension Waterfall {
    var ground: String {
        if basis == .exact {
            return "exact: each lever's part is its mean over all orders in which they could be switched on"
        }
        return sampledRequests.map { "estimated: each lever's part stands on the first \($0.grouped) requests" }
            ?? "estimated: each lever's part stands on some of the orders in which levers could be switched on"
    }
}

extension Uncertainty {
    var ground: String {
        "estimated from \(Int64(draws).grouped) draws, seed \(seed); the net present value with each number alone at its P10 and its P90, and its share of the variance alone and with the others"
            + (areCorrelated ? ", as if they were independent" : "")
    }
}

extension BreakEvenStudy {
    /// What both lines are made of.
    var ground: String {
        let terms = breakEven.terms
        var parts = [
            "estimated: \((terms.price * 1e6).perMillionText) a million tokens, \(promptShare.percentText) of them prompts",
            "\(terms.hourlyPrice.dollarText) a replica and hour for \(terms.hours.tenthsText) hours a month",
            "\(breakEven.volumePerReplica.tokenText) tokens a replica at \(terms.utilization.percentText) of what it can do",
        ]
        if peakToMean > 1 { parts.append("a peak of \(peakToMean.plain(2)) times the mean") }
        if terms.running > 0 { parts.append("\(terms.running.dollarText) a month to run it") }
        if terms.overhead > 0 { parts.append("\(terms.overhead.percentText) overhead") }
        if terms.setUp > 0 { parts.append("\(terms.setUp.dollarText) a month of what was invested") }
        return parts.joined(separator: ", ")
    }
}

extension Double {
    var hundredths: String {
        let scaled = (self * 100).rounded()
        return (Int64(exactly: scaled) ?? .max).decimal(places: 2)
    }

    /// Dollars of a million tokens, to a tenth of a cent.
    fileprivate var perMillionText: String { Money(dollars: self).formatted(decimals: 3) }
}
