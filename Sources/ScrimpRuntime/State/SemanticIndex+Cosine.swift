import ScrimpPlan

extension SemanticIndex {
    /// What is multiplied at once. Its lanes are added in one order whatever the machine has registers for.
    typealias Block = SIMD8<Float>

    /// Cosines of at least this much are those of the same embedding: what single precision leaves of 1.
    static let sameCosine = 1 - 1e-6

    static func isSame(_ cosine: Float) -> Bool { Double(cosine) >= sameCosine }

    /// Rounded half away from zero.
    static func billionths(_ cosine: Float) -> Int64 {
        guard !isSame(cosine) else { return PlanAttribute.ratioScale }
        let scaled = max(Double(cosine), -1) * Double(PlanAttribute.ratioScale)
        let whole = Int64(scaled)
        let rest = scaled - Double(whole)
        return whole + (rest >= 0.5 ? 1 : 0) - (rest <= -0.5 ? 1 : 0)
    }

    /// Above zero and finite: squares of single-precision numbers do not reach the end of double precision.
    static func length(of embedding: Span<Float>) -> Result<Double, Refusal> {
        var sums = SIMD4<Double>.zero
        var index = 0
        while index + 4 <= embedding.count {
            let lanes = SIMD4<Double>(
                Double(embedding[index]), Double(embedding[index + 1]), Double(embedding[index + 2]),
                Double(embedding[index + 3]))
            sums += lanes * lanes
            index += 4
        }
        var sum = (sums[0] + sums[1]) + (sums[2] + sums[3])
        while index < embedding.count {
            sum += Double(embedding[index]) * Double(embedding[index])
            index += 1
        }
        guard sum.isFinite else { return .failure(.notFinite) }
        return sum > 0 ? .success(sum.squareRoot()) : .failure(.noEmbedding)
    }

    /// The entry of a scope that is most similar to `query`.
    func nearest(in scope: Int) -> (entry: Int, cosine: Float)? {
        let blocks = stride
        let vectors = vectors.span
        let query = query.span
        var best: (entry: Int, cosine: Float)?
        var next = scopes[scope].first
        while next >= 0 {
            let entry = Int(next)
            let start = entry * blocks
            let cosine = Self.product(vectors.extracting(start..<(start + blocks)), query.extracting(..<blocks))
            if cosine > best?.cosine ?? -.infinity { best = (entry, cosine) }
            next = entries[entry].next
        }
        return best
    }

    /// Four sums side by side, so that no addition waits for the one before it.
    private static func product(_ left: Span<Block>, _ right: Span<Block>) -> Float {
        let count = min(left.count, right.count)
        var (first, second, third, fourth) = (Block.zero, Block.zero, Block.zero, Block.zero)
        var index = 0
        while index + 4 <= count {
            first += left[index] * right[index]
            second += left[index + 1] * right[index + 1]
            third += left[index + 2] * right[index + 2]
            fourth += left[index + 3] * right[index + 3]
            index += 4
        }
        while index < count {
            first += left[index] * right[index]
            index += 1
        }
        let sums = (first + second) + (third + fourth)
        let halves = sums.lowHalf + sums.highHalf
        return (halves[0] + halves[1]) + (halves[2] + halves[3])
    }
}
