import ScrimpEconomics
import ScrimpJSON
import ScrimpSimulator

/// How long answers took, what pools did, and from which volume on they are worth it.
extension JSONReport {
    var latency: JSONValue? {
        guard let latency = result.policy.latency, latency.all.total.count > 0 else { return nil }
        var rows: [JSONNode] = []
        func add(_ name: JSONValue, _ times: LatencyTally.Times) {
            for (time, histogram) in [
                ("total", times.total), ("first_token", times.firstToken), ("waiting", times.waiting),
            ] where histogram.count > 0 {
                let row = LatencyRows.Row(name: "", histogram: histogram)
                rows.append(
                    JSONNode(
                        .object(
                            [
                                .init("model", name), .init("time", .string(time)),
                                .init("answers", .integer(histogram.count)),
                            ]
                                + zip(["p50_ns", "p90_ns", "p95_ns", "p99_ns", "longest_ns"], row.percentiles).map {
                                    .init($0, .integer($1))
                                })))
            }
        }
        add(.null, latency.all)
        for (name, times) in zip(result.names.targets, latency.byTarget) { add(.string(name), times) }
        return .array(rows)
    }

    var pools: JSONValue? {
        let rows = FleetRows(result).rows
        guard !rows.isEmpty else { return nil }
        return .array(
            rows.map { name, tally in
                JSONNode(
                    .object([
                        .init("pool", .string(name)), .init("calls", .integer(tally.calls)),
                        .init("most_replicas", .integer(Int64(tally.mostReplicas))),
                        .init("gpu_hours", Self.number(tally.gpuHours)),
                        .init("gpu_hours_on_demand", Self.number(tally.gpuHoursOnDemand)),
                        .init("utilization", Self.number(tally.utilization)),
                        .init("queued_calls", .integer(tally.queuedCalls)),
                        .init("longest_queue", .integer(Int64(tally.longestQueue))),
                        .init("cold_starts", .integer(tally.coldStarts)),
                        .init("interruptions", .integer(tally.interruptions)),
                        .init("lost_calls", .integer(tally.lostCalls)),
                    ]))
            })
    }

    var breakEven: JSONValue { .array(result.breakEvens.map { JSONNode(breakEven($0)) }) }

    private func breakEven(_ study: BreakEvenStudy) -> JSONValue {
        let terms = study.breakEven.terms
        return .object([
            .init("pool", .string(study.pool)),
            .init("models", .array(study.models.map { JSONNode(.string($0)) })),
            .init("alternatives", .array(study.alternatives.map { JSONNode(.string($0)) })),
            .init("price_per_mtok", Self.number(terms.price * 1e6)),
            .init("prompt_share", Self.number(study.promptShare)),
            .init("tokens_per_replica", Self.number(study.breakEven.volumePerReplica.rounded())),
            .init("peak_to_mean", Self.number(study.peakToMean)),
            .init("hourly_price", Self.number(terms.hourlyPrice)), .init("hours", Self.number(terms.hours)),
            .init("running", Self.number(terms.running)), .init("overhead", Self.number(terms.overhead)),
            .init("set_up", Self.number(terms.setUp)),
            .init("fewest_replicas", .integer(Int64(terms.fewestReplicas))),
            .init("most_replicas", .integer(Int64(terms.mostReplicas))),
            .init("volume", Self.number(study.volume.rounded())), .init("token_cost", Self.dollars(study.tokenCostNow)),
            .init("hosting_cost", study.hostingCostNow.map { Self.dollars($0) } ?? .null),
            .init(
                "intervals",
                .array(
                    study.intervals.map { interval in
                        JSONNode(
                            .object([
                                .init("above", Self.number(interval.above.rounded())),
                                .init("through", Self.number(interval.through.rounded())),
                                .init("replicas", .integer(Int64(study.breakEven.replicas(interval.through) ?? 0))),
                                .init("end", .string(interval.end.word)),
                            ]))
                    })), .init("basis", .string("estimated")),
        ])
    }
}

extension BreakEven.Interval.End {
    fileprivate var word: String {
        switch self {
        case .step: "step"
        case .replicas: "replicas"
        case .volume: "volume"
        }
    }
}
