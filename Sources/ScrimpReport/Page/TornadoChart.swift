import ScrimpSimulator

/// How far each uncertain number alone moves the net present value.
struct TornadoChart {
    var uncertainty: Uncertainty
    var title: String

    private static let pitch = 50.0
    private static let most = 12

    var chart: Chart {
        let shown = uncertainty.inputs.prefix(Self.most)
        let middle = uncertainty.presentValue.middle
        let scale = Scale(
            shown.flatMap { [$0.presentValue.low, $0.presentValue.high] } + [middle], startsAtZero: false)
        var drawing: [Element] = []
        let height = Double(shown.count) * Self.pitch
        for (index, input) in shown.enumerated() {
            let y = Double(index) * Self.pitch
            let (low, high) = input.presentValue
            drawing.append(Chart.text(Chart.short(input.name), x: 0, y: y + 15))
            drawing.append(
                Chart.text(
                    "\(low.axisDollarsRounded) … \(high.axisDollarsRounded)", "label value", x: 1, y: y + 15, .end))
            // Where both ends lie on one side of the middle, each bar still begins at it.
            for (end, mark) in [(low, "low"), (high, "high")] where end.isFinite {
                drawing.append(
                    Chart.bar(mark, from: scale.share(middle), to: scale.share(end), y: y + 21, height: 18))
            }
        }
        drawing.append(Chart.line("zero", x1: scale.share(middle), y1: 18, x2: scale.share(middle), y2: height))
        drawing.append(
            Chart.text(
                "middle: \(middle.axisDollarsRounded)", "label halo", x: scale.share(middle), y: height + 14,
                scale.share(middle) < 0.2 ? .start : scale.share(middle) > 0.8 ? .end : .middle))
        return Chart(
            title: title, summary: summary,
            keys: [
                .init(mark: "low", text: "the number at its P10"), .init(mark: "high", text: "the number at its P90"),
            ], height: Int(height) + 22, drawing: drawing, table: table)
    }

    private var summary: String {
        guard let first = uncertainty.inputs.first else { return "Nothing is uncertain." }
        var text =
            "The net present value stands most on \(first.name): it is \(first.presentValue.low.wholeDollarText) with it at its P10 and \(first.presentValue.high.wholeDollarText) at its P90, the others at their medians."
        if uncertainty.inputs.count > Self.most {
            text += " The first \(Self.most) of \(uncertainty.inputs.count) are drawn."
        }
        return text
    }

    private var table: PageTable {
        var table = PageTable(
            title,
            [
                ("number", .text), ("P10", .figure), ("P90", .figure), ("NPV at P10", .figure), ("NPV at P90", .figure),
                ("variance alone", .figure), ("with the others", .figure),
            ])
        for input in uncertainty.inputs {
            table.add(
                input.name, input.unit.text(input.band.low), input.unit.text(input.band.high),
                input.presentValue.low.wholeDollarText, input.presentValue.high.wholeDollarText,
                input.alone?.percentText ?? "none", input.total?.percentText ?? "none")
        }
        return table
    }
}
