/// Which part of an outcome's variance each uncertain number is responsible for: alone (first order), and together with
/// all the others (total). The numbers are taken as independent.
///
/// First order by A. Saltelli et al., "Variance based sensitivity analysis of model output", 2010, total by M. Jansen,
/// "Analysis of variance designs for model output", 1999, on points of a Sobol' sequence.
package struct SobolIndices: Sendable, Equatable {
    package enum Defect: Error, Sendable, Equatable {
        /// More uncertain numbers than there are dimensions for.
        case tooManyInputs(Int, most: Int)
        /// Not in 2 … `mostPoints`.
        case badPoints(Int)
        /// For some numbers the outcome is not a finite number, so that it has no variance.
        case undefinedOutcome
    }

    package static let mostPoints = 1 << 17
    package static let mostInputs = SobolSequence.mostDimensions / 2

    /// One for each sampler; zero where the outcome or the number does not vary.
    package let first: [Double]
    package let total: [Double]
    package let mean: Double
    package let variance: Double
    /// How often the outcome was worked out.
    package let evaluations: Int

    /// `points` is rounded up to a power of two. The outcome is worked out for each of them twice and once more for every
    /// number that varies.
    package init(
        _ samplers: [Sampler], points: Int, seed: UInt64, threads: Int = 1,
        _ evaluate: @escaping @Sendable (Span<Double>) -> Double
    ) throws(Defect) {
        guard points >= 2, points <= Self.mostPoints else { throw .badPoints(points) }
        let varying = samplers.indices.filter { !samplers[$0].isConstant }
        guard let sequence = SobolSequence(dimensions: 2 * varying.count, seed: seed) else {
            throw .tooManyInputs(varying.count, most: Self.mostInputs)
        }
        let design = Design(samplers: samplers, varying: varying, sequence: sequence)
        var count = 1
        while count < points { count *= 2 }
        let outcomes = Workers.concatenated(count: count, threads: threads) { design.outcomes($0, evaluate) }
        guard outcomes.allSatisfy(\.isFinite) else { throw .undefinedOutcome }

        let width = varying.count + 2
        let number = Double(count)
        var sum = 0.0
        for row in 0..<count { sum += outcomes[row * width] / number + outcomes[row * width + 1] / number }
        let mean = sum / 2
        var variance = 0.0
        for row in 0..<count {
            for place in 0..<2 {
                let distance = outcomes[row * width + place] - mean
                variance += distance * distance / (2 * number)
            }
        }
        var first = [Double](repeating: 0, count: samplers.count)
        var total = first
        // What rounding makes of an outcome that is always the same is no variance.
        if variance > mean * mean * 1e-28, variance.isFinite {
            for (place, input) in varying.enumerated() {
                var (alone, together) = (0.0, 0.0)
                for row in 0..<count {
                    let start = row * width
                    let change = outcomes[start + 2 + place] - outcomes[start]
                    alone += (outcomes[start + 1] - mean) * change / number
                    together += change * change / (2 * number)
                }
                first[input] = alone / variance
                total[input] = together / variance
            }
        }
        self.first = first
        self.total = total
        self.mean = mean
        self.variance = variance
        evaluations = outcomes.count
    }

    /// Two independent points A and B for each index, and A with one number of B for each number that varies.
    private struct Design: Sendable {
        let samplers: [Sampler]
        let varying: [Int]
        let sequence: SobolSequence

        /// f(A), f(B), and f(A with one number of B) for each number that varies; index after index.
        func outcomes(_ range: Range<Int>, _ evaluate: @Sendable (Span<Double>) -> Double) -> [Double] {
            var numbers = samplers.map { $0.value(at: 0.5) }
            var other = numbers
            var result: [Double] = []
            result.reserveCapacity(range.count * (varying.count + 2))
            for index in range {
                for (place, input) in varying.enumerated() {
                    numbers[input] = number(input, index, place)
                    other[input] = number(input, index, place + varying.count)
                }
                result.append(evaluate(numbers.span))
                result.append(evaluate(other.span))
                for input in varying {
                    let kept = numbers[input]
                    numbers[input] = other[input]
                    result.append(evaluate(numbers.span))
                    numbers[input] = kept
                }
            }
            return result
        }

        private func number(_ input: Int, _ index: Int, _ dimension: Int) -> Double {
            samplers[input].value(at: sequence.unit(UInt32(truncatingIfNeeded: index), dimension) ?? .nan)
        }
    }
}

extension Sampler {
    /// Whether every draw is the same number.
    package var isConstant: Bool {
        if case .constant = method { return true }
        return false
    }
}
