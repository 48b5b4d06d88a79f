extension ThroughputFit {
    /// The fit for people: one line a group, then the errors over all of them.
    package var text: String {
        var table = TextTable([.left] + [TextTable.Alignment](repeating: .right, count: 7))
        table.add(["", "rows", "base", "per seq.", "per held", "prefill", "median", "p90"])
        var headings: [Int: String] = [:]
        var heading: String?
        for group in groups {
            let fitted = group.fitted
            let next = "\(fitted.model) on \(fitted.gpu)"
            if next != heading { headings[table.rows.count] = next }
            heading = next
            table.add([
                "\(fitted.engine) \(fitted.precision.rawValue) x\(fitted.tensorParallel)",
                "\(fitted.rows - fitted.unseenRows)+\(fitted.unseenRows)", Picoseconds.short(fitted.base),
                Picoseconds.short(fitted.perSequence), Picoseconds.short(fitted.perContextToken),
                fitted.prefillPerToken.map(Picoseconds.short) ?? "-", Self.percent(group.errors, 50),
                Self.percent(group.errors, 90),
            ])
        }
        var lines: [String] = []
        for (index, line) in table.lines().enumerated() where !groups.isEmpty {
            if let heading = headings[index] { lines += ["", heading] }
            lines.append(line)
        }
        if !groups.isEmpty, !tooSmall.isEmpty { lines.append("") }
        for small in tooSmall {
            lines.append("too few points for a fit: \(small.group.description), \(Self.count(small.rows, "row"))")
        }
        let errors = self.errors
        if !errors.isEmpty {
            lines += [
                "",
                "\(Self.count(groups.count, "group")), \(Self.count(errors.count, "row")) unseen: median error "
                    + "\(Self.percent(errors, 50)), 90th percentile \(Self.percent(errors, 90))",
            ]
        }
        return lines.map { $0 + "\n" }.joined()
    }

    private static func percent(_ errors: [Double], _ percent: Int) -> String {
        guard !errors.isEmpty else { return "-" }
        let tenths = Int64(min((percentile(errors, percent) * 1_000).rounded(), 1e12))
        return "\(tenths / 10).\(tenths % 10)%"
    }

    private static func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
}

extension MeasuredTable {
    /// What was left out, one line a reason; empty where nothing was.
    package var leftOutText: String {
        Reason.allCases.compactMap { reason -> String? in
            guard let count = leftOut[reason] else { return nil }
            let first = firstLines[reason].map { ", the first in line \($0)" } ?? ""
            return "left out \(count) \(count == 1 ? "row" : "rows"): \(reason.rawValue)\(first)\n"
        }.joined()
    }
}
