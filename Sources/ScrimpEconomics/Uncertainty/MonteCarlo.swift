/// Draws of uncertain numbers, and what comes of them.
///
/// ```
/// let study = try MonteCarlo(samplers: [price, growth], count: 10_000, seed: 7)
/// let summary = study.run(threads: 2) { numbers in numbers[0] * numbers[1] }
/// ```
package struct MonteCarlo: Sendable {
    package enum Defect: Error, Sendable, Equatable {
        case draws(Draws.Defect)
        /// A pair of the correlation names a number that there is no sampler for.
        case unknownNumber(Correlation.Pair)
    }

    package let samplers: [Sampler]
    package let draws: Draws
    package let correlation: Correlation
    /// The numbers that are in no pair.
    private let free: [Int]

    package init(
        samplers: [Sampler], correlation: Correlation = .none, count: Int, seed: UInt64
    ) throws(Defect) {
        if let pair = correlation.pairs.first(where: { max($0.first, $0.second) >= samplers.count }) {
            throw .unknownNumber(pair)
        }
        do { draws = try Draws(count: count, dimensions: samplers.count, seed: seed) } catch { throw .draws(error) }
        self.samplers = samplers
        self.correlation = correlation
        let coupled = Set(correlation.coupled)
        free = samplers.indices.filter { !coupled.contains($0) }
    }

    /// One outcome a draw. The closure is called once for every draw, from any of the threads, with the draw's numbers in
    /// the order of the samplers. Nil where it never gives a number.
    package func run(
        threads: Int = 1, _ evaluate: @escaping @Sendable (Span<Double>) -> Double
    ) -> OutcomeSummary? {
        run(outcomes: 1, threads: threads) { numbers, outcomes in outcomes[0] = evaluate(numbers) }[0]
    }

    /// More would take more memory than a study should.
    package static let mostOutcomes = 1 << 12

    /// Several outcomes a draw, which the closure writes; they are NaN before. One summary for each, nil where no draw
    /// has a value. None at all for a number of outcomes that is not in 1 … `mostOutcomes`.
    package func run(
        outcomes: Int, threads: Int = 1,
        _ evaluate: @escaping @Sendable (Span<Double>, inout MutableSpan<Double>) -> Void
    ) -> [OutcomeSummary?] {
        guard outcomes > 0, outcomes <= Self.mostOutcomes else { return [] }
        let rows = Workers.concatenated(count: draws.count, threads: threads) { range in
            evaluated(range, outcomes, evaluate)
        }
        return (0..<outcomes).map { outcome in
            OutcomeSummary(stride(from: outcome, to: rows.count, by: outcomes).map { rows[$0] })
        }
    }

    /// A draw's numbers, in the order of the samplers; nil where there is no such draw.
    package func numbers(draw index: Int) -> [Double]? {
        guard index >= 0, index < draws.count else { return nil }
        var numbers = [Double](repeating: 0, count: samplers.count)
        var scores = [Double](repeating: 0, count: correlation.coupled.count)
        fill(index, &numbers, &scores)
        return numbers
    }

    private func evaluated(
        _ range: Range<Int>, _ outcomes: Int,
        _ evaluate: @Sendable (Span<Double>, inout MutableSpan<Double>) -> Void
    ) -> [Double] {
        var numbers = [Double](repeating: 0, count: samplers.count)
        var scores = [Double](repeating: 0, count: correlation.coupled.count)
        var outcome = [Double](repeating: .nan, count: outcomes)
        var rows: [Double] = []
        rows.reserveCapacity(range.count * outcomes)
        for index in range {
            fill(index, &numbers, &scores)
            for place in outcome.indices { outcome[place] = .nan }
            var target = outcome.mutableSpan
            evaluate(numbers.span, &target)
            for value in outcome { rows.append(value) }
        }
        return rows
    }

    private func fill(_ index: Int, _ numbers: inout [Double], _ scores: inout [Double]) {
        for place in free { numbers[place] = samplers[place].value(at: draws.unit(index, place)) }
        let size = correlation.coupled.count
        for row in 0..<size {
            let place = correlation.coupled[row]
            scores[row] = SpecialFunctions.uncheckedNormalQuantile(draws.unit(index, place))
            var score = 0.0
            for column in 0...row { score += correlation.factor[row * size + column] * scores[column] }
            numbers[place] = samplers[place].value(atScore: score)
        }
    }
}
