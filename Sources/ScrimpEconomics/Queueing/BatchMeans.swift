/// The mean of numbers that depend on those before (waiting times of one run), with an honest interval: means of long
/// batches are nearly independent (A. Law, W. Kelton, "Simulation Modeling and Analysis").
package struct BatchMeans: Sendable, Equatable {
    package let mean: Double
    /// Half of the confidence interval's width.
    package let halfWidth: Double
    package let confidence: Double
    package let batches: Int
    package let batchSize: Int
    /// Numbers at the beginning that were left out, so that all batches are equally long.
    package let skipped: Int

    package var low: Double { mean - halfWidth }
    package var high: Double { mean + halfWidth }

    /// Nil for fewer than two batches or fewer numbers than batches, a confidence that is not in 0 ..< 1, and numbers that
    /// are not finite.
    package init?(_ values: [Double], batches: Int = 20, confidence: Double = 0.95) {
        guard batches >= 2, values.count >= batches, confidence >= 0, confidence < 1 else { return nil }
        let size = values.count / batches
        let skipped = values.count % batches
        let means = (0..<batches).map { batch in
            let start = skipped + batch * size
            return values[start..<start + size].reduce(0) { $0 + $1 / Double(size) }
        }
        let number = Double(batches)
        let mean = means.reduce(0) { $0 + $1 / number }
        let variance = means.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (number - 1)
        guard variance.isFinite,
            let student = SpecialFunctions.studentQuantile((1 + confidence) / 2, degrees: number - 1)
        else { return nil }
        self.mean = mean
        halfWidth = student * (variance / number).squareRoot()
        self.confidence = confidence
        self.batches = batches
        batchSize = size
        self.skipped = skipped
    }
}
