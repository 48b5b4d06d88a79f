import ScrimpQuantities
import ScrimpSimulator

/// What is held, where the saving comes from, and what it comes to over the months.
extension TextReport {
    var capacity: [String] {
        var table = TextTable([.left, .left, .right, .right, .left])
        for capacity in result.capacity {
            let units = capacity.units.tenthsText
            table.add(
                capacity.kind == .pool ? "pool" : "commit", capacity.name,
                capacity.kind == .pool ? "\(units) accelerators" : "\(units) units", money(capacity.cost.pico),
                "(\(capacity.basis.rawValue))")
        }
        return table.lines()
    }

    var waterfall: [String] {
        guard let waterfall = result.waterfall else { return [] }
        var table = TextTable([.left, .right])
        table.add(result.baseline?.name ?? "baseline", money(waterfall.baseline.pico))
        if waterfall.unexplained != .zero {
            table.add("beyond everything on \(waterfall.reference)", money(-waterfall.unexplained.pico))
        }
        for part in waterfall.parts { table.add(part.lever.title, money(-part.saved.pico)) }
        if waterfall.running != .zero { table.add("running it", money(waterfall.running.pico)) }
        table.add("with the policy", money(waterfall.cost.pico + waterfall.running.pico))
        var lines = table.lines()
        if waterfall.basis != .exact {
            lines += wrapped(waterfall.ground, first: "  ", then: "  ")
        }
        return lines
    }

    // MARK: Months

    private static let monthLines = 12

    var months: [String] {
        guard let projection = result.projection, !projection.months.isEmpty else { return [] }
        var lines = wrapped(projection.conditions, first: "  ", then: "  ")
        let bands = projection.uncertainty?.cumulative
        let hasBaseline = projection.hasBaseline
        var table = TextTable([.right, .right, .right, .right, .right, .right])
        let head = [
            "month", "traffic", "baseline", "policy", "saved so far", bands == nil ? "" : "P10 to P90",
        ]
        table.add(hasBaseline ? head : ["month", "traffic", "", "policy", "", ""])
        let step = (projection.months.count + Self.monthLines - 1) / Self.monthLines
        for (index, month) in projection.months.enumerated()
        where (index + 1) % step == 0 || index == 0 || index == projection.months.count - 1 {
            let band = bands.map { "\($0[index].low.wholeDollarText) to \($0[index].high.wholeDollarText)" } ?? ""
            let row = [
                "\(month.number)", month.traffic.percentText, month.baseline.wholeDollarText,
                month.cost.wholeDollarText, month.cumulative.wholeDollarText, band,
            ]
            table.add(hasBaseline ? row : [row[0], row[1], "", row[3], "", ""])
        }
        lines += table.lines()
        return lines
    }

    var figures: [String] {
        var lines: [String] = []
        var table = TextTable([.left, .left, .right, .left])
        for figure in result.figures where Self.isShown(figure, result) {
            // A note that is longer than a figure stands on lines of its own.
            guard figure.text.count <= 30 else {
                lines += wrapped(
                    "\(figure.name.rawValue): \(figure.text) (\(figure.basis.rawValue))", first: "  ", then: "      ")
                continue
            }
            table.add(
                figure.name.rawValue, figure.name.title, figure.text,
                figure.basis == .estimated ? "" : "(\(figure.basis.rawValue))")
        }
        return table.lines() + lines
    }

    /// What the verdict and the tables above do not say already.
    private static func isShown(_ figure: Figure, _ result: SimulationResult) -> Bool {
        switch figure.name {
        case .cost, .baseline, .saved, .saving, .runningCost, .refusedShare: false
        default: true
        }
    }

    // MARK: Uncertainty

    var uncertainty: [String] {
        guard let uncertainty = result.projection?.uncertainty else { return [] }
        var lines = wrapped(uncertainty.ground, first: "  ", then: "  ")
        var table = TextTable([.left, .left, .right, .right, .right, .right], textLimit: 34)
        table.add("", "P10 to P90", "NPV at P10", "at P90", "alone", "total")
        for input in uncertainty.inputs {
            table.add(
                input.name, "\(input.unit.text(input.band.low)) to \(input.unit.text(input.band.high))",
                input.presentValue.low.wholeDollarText, input.presentValue.high.wholeDollarText,
                input.alone.map { ($0 * 100).rounded().wholeText + " %" } ?? "",
                input.total.map { ($0 * 100).rounded().wholeText + " %" } ?? "")
        }
        lines += table.lines()
        return lines
    }
}

extension Double {
    fileprivate var wholeText: String { Int64(exactly: self).map(\.grouped) ?? "?" }
}
