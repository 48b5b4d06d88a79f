import ScrimpEconomics
import ScrimpSimulator

/// The staircase of a pool against the straight line of paying by the token.
struct BreakEvenChart {
    var study: BreakEvenStudy
    var title: String

    private static let (top, plot, bottom) = (18.0, 240.0, 42.0)
    private static var height: Double { top + plot + bottom }

    var chart: Chart {
        let breakEven = study.breakEven
        let points = breakEven.points(most: 200)
        let end = breakEven.terms.largestVolume
        let xScale = Scale([0, end], endsRound: false)
        let yScale = Scale(points.flatMap { [$0.tokenCost, $0.hostingCost] } + [breakEven.tokenCost(end)])
        func x(_ volume: Double) -> Double { xScale.share(volume) }
        func y(_ cost: Double) -> Double { Self.top + (1 - yScale.share(cost)) * Self.plot }
        let floor = Self.top + Self.plot
        var drawing: [Element] = []
        for interval in study.intervals {
            drawing.append(
                Chart.bar(
                    "cheaper", from: x(interval.above), to: x(interval.through), y: Self.top, height: Self.plot))
        }
        for tick in yScale.ticks {
            drawing.append(Chart.line(tick == 0 ? "zero" : "grid", x1: 0, y1: y(tick), x2: 1, y2: y(tick)))
        }
        for tick in xScale.ticks where tick > 0 {
            drawing.append(Chart.text(tick.tokenText, x: x(tick), y: floor + 16, x(tick) > 0.93 ? .end : .middle))
        }
        drawing.append(Chart.text("tokens a month", x: 0.5, y: floor + 36, .middle))
        drawing.append(
            CourseChart.stretched(
                .polyline, "line-base", [(0, y(0)), (x(end), y(breakEven.tokenCost(end)))], height: Self.height))
        drawing.append(
            CourseChart.stretched(
                .polyline, "line-policy", points.map { (x($0.volume), y($0.hostingCost)) }, height: Self.height))
        for tick in yScale.ticks { drawing.append(Chart.text(tick.axisDollars, "label halo", x: 0, y: y(tick) - 4)) }
        let now = x(study.volume)
        drawing.append(Chart.line("now", x1: now, y1: Self.top, x2: now, y2: floor))
        drawing.append(
            Chart.text(
                "as replayed", "label halo", x: now, y: Self.top - 5, now < 0.2 ? .start : now > 0.8 ? .end : .middle))
        return Chart(
            title: title, summary: study.sentence,
            keys: [
                .init(mark: "line-base", text: "by the token: \(Self.list(study.alternatives))"),
                .init(mark: "line-policy", text: "on pool \(study.pool)"),
                .init(mark: "cheaper", text: "the pool is cheaper"),
            ], height: Int(Self.height), drawing: drawing, table: table)
    }

    private static func list(_ names: [String]) -> String {
        names.enumerated().filter { names.firstIndex(of: $0.element) == $0.offset }.map(\.element).joined(
            separator: ", ")
    }

    private var table: PageTable {
        var table = PageTable(
            title,
            [("cheaper above", .figure), ("and up to", .figure), ("replicas", .figure), ("what ends it", .text)])
        for interval in study.intervals {
            table.add(
                interval.above.tokenText, interval.through.tokenText,
                study.breakEven.replicas(interval.through).map { "\(max($0, 1))" } ?? "", interval.end.text)
        }
        if study.intervals.isEmpty { table.add("never", "", "", "") }
        return table
    }
}

extension BreakEven.Interval.End {
    var text: String {
        switch self {
        case .step: "one more replica makes it dearer again"
        case .replicas: "the pool has no more replicas"
        case .volume: "no larger volumes were looked at"
        }
    }
}

extension BreakEvenStudy {
    /// Where the pool is cheaper, and on which side the replayed volume lies.
    var sentence: String {
        let parts = intervals.prefix(4).map { "\($0.above.tokenText) to \($0.through.tokenText)" }
        let text =
            parts.isEmpty
            ? "At no volume that it can take, pool \(pool) is cheaper than paying by the token"
            : "Pool \(pool) is cheaper from \(parts.joined(separator: ", from "))"
                + (intervals.count > 4
                    ? ", and in further stretches of which the last ends at \(intervals.last?.through.tokenText ?? "")"
                    : "") + " tokens a month"
        return text + "; " + position + "."
    }

    /// Where the replayed volume lies.
    var position: String {
        var text = "the replayed traffic is \(volume.tokenText) a month, "
        if let hosting = hostingCostNow {
            text += "\(tokenCostNow.wholeDollarText) by the token and \(hosting.wholeDollarText) on the pool"
        } else {
            text += "more than its replicas can take"
        }
        return text
    }
}

extension Double {
    /// `25.3 bn`, `812 M`, `41,200`: tokens of a month.
    var tokenText: String {
        let units: [(Double, String)] = [(1e12, " T"), (1e9, " bn"), (1e6, " M")]
        for (unit, name) in units where abs(self) >= unit {
            let value = self / unit
            return (value >= 100 ? value.rounded().plain(0) : value.plain(value >= 10 ? 1 : 2)) + name
        }
        return (Int64(exactly: rounded()) ?? .max).grouped
    }
}
