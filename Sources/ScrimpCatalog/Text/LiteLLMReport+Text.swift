extension LiteLLMReport {
    /// The report for people. Long lists are cut after five names unless it is to be complete.
    package func text(complete: Bool = false) -> String {
        var lines = ["\(entries) \(entries == 1 ? "entry" : "entries"): \(read) read, \(leftOutCount) left out"]
        if !leftOut.isEmpty { lines += ["", "left out"] }
        for group in leftOut {
            lines.append("  \(group.names.count) \(group.reason)")
            lines += Self.list(group.names, complete: complete)
        }
        for (isPrice, title) in [(true, "prices"), (false, "other fields")] {
            let fields = fieldsNotUnderstood.filter { $0.isPrice == isPrice }
            if fields.isEmpty { continue }
            lines += ["", "\(title) of entries that were read which the catalog has no place for"]
            var table = TextTable([.right, .left])
            for field in fields.prefix(complete || isPrice ? fields.count : 5) {
                table.add([String(field.count), field.name])
            }
            lines += table.lines(indent: 2)
            if !complete, !isPrice, fields.count > 5 { lines.append("  and \(fields.count - 5) more") }
        }
        guard !rounded.isEmpty else { return lines.joined(separator: "\n") + "\n" }
        lines += [
            "", "\(rounded.count == 1 ? "1 price" : "\(rounded.count) prices") rounded to twelve decimals of a dollar",
        ]
        for price in rounded.prefix(complete ? rounded.count : 5) {
            lines.append("  \(price.entry)")
            lines.append("    \(price.field): \(price.before) became \(price.after)")
        }
        if !complete, rounded.count > 5 { lines.append("  and \(rounded.count - 5) more") }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func list(_ names: [String], complete: Bool) -> [String] {
        let shown = complete ? names : Array(names.prefix(5))
        var words = shown.dropLast().map { $0 + "," } + shown.suffix(1)
        if shown.count < names.count { words += ["and", String(names.count - shown.count), "more"] }
        return TextTable.wrapped(words, width: 80, indent: 4)
    }
}
