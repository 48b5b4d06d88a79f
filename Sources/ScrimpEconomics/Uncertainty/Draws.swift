/// Uniform numbers for `count` draws in some dimensions, spread evenly: in every dimension each of `count` equal parts of
/// 0 … 1 gets exactly one draw (M. McKay, R. Beckman, W. Conover, "A comparison of three methods for selecting values of
/// input variables", 1979). Which draw gets which part is a permutation by seed and dimension.
///
/// A number depends on the seed, the dimension and the index alone: order and threads cannot change it.
package struct Draws: Sendable {
    package enum Defect: Error, Sendable, Equatable {
        /// Not in 1 … `mostDraws`.
        case badCount(Int)
        /// Not in 0 … `mostDimensions`.
        case badDimensions(Int)
    }

    package let count: Int
    package let dimensions: Int
    package let seed: UInt64

    package static let mostDraws = 1 << 24
    package static let mostDimensions = 1 << 12

    private let orders: [KeyedPermutation]
    private let places: [PositionalBits]

    package init(count: Int, dimensions: Int, seed: UInt64) throws(Defect) {
        guard count >= 1, count <= Self.mostDraws else { throw .badCount(count) }
        guard dimensions >= 0, dimensions <= Self.mostDimensions else { throw .badDimensions(dimensions) }
        self.count = count
        self.dimensions = dimensions
        self.seed = seed
        orders = (0..<dimensions).map {
            KeyedPermutation(count: count, bits: PositionalBits(seed: seed, stream: 2 * UInt64($0)))
        }
        places = (0..<dimensions).map { PositionalBits(seed: seed, stream: 2 * UInt64($0) + 1) }
    }

    /// The number of a draw in a dimension, strictly between 0 and 1; both must be in range.
    func unit(_ index: Int, _ dimension: Int) -> Double {
        let part = Double(orders[dimension][index])
        let unit = (part + places[dimension].unit(UInt64(index))) / Double(count)
        return min(unit, 1 - 0x1p-53)
    }

    /// The same, nil where either is out of range.
    package func number(draw index: Int, dimension: Int) -> Double? {
        guard index >= 0, index < count, dimension >= 0, dimension < dimensions else { return nil }
        return unit(index, dimension)
    }
}
