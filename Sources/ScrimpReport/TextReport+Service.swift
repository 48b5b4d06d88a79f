import ScrimpEconomics
import ScrimpQuantities
import ScrimpSimulator

/// From which volume on a pool is worth it, and how long answers took.
extension TextReport {
    private static let intervalLines = 12

    func breakEven(_ study: BreakEvenStudy) -> [String] {
        var lines = wrapped(study.ground, first: "  ", then: "  ")
        var table = TextTable([.right, .right, .right, .left])
        let intervals = study.intervals
        if intervals.isEmpty { lines.append("  cheaper at no volume that its replicas can take") }
        if !intervals.isEmpty { table.add("cheaper above", "and up to", "replicas", "what ends it") }
        for interval in intervals.prefix(Self.intervalLines) {
            table.add(
                interval.above.tokenText, interval.through.tokenText,
                study.breakEven.replicas(interval.through).map { "\(max($0, 1))" } ?? "", interval.end.text)
        }
        lines += table.lines()
        if intervals.count > Self.intervalLines {
            lines.append("  and \(intervals.count - Self.intervalLines) further")
        }
        lines += wrapped(study.position, first: "  ", then: "  ")
        return lines
    }

    var latency: [String] {
        guard let latency = result.policy.latency, latency.all.total.count > 0 else { return [] }
        var lines: [String] = []
        for (title, rows) in LatencyRows(latency, names: result.names.targets).tables {
            var table = TextTable([.left, .right, .right, .right, .right, .right])
            table.add([title] + LatencyRows.shareNames)
            for row in rows { table.add([row.name] + row.percentiles.map(\.shownTime)) }
            lines += table.lines()
        }
        if latency.all.lateAnswers > 0 {
            lines.append("  after their deadline: \(latency.all.lateAnswers.grouped)")
        }
        return lines
    }
}
