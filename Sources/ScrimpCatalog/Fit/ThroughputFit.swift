package import ScrimpQuantities

/// Step times fitted to measured rows, and how far they are from the rows that the fit did not see.
///
/// The time per token of a steady load is `base + perSequence · batch + perContextToken · batch · (input + output/2)
/// + prefill · batch · input/output`: one step over the weights, the sequences and the tokens that they hold, and the
/// prompts that are read in between. Every group (model, hardware, engine, precision, spread) is fitted by itself.
///
/// The split is fixed by the rows: of a group's distinct points (batch, input, output), in the order of a hash of them,
/// every fifth is not seen, with all its rows.
package struct ThroughputFit: Sendable {
    /// One group that was fitted.
    package struct Group: Sendable {
        package var fitted: CatalogThroughput
        /// Relative errors of the time per token on the unseen rows, smallest first.
        package var errors: [Double]
    }

    package var groups: [Group] = []
    /// Groups whose rows do not determine a step time, with how many rows they have.
    package var tooSmall: [(group: MeasuredRow.Group, rows: Int)] = []
    /// Errors on the unseen rows of all groups, smallest first.
    package var errors: [Double] { groups.flatMap(\.errors).sorted() }

    /// Every so many points one is kept back.
    package static let keptBack = 5
    /// The fewest points that a fit must see: two for each coefficient.
    package static let fewestPoints = 8

    /// - Parameters:
    ///   - source: what the entries say of where they come from.
    ///   - asOf: the day of the measurements.
    package init(_ rows: [MeasuredRow], source: String, asOf: CivilDate) {
        for (group, rows) in Dictionary(grouping: rows, by: \.group).sorted(by: {
            $0.key.description.utf8.lexicographicallyPrecedes($1.key.description.utf8)
        }) {
            let (seen, unseen) = Self.split(rows)
            guard Set(seen.map(\.point)).count >= Self.fewestPoints,
                Set(seen.map(\.batch)).count >= 2,
                let coefficients = LeastSquares(terms: seen.map(\.terms), values: seen.map(\.timePerToken)).robust()
            else {
                tooSmall.append((group, rows.count))
                continue
            }
            let rounded = coefficients.map(Self.picoseconds)
            let used = rounded.map { Double($0) / 1e12 }
            let errors = unseen.map { abs(LeastSquares.sum(used, $0.terms) - $0.timePerToken) / $0.timePerToken }
                .sorted()
            var fitted = CatalogThroughput(
                model: group.model, gpu: group.gpu, engine: group.engine, precision: group.precision,
                tensorParallel: group.tensorParallel, base: rounded[0], perSequence: rounded[1],
                perContextToken: rounded[2], prefillPerToken: rounded[3] > 0 ? rounded[3] : Self.prefill(seen),
                smallestBatch: Int64(rows.reduce(1e9) { min($0, $1.batch) }),
                largestBatch: Int64(rows.reduce(0) { max($0, $1.batch) }), rows: Int64(rows.count),
                unseenRows: Int64(unseen.count), source: source, asOf: asOf)
            fitted.medianError = Self.thousandths(Self.percentile(errors, 50))
            fitted.percentile90Error = Self.thousandths(Self.percentile(errors, 90))
            groups.append(Group(fitted: fitted, errors: errors))
        }
    }

    /// A catalog of the step times.
    package var catalog: Catalog {
        Catalog(throughputs: groups.map(\.fitted), sourceDescription: "fitted step times")
    }

    static func split(_ rows: [MeasuredRow]) -> (seen: [MeasuredRow], unseen: [MeasuredRow]) {
        let points = Set(rows.map(\.point)).map { (hash: hash($0), point: $0) }.sorted { ($0.0, $0.1) < ($1.0, $1.1) }
        let kept = Set(points.enumerated().filter { $0.offset % keptBack == 0 }.map(\.element.point))
        return (rows.filter { !kept.contains($0.point) }, rows.filter { kept.contains($0.point) })
    }

    /// FNV-1a with 64 bits, the same on every platform.
    private static func hash(_ text: String) -> UInt64 {
        text.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    }

    /// Seconds for a token of a prompt from the time to the first token: its slope over the length of the prompt at the
    /// smallest batch, where waiting weighs least; the median over all pairs of rows (Theil and Sen). Nil where prompts
    /// of one length only were measured, and where longer ones took no longer.
    static func prefill(_ rows: [MeasuredRow]) -> Int64? {
        let timed = rows.filter { $0.timeToFirstToken != nil }
        for batch in Set(timed.map(\.batch)).sorted() where batch <= 8 {
            var slopes: [Double] = []
            let same = timed.filter { $0.batch == batch }
            for (index, first) in same.enumerated() {
                for second in same[(index + 1)...]
                where first.outputTokens == second.outputTokens && first.inputTokens != second.inputTokens {
                    guard let early = first.timeToFirstToken, let late = second.timeToFirstToken else { continue }
                    slopes.append((late - early) / (second.inputTokens - first.inputTokens))
                }
            }
            guard !slopes.isEmpty else { continue }
            let slope = percentile(slopes.sorted(), 50)
            return slope > 0 ? picoseconds(slope) : nil
        }
        return nil
    }

    /// The value below which so many percent of them lie; between two the nearer rank above. Zero for none.
    package static func percentile(_ sorted: [Double], _ percent: Int) -> Double {
        guard !sorted.isEmpty else { return 0 }
        let rank = (sorted.count * percent + 99) / 100
        return sorted[min(max(rank, 1), sorted.count) - 1]
    }

    /// Rounded to four digits: no measurement has more.
    private static func picoseconds(_ seconds: Double) -> Int64 {
        var value = (seconds * 1e12).rounded()
        guard value.isFinite, value < 1e18 else { return .max }
        var scale = 1.0
        while value / scale >= 10_000 { scale *= 10 }
        value = (value / scale).rounded() * scale
        return Int64(value)
    }

    private static func thousandths(_ share: Double) -> Int64 { Int64(min((share * 1_000).rounded(), 1e12)) }
}
