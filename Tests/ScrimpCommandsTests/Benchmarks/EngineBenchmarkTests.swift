import ScrimpCommands
import Testing

/// What is measured is the same work on every run; times are not asked about.
@Suite struct EngineBenchmarkTests {
    @Test func theWorkIsTheSameOnEveryRun() throws {
        let rows = try EngineBenchmark.run(requests: 2_000)
        #expect(rows.map(\.name) == ["route only", "one budget", "exact cache and one budget"])
        #expect(try EngineBenchmark.run(requests: 1_001).map(\.checksum) == rows.map(\.checksum))
        #expect(try EngineBenchmark.run(requests: 1_000).map(\.checksum) != rows.map(\.checksum))
        for row in rows {
            #expect(row.nanosecondsPerDecision > 0 && row.nanosecondsPerLoop >= row.nanosecondsPerDecision)
            #expect((row.cachedShare > 0) == (row.name == rows[2].name))
        }
        // A budget that is never full changes no decision.
        #expect(rows[0].checksum == rows[1].checksum)
    }
}
