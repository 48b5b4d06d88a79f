/// Points that fill a cube evenly (I. Sobol', 1967), one index and dimension at a time, moved by a digital shift that is
/// picked by the seed: the first 2^k points fall one each into 2^k equal parts of every dimension.
package struct SobolSequence: Sendable {
    package static let mostDimensions = table.count + 1

    package let dimensions: Int
    /// 32 direction numbers for each dimension.
    private let directions: [UInt32]
    private let shifts: [UInt32]

    /// Nil where there is no table for so many dimensions. Without a seed nothing is shifted.
    package init?(dimensions: Int, seed: UInt64?) {
        guard dimensions >= 0, dimensions <= Self.mostDimensions else { return nil }
        self.dimensions = dimensions
        var directions: [UInt32] = []
        for dimension in 0..<dimensions {
            directions += dimension == 0 ? (0..<32).map { 1 << (31 - $0) } : Self.directions(Self.table[dimension - 1])
        }
        self.directions = directions
        shifts = (0..<dimensions).map { dimension in
            guard let seed else { return 0 }
            return UInt32(truncatingIfNeeded: PositionalBits(seed: seed, stream: UInt64(dimension)).bits(0) >> 32)
        }
    }

    /// A coordinate of the `index`-th point, strictly between 0 and 1, in the middle of its part of 2^−32.
    package func unit(_ index: UInt32, _ dimension: Int) -> Double? {
        guard dimension >= 0, dimension < dimensions else { return nil }
        var bits = shifts[dimension]
        var rest = index
        while rest != 0 {
            bits ^= directions[dimension * 32 + rest.trailingZeroBitCount]
            rest &= rest - 1
        }
        return (Double(bits) + 0.5) * 0x1p-32
    }

    /// The first ones as given, each further one from those before by the polynomial's recurrence.
    private static func directions(_ row: [UInt32]) -> [UInt32] {
        guard let polynomial = row.first else { return [] }
        let degree = row.count - 1
        var result: [UInt32] = []
        for place in 0..<32 {
            if place < degree {
                result.append(row[place + 1] << UInt32(31 - place))
                continue
            }
            var value = result[place - degree] ^ (result[place - degree] >> UInt32(degree))
            for back in 1..<max(degree, 1) where polynomial >> UInt32(degree - back) & 1 == 1 {
                value ^= result[place - back]
            }
            result.append(value)
        }
        return result
    }
}
