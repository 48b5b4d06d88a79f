import ScrimpEconomics
import ScrimpTestSupport
import Testing

@Suite struct CorrelationTests {
    private func ranks(_ values: [Double]) -> [Double] {
        var result = [Double](repeating: 0, count: values.count)
        for (rank, index) in values.indices.sorted(by: { values[$0] < values[$1] }).enumerated() {
            result[index] = Double(rank)
        }
        return result
    }

    /// Spearman's correlation.
    private func correlation(_ left: [Double], _ right: [Double]) -> Double {
        let middle = Double(left.count - 1) / 2
        var (product, square) = (0.0, 0.0)
        for (first, second) in zip(ranks(left), ranks(right)) {
            product += (first - middle) * (second - middle)
            square += (first - middle) * (first - middle)
        }
        return product / square
    }

    private func columns(_ study: MonteCarlo) throws -> [[Double]] {
        var columns = [[Double]](repeating: [], count: study.samplers.count)
        for index in 0..<study.draws.count {
            for (place, number) in try #require(study.numbers(draw: index)).enumerated() {
                columns[place].append(number)
            }
        }
        return columns
    }

    @Test(arguments: [-0.9, -0.4, 0, 0.25, 0.5, 0.8, 0.99])
    func ranksAreCorrelatedAsAsked(rank: Double) throws {
        let study = try MonteCarlo(
            samplers: [
                Sampler(.pert(low: 0, mode: 1, high: 10)), Sampler(.uniform(low: 0, high: 1)),
                Sampler(.lognormal(mean: 3, deviation: 4)),
            ],
            correlation: Correlation([.init(first: 2, second: 0, rank: rank)]), count: 10_000, seed: 11)
        let columns = try columns(study)
        #expect(abs(correlation(columns[0], columns[2]) - rank) < 0.02)
        #expect(abs(correlation(columns[0], columns[1])) < 0.03)
    }

    @Test func severalPairsHoldTogether() throws {
        let pairs: [Correlation.Pair] = [
            .init(first: 0, second: 1, rank: 0.7), .init(first: 1, second: 2, rank: -0.5),
            .init(first: 0, second: 2, rank: -0.2),
        ]
        let study = try MonteCarlo(
            samplers: [Sampler](repeating: Sampler(.normal(mean: 1, deviation: 2)), count: 3),
            correlation: Correlation(pairs), count: 10_000, seed: 12)
        let columns = try columns(study)
        for pair in pairs {
            #expect(abs(correlation(columns[pair.first], columns[pair.second]) - pair.rank) < 0.02)
        }
    }

    /// Correlated numbers keep their own distributions.
    @Test func distributionsAreKept() throws {
        let sampler = try Sampler(.triangular(low: 1, mode: 2, high: 6))
        let study = try MonteCarlo(
            samplers: [sampler, sampler], correlation: Correlation([.init(first: 0, second: 1, rank: 0.6)]),
            count: 10_000, seed: 13)
        for column in try columns(study) {
            let summary = try #require(OutcomeSummary(column))
            for share in [0.1, 0.5, 0.9] {
                let value = try #require(sampler.quantile(share))
                #expect(agree(summary.quantile(share), value, within: 0.02))
            }
        }
    }

    @Test func contradictionsAreNamed() {
        let strongest = Correlation.Pair(first: 0, second: 2, rank: -0.95)
        #expect(throws: Correlation.Defect.notPositiveDefinite(size: 3, pair: strongest)) {
            try Correlation([
                .init(first: 0, second: 1, rank: 0.9), .init(first: 1, second: 2, rank: 0.9), strongest,
            ])
        }
        for rank in [1, -1, 1.5, Double.nan, .infinity] {
            #expect(throws: Correlation.Defect.self) { try Correlation([.init(first: 0, second: 1, rank: rank)]) }
        }
        let own = Correlation.Pair(first: 3, second: 3, rank: 0.5)
        #expect(throws: Correlation.Defect.sameNumber(own)) { try Correlation([own]) }
        let negative = Correlation.Pair(first: -1, second: 3, rank: 0.5)
        #expect(throws: Correlation.Defect.unknownNumber(negative)) { try Correlation([negative]) }
        let back = Correlation.Pair(first: 1, second: 0, rank: 0)
        #expect(throws: Correlation.Defect.repeated(back)) {
            try Correlation([.init(first: 0, second: 1, rank: 0), back])
        }
        let beyond = Correlation.Pair(first: 0, second: 1, rank: 0.5)
        #expect(throws: MonteCarlo.Defect.unknownNumber(beyond)) {
            try MonteCarlo(
                samplers: [Sampler(.constant(1))], correlation: Correlation([beyond]), count: 10, seed: 0)
        }
    }
}
