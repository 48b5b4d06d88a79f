import ScrimpCommands
import Testing

/// The short form of what `scrimp bench replay` shows over ten million requests.
@Suite struct CacheBenchmarkTests {
    @Test func cachesMeetTheirClosedForms() throws {
        let rows = try CacheBenchmark.run(rows: 300_000, keys: 20_000)
        #expect(rows.count == 3)
        for row in rows {
            #expect(row.simulated > 0.3 && row.simulated < 0.8, "\(row.name)")
            #expect(abs(row.difference) < 0.005, "\(row.name): \(row.simulated), not \(row.closedForm)")
        }
    }
}
