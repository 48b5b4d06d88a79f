import ScrimpCompiler
import ScrimpQuantities
import ScrimpSemantics

/// For people, in 80 columns.
extension CostReport {
    static let width = 80

    var text: String {
        var lines = ["\(policy.name.value): the least and the most that one request can cost", ""]
        var table = CostTable(columns: ["class", "least", "most"])
        for item in bounds.classes {
            table.add(
                [
                    item.name, item.isReachable ? CostText.short(item.bound.least) : "-",
                    item.isReachable ? amount(item.bound.most) : "-",
                ], below: remarks(item))
        }
        lines += table.lines(width: Self.width)
        if !bounds.gathers.isEmpty {
            var table = CostTable(columns: ["gather", "least", "most"])
            for item in bounds.gathers {
                var below: [String] = []
                if let place = item.dearestClass {
                    below.append(
                        "\(CostText.grouped(item.calls.lowerBound)) to \(CostText.grouped(item.calls.upperBound)) requests; the dearest: "
                            + bounds.classes[place].name)
                }
                table.add([item.name, CostText.short(item.least), amount(item.most)], below: below)
            }
            lines += [""] + table.lines(width: Self.width)
        }
        if !bounds.budgets.isEmpty {
            var table = CostTable(columns: ["one window of a budget", "most"])
            for item in bounds.budgets {
                let name = item.window.isEmpty ? item.name : "\(item.name), \(item.window)"
                var below = item.limiting == .nothing ? [] : [limitingText(item.limiting)]
                below += [roomText(item)].compactMap(\.self)
                below += explained(item.unbounded)
                table.add([name, amount(item.most)], below: below)
            }
            lines += [""] + table.lines(width: Self.width)
        }
        lines.append("")
        for note in notes { lines += CostTable.wrapped("note: " + note, width: Self.width, indent: 0) }
        return lines.map { $0 + "\n" }.joined()
    }

    private func amount(_ money: Money?) -> String { money.map(CostText.short) ?? "no bound" }

    private func remarks(_ item: ClassBound) -> [String] {
        guard item.isReachable else { return ["takes no request"] }
        var below: [String] = []
        if let text = item.bound.dominatingText {
            below.append(item.bound.terms.count > 1 ? "mostly " + text : text)
        } else if item.calls.isEmpty {
            below.append("no model is left for it")
        }
        if let way = wayText(item.way), item.bound.dominating != nil { below.append(way) }
        if let place = item.caches.first { below.append("the least: from cache `\(policy.caches[place].name)`") }
        return below + explained(item.bound.unbounded)
    }

    private func explained(_ unbounded: [UnboundedCost]) -> [String] {
        var lines: [String] = []
        for cause in unbounded where !lines.contains(cause.message) { lines += [cause.message, "help: \(cause.help)"] }
        return lines
    }
}

/// A name, amounts in aligned columns, and remarks below each row.
struct CostTable {
    private var rows: [(cells: [String], below: [String])] = []

    init(columns: [String]) { rows.append((columns, [])) }

    mutating func add(_ cells: [String], below: [String]) { rows.append((cells, below)) }

    func lines(width: Int) -> [String] {
        let amounts = (rows.map(\.cells.count).max() ?? 1) - 1
        let widths = (0..<amounts).map { column in
            rows.map { $0.cells.count > column + 1 ? $0.cells[column + 1].count : 0 }.max() ?? 0
        }
        let rest = widths.reduce(0) { $0 + $1 + 2 }
        let names = min(rows.map { $0.cells[0].count }.max() ?? 0, max(width - rest, 16))
        var lines: [String] = []
        for row in rows {
            var nameLines = Self.wrapped(row.cells[0], width: names, indent: 2)
            let last = nameLines.popLast() ?? ""
            lines += nameLines
            var line = last + String(repeating: " ", count: max(names - last.count, 0))
            for (cell, width) in zip(row.cells.dropFirst(), widths) {
                line += "  " + String(repeating: " ", count: max(width - cell.count, 0)) + cell
            }
            lines.append(line)
            for remark in row.below { lines += Self.wrapped(remark, width: width, indent: 4, first: 4) }
        }
        return lines
    }

    /// Words in lines of at most `width` characters, all but the first of them indented; a longer word has its own line.
    static func wrapped(_ text: String, width: Int, indent: Int, first: Int = 0) -> [String] {
        var lines: [String] = []
        var line = String(repeating: " ", count: first)
        var isEmpty = true
        for word in text.split(separator: " ") {
            if !isEmpty, line.count + 1 + word.count > width {
                lines.append(line)
                line = String(repeating: " ", count: indent)
                isEmpty = true
            }
            line += (isEmpty ? "" : " ") + word
            isEmpty = false
        }
        return lines + [line]
    }
}
