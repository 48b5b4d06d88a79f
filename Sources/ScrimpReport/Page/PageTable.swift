/// A table of a page. It scrolls by itself where the page is narrow, also by keyboard.
struct PageTable {
    enum Column { case text, figure }

    var title: String
    var columns: [(name: String, kind: Column)]
    var rows: [[String]] = []

    init(_ title: String, _ columns: [(String, Column)]) {
        self.title = title
        self.columns = columns.map { (name: $0.0, kind: $0.1) }
    }

    mutating func add(_ cells: String...) { rows.append(cells) }

    var element: Element {
        .make(
            .div, ["class": "table", "tabindex": "0", "role": "region", "aria-label": title],
            [
                .make(
                    .table,
                    [
                        .make(.caption, title), .make(.thead, [.make(.tr, columns.map(head))]),
                        .make(.tbody, rows.map { row in .make(.tr, row.enumerated().map(cell)) }),
                    ])
            ])
    }

    private func head(_ column: (name: String, kind: Column)) -> Element {
        .make(.th, ["scope": "col", "class": column.kind == .figure ? "figure" : "words"], column.name)
    }

    private func cell(_ index: Int, _ text: String) -> Element {
        let isFigure = index < columns.count && columns[index].kind == .figure
        if index == 0, !isFigure { return .make(.th, ["scope": "row", "class": "words"], [.make(.bdi, text)]) }
        return isFigure ? .make(.td, ["class": "figure"], text) : .make(.td, ["class": "words"], [.make(.bdi, text)])
    }
}
