import ScrimpEconomics
import ScrimpTestSupport
import Testing

/// Values: SciPy 1.17.1 (`scipy.special`, `scipy.stats.t`), which is checked against Boost and mpmath.
@Suite struct SpecialFunctionsTests {
    @Test func logGamma() {
        #expect(agree(SpecialFunctions.logGamma(0.5), 0.5723649429247001))
        #expect(agree(SpecialFunctions.logGamma(5), 3.1780538303479458))
        #expect(SpecialFunctions.logGamma(1) == 0)
        for bad in [0, -1, Double.nan, .infinity] { #expect(SpecialFunctions.logGamma(bad) == nil) }
    }

    @Test func normal() {
        let quantiles = [
            (0.975, 1.959963984540054), (0.1, -1.2815515655446004), (1e-10, -6.361340902404056),
            (0.9999, 3.719016485455709), (1e-300, -37.0470962993612), (0.5, 0),
        ]
        for (share, value) in quantiles {
            #expect(agree(SpecialFunctions.normalQuantile(share), value, within: 1e-14))
            #expect(agree(SpecialFunctions.normalCumulative(value), share, within: 1e-12))
        }
        #expect(SpecialFunctions.normalQuantile(0) == -.infinity)
        #expect(SpecialFunctions.normalQuantile(1) == .infinity)
        #expect(SpecialFunctions.normalCumulative(-.infinity) == 0)
        #expect(SpecialFunctions.normalCumulative(.nan) == nil)
        for bad in [-0.1, 1.1, .nan] { #expect(SpecialFunctions.normalQuantile(bad) == nil) }
    }

    @Test func incompleteBeta() {
        let values: [(Double, Double, Double, Double)] = [
            (0.2, 2, 3, 0.1808), (0.5, 1, 5, 0.96875), (0.9, 4.2, 1.8, 0.881471957667191),
            (1e-6, 0.5, 7, 0.0029326113222744228), (0.999, 30, 0.5, 0.8072373061595369),
            (0.51, 500, 480, 0.4947294759140738), (0, 2, 2, 0), (1, 2, 2, 1),
        ]
        for (x, a, b, share) in values {
            #expect(agree(SpecialFunctions.incompleteBeta(x, a, b), share, within: 2e-13), "\(x) \(a) \(b)")
        }
    }

    @Test func inverseIncompleteBeta() {
        let values: [(Double, Double, Double, Double)] = [
            (0.1, 1, 5, 0.020851637639023212), (0.5, 2.5, 3.5, 0.40684494089319373),
            (0.9, 4.2, 1.8, 0.9100978695407583), (1e-10, 2, 3, 4.082494015808333e-06),
            (0.999999, 3, 3, 0.9953475836383687), (0.05, 0.5, 0.5, 0.0061558297024311365),
            (0.3, 200, 300, 0.388410831537717), (0, 2, 2, 0), (1, 2, 2, 1),
        ]
        for (share, a, b, x) in values {
            #expect(agree(SpecialFunctions.inverseIncompleteBeta(share, a, b), x, within: 1e-12), "\(share) \(a) \(b)")
        }
    }

    @Test func incompleteGamma() {
        let values: [(Double, Double, Double, Double)] = [
            (0.5, 0.1, 0.34527915398142317, 0.6547208460185768), (3, 2.5, 0.45618688411667035, 0.5438131158833297),
            (10, 25, 0.9997785233617512, 0.0002214766382487835), (100, 90, 0.15822098918643007, 0.84177901081357),
            (1e4, 10100, 0.8413487504471796, 0.15865124955282037),
            (1e6, 999_000, 0.15865521357430365, 0.8413447864256963),
        ]
        for (a, x, lower, upper) in values {
            #expect(agree(SpecialFunctions.lowerGamma(a, x), lower, within: 1e-11), "\(a) \(x)")
            #expect(agree(SpecialFunctions.upperGamma(a, x), upper, within: 1e-11), "\(a) \(x)")
        }
        #expect(SpecialFunctions.lowerGamma(2, 0) == 0)
        #expect(SpecialFunctions.upperGamma(2, .infinity) == 0)
        // A gamma number of shape 1 is exponential.
        #expect(agree(SpecialFunctions.upperGamma(1, 700), 9.85967654375977e-305, within: 1e-12))
    }

    @Test func inverseIncompleteGamma() {
        let values: [(Double, Double, Double)] = [
            (0.5, 0.1, 0.00789538704671561), (3, 0.5, 2.674060313723559), (10, 0.999, 22.65737330906293),
            (100, 0.01, 78.21598305379582), (0.1, 1e-3, 6.073048362407869e-31), (1e4, 0.9, 10128.367373674177),
        ]
        for (a, share, x) in values {
            #expect(agree(SpecialFunctions.inverseLowerGamma(a, share), x, within: 1e-11), "\(a) \(share)")
        }
        #expect(SpecialFunctions.inverseLowerGamma(3, 0) == 0)
        #expect(SpecialFunctions.inverseLowerGamma(3, 1) == nil)
    }

    @Test func student() {
        let values: [(Double, Double, Double)] = [
            (0.975, 1, 12.706204736174694), (0.975, 19, 2.0930240544083087), (0.975, 9, 2.262157162798205),
            (0.995, 4, 4.604094871349992), (0.6, 30, 0.2556053649519128), (0.9, 2.5, 1.7302509288071766),
            (1e-6, 3, -103.29946778041935), (0.975, 1000, 1.9623390808264083), (0.5, 7, 0),
        ]
        for (share, degrees, t) in values {
            #expect(agree(SpecialFunctions.studentQuantile(share, degrees: degrees), t, within: 1e-11))
            #expect(agree(SpecialFunctions.studentCumulative(t, degrees: degrees), share, within: 1e-11))
        }
        #expect(agree(SpecialFunctions.studentCumulative(2, degrees: 5), 0.9490302605850708))
        #expect(SpecialFunctions.studentQuantile(1, degrees: 3) == .infinity)
    }

    @Test func quantilesUndoShares() throws {
        var generator = SeededGenerator(seed: 4)
        for _ in 0..<2000 {
            let a = generator.number(0.2...20)
            let b = generator.number(0.2...20)
            let share = generator.number(0.0001...0.9999)
            let x = try #require(SpecialFunctions.inverseIncompleteBeta(share, a, b))
            // Near 1 a neighbouring x has a share that is further away than rounding.
            let below = try #require(SpecialFunctions.incompleteBeta(x.nextDown, a, b))
            let above = try #require(SpecialFunctions.incompleteBeta(min(x.nextUp, 1), a, b))
            #expect(below - 1e-12 <= share && share <= above + 1e-12, "\(share) \(a) \(b)")
            let y = try #require(SpecialFunctions.inverseLowerGamma(a, share))
            #expect(agree(SpecialFunctions.lowerGamma(a, y), share, within: 1e-11), "\(share) \(a)")
        }
    }

    @Test func nothingIsTooStrange() {
        for a in nastyNumbers {
            for b in nastyNumbers {
                for x in nastyNumbers {
                    for value in [
                        SpecialFunctions.incompleteBeta(x, a, b), SpecialFunctions.inverseIncompleteBeta(x, a, b),
                    ] { #expect(value.map { $0 >= 0 && $0 <= 1 } ?? true, "\(x) \(a) \(b)") }
                }
                guard a < 1e9 else { continue }
                for value in [
                    SpecialFunctions.lowerGamma(a, b), SpecialFunctions.upperGamma(a, b),
                    SpecialFunctions.studentCumulative(b, degrees: a),
                ] { #expect(value.map { $0 >= 0 && $0 <= 1 } ?? true, "\(a) \(b)") }
            }
        }
    }
}
