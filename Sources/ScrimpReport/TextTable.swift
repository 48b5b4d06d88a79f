/// Rows in aligned columns: texts to the left, figures to the right. Figures are never cut; texts are, where a line would be
/// wider than a terminal.
struct TextTable {
    /// Columns of the narrowest terminal that a report is made for.
    static let lineWidth = 80
    /// No text is cut below this, so that it can still be told from others.
    private static let leastText = 8

    enum Alignment { case left, right }

    private let alignments: [Alignment]
    private var rows: [[String]] = []
    /// Widest that a text column may get; longer texts are cut with `…`.
    private let textLimit: Int

    init(_ alignments: [Alignment], textLimit: Int = 44) {
        self.alignments = alignments
        self.textLimit = textLimit
    }

    var isEmpty: Bool { rows.isEmpty }

    mutating func add(_ cells: String...) { rows.append(cells) }

    mutating func add(_ cells: [String]) { rows.append(cells) }

    /// Each line indented, without blanks at its end.
    func lines(indent: Int = 2) -> [String] {
        let natural = widths(of: rows)
        let limits = limits(natural, indent: indent)
        let shown = rows.map { row in
            row.enumerated().map { column, cell in isText(column) ? cut(cell, to: limits[column]) : cell }
        }
        let widths = widths(of: shown)
        return shown.map { row in
            var line = String(repeating: " ", count: indent)
            for (column, cell) in row.enumerated() where column < widths.count {
                let blanks = String(repeating: " ", count: widths[column] - cell.count)
                line += column > 0 ? "  " : ""
                line += alignments[column] == .left ? cell + blanks : blanks + cell
            }
            while line.last == " " { line.removeLast() }
            return line
        }
    }

    private func isText(_ column: Int) -> Bool { column < alignments.count && alignments[column] == .left }

    private func widths(of rows: [[String]]) -> [Int] {
        alignments.indices.map { column in rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0 }
    }

    /// How wide each column may be: the widest texts give way until the line fits.
    private func limits(_ natural: [Int], indent: Int) -> [Int] {
        var limits = natural.enumerated().map { isText($0.offset) ? min($0.element, textLimit) : $0.element }
        let gaps = 2 * max(limits.count - 1, 0)
        var excess = indent + gaps + limits.reduce(0, +) - Self.lineWidth
        while excess > 0 {
            guard let widest = limits.indices.filter(isText).max(by: { limits[$0] < limits[$1] }),
                limits[widest] > Self.leastText
            else { break }
            limits[widest] -= 1
            excess -= 1
        }
        return limits
    }

    private func cut(_ text: String, to limit: Int) -> String {
        text.count <= limit ? text : text.prefix(max(limit - 1, 0)) + "…"
    }
}
