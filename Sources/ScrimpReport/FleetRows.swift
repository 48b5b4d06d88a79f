import ScrimpSimulator

/// What the replay has seen of each pool.
struct FleetRows {
    let rows: [(name: String, tally: FleetTally)]

    init(_ result: SimulationResult) {
        rows = result.capacity.compactMap { capacity in
            guard capacity.kind == .pool, capacity.index < result.policy.fleets.count,
                let tally = result.policy.fleets[capacity.index]
            else { return nil }
            return (capacity.name, tally)
        }
    }

    var table: PageTable {
        var table = PageTable(
            "What pools did",
            [
                ("pool", .text), ("calls", .figure), ("most replicas", .figure), ("time in use", .figure),
                ("calls that queued", .figure), ("longest queue", .figure), ("cold starts", .figure),
                ("interruptions", .figure), ("lost calls", .figure),
            ])
        for (name, tally) in rows {
            table.add(
                name, tally.calls.grouped, "\(tally.mostReplicas)", tally.utilization?.percentText ?? "",
                tally.queuedCalls.grouped, "\(tally.longestQueue)", tally.coldStarts.grouped,
                tally.interruptions.grouped, tally.lostCalls.grouped)
        }
        return table
    }
}
