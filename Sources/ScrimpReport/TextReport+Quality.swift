import ScrimpQuantities
import ScrimpSimulator

/// What the answers are worth, beside what they cost.
extension TextReport {
    private static let frontierLines = 12

    var quality: [String] {
        guard let outcome = result.quality else { return [] }
        var table = TextTable([.left, .right, .right, .right])
        table.add("", "quality", "of answers", "cost of calls")
        add("this policy", outcome.policy, to: &table)
        for alone in outcome.alone {
            let name = result.names.targets[alone.target]
            add("everything on \(name)", alone.point, to: &table)
        }
        add("the best choice per request", outcome.oracle, to: &table)
        var lines = table.lines()
        lines += wrapped(choice(outcome), first: "  ", then: "  ")
        for alone in outcome.alone where alone.isHeld {
            lines += wrapped(
                "calls to \(result.names.targets[alone.target]) cost nothing here: its hours are paid all the same",
                first: "  ", then: "  ")
        }
        if let gap = gap(outcome) { lines += wrapped(gap, first: "  ", then: "  ") }
        let silent = outcome.policy.answered - outcome.policy.graded
        if silent > 0 || outcome.cachedAnswers > 0 {
            let parts =
                (silent > 0 ? ["\(silent.grouped) answers of models"] : [])
                + (outcome.cachedAnswers > 0 ? ["\(outcome.cachedAnswers.grouped) of caches"] : [])
            lines += wrapped("without a recorded quality: \(parts.joined(separator: ", "))", first: "  ", then: "  ")
        }
        return lines + frontier(outcome)
    }

    private func add(_ name: String, _ point: QualityPoint, to table: inout TextTable) {
        table.add(
            name, Self.share(point), point.graded.grouped, money(point.cost.pico))
    }

    /// Hundredths of a percent, rounded from the exact fraction.
    static func share(_ point: QualityPoint) -> String {
        guard point.graded > 0,
            let share = Rational(point.sum, Int128(point.graded))?.multiplied(by: Rational(1, 100_000) ?? .zero)
        else { return "–" }
        return Int64(clamping: share.rounded).decimal(places: 2) + " %"
    }

    /// Which models the best choice needs, and for how many requests.
    private func choice(_ outcome: QualityOutcome) -> String {
        let needed = outcome.alone.map { alone -> String in
            let count = outcome.oracleRequests[alone.target]
            let share = Rational(Int128(count) * 10_000, Int128(max(outcome.oracle.answered, 1)))
            return "\(result.names.targets[alone.target]) for \(count.grouped) requests "
                + "(\(Int64(clamping: share?.rounded ?? 0).decimal(places: 2)) %)"
        }
        return "exact; the best choice needs " + needed.joined(separator: ", ")
    }

    private func gap(_ outcome: QualityOutcome) -> String? {
        guard let weak = outcome.weak, let strong = outcome.strong, let gap = outcome.gapRecovered(outcome.policy),
            let share = outcome.costShare(outcome.policy)
        else { return nil }
        return "from \(result.names.targets[weak.target]) to \(result.names.targets[strong.target]) the policy goes "
            + "\(gap.percentText) of the way in quality, for \(share.percentText) of the way in cost"
    }

    private func frontier(_ outcome: QualityOutcome) -> [String] {
        guard let frontier = outcome.frontier else { return [] }
        let which = frontier.isComplete ? "every value that matters" : "quantiles of it"
        var lines = wrapped(
            "moving `\(frontier.constant)` over \(frontier.attribute), \(which), \(frontier.tried) tried; those that no other "
                + "one beats:", first: "  ", then: "  ")
        var table = TextTable([.right, .right, .right, .left])
        let step = max((frontier.cuts.count + Self.frontierLines - 1) / Self.frontierLines, 1)
        for (index, cut) in frontier.cuts.enumerated()
        where index % step == 0 || index == frontier.cuts.count - 1 || cut.isToday {
            let marks =
                (cut.isToday ? ["today"] : []) + (cut.refused > 0 ? ["\(cut.refused.grouped) refused"] : [])
            table.add(cut.text, Self.share(cut.point), money(cut.point.cost.pico), marks.joined(separator: ", "))
        }
        lines += table.lines(indent: 4)
        if let beaten = frontier.beaten {
            lines += wrapped(
                "today's \(beaten.text) is beaten: another value costs no more and is no worse", first: "  ", then: "  "
            )
        }
        if let mean = frontier.meanGapRecovered {
            lines += wrapped(
                "over all costs between the two models it recovers \(mean.percentText) of the gap in quality; a choice by "
                    + "chance 50.0 %", first: "  ", then: "  ")
        }
        return lines
    }
}
