/// How far each uncertain number alone moves an outcome: from its 10th to its 90th percentile, the others at their
/// medians.
package struct Tornado: Sendable, Equatable {
    package struct Bar: Sendable, Equatable {
        /// Index of the sampler.
        package let input: Int
        /// The number at its 10th and 90th percentile.
        package let lowInput: Double
        package let highInput: Double
        /// The outcome there. `low` is that of the low input and may be the larger one.
        package let low: Double
        package let high: Double
        /// The distance between the two outcomes; zero where they are equal (infinite ones too), NaN where one has no
        /// value.
        package var swing: Double { low == high ? 0 : abs(high - low) }
    }

    /// The outcome with every number at its median.
    package let middle: Double
    /// By falling swing, then by input; those without a value come last.
    package let bars: [Bar]

    package init(_ samplers: [Sampler], _ evaluate: (Span<Double>) -> Double) {
        var numbers = samplers.map { $0.value(at: 0.5) }
        middle = evaluate(numbers.span)
        var bars: [Bar] = []
        for (input, sampler) in samplers.enumerated() {
            let median = numbers[input]
            let (lowInput, highInput) = (sampler.value(at: 0.1), sampler.value(at: 0.9))
            numbers[input] = lowInput
            let low = evaluate(numbers.span)
            numbers[input] = highInput
            let high = evaluate(numbers.span)
            numbers[input] = median
            bars.append(Bar(input: input, lowInput: lowInput, highInput: highInput, low: low, high: high))
        }
        self.bars = bars.sorted { left, right in
            let (first, second) = (left.swing, right.swing)
            if first == second || (first.isNaN && second.isNaN) { return left.input < right.input }
            if first.isNaN || second.isNaN { return second.isNaN }
            return first > second
        }
    }
}
