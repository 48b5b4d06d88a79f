import ScrimpEconomics
import Testing

@Suite struct ErlangTests {
    @Test func formulasAgreeWithTables() {
        // 10 servers at 7 Erlang block 7.87 % (any table of Erlang B).
        #expect(agree(Erlang.b(servers: 10, load: 7), 0.07874088296957026))
        #expect(agree(Erlang.b(servers: 8, load: 6.8), 0.16731462075149628))
        #expect(agree(Erlang.c(servers: 8, load: 6.8), 0.57257, within: 1e-5))
        // One server waits as often as it is busy.
        #expect(agree(Erlang.c(servers: 1, load: 0.3), 0.3))
        #expect(agree(Erlang.b(servers: 1, load: 3), 0.75))
    }

    /// a^c/c! over Σ a^k/k!, which is the definition.
    @Test func theRecursionIsTheDefinition() {
        for servers in 1...30 {
            for load in [0.01, 0.9, 5, 20, 100] {
                var term = 1.0
                var sum = 1.0
                for step in 1...servers {
                    term *= load / Double(step)
                    sum += term
                }
                #expect(agree(Erlang.b(servers: servers, load: load), term / sum))
            }
        }
    }

    @Test func ends() {
        #expect(Erlang.b(servers: 0, load: 3) == 1)
        #expect(Erlang.b(servers: 4, load: 0) == 0)
        #expect(Erlang.c(servers: 4, load: 0) == 0)
        #expect(Erlang.c(servers: 4, load: 4) == nil)
        #expect(Erlang.c(servers: 0, load: 0) == nil)
        for bad in [-1, Double.nan, .infinity] {
            #expect(Erlang.b(servers: 2, load: bad) == nil)
            #expect(Erlang.c(servers: 2, load: bad) == nil)
        }
        #expect(Erlang.b(servers: -1, load: 1) == nil)
        #expect(Erlang.b(servers: .max, load: 1) == nil)
        #expect(Erlang.b(servers: 100_000, load: 1e308) == 1)
    }
}
