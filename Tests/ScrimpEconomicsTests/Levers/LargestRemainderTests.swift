import ScrimpEconomics
import ScrimpTestSupport
import Testing

@Suite struct LargestRemainderTests {
    @Test func knownSplits() {
        #expect(LargestRemainder.split(total: 100, weights: [1, 1, 1]) == [34, 33, 33])
        #expect(
            LargestRemainder.split(total: 10, weights: [0.47, 0.16, 0.158, 0.12, 0.061, 0.031]) == [5, 2, 1, 1, 1, 0])
        #expect(LargestRemainder.split(total: 7, weights: [0, 2, 0, 5]) == [0, 2, 0, 5])
        #expect(LargestRemainder.split(total: -100, weights: [1, 1, 1]) == [-33, -33, -34])
        #expect(LargestRemainder.split(total: 30, weights: [5, -2]) == [50, -20])
        #expect(LargestRemainder.split(total: 30, weights: [-5, 2]) == [50, -20])
        #expect(LargestRemainder.split(total: 0, weights: [1, -1]) == [0, 0])
        #expect(LargestRemainder.split(total: 1, weights: [1e-300, 1e-305]) == [1, 0])
        #expect(LargestRemainder.split(total: .max, weights: [0x1p-1074]) == [.max])
        #expect(LargestRemainder.split(total: .min, weights: [3e307]) == [.min])
    }

    @Test func whatCannotBeSplit() {
        #expect(LargestRemainder.split(total: 1, weights: []) == nil)
        #expect(LargestRemainder.split(total: 1, weights: [0, 0]) == nil)
        #expect(LargestRemainder.split(total: 1, weights: [1, -1]) == nil)
        #expect(LargestRemainder.split(total: 1, weights: [1, .nan]) == nil)
        #expect(LargestRemainder.split(total: 1, weights: [.infinity]) == nil)
        #expect(LargestRemainder.split(total: .max, weights: [1, -0.5]) == nil)
    }

    /// The parts add up exactly, none is off by a unit or more, and nothing weighs nothing.
    @Test func partsAddUp() throws {
        var generator = SeededGenerator(seed: 81)
        for _ in 0..<5000 {
            let total = generator.int128(bits: 124)
            let weights = (0..<(1 + generator.below(8))).map { _ in
                generator.chance(20) ? 0 : generator.number(0...1) * (generator.chance(20) ? 1e-9 : 1)
            }
            guard let parts = LargestRemainder.split(total: total, weights: weights) else {
                #expect(weights.allSatisfy { $0 == 0 })
                continue
            }
            #expect(parts.reduce(0, +) == total)
            guard total != 0 else { continue }
            let sum = weights.reduce(0, +)
            for (part, weight) in zip(parts, weights) {
                let exact = Double(total) * weight / sum
                #expect(abs(Double(part) - exact) <= 1 + 1e-12 * abs(Double(total)))
                if weight == 0 { #expect(part == 0) }
            }
        }
    }

    @Test func partsWithEitherSignAddUp() throws {
        var generator = SeededGenerator(seed: 82)
        var splits = 0
        for _ in 0..<3000 {
            let total = generator.int128(bits: 100)
            let weights = (0..<(1 + generator.below(6))).map { _ in generator.number(-1...1) }
            guard let parts = LargestRemainder.split(total: total, weights: weights) else { continue }
            splits += 1
            #expect(parts.reduce(0, +) == total)
        }
        #expect(splits > 2900)
    }

    @Test func roundedPartsAddUp() throws {
        #expect(LargestRemainder.round([1.5, 1.5, -1], to: 2) == [2, 1, -1])
        #expect(LargestRemainder.round([5, -5], to: 0) == [5, -5])
        #expect(LargestRemainder.round([0.4, 0.3, 0.3], to: 1) == [1, 0, 0])
        #expect(LargestRemainder.round([0, 0], to: 5) == [3, 2])
        #expect(LargestRemainder.round([], to: 0) == nil)
        #expect(LargestRemainder.round([.nan], to: 0) == nil)
        #expect(LargestRemainder.round([1e300], to: 0) == nil)
        var generator = SeededGenerator(seed: 83)
        for _ in 0..<2000 {
            let parts = (0..<(1 + generator.below(6))).map { _ in generator.number(-1...1) * 1e25 }
            let total = Int128(parts.reduce(0, +)) + generator.int128(bits: 30)
            let rounded = try #require(LargestRemainder.round(parts, to: total))
            #expect(rounded.reduce(0, +) == total)
            for (whole, part) in zip(rounded, parts) { #expect(abs(Double(whole) - part) < 1e12) }
        }
    }
}
