/// A drawing with what it says in words, its legend, and the table of its figures.
///
/// Drawings are as wide as the page: places are shares of the width, letters keep their size.
struct Chart {
    struct Key {
        /// Class of the mark.
        var mark: String
        var text: String
    }

    var title: String
    /// What a reader who does not see the drawing has to know.
    var summary: String
    var keys: [Key] = []
    /// Of the drawing, in pixels.
    var height: Int
    var drawing: [Element]
    var table: PageTable

    var figure: Element {
        var parts: [Element] = [
            .make(.figcaption, [.make(.h3, title), .make(.p, PageReport.unbroken(summary))])
        ]
        if !keys.isEmpty {
            parts.append(
                .make(
                    .ul, ["class": "keys"],
                    keys.map { key in
                        .make(
                            .li,
                            [
                                .make(
                                    .svg, ["width": "22", "height": "12", "aria-hidden": "true"],
                                    [Self.sample(key.mark)]), .make(.span, key.text),
                            ])
                    }))
        }
        parts.append(
            .make(
                .svg,
                [
                    "class": "drawing", "width": "100%", "height": "\(height)", "role": "img",
                    "aria-label": "\(title). \(summary)",
                ], drawing))
        parts.append(.make(.details, [.make(.summary, "The figures of this drawing"), table.element]))
        return .make(.figure, parts)
    }

    private static func sample(_ mark: String) -> Element {
        mark.hasPrefix("line")
            ? .make(.line, ["class": mark, "x1": "0", "x2": "22", "y1": "6", "y2": "6"])
            : .make(.rect, ["class": mark, "x": "1", "y": "1", "width": "20", "height": "10"])
    }

    // MARK: Marks

    static func bar(_ mark: String, from low: Double, to high: Double, y: Double, height: Double) -> Element {
        let (left, right) = (min(low, high), max(low, high))
        return .make(
            .rect,
            [
                "class": mark, "x": percent(left), "y": y.plain(1), "width": percent(max(right - left, 0.002)),
                "height": height.plain(1),
            ])
    }

    static func line(_ mark: String, x1: Double, y1: Double, x2: Double, y2: Double) -> Element {
        .make(
            .line, ["class": mark, "x1": percent(x1), "y1": y1.plain(1), "x2": percent(x2), "y2": y2.plain(1)])
    }

    enum Anchor: String { case start, middle, end }

    static func text(_ text: String, _ mark: String = "label", x: Double, y: Double, _ anchor: Anchor = .start)
        -> Element
    {
        .make(
            .svgText, ["class": mark, "x": percent(x), "y": y.plain(1), "text-anchor": anchor.rawValue], text)
    }

    /// A place as a share of the width.
    static func percent(_ share: Double) -> String { (share * 100).plain(2) + "%" }

    /// A name that stays on its line where the page is narrow; the table has all of it.
    static func short(_ name: String, _ most: Int = 24) -> String {
        name.count <= most ? name : name.prefix(most - 1) + "…"
    }
}

extension Double {
    /// Decimal digits without grouping, and without zeros at the end.
    func plain(_ places: Int) -> String {
        guard isFinite else { return "0" }
        let power = (0..<places).reduce(1.0) { scale, _ in scale * 10 }
        guard let scaled = Int64(exactly: (self * power).rounded()) else { return self < 0 ? "-999999" : "999999" }
        let digits = String(scaled.magnitude)
        let padded = String(repeating: "0", count: max(places + 1 - digits.count, 0)) + digits
        var text = String(padded.dropLast(places))
        var fraction = String(padded.suffix(places))
        while fraction.last == "0" { fraction.removeLast() }
        if !fraction.isEmpty { text += "." + fraction }
        return (scaled < 0 ? "-" : "") + text
    }
}
