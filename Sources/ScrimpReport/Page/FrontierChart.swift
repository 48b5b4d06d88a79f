import ScrimpQuantities
import ScrimpSimulator

/// Cost of calls against quality of answers: the policy, each model alone, the best choice, and what another threshold would give.
struct FrontierChart {
    var outcome: QualityOutcome
    var names: [String]
    var title: String
    var money: (Int128) -> String

    private static let (top, plot, bottom) = (18.0, 260.0, 42.0)

    private struct Place {
        var name: String
        var mark: String
        var point: QualityPoint
        var letter: String
    }

    /// Letters stand beside the points, and their meaning below, so that long names cannot hide each other.
    private var places: [Place] {
        var places = [Place(name: "this policy", mark: "policy", point: outcome.policy, letter: "P")]
        for (index, alone) in outcome.alone.enumerated() {
            places.append(
                .init(
                    name: "everything on \(names[alone.target])" + (alone.isHeld ? ", without its hours" : ""),
                    mark: "base", point: alone.point, letter: "\(index + 1)"))
        }
        places.append(.init(name: "the best choice per request", mark: "gain", point: outcome.oracle, letter: "B"))
        return places
    }

    var chart: Chart {
        let cuts = outcome.frontier?.cuts ?? []
        let drawn = places.filter { $0.point.quality != nil }
        let points = (drawn.map(\.point) + cuts.map(\.point))
        let xScale = Scale(points.map(\.cost.dollars) + [0], endsRound: true)
        let yScale = Scale(points.compactMap(\.quality).map { $0 * 100 }, startsAtZero: false)
        // Some room above and below, so that no point lies on the edge.
        func x(_ point: QualityPoint) -> Double { 0.04 + xScale.share(point.cost.dollars) * 0.92 }
        func y(_ point: QualityPoint) -> Double {
            Self.top + (1 - (0.06 + yScale.share((point.quality ?? 0) * 100) * 0.88)) * Self.plot
        }
        let floor = Self.top + Self.plot
        var drawing = [Chart.line("zero", x1: 0, y1: floor, x2: 1, y2: floor)]
        for tick in yScale.ticks {
            let height = Self.top + (1 - (0.06 + yScale.share(tick) * 0.88)) * Self.plot
            drawing.append(Chart.line("grid", x1: 0, y1: height, x2: 1, y2: height))
            drawing.append(Chart.text("\(tick.plain(2)) %", "label halo", x: 0, y: height - 4))
        }
        for tick in xScale.ticks {
            let place = 0.04 + xScale.share(tick) * 0.92
            drawing.append(
                Chart.text(tick.axisDollars, x: place, y: floor + 16, place > 0.93 ? .end : .middle))
        }
        drawing.append(Chart.text("cost of calls", x: 0.5, y: floor + 36, .middle))
        let frontier = cuts.filter { $0.point.quality != nil }.sorted {
            ($0.point.cost, $0.text) < ($1.point.cost, $1.text)
        }
        if frontier.count > 1 {
            drawing.append(
                CourseChart.stretched(
                    .polyline, "line-policy", frontier.map { (x($0.point), y($0.point)) },
                    height: Self.top + Self.plot + Self.bottom))
        }
        for place in drawn {
            let (left, height) = (x(place.point), y(place.point))
            drawing.append(
                .make(
                    .circle,
                    ["class": place.mark, "cx": Chart.percent(left), "cy": height.plain(1), "r": "6"]))
            drawing.append(Chart.text(place.letter, x: left, y: height - 10, .middle))
        }
        return Chart(
            title: title, summary: summary, keys: keys(drawn, hasFrontier: frontier.count > 1),
            height: Int(Self.top + Self.plot + Self.bottom), drawing: drawing, table: table)
    }

    private func keys(_ drawn: [Place], hasFrontier: Bool) -> [Chart.Key] {
        var keys = drawn.map { Chart.Key(mark: $0.mark, text: "\($0.letter): \($0.name)") }
        if hasFrontier, let frontier = outcome.frontier {
            keys.append(.init(mark: "line-policy", text: "other values of \(frontier.constant)"))
        }
        return keys
    }

    private var summary: String {
        var text =
            "The policy's answers are worth \(TextReport.share(outcome.policy)) for \(money(outcome.policy.cost.pico))"
        text +=
            "; the best choice per request would be worth \(TextReport.share(outcome.oracle)) for \(money(outcome.oracle.cost.pico))."
        if let beaten = outcome.frontier?.beaten {
            text += " Today's \(beaten.text) is beaten: another value costs no more and is no worse."
        }
        return text
    }

    private var table: PageTable {
        var table = PageTable(
            title, [("what", .text), ("quality", .figure), ("of answers", .figure), ("cost of calls", .figure)])
        for place in places {
            table.add(
                place.name, TextReport.share(place.point), place.point.graded.grouped, money(place.point.cost.pico))
        }
        for cut in outcome.frontier?.cuts ?? [] {
            table.add(
                "\(outcome.frontier?.constant ?? "") \(cut.text)" + (cut.isToday ? ", today" : ""),
                TextReport.share(cut.point), cut.point.graded.grouped, money(cut.point.cost.pico))
        }
        return table
    }
}

extension PageReport {
    var quality: Section {
        guard let outcome = result.quality else { return Section(id: "quality", title: "Quality", parts: []) }
        return Section(
            id: "quality", title: "Quality",
            parts: [
                Self.note("Exact: recorded outcomes of the same requests."),
                FrontierChart(
                    outcome: outcome, names: result.names.targets, title: "Quality of answers against their cost",
                    money: money
                ).chart.figure,
            ])
    }
}
