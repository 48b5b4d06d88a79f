import ScrimpEconomics
import ScrimpTestSupport
import Testing

@Suite struct BreakEvenTests {
    /// One replica takes 1000 tokens a month and costs 100; the tokens cost 0.15 each.
    private func terms(
        price: Double = 0.15, rent: Double = 100, running: Double = 0, overhead: Double = 0, setUp: Double = 0,
        fewest: Int = 0, most: Int = 10, largest: Double = 1e9
    ) -> BreakEven.Terms {
        .init(
            price: price, capacity: 10, utilization: 0.5, peakRate: 0.005, hourlyPrice: rent, hours: 1,
            running: running, overhead: overhead, setUp: setUp, fewestReplicas: fewest, mostReplicas: most,
            largestVolume: largest)
    }

    /// Steps of 100 against 0.15 a token: cheaper above 667, dearer just above 1000 until 1333, and so on; from the
    /// third step on the staircase stays below.
    @Test func severalIntervals() throws {
        let intervals = try BreakEven(terms(most: 5)).intervals
        #expect(intervals.count == 2)
        #expect(agree(intervals[0].above, 100 / 0.15))
        #expect(intervals[0].through == 1000)
        #expect(intervals[0].end == .step)
        #expect(agree(intervals[1].above, 200 / 0.15))
        #expect(intervals[1].through == 5000)
        #expect(intervals[1].end == .replicas)
    }

    @Test func theEndsAreExactAtTheSteps() throws {
        let study = try BreakEven(terms(price: 0.125, most: 8))
        // A step of n replicas is cheaper from 800 n on; that of the fifth is no step back, since 5 · 800 = 4 · 1000.
        #expect(study.replicas(1000) == 1)
        #expect(study.replicas(1000.0.nextUp) == 2)
        #expect(study.replicas(0) == 0)
        #expect(study.replicas(8000) == 8)
        #expect(study.replicas(8000.0.nextUp) == nil)
        #expect(study.replicas(-1) == nil)
        #expect(study.replicas(.nan) == nil)
        let intervals = study.intervals
        #expect(intervals.map(\.above) == [800, 1600, 2400, 3200])
        #expect(intervals.map(\.through) == [1000, 2000, 3000, 8000])
        for interval in intervals {
            #expect(cheaper(study, interval.above.nextUp) && !cheaper(study, interval.above))
            #expect(cheaper(study, interval.through))
        }
    }

    private func cheaper(_ study: BreakEven, _ volume: Double) -> Bool {
        guard let replicas = study.replicas(volume) else { return false }
        // Looking at one replica at least, as the intervals do: without volume nothing is bought.
        return study.hostingCost(replicas: max(replicas, 1)) < study.tokenCost(volume)
    }

    @Test func everythingThatIsPaidCounts() throws {
        let study = try BreakEven(terms(running: 50, overhead: 0.15, setUp: 7))
        #expect(agree(study.hostingCost(replicas: 2), (200 + 50) * 1.15 + 7))
        let first = try #require(try BreakEven(terms(price: 1, running: 50, overhead: 0.15, setUp: 7)).intervals.first)
        #expect(agree(first.above, 150 * 1.15 + 7))
    }

    @Test func boundsEndIntervals() throws {
        let capped = try BreakEven(terms(price: 1, largest: 1500)).intervals
        #expect(capped == [.init(above: 100, through: 1500, end: .volume)])
        let held = try BreakEven(terms(price: 0.15, fewest: 3, most: 3)).intervals
        #expect(held.count == 1)
        #expect(agree(held[0].above, 2000))
        #expect(held[0].through == 3000)
        #expect(try BreakEven(terms(price: 0.05)).intervals.isEmpty)
        #expect(try BreakEven(terms(price: 0)).intervals.isEmpty)
        #expect(try BreakEven(terms(rent: 0)).intervals == [.init(above: 0, through: 10_000, end: .replicas)])
    }

    /// Whatever the terms: a volume is in an interval where self-hosting is cheaper, and in none elsewhere.
    @Test func intervalsAreWhereItIsCheaper() throws {
        var generator = SeededGenerator(seed: 71)
        for _ in 0..<300 {
            let terms = BreakEven.Terms(
                price: generator.number(0.01...0.3), capacity: generator.number(1...20),
                utilization: generator.number(0.3...1), peakRate: generator.number(0.001...0.01),
                hourlyPrice: generator.number(10...200), hours: 1, running: generator.number(0...200),
                overhead: 0.15, setUp: generator.number(0...100), fewestReplicas: generator.below(3),
                mostReplicas: 3 + generator.below(10), largestVolume: generator.number(1000...30_000))
            let study = try BreakEven(terms)
            for _ in 0..<100 {
                let volume = generator.number(0...terms.largestVolume)
                let inside = study.intervals.contains { $0.above < volume && volume <= $0.through }
                #expect(inside == cheaper(study, volume), "\(terms) at \(volume)")
            }
        }
    }

    @Test func thePictureHasEveryCorner() throws {
        let study = try BreakEven(terms(most: 5))
        let points = study.points()
        #expect(points.map(\.volume) == points.map(\.volume).sorted())
        #expect(points.first?.volume == 0)
        #expect(points.last?.volume == 5000)
        let step = points.filter { $0.volume == 1000 }
        #expect(step.map(\.hostingCost) == [100, 200])
        for interval in study.intervals {
            let crossing = try #require(points.first { $0.volume == interval.above })
            #expect(agree(crossing.hostingCost, crossing.tokenCost))
        }
        #expect(study.points(most: 2).count < points.count)
        #expect(study.points(most: .max) == points)
        #expect(study.points(most: 0).last?.volume == 5000)
        let large = try BreakEven(terms(most: 100_000, largest: 1e12)).points(most: 100)
        #expect(large.count <= 210)
    }

    @Test func prices() {
        #expect(agree(BreakEven.blendedPrice(input: 324, output: 180, inputPrice: 2.5, outputPrice: 10), 2610.0 / 504))
        #expect(BreakEven.blendedPrice(input: 0, output: 0, inputPrice: 1, outputPrice: 1) == nil)
        #expect(BreakEven.blendedPrice(input: 1, output: .nan, inputPrice: 1, outputPrice: 1) == nil)
        #expect(agree(BreakEven.peakRate(seconds: 2_628_000, peakToMean: 3), 3 / 2_628_000.0))
        #expect(BreakEven.peakRate(seconds: 0, peakToMean: 3) == nil)
    }

    @Test func wrongTermsAreNamed() {
        #expect(throws: BreakEven.Defect.badTerm("price")) { try BreakEven(terms(price: -1)) }
        #expect(throws: BreakEven.Defect.badTerm("largestVolume")) { try BreakEven(terms(largest: .infinity)) }
        #expect(throws: BreakEven.Defect.badTerm("running")) { try BreakEven(terms(running: .nan)) }
        #expect(throws: BreakEven.Defect.badReplicas(fewest: 4, most: 3)) { try BreakEven(terms(fewest: 4, most: 3)) }
        #expect(throws: BreakEven.Defect.badReplicas(fewest: 0, most: .max)) { try BreakEven(terms(most: .max)) }
        for first in nastyNumbers {
            for second in nastyNumbers {
                var wild = terms()
                wild.price = first
                wild.peakRate = second
                wild.hourlyPrice = first
                if let study = try? BreakEven(wild) { #expect(study.intervals.allSatisfy { $0.above < $0.through }) }
                wild = terms()
                wild.largestVolume = first
                wild.setUp = second
                if let study = try? BreakEven(wild) { #expect(study.points().count >= 2) }
            }
        }
    }
}
