import ScrimpEconomics
import ScrimpTestSupport
import Testing

/// Values: SciPy 1.17.1 (`scipy.stats`), PERT as a shifted beta distribution.
@Suite struct SamplerTests {
    private static let shapes: [Sampler.Shape] = [
        .constant(3), .uniform(low: -2, high: 5), .normal(mean: 10, deviation: 3),
        .lognormal(mean: 100, deviation: 50), .triangular(low: 10, mode: 20, high: 60),
        .triangular(low: 0, mode: 0, high: 1), .triangular(low: 0, mode: 1, high: 1),
        .pert(low: 10, mode: 20, high: 60), .pert(low: 0, mode: 0, high: 1), .pert(low: 2, mode: 5, high: 5),
        .pert(low: -3, mode: 1, high: 2), .empirical([3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5]), .empirical([7]),
        .pert(low: 4, mode: 4, high: 4),
    ]

    private func quantiles(_ shape: Sampler.Shape, _ shares: [Double]) throws -> [Double] {
        let sampler = try Sampler(shape)
        return try shares.map { try #require(sampler.quantile($0)) }
    }

    private func expect(_ shape: Sampler.Shape, at shares: [Double], _ values: [Double]) throws {
        for (found, value) in zip(try quantiles(shape, shares), values) {
            #expect(agree(found, value, within: 1e-13), "\(shape)")
        }
    }

    @Test func quantilesOfKnownDistributions() throws {
        let shares = [0.001, 0.1, 0.5, 0.9, 0.999]
        try expect(
            .pert(low: 10, mode: 20, high: 60), at: shares,
            [10.31569870839235, 14.495106522962082, 23.833612969625946, 37.26670252167909, 52.87757843693393])
        try expect(
            .pert(low: 0, mode: 0, high: 1), at: shares,
            [
                0.00020008004803362555, 0.020851637639023212, 0.12944943670387585, 0.36904265551980675,
                0.748811356849042,
            ])
        try expect(
            .pert(low: 2, mode: 5, high: 5), at: shares,
            [2.753565929452874, 3.8928720334405797, 4.611651689888372, 4.9374450870829305, 4.9993997598558995])
        try expect(
            .pert(low: -3, mode: 1, high: 2), at: shares,
            [-2.2877578436933925, -0.7266702521679091, 0.6166387030374061, 1.5504893477037918, 1.9684301291607644])
        try expect(
            .triangular(low: 10, mode: 30, high: 60), at: [0.1, 0.5, 0.9],
            [20, 60 - 750.0.squareRoot(), 60 - 150.0.squareRoot()])
        try expect(
            .triangular(low: 10, mode: 30, high: 50), at: [0.1, 0.5, 0.9],
            [10 + 80.0.squareRoot(), 30, 50 - 80.0.squareRoot()])
        try expect(
            .lognormal(mean: 100, deviation: 50), at: [0.1, 0.5, 0.9],
            [48.82381226083211, 89.44271909999159, 163.85447242959015])
        try expect(.normal(mean: 10, deviation: 2), at: [0.1, 0.975], [7.436896868910799, 13.919927969080108])
        try expect(.uniform(low: -2, high: 6), at: [0, 0.25, 1], [-2, 0, 6])
        try expect(.empirical([16, 1, 8, 2, 4]), at: [0, 0.1, 0.5, 0.9, 1], [1, 1.4, 4, 12.8, 16])
    }

    /// PERT: (a + 4m + b)/6 and (μ − a)(b − μ)/7; triangular: (a + m + b)/3 and (a² + m² + b² − am − ab − mb)/18.
    @Test func momentsOfKnownDistributions() throws {
        let pert = try Sampler(.pert(low: 10, mode: 20, high: 60)).moments
        #expect(pert.mean == 25)
        #expect(agree(pert.variance, 75))
        // The textbook's ((b − a)/6)² would be 69.4.
        #expect(pert.variance != 2500.0 / 36)
        let triangular = try Sampler(.triangular(low: 10, mode: 20, high: 60)).moments
        #expect(triangular.mean == 30)
        #expect(agree(triangular.variance, 2100.0 / 18))
        let lognormal = try Sampler(.lognormal(mean: 100, deviation: 50)).moments
        #expect(lognormal.mean == 100)
        #expect(lognormal.deviation == 50)
        #expect(try Sampler(.uniform(low: 0, high: 12)).moments == .init(mean: 6, variance: 12))
        #expect(try Sampler(.constant(4)).moments == .init(mean: 4, variance: 0))
        #expect(try Sampler(.empirical([0, 12])).moments == .init(mean: 6, variance: 12))
        #expect(try Sampler(.empirical([7, 7, 7])).moments == .init(mean: 7, variance: 0))
    }

    /// Mean and variance are the integrals of the quantile function and of its square.
    @Test(arguments: shapes)
    func momentsAreThoseOfTheQuantiles(shape: Sampler.Shape) throws {
        let sampler = try Sampler(shape)
        let count = 40_000
        let values = try (0..<count).map { try #require(sampler.quantile((Double($0) + 0.5) / Double(count))) }
        let mean = values.reduce(0, +) / Double(count)
        let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(count)
        #expect(agree(mean, sampler.moments.mean, within: 1e-4))
        #expect(agree(variance, sampler.moments.variance, within: 2e-3))
    }

    @Test(arguments: shapes)
    func quantilesRiseAndUndoShares(shape: Sampler.Shape) throws {
        let sampler = try Sampler(shape)
        var last = -Double.infinity
        for step in 1..<5000 {
            let share = Double(step) / 5000
            let value = try #require(sampler.quantile(share))
            #expect(value >= last - 1e-14 * abs(value))
            last = value
            let back = try #require(sampler.cumulative(value))
            if sampler.isConstant { #expect(back == 1) } else { #expect(abs(back - share) < 0.21) }
            switch shape {
            case .empirical, .constant: continue
            default: if !sampler.isConstant { #expect(agree(back, share, within: 1e-10), "\(shape) at \(share)") }
            }
        }
    }

    @Test func sharesOfMeasuredValuesSkipTies() throws {
        let sampler = try Sampler(.empirical([1, 2, 2, 3]))
        #expect(sampler.cumulative(0.5) == 0)
        #expect(agree(sampler.cumulative(1.5), 0.5 / 3))
        #expect(agree(sampler.cumulative(2), 2.0 / 3))
        #expect(sampler.cumulative(3) == 1)
        #expect(sampler.cumulative(.infinity) == 1)
        #expect(sampler.cumulative(.nan) == nil)
    }

    @Test func sharesOutOfRangeHaveNoQuantile() throws {
        for shape in Self.shapes {
            let sampler = try Sampler(shape)
            for share in [-0.1, 1.1, Double.nan, .infinity] { #expect(sampler.quantile(share) == nil) }
            #expect(sampler.quantile(0) != nil)
            #expect(sampler.quantile(1) != nil)
        }
        #expect(try Sampler(.normal(mean: 0, deviation: 1)).quantile(1) == .infinity)
        #expect(try Sampler(.lognormal(mean: 1, deviation: 1)).quantile(0) == 0)
    }

    @Test func wrongParametersAreNamed() {
        #expect(throws: Sampler.Defect.unordered(low: 1, mode: 0, high: 2)) {
            try Sampler(.pert(low: 1, mode: 0, high: 2))
        }
        #expect(throws: Sampler.Defect.unordered(low: 3, mode: 3, high: 2)) { try Sampler(.uniform(low: 3, high: 2)) }
        #expect(throws: Sampler.Defect.negativeDeviation(-1)) { try Sampler(.normal(mean: 1, deviation: -1)) }
        #expect(throws: Sampler.Defect.meanNotPositive(0)) { try Sampler(.lognormal(mean: 0, deviation: 1)) }
        #expect(throws: Sampler.Defect.empty) { try Sampler(.empirical([])) }
        #expect(throws: Sampler.Defect.notFinite) { try Sampler(.empirical([1, .nan])) }
        #expect(throws: Sampler.Defect.notFinite) { try Sampler(.uniform(low: -1e308, high: 1e308)) }
        #expect(throws: Sampler.Defect.notFinite) { try Sampler(.constant(.infinity)) }
    }

    @Test func nothingIsTooStrange() {
        for first in nastyNumbers {
            for second in nastyNumbers {
                for third in nastyNumbers {
                    for shape: Sampler.Shape in [
                        .pert(low: first, mode: second, high: third),
                        .triangular(low: first, mode: second, high: third),
                        .lognormal(mean: first, deviation: second), .normal(mean: first, deviation: second),
                        .uniform(low: first, high: second), .empirical([first, second, third]),
                    ] {
                        guard let sampler = try? Sampler(shape) else { continue }
                        for share in [0.001, 0.3, 0.5, 0.999] {
                            #expect(sampler.quantile(share).map { !$0.isNaN } == true, "\(shape) at \(share)")
                        }
                    }
                }
            }
        }
    }
}
