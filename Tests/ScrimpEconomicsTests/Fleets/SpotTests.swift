import ScrimpEconomics
import ScrimpTestSupport
import Testing

@Suite struct SpotTests {
    @Test func restartsTakeLonger() {
        // e − 1 where one interruption is expected.
        #expect(agree(Spot.expectedRestartTime(length: 1, interruptions: 1), 1.718281828459045))
        #expect(agree(Spot.expectedRestartTime(length: 4, interruptions: 0.25), 4 * 1.718281828459045))
        #expect(Spot.expectedRestartTime(length: 4, interruptions: 0) == 4)
        #expect(agree(Spot.expectedRestartTime(length: 4, interruptions: 1e-14), 4))
    }

    /// The mean of simulated restarts.
    @Test func simulatedRestartsTakeAsLong() throws {
        var generator = SeededGenerator(seed: 61)
        var total = 0.0
        for _ in 0..<40_000 {
            while true {
                let life = try #require(SpecialFunctions.inverseLowerGamma(1, generator.number(0...0.9999999)))
                if life / 0.5 >= 2 {
                    total += 2
                    break
                }
                total += life / 0.5
            }
        }
        let expected = try #require(Spot.expectedRestartTime(length: 2, interruptions: 0.5))
        #expect(agree(total / 40_000, expected, within: 0.03))
    }

    @Test func whatNeverEnds() {
        #expect(Spot.expectedRestartTime(length: 1000, interruptions: 1) == nil)
        for bad in [-1, Double.nan, .infinity] {
            #expect(Spot.expectedRestartTime(length: bad, interruptions: 1) == nil)
            #expect(Spot.expectedRestartTime(length: 1, interruptions: bad) == nil)
            #expect(Availability.share(betweenFailures: bad, toRepair: 1) == nil)
            #expect(Availability.share(betweenFailures: 1, toRepair: bad) == nil)
            #expect(Availability.series([bad]) == nil)
        }
    }

    @Test func availability() {
        #expect(agree(Availability.share(betweenFailures: 999, toRepair: 1), 0.999))
        #expect(Availability.share(betweenFailures: 0, toRepair: 1) == 0)
        #expect(Availability.share(betweenFailures: 0, toRepair: 0) == nil)
        #expect(Availability.series([0.5, 0.5]) == 0.25)
        #expect(Availability.series([]) == 1)
    }
}
