import ScrimpQuantities
import ScrimpSimulator

/// Two bars for each name: the baseline above, the policy below.
struct PairChart {
    struct Row {
        var name: String
        /// Nil where the baseline has no such part.
        var baseline: Double?
        var policy: Double
    }

    var title: String
    var summary: String
    var rows: [Row]
    var names: (baseline: String, policy: String)
    var table: PageTable

    static let most = 10
    private static let pitch = 54.0

    var chart: Chart {
        let shown = rows.prefix(Self.most)
        let hasBaseline = rows.contains { $0.baseline != nil }
        // Beside small sums a hundredth of a cent matters; beside large ones three digits do.
        let isSmall = !shown.contains { max(abs($0.baseline ?? 0), abs($0.policy)) >= 100 }
        func text(_ dollars: Double) -> String {
            isSmall ? Money(dollars: dollars).formatted(decimals: 4) : dollars.axisDollarsRounded
        }
        let pitch = hasBaseline ? Self.pitch : Self.pitch - 11
        let scale = Scale(shown.flatMap { [$0.baseline ?? 0, $0.policy] })
        var drawing: [Element] = []
        for (index, row) in shown.enumerated() {
            let y = Double(index) * pitch
            drawing.append(Chart.text(Chart.short(row.name), x: 0, y: y + 15))
            let figures = (row.baseline.map { text($0) + " → " } ?? "") + text(row.policy)
            drawing.append(Chart.text(figures, "label value", x: 1, y: y + 15, .end))
            var barTop = y + 21
            if hasBaseline {
                if let baseline = row.baseline, baseline != 0 {
                    drawing.append(
                        Chart.bar("base", from: scale.share(0), to: scale.share(baseline), y: barTop, height: 10.5))
                }
                barTop += 12.5
            }
            guard row.policy != 0 else { continue }
            drawing.append(
                Chart.bar("policy", from: scale.share(0), to: scale.share(row.policy), y: barTop, height: 10.5))
        }
        var keys = [Chart.Key(mark: "policy", text: names.policy)]
        if hasBaseline { keys.insert(.init(mark: "base", text: names.baseline), at: 0) }
        return Chart(
            title: title,
            summary: summary + (rows.count > Self.most ? " The first \(Self.most) of \(rows.count) are drawn." : ""),
            keys: keys, height: Int(Double(shown.count) * pitch) + 4, drawing: drawing, table: table)
    }
}

extension Double {
    /// Three digits, as beside a bar.
    var axisDollarsRounded: String {
        guard isFinite else { return "none" }
        let magnitude = abs(self)
        guard magnitude >= 1_000 else { return dollarText }
        var unit = 1.0
        while magnitude / unit >= 1_000 { unit *= 10 }
        return ((self / unit).rounded() * unit).axisDollars
    }
}
