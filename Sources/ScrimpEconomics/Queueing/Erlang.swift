/// Erlang's formulas for c servers and an offered load of a = λ/μ (in servers that would be busy).
package enum Erlang {
    /// More would take too long to add up.
    package static let mostServers = 10_000_000

    /// Erlang B: the chance that an arrival finds all servers busy where nobody waits, by
    /// B₀ = 1, B_k = a·B_{k−1}/(k + a·B_{k−1}). Nil for negative or infinite arguments and too many servers.
    package static func b(servers: Int, load: Double) -> Double? {
        guard servers >= 0, servers <= mostServers, load >= 0, load.isFinite else { return nil }
        var blocking = 1.0
        var busy = 0.0
        for _ in 0..<servers {
            busy += 1
            blocking = load * blocking / (busy + load * blocking)
        }
        return blocking
    }

    /// Erlang C: the chance that an arrival has to wait where all may wait, C = cB/(c − a(1 − B)). Nil where the load is
    /// not below the number of servers, since the queue then grows without end.
    package static func c(servers: Int, load: Double) -> Double? {
        guard servers > 0, load < Double(servers), let blocking = b(servers: servers, load: load) else { return nil }
        let count = Double(servers)
        return count * blocking / (count - load * (1 - blocking))
    }
}
