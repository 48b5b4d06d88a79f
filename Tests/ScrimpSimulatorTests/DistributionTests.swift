import Glibc
import ScrimpSimulator
import Testing

@Suite struct DistributionTests {
    @Test func generatorIsSplitMix64() {
        // The first outputs of SplitMix64 from the states 0 and 1234567, as its authors' program prints them.
        #expect(CounterGenerator.mix(CounterGenerator.increment) == 0xE220_A839_7B1D_CDAF)
        #expect(CounterGenerator.mix(1_234_567 &+ CounterGenerator.increment) == 6_457_827_717_110_365_317)
        // FNV-1a of the empty text and of `a`, as its authors give them.
        #expect(CounterGenerator.hash(of: "") == 0xCBF2_9CE4_8422_2325)
        #expect(CounterGenerator.hash(of: "a") == 0xAF63_DC4C_8601_EC8C)
    }

    @Test func streamsSeedsAndDrawsDiffer() {
        var seen: Set<UInt64> = []
        for seed in 0..<10 {
            for stream in ["a", "b", "tenant", "prompt"] {
                let generator = CounterGenerator(seed: UInt64(seed), stream: stream)
                for index in 0..<50 {
                    for draw in 0..<3 { seen.insert(generator.bits(UInt64(index), draw: UInt64(draw))) }
                }
            }
        }
        #expect(seen.count == 10 * 4 * 50 * 3)
    }

    @Test func unitsAreInsideTheOpenInterval() {
        let generator = CounterGenerator(seed: 1, stream: "u")
        var sum = 0.0
        for index in 0..<100_000 {
            let unit = generator.unit(UInt64(index))
            #expect(unit > 0 && unit < 1)
            sum += unit
        }
        // Five standard errors.
        #expect(abs(sum / 100_000 - 0.5) < 5 * (1.0 / 12).squareRoot() / 100_000.0.squareRoot())
    }

    static let distributions: [Distribution] = [
        .constant(3), .uniform(low: -2, high: 5), .normal(mean: 10, deviation: 3),
        .lognormal(median: 500, sigma: 0.8), .exponential(mean: 42), .triangular(low: 0, mode: 4, high: 9),
        .triangular(low: 1, mode: 1, high: 2), .pert(low: 20, mode: 30, high: 60), .pert(low: 0, mode: 0, high: 1),
        .pert(low: 0, mode: 1, high: 1), .empirical([1, 2, 2, 10]),
    ]

    @Test(arguments: distributions) func momentsMeetTheClosedForms(_ distribution: Distribution) {
        #expect(distribution.defect == nil)
        let generator = CounterGenerator(seed: 11, stream: "moments")
        let count = 200_000
        let (mean, variance) = distribution.moments
        var sum = 0.0
        var squares = 0.0
        var fourths = 0.0
        for index in 0..<count {
            let distance = distribution.sample(generator, UInt64(index)) - mean
            sum += distance
            squares += distance * distance
            fourths += distance * distance * distance * distance
        }
        let n = Double(count)
        let found = squares / n
        #expect(abs(sum / n) <= 5 * (variance / n).squareRoot() + 1e-12)
        // The standard error of a variance: √((m4 − σ⁴)/n).
        #expect(abs(found - variance) <= 6 * (max(fourths / n - found * found, 0) / n).squareRoot() + 1e-9)
    }

    @Test func lognormalByWhatPeopleKnow() {
        let lengths = Distribution.lognormal(median: 500, percentile95: 4_000)
        let generator = CounterGenerator(seed: 5, stream: "lengths")
        let drawn = (0..<100_000).map { lengths.sample(generator, UInt64($0)) }
        let share = { (limit: Double) in Double(drawn.count { $0 < limit }) / 100_000 }
        #expect(abs(share(500) - 0.5) < 5 * 0.0016)
        #expect(abs(share(4_000) - 0.95) < 5 * 0.0007)
        let byMean = Distribution.lognormal(mean: 100, deviation: 50).moments
        #expect(abs(byMean.mean - 100) < 1e-9 && abs(byMean.variance - 2_500) < 1e-6)
    }

