/// Rows in aligned columns: texts to the left, figures to the right.
struct TextTable {
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
        let shown = rows.map { row in
            row.enumerated().map {
                $0.offset < alignments.count && alignments[$0.offset] == .left ? cut($0.element) : $0.element
            }
        }
        let widths = alignments.indices.map { column in
            shown.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
        }
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

    private func cut(_ text: String) -> String {
        text.count <= textLimit ? text : text.prefix(textLimit - 1) + "…"
    }
}
