import Glibc

/// Which uncertain numbers move together: rank correlations (Spearman's) between pairs, made by a Gaussian copula.
///
/// Normal scores with the correlation 2·sin(πρ/6) have the rank correlation ρ (K. Pearson, 1907), and turning scores into
/// any distribution keeps ranks. Pairs that are not named are taken as uncorrelated.
package struct Correlation: Sendable, Equatable {
    package struct Pair: Sendable, Equatable {
        package var first: Int
        package var second: Int
        /// Strictly between −1 and 1.
        package var rank: Double

        package init(first: Int, second: Int, rank: Double) {
            self.first = first
            self.second = second
            self.rank = rank
        }
    }

    package enum Defect: Error, Sendable, Equatable {
        /// The correlation is not strictly between −1 and 1.
        case outOfRange(Pair)
        /// The pair is a number with itself.
        case sameNumber(Pair)
        /// The two numbers have already been paired.
        case repeated(Pair)
        /// A number of a pair is not one of the uncertain numbers.
        case unknownNumber(Pair)
        /// No numbers can be correlated like that: with `pair`, the strongest of those that lead to the contradiction, the
        /// matrix of `size` numbers has an eigenvalue that is not above zero.
        case notPositiveDefinite(size: Int, pair: Pair)
    }

    package let pairs: [Pair]
    /// The numbers that are in a pair, rising.
    let coupled: [Int]
    /// Cholesky's factor of the scores' correlations, one row of `coupled.count` numbers for each.
    let factor: [Double]

    package static let none = Correlation()

    private init() {
        pairs = []
        coupled = []
        factor = []
    }

    package init(_ pairs: [Pair]) throws(Defect) {
        var places: [Int: Int] = [:]
        let numbers = Set(pairs.flatMap { [$0.first, $0.second] }).sorted()
        for (place, number) in numbers.enumerated() { places[number] = place }
        let size = numbers.count
        var matrix = [Double](repeating: 0, count: size * size)
        var stated = [Bool](repeating: false, count: size * size)
        for place in 0..<size { matrix[place * size + place] = 1 }
        for pair in pairs {
            guard pair.rank > -1, pair.rank < 1 else { throw .outOfRange(pair) }
            guard pair.first != pair.second else { throw .sameNumber(pair) }
            guard pair.first >= 0, pair.second >= 0, let first = places[pair.first], let second = places[pair.second]
            else { throw .unknownNumber(pair) }
            guard !stated[first * size + second] else { throw .repeated(pair) }
            stated[first * size + second] = true
            stated[second * size + first] = true
            let score = 2 * sin(.pi * pair.rank / 6)
            matrix[first * size + second] = score
            matrix[second * size + first] = score
        }
        self.pairs = pairs
        coupled = numbers
        factor = try Self.cholesky(matrix, size) { (row) in Self.strongest(pairs, among: numbers.prefix(row + 1)) }
    }

    /// The lower triangle L of a matrix L·Lᵀ.
    private static func cholesky(
        _ matrix: [Double], _ size: Int, _ culprit: (Int) -> Pair?
    ) throws(Defect) -> [Double] {
        var factor = [Double](repeating: 0, count: size * size)
        for row in 0..<size {
            for column in 0...row {
                var sum = matrix[row * size + column]
                for k in 0..<column { sum -= factor[row * size + k] * factor[column * size + k] }
                if column < row {
                    factor[row * size + column] = sum / factor[column * size + column]
                } else if sum > 1e-12 {
                    factor[row * size + row] = sum.squareRoot()
                } else if let pair = culprit(row) {
                    throw .notPositiveDefinite(size: size, pair: pair)
                }
            }
        }
        return factor
    }

    /// Of the pairs that the last of some numbers has with the others, the strongest.
    private static func strongest(_ pairs: [Pair], among numbers: ArraySlice<Int>) -> Pair? {
        guard let last = numbers.last else { return nil }
        return pairs.filter {
            ($0.first == last && numbers.contains($0.second)) || ($0.second == last && numbers.contains($0.first))
        }
        .max { abs($0.rank) < abs($1.rank) }
    }
}