    @Test func normalQuantileMeetsPublishedValues() {
        // Tables of the normal distribution; the tails test all three approximations.
        let values: [(Double, Double)] = [
            (0.5, 0), (0.975, 1.959963984540054), (0.95, 1.6448536269514722), (0.001, -3.090232306167813),
            (1e-10, -6.361340902404056), (1e-20, -9.262340089798408),
        ]
        for (probability, expected) in values {
            #expect(abs(Distribution.standardNormalQuantile(probability) - expected) < 1e-12)
        }
        // And it is the inverse of the error function's form of the cumulative distribution.
        for step in 1..<1_000 {
            let probability = Double(step) / 1_000
            let z = Distribution.standardNormalQuantile(probability)
            #expect(abs(0.5 * erfc(-z / 2.0.squareRoot()) - probability) < 1e-14)
        }
    }

    @Test func impossibleParametersAreNamed() {
        let bad: [Distribution] = [
            .constant(.nan), .uniform(low: 2, high: 1), .normal(mean: 0, deviation: -1),
            .lognormal(median: 0, sigma: 1), .lognormal(median: 1, sigma: .infinity), .exponential(mean: 0),
            .triangular(low: 0, mode: 3, high: 2), .pert(low: 1, mode: 1, high: 1), .empirical([]), .empirical([.nan]),
        ]
        for distribution in bad { #expect(distribution.defect != nil, "\(distribution)") }
        #expect(Distribution.uniform(low: 2, high: 1).defect == "`uniform` needs low <= high, got 2.0 and 1.0")
    }

    @Test func zipfFrequenciesMeetTheLaw() throws {
        let table = try CumulativeTable(zipf: 1_000, exponent: 0.9)
        let generator = CounterGenerator(seed: 2, stream: "keys")
        let count = 500_000
        var counts = [Int](repeating: 0, count: 1_000)
        for index in 0..<count { counts[table.index(at: generator.unit(UInt64(index)))] += 1 }
        let total = (1...1_000).reduce(0.0) { $0 + pow(Double($1), -0.9) }
        var chiSquared = 0.0
        for key in 0..<1_000 {
            let probability = pow(Double(key + 1), -0.9) / total
            #expect(abs(table.probability(of: key) - probability) < 1e-12)
            let expected = probability * Double(count)
            chiSquared += (Double(counts[key]) - expected) * (Double(counts[key]) - expected) / expected
        }
        // 999 degrees of freedom: mean 999, standard deviation 44.7; four of them.
        #expect(chiSquared > 999 - 4 * 44.7 && chiSquared < 999 + 4 * 44.7, "\(chiSquared)")
    }

    @Test func tableIsTheExactInverse() throws {
        let weights: [[Double]] = [
            [1], [0, 1, 0], [3, 0, 0, 1, 2], (0..<100).map { Double($0 % 7) }, [1e-300, 1, 1e-300],
        ]
        for weights in weights {
            let table = try CumulativeTable(weights: weights)
            var cumulative: [Double] = []
            for weight in weights { cumulative.append((cumulative.last ?? 0) + weight) }
            let total = try #require(cumulative.last)
            for step in 0..<10_000 {
                let unit = (Double(step) + 0.5) / 10_000
                let expected = cumulative.firstIndex { $0 > unit * total } ?? weights.count - 1
                #expect(table.index(at: unit) == expected)
                #expect(weights[table.index(at: unit)] > 0)
            }
        }
    }

    @Test func impossibleWeightsAreRefused() {
        #expect(throws: CumulativeTable.Defect.empty) { try CumulativeTable(weights: []) }
        #expect(throws: CumulativeTable.Defect.allZero) { try CumulativeTable(weights: [0, 0]) }
        #expect(throws: CumulativeTable.Defect.badWeight(1)) { try CumulativeTable(weights: [1, -1]) }
        #expect(throws: CumulativeTable.Defect.badWeight(0)) { try CumulativeTable(weights: [.nan]) }
        #expect(throws: CumulativeTable.Defect.badExponent(-1)) { try CumulativeTable(zipf: 5, exponent: -1) }
        #expect(throws: CumulativeTable.Defect.tooMany(1 << 30)) { try CumulativeTable(zipf: 1 << 30, exponent: 1) }
    }
}
