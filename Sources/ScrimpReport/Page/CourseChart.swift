/// Lines over months, one of them with its band.
struct CourseChart {
    struct Line {
        var mark: String
        var name: String
        var values: [Double]
    }

    var title: String
    var summary: String
    /// Below the drawing, one for each value.
    var places: [String]
    var lines: [Line]
    /// Low and high of the last line.
    var band: (name: String, low: [Double], high: [Double])?
    var table: PageTable

    private static let (top, plot, bottom) = (18.0, 220.0, 24.0)
    private static let mostLabels = 8

    var chart: Chart {
        let all = lines.flatMap(\.values) + (band.map { $0.low + $0.high } ?? [])
        let scale = Scale(all)
        var drawing = scale.ticks.map { tick in
            let y = Self.top + (1 - scale.share(tick)) * Self.plot
            return Chart.line(tick == 0 ? "zero" : "grid", x1: 0, y1: y, x2: 1, y2: y)
        }
        let count = places.count
        func x(_ index: Int) -> Double { (Double(index) + 0.5) / Double(max(count, 1)) }
        func y(_ value: Double) -> Double { Self.top + (1 - scale.share(value)) * Self.plot }
        if let band {
            if count == 1, let low = band.low.first, let high = band.high.first {
                drawing.append(
                    Chart.bar("band", from: x(0) - 0.03, to: x(0) + 0.03, y: y(high), height: max(y(low) - y(high), 1)))
            } else {
                let corners =
                    band.high.enumerated().map { (x($0.offset), y($0.element)) }
                    + band.low.enumerated().reversed().map { (x($0.offset), y($0.element)) }
                drawing.append(stretched(.polygon, "band", corners))
                for edge in [band.low, band.high] {
                    drawing.append(
                        stretched(.polyline, "edge", edge.enumerated().map { (x($0.offset), y($0.element)) }))
                }
            }
        }
        for line in lines {
            if count > 1 {
                drawing.append(
                    stretched(.polyline, line.mark, line.values.enumerated().map { (x($0.offset), y($0.element)) }))
            }
            guard count <= 24 else { continue }
            for (index, value) in line.values.enumerated() {
                drawing.append(
                    .make(
                        .circle,
                        [
                            "class": line.mark + " dot", "cx": Chart.percent(x(index)), "cy": y(value).plain(1),
                            "r": "3",
                        ]))
            }
        }
        let stride = max((count + Self.mostLabels - 1) / Self.mostLabels, 1)
        for (index, place) in places.enumerated() where index % stride == 0 {
            drawing.append(
                Chart.text(place, x: x(index), y: Self.top + Self.plot + 17, .middle))
        }
        for tick in scale.ticks { drawing.append(Chart.text(tick.axisDollars, "label halo", x: 0, y: y(tick) - 4)) }
        var keys = lines.map { Chart.Key(mark: $0.mark, text: $0.name) }
        if let band { keys.append(.init(mark: "band", text: band.name)) }
        return Chart(
            title: title, summary: summary, keys: keys, height: Int(Self.top + Self.plot + Self.bottom),
            drawing: drawing, table: table)
    }

    /// Corners in shares of the width and pixels of the height. The drawing inside is stretched, its lines are not.
    private func stretched(_ tag: Element.Tag, _ mark: String, _ corners: [(Double, Double)]) -> Element {
        Self.stretched(tag, mark, corners, height: Self.top + Self.plot + Self.bottom)
    }

    static func stretched(_ tag: Element.Tag, _ mark: String, _ corners: [(Double, Double)], height: Double) -> Element
    {
        let points = corners.map { "\(($0.0 * 1_000).plain(1)),\($0.1.plain(1))" }.joined(separator: " ")
        return .make(
            .svg,
            [
                "width": "100%", "height": height.plain(0), "viewBox": "0 0 1000 \(height.plain(0))",
                "preserveAspectRatio": "none",
            ], [.make(tag, ["class": mark, "points": points, "vector-effect": "non-scaling-stroke"])])
    }
}
