/// What changes from one text to another, as `diff -u` and `git apply` write it (POSIX.1-2024, `diff`, "Diff -u Output Format").
package struct UnifiedDifference {
    private enum Change { case kept, removed, added }

    private struct Line {
        let change: Change
        let bytes: ArraySlice<UInt8>
    }

    /// Lines around a change that are shown.
    private static let context = 3
    /// The product of the lines that differ on both sides up to which the shortest difference is looked for.
    private static let mostCells = 4_000_000

    /// Empty where nothing changes.
    package let text: [UInt8]

    /// - Parameter name: of the file, for both sides.
    package init(from old: [UInt8], to new: [UInt8], name: String) {
        guard old != new else {
            text = []
            return
        }
        var text = Array("--- \(name)\n+++ \(name)\n".utf8)
        let lines = Self.changes(from: Self.lines(of: old), to: Self.lines(of: new))
        var index = 0
        var oldLine = 0
        var newLine = 0
        while index < lines.count {
            guard lines[index].change != .kept else {
                index += 1
                oldLine += 1
                newLine += 1
                continue
            }
            let first = max(0, index - Self.context)
            let end = Self.endOfHunk(from: index, in: lines)
            let before = index - first
            let hunk = lines[first..<end]
            let oldCount = hunk.count { $0.change != .added }
            let newCount = hunk.count { $0.change != .removed }
            let oldRange = Self.range(oldLine - before, oldCount)
            let newRange = Self.range(newLine - before, newCount)
            text += Array("@@ -\(oldRange) +\(newRange) @@\n".utf8)
            for line in hunk { Self.write(line, to: &text) }
            oldLine += oldCount - before
            newLine += newCount - before
            index = end
        }
        self.text = text
    }

    /// Lines with their ends, so that a last line without one differs from one with it.
    private static func lines(of bytes: [UInt8]) -> [ArraySlice<UInt8>] {
        var lines: [ArraySlice<UInt8>] = []
        var start = 0
        for (index, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") {
            lines.append(bytes[start...index])
            start = index + 1
        }
        if start < bytes.count { lines.append(bytes[start...]) }
        return lines
    }

    /// A hunk ends where more kept lines follow than two hunks would show between them.
    private static func endOfHunk(from start: Int, in lines: [Line]) -> Int {
        var index = start
        var last = start
        while index < lines.count, index - last <= 2 * context {
            if lines[index].change != .kept { last = index }
            index += 1
        }
        return min(last + 1 + context, lines.count)
    }

    private static func range(_ start: Int, _ count: Int) -> String {
        let first = count == 0 ? start : start + 1
        return count == 1 ? "\(first)" : "\(first),\(count)"
    }

    private static func write(_ line: Line, to text: inout [UInt8]) {
        switch line.change {
        case .kept: text.append(UInt8(ascii: " "))
        case .removed: text.append(UInt8(ascii: "-"))
        case .added: text.append(UInt8(ascii: "+"))
        }
        text += line.bytes
        if line.bytes.last != UInt8(ascii: "\n") { text += Array("\n\\ No newline at end of file\n".utf8) }
    }

    /// The longest common subsequence of what lies between the equal starts and ends; all of it where that is too much to look through.
    private static func changes(from old: [ArraySlice<UInt8>], to new: [ArraySlice<UInt8>]) -> [Line] {
        var start = 0
        while start < min(old.count, new.count), old[start] == new[start] { start += 1 }
        var end = 0
        while end < min(old.count, new.count) - start, old[old.count - 1 - end] == new[new.count - 1 - end] { end += 1 }
        let left = Array(old[start..<old.count - end])
        let right = Array(new[start..<new.count - end])
        return old[..<start].map { Line(change: .kept, bytes: $0) } + middle(left, right)
            + old[(old.count - end)...].map { Line(change: .kept, bytes: $0) }
    }

    private static func middle(_ left: [ArraySlice<UInt8>], _ right: [ArraySlice<UInt8>]) -> [Line] {
        guard left.count.multipliedReportingOverflow(by: right.count).overflow == false,
            left.count * right.count <= mostCells
        else {
            return left.map { Line(change: .removed, bytes: $0) } + right.map { Line(change: .added, bytes: $0) }
        }
        let width = right.count + 1
        var lengths = [Int32](repeating: 0, count: (left.count + 1) * width)
        for row in stride(from: left.count - 1, through: 0, by: -1) {
            for column in stride(from: right.count - 1, through: 0, by: -1) {
                lengths[row * width + column] =
                    left[row] == right[column]
                    ? lengths[(row + 1) * width + column + 1] + 1
                    : max(lengths[(row + 1) * width + column], lengths[row * width + column + 1])
            }
        }
        var result: [Line] = []
        var (row, column) = (0, 0)
        while row < left.count || column < right.count {
            if row < left.count, column < right.count, left[row] == right[column] {
                result.append(Line(change: .kept, bytes: left[row]))
                row += 1
                column += 1
            } else if row < left.count,
                column == right.count || lengths[(row + 1) * width + column] >= lengths[row * width + column + 1]
            {
                result.append(Line(change: .removed, bytes: left[row]))
                row += 1
            } else {
                result.append(Line(change: .added, bytes: right[column]))
                column += 1
            }
        }
        return result
    }
}
