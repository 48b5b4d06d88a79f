import ScrimpSimulator

/// Percentiles of how long answers took: for all, then for each model that answered.
struct LatencyRows {
    struct Row {
        var name: String
        var histogram: LatencyHistogram

        /// At the median, 90, 95 and 99 %, and the longest; nanoseconds.
        var percentiles: [Int64] { LatencyRows.shares.map { histogram.percentile($0) ?? 0 } }
    }

    static let shares = [0.5, 0.9, 0.95, 0.99, 1]
    static let shareNames = ["p50", "p90", "p95", "p99", "longest"]

    /// Until the first token, to the last token, and of that what was waited before a call; what took no time at all is left out.
    let tables: [(title: String, rows: [Row])]

    init(_ latency: LatencyTally, names: [String]) {
        func rows(_ part: (LatencyTally.Times) -> LatencyHistogram) -> [Row] {
            var rows = [Row(name: "all", histogram: part(latency.all))]
            for (name, times) in zip(names, latency.byTarget) where part(times).count > 0 {
                rows.append(Row(name: name, histogram: part(times)))
            }
            return rows
        }
        tables = [
            ("From arrival to the last token", rows(\.total)), ("From arrival to the first token", rows(\.firstToken)),
            ("Waited before the call", rows(\.waiting)),
        ].filter { $0.1.contains { $0.histogram.greatest > 0 } }
    }
}

extension Int64 {
    /// Nanoseconds with three digits: `812 ms`, `3.41 s`, `12.4 min`; `0` for none.
    var shownTime: String {
        let units: [(String, Double)] = [("h", 3.6e12), ("min", 60e9), ("s", 1e9), ("ms", 1e6), ("us", 1e3)]
        for (unit, length) in units where Double(self) >= length * (unit == "s" || unit == "ms" ? 1 : 2) {
            let value = Double(self) / length
            return value.plain(value >= 100 ? 0 : value >= 10 ? 1 : 2) + " " + unit
        }
        return self == 0 ? "0" : "\(self) ns"
    }
}
