import ScrimpPlan
import ScrimpQuantities
import ScrimpRuntime
import Testing

@Suite struct EnginePropertyTests {
    @Test(arguments: UInt64(0)..<60) func whateverThePolicyItsBoundsHold(seed: UInt64) throws {
        var run = try PolicyRun(seed: seed)
        for _ in 0..<600 { try run.step() }
        try run.finish()
        #expect(run.seen.calls + run.seen.refusals + run.seen.waits > 100)
    }

    /// The policies by chance are worth something only if everything happens in some of them.
    @Test func everythingHappensInSomeOfThem() throws {
        var sum = (waits: 0, refusals: 0, cached: 0, shadows: 0, flushes: 0, ready: 0)
        for seed in UInt64(0)..<12 {
            var run = try PolicyRun(seed: seed)
            for _ in 0..<600 { try run.step() }
            sum.waits += run.seen.waits
            sum.refusals += run.seen.refusals
            sum.cached += run.seen.cached
            sum.shadows += run.seen.shadows
            sum.flushes += run.seen.flushes
            sum.ready += run.usedTickets.count
        }
        #expect(sum.waits > 50 && sum.ready > 50 && sum.refusals > 50)
        #expect(sum.cached > 10 && sum.shadows > 10 && sum.flushes > 10)
    }
}
