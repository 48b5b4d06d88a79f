/// Linear least squares with coefficients that are not negative, for a handful of terms.
///
/// With so few terms the exact answer is the best over all subsets of them that are not held at zero (C. L. Lawson and
/// R. J. Hanson, "Solving Least Squares Problems", chapter 23, by enumeration).
struct LeastSquares {
    /// One row for each observation.
    let terms: [[Double]]
    let values: [Double]

    /// The coefficients with the smallest sum of squares, each divided by the observed value; nil where there are no
    /// observations.
    ///
    /// A robust fit: squares of relative errors, weighted anew a few times so that they come to stand for absolute errors
    /// (iteratively reweighted least squares; errors below 2 % count as 2 %).
    func robust(rounds: Int = 20) -> [Double]? {
        var weights = values.map { 1 / ($0 * $0) }
        guard var best = coefficients(weights) else { return nil }
        for _ in 0..<rounds {
            for index in values.indices {
                let error = abs(Self.sum(best, terms[index]) - values[index]) / values[index]
                weights[index] = 1 / (values[index] * values[index]) / max(error, 0.02)
            }
            guard let next = coefficients(weights) else { return best }
            best = next
        }
        return best
    }

    static func sum(_ coefficients: [Double], _ terms: [Double]) -> Double {
        zip(coefficients, terms).reduce(0) { $0 + $1.0 * $1.1 }
    }

    private func coefficients(_ weights: [Double]) -> [Double]? {
        guard let count = terms.first?.count, count > 0, count < 16 else { return nil }
        var best: (error: Double, coefficients: [Double])?
        for subset in 1..<(1 << count) {
            let columns = (0..<count).filter { subset >> $0 & 1 == 1 }
            guard let found = solve(columns, weights), found.allSatisfy({ $0 >= 0 }) else { continue }
            var all = [Double](repeating: 0, count: count)
            for (column, coefficient) in zip(columns, found) { all[column] = coefficient }
            var error = 0.0
            for index in values.indices {
                let difference = Self.sum(all, terms[index]) - values[index]
                error += weights[index] * difference * difference
            }
            if let known = best, known.error <= error { continue }
            best = (error, all)
        }
        return best?.coefficients
    }

    /// The normal equations over some of the terms, each scaled to at most one; nil where they do not determine it.
    private func solve(_ columns: [Int], _ weights: [Double]) -> [Double]? {
        let count = columns.count
        let scales = columns.map { column in terms.reduce(0) { max($0, abs($1[column])) } }
        guard scales.allSatisfy({ $0 > 0 }) else { return nil }
        var matrix = [[Double]](repeating: [Double](repeating: 0, count: count + 1), count: count)
        for index in values.indices {
            let scaled = zip(columns, scales).map { terms[index][$0.0] / $0.1 }
            for row in 0..<count {
                let weighted = weights[index] * scaled[row]
                for column in 0..<count { matrix[row][column] += weighted * scaled[column] }
                matrix[row][count] += weighted * values[index]
            }
        }
        guard let solution = Self.eliminate(matrix) else { return nil }
        return zip(solution, scales).map { $0.0 / $0.1 }
    }

    /// Gauss and Jordan with the largest pivot of each column.
    private static func eliminate(_ system: [[Double]]) -> [Double]? {
        var matrix = system
        let count = matrix.count
        let largest = matrix.reduce(0) { max($0, $1.dropLast().reduce(0) { max($0, abs($1)) }) }
        for column in 0..<count {
            var pivot = column
            for row in column..<count where abs(matrix[row][column]) > abs(matrix[pivot][column]) { pivot = row }
            guard abs(matrix[pivot][column]) > largest * 1e-12 else { return nil }
            matrix.swapAt(column, pivot)
            for row in 0..<count where row != column {
                let factor = matrix[row][column] / matrix[column][column]
                for place in column...count { matrix[row][place] -= factor * matrix[column][place] }
            }
        }
        return (0..<count).map { matrix[$0][count] / matrix[$0][$0] }
    }
}
