import Glibc
import ScrimpEconomics
import Testing

@Suite struct SobolIndicesTests {
    /// T. Ishigami, T. Homma, 1990, with a = 7 and b = 0.1: S1 = 0.3139, 0.4424, 0 and ST = 0.5576, 0.4424, 0.2437.
    @Test(arguments: [UInt64(1), 2, 3])
    func ishigami(seed: UInt64) throws {
        let angle = try Sampler(.uniform(low: -.pi, high: .pi))
        let indices = try SobolIndices([angle, angle, angle], points: 4096, seed: seed, threads: 2) { x in
            sin(x[0]) + 7 * sin(x[1]) * sin(x[1]) + 0.1 * x[2] * x[2] * x[2] * x[2] * sin(x[0])
        }
        for (found, value) in zip(indices.first, [0.3139, 0.4424, 0]) { #expect(abs(found - value) < 0.01, "\(found)") }
        for (found, value) in zip(indices.total, [0.5576, 0.4424, 0.2437]) {
            #expect(abs(found - value) < 0.01, "\(found)")
        }
        #expect(agree(indices.mean, 3.5, within: 1e-3))
        #expect(agree(indices.variance, 13.844587940719254, within: 0.01))
        #expect(indices.evaluations == 4096 * 5)
    }

    /// Of a sum, each number's part is its share of the variance, alone and in total; what is constant has none.
    @Test func aSumHasNoInteractions() throws {
        let samplers = try [
            Sampler(.normal(mean: 1, deviation: 3)), Sampler(.constant(5)), Sampler(.normal(mean: 1, deviation: 4)),
        ]
        let indices = try SobolIndices(samplers, points: 4096, seed: 5) { $0[0] + $0[1] + $0[2] }
        for (found, value) in zip(indices.first, [0.36, 0, 0.64]) { #expect(abs(found - value) < 0.01) }
        for (found, value) in zip(indices.total, [0.36, 0, 0.64]) { #expect(abs(found - value) < 0.01) }
        #expect(indices.first[1] == 0)
        #expect(indices.total[1] == 0)
    }

    @Test func threadsAgreeToTheLastBit() throws {
        let samplers = try [Sampler(.pert(low: 0, mode: 1, high: 3)), Sampler(.uniform(low: 0, high: 1))]
        let single = try SobolIndices(samplers, points: 300, seed: 8, threads: 1) { $0[0] * $0[1] }
        #expect(try SobolIndices(samplers, points: 300, seed: 8, threads: 2) { $0[0] * $0[1] } == single)
        #expect(try SobolIndices(samplers, points: 512, seed: 8, threads: 5) { $0[0] * $0[1] } == single)
        #expect(try SobolIndices(samplers, points: 300, seed: 9, threads: 1) { $0[0] * $0[1] } != single)
    }

    @Test func whatHasNoVariance() throws {
        let sampler = try Sampler(.uniform(low: 0, high: 1))
        let level = try SobolIndices([sampler], points: 64, seed: 1) { _ in 1e9 / 3 }
        #expect(level.first == [0])
        #expect(level.total == [0])
        #expect(try SobolIndices([], points: 64, seed: 1) { _ in 2 }.first.isEmpty)
        #expect(throws: SobolIndices.Defect.undefinedOutcome) {
            try SobolIndices([sampler], points: 64, seed: 1) { $0[0] > 0.9 ? .infinity : 1 }
        }
        #expect(throws: SobolIndices.Defect.badPoints(1)) { try SobolIndices([sampler], points: 1, seed: 1) { _ in 0 } }
        #expect(throws: SobolIndices.Defect.tooManyInputs(65, most: 64)) {
            try SobolIndices([Sampler](repeating: sampler, count: 65), points: 2, seed: 1) { _ in 0 }
        }
    }
}
