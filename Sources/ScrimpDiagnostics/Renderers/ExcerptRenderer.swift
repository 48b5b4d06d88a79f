/// Prints the lines of an excerpt with the marks below them.
struct ExcerptRenderer {
    let text: SourceText
    /// Digits of the largest line number of the diagnostic.
    let gutter: Int
    let width: Int
    let paint: Paint

    /// A mark as it falls on one line, in columns; `end` is beyond `start`.
    private struct LineMark {
        var start: Int
        var end: Int
        var text: String
        var isPrimary: Bool
    }

    /// Lines longer than this are decoded around their marks only.
    private static let longLine = 4_096
    /// A range over more lines than this shows its first and its last.
    private static let wholeRange = 4

    func render(_ excerpt: Excerpt) -> String {
        var result = ""
        var previous: Int?
        let lines = shownLines(of: excerpt)
        for line in lines {
            if let previous {
                if line == previous + 2 {
                    result += sourceRow(previous + 1, DisplayLine(cut(previous + 1, around: nil)), 0..<width)
                } else if line > previous + 2 {
                    result += paint("...", .gutter) + "\n"
                }
            }
            result += render(line, of: excerpt)
            previous = line
        }
        return result
    }

    private func shownLines(of excerpt: Excerpt) -> [Int] {
        var lines: Set<Int> = []
        for mark in excerpt.marks {
            if mark.lastLine - mark.firstLine < Self.wholeRange {
                lines.formUnion(mark.firstLine...mark.lastLine)
            } else {
                lines.formUnion([mark.firstLine, mark.lastLine])
            }
        }
        return lines.sorted()
    }

    private func render(_ line: Int, of excerpt: Excerpt) -> String {
        let onLine = excerpt.marks.filter { $0.firstLine <= line && line <= $0.lastLine }
        let display = DisplayLine(cut(line, around: onLine))
        var marks = onLine.compactMap { lineMark($0, line, display) }
        let window = window(for: marks, lineWidth: display.width)
        for index in marks.indices {
            marks[index].start = min(max(marks[index].start, window.lowerBound), window.upperBound) - window.lowerBound
            marks[index].end = min(max(marks[index].end, window.lowerBound), window.upperBound) - window.lowerBound
            marks[index].end = max(marks[index].end, marks[index].start + 1)
        }
        return sourceRow(line, display, window) + markRows(marks)
    }

    /// The bytes of a line, or those around its marks where it is very long.
    private func cut(_ line: Int, around marks: [Excerpt.Mark]?) -> ArraySlice<UInt8> {
        let whole = text.line(line)
        guard whole.count > Self.longLine else { return whole }
        let primary = marks?.first { $0.isPrimary } ?? marks?.first
        let center = min(max(primary.map { Int($0.range.start) } ?? whole.startIndex, whole.startIndex), whole.endIndex)
        var start = max(whole.startIndex, center - Self.longLine / 2)
        while start > whole.startIndex, whole.indices.contains(start), whole[start] & 0b1100_0000 == 0b1000_0000 {
            start -= 1
        }
        return whole[start..<min(whole.endIndex, start + Self.longLine)]
    }

    /// Nil where a range over several lines has nothing to mark on this one.
    private func lineMark(_ mark: Excerpt.Mark, _ line: Int, _ display: DisplayLine) -> LineMark? {
        let start: Int
        if mark.firstLine == line {
            start = display.column(at: Int(mark.range.start))
        } else {
            guard display.firstInk != nil || mark.lastLine == line else { return nil }
            start = display.firstInk.map { display.column(at: $0) } ?? 0
        }
        let end = mark.lastLine == line ? display.column(at: Int(mark.range.end)) : display.width
        return LineMark(
            start: start, end: max(end, start + 1), text: mark.lastLine == line ? mark.text : "",
            isPrimary: mark.isPrimary)
    }

