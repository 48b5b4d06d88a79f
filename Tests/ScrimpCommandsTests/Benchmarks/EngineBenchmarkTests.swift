import ScrimpCommands
import Testing

/// What is measured is the same work on every run; times are not asked about.
@Suite struct EngineBenchmarkTests {
    @Test func theWorkIsTheSameOnEveryRun() throws {
        let rows = try EngineBenchmark.run(requests: 2_000)
        #expect(
            rows.map(\.name) == [
                "route only", "one budget", "exact cache and one budget", "two budgets, a limit, an exact cache",
                "the same, for one thread alone",
            ])
        #expect(try EngineBenchmark.run(requests: 1_001).map(\.checksum) == rows.map(\.checksum))
        #expect(try EngineBenchmark.run(requests: 1_000).map(\.checksum) != rows.map(\.checksum))
        for row in rows {
            #expect(row.nanosecondsPerDecision > 0 && row.nanosecondsPerLoop >= row.nanosecondsPerDecision)
            #expect((row.cachedShare > 0) == !["route only", "one budget"].contains(row.name))
        }
        #expect(rows.map { $0.cachedShare > 0 } == [false, false, true, true, true])
        // A budget that is never full changes no decision.
        #expect(rows[0].checksum == rows[1].checksum)
        // Nor does whether there are locks.
        #expect(rows[3].checksum == rows[4].checksum)
    }

    @Test func severalThreadsShareAnEngine() throws {
        let scaling = try EngineBenchmark.scaling(requests: 9_000)
        #expect(scaling.oneThread > 0 && scaling.manyThreads > 0)
    }
}