    /// The columns to show: all that fit, else those around the primary mark and as many others as fit with it.
    private func window(for marks: [LineMark], lineWidth: Int) -> Range<Int> {
        guard lineWidth > width else { return 0..<width }
        let primary = marks.first { $0.isPrimary } ?? marks.first
        var low = primary?.start ?? 0
        var high = min(primary?.end ?? 0, low + width)
        for mark in marks.sorted(by: { $0.start < $1.start }) {
            let union = (min(low, mark.start), max(high, mark.end))
            if union.1 - union.0 <= width * 3 / 4 { (low, high) = union }
        }
        let start = max(0, min(low - max(0, width - (high - low)) / 2, lineWidth + 1 - width))
        return start..<(start + width)
    }

    private func sourceRow(_ line: Int, _ display: DisplayLine, _ window: Range<Int>) -> String {
        let number = String(line + 1)
        let padding = String(repeating: " ", count: max(0, gutter - number.utf8.count))
        let isCutBefore = window.lowerBound > 0 || display.start > text.line(line).startIndex
        let isCutAfter = display.width > window.upperBound || display.end < text.line(line).endIndex
        let first = window.lowerBound + (isCutBefore ? 1 : 0)
        let last = window.upperBound - (display.width >= window.upperBound && isCutAfter ? 1 : 0)
        var shown = (isCutBefore ? "…" : "") + display.text(in: first..<last)
        if isCutAfter { shown += "…" }
        while shown.last == " " { shown.removeLast() }
        return paint(number + padding + " |", .gutter) + (shown.isEmpty ? "" : " " + shown) + "\n"
    }

    private func markRows(_ marks: [LineMark]) -> String {
        guard !marks.isEmpty else { return "" }
        let ordered = marks.sorted { ($0.start, $0.end) < ($1.start, $1.end) }
        var underline = Row()
        for mark in ordered where !mark.isPrimary { underline.fill(mark.start..<mark.end, "-", .secondary) }
        for mark in ordered where mark.isPrimary { underline.fill(mark.start..<mark.end, "^", .primary) }

        var hanging = ordered.filter { !$0.text.isEmpty }
        // The last caption stands beside its mark, unless another mark is in the way.
        if let last = hanging.last, !ordered.contains(where: { $0.end > last.end }) {
            underline.text(last.text, at: last.end + 1, last.isPrimary ? .primary : .secondary)
            hanging.removeLast()
        }
        var rows = [underline]
        if !hanging.isEmpty { rows.append(connectors(hanging, before: nil)) }
        while let mark = hanging.popLast() {
            var row = connectors(hanging, before: mark.start)
            row.text(mark.text, at: mark.start, mark.isPrimary ? .primary : .secondary)
            rows.append(row)
        }
        let blank = String(repeating: " ", count: gutter)
        return rows.reduce(into: "") { $0 += paint(blank + " |", .gutter) + " " + $1.printed(paint) + "\n" }
    }

    private func connectors(_ marks: [LineMark], before column: Int?) -> Row {
        var row = Row()
        for mark in marks where mark.start < column ?? .max {
            row.fill(mark.start..<mark.start + 1, "|", mark.isPrimary ? .primary : .secondary)
        }
        return row
    }
}

/// One row of marks: single columns, then perhaps a caption at its right end.
private struct Row {
    private var cells: [(character: Character, part: Paint.Part?)] = []
    private var caption = ""
    private var captionPart = Paint.Part.primary

    mutating func fill(_ columns: Range<Int>, _ character: Character, _ part: Paint.Part) {
        reach(columns.upperBound)
        for column in columns { cells[column] = (character, part) }
    }

    mutating func text(_ text: String, at column: Int, _ part: Paint.Part) {
        reach(column)
        (caption, captionPart) = (text, part)
    }

    private mutating func reach(_ column: Int) {
        while cells.count < column { cells.append((" ", nil)) }
    }

    /// Neighbours of one colour are painted together.
    func printed(_ paint: Paint) -> String {
        var result = ""
        var index = 0
        while index < cells.count {
            let part = cells[index].part
            var run = ""
            while index < cells.count, cells[index].part == part {
                run.append(cells[index].character)
                index += 1
            }
            result += part.map { paint(run, $0) } ?? run
        }
        return result + paint(caption, captionPart)
    }
}
