import ScrimpDiagnostics
import ScrimpPlan
import ScrimpQuantities
import ScrimpRuntime
import ScrimpSemantics

/// How traffic goes through a plan. All ways agree on every request where nothing takes time.
package enum ReplayWay: String, Sendable, CaseIterable {
    /// The first of the others that shows all that the policy does.
    case fastest
    /// In columns where the policy has no state, else through the engine.
    case columns
    /// Through the engine, as if every call ended when it starts.
    case engine
    /// Through the engine on a virtual clock.
    case events
}

extension Simulation {
    /// - Parameters:
    ///   - rows: how many requests from the start; nil for all.
    ///   - tap: told of every request.
    func replay(
        _ plan: Plan, _ traffic: ScenarioTraffic, _ pools: [PoolCapacity?], rows: Int64? = nil, tap: LedgerTap? = nil
    ) throws(SimulationError) -> (ReplayTally, TraceStatistics?) {
        // A pool that nothing leads to takes no time, and is not held.
        let reachable = plan.reachableTargets
        let pools = pools.enumerated().map { index, pool in
            reachable.contains { plan.targets[$0].operation.pool.map { Int($0) } == index } ? pool : nil
        }
        var options = EventOptions(
            pools: pools, outages: Outage.all(of: scenario, plan), start: traffic.start?.nanoseconds)
        // The beginning of traffic says nothing about until when pools are held.
        if rows == nil { options.end = traffic.start.map { $0.nanoseconds.later(by: traffic.declaredDuration ?? 0) } }
        if way == .events || way == .fastest && EventReplay.isNeeded(for: plan, options) {
            return try replayEvents(plan, traffic, options, rows, tap)
        }
        return try replayWithoutTime(plan, traffic, rows, tap)
    }

    private func replayWithoutTime(
        _ plan: Plan, _ traffic: ScenarioTraffic, _ rows: Int64?, _ tap: LedgerTap?
    ) throws(SimulationError) -> (ReplayTally, TraceStatistics?) {
        var source = try traffic.open()
        // Columns sum requests without ever looking at one.
        if way != .engine, tap == nil,
            var columns = ColumnReplay(plan: plan, layout: source.layout, quality: traffic.quality)
        {
            try forEachChunk(&source, traffic, rows) { chunk, _ throws(SimulationError) in
                do throws(ColumnError) {
                    try columns.replay(chunk)
                } catch {
                    throw SimulationError(
                        .traceDeclaration, "the trace's columns do not fit the policy", at: traffic.location)
                }
            }
            if let tally = columns.tally(source) { return (tally, source.statistics) }
            source = try traffic.open()
        }
        var engine: EngineReplay
        do throws(EngineError) {
            engine = try EngineReplay(
                plan: plan, layout: source.layout, seed: traffic.seed, quality: traffic.quality, tap: tap)
        } catch {
            throw tooLarge
        }
        try forEachChunk(&source, traffic, rows) { chunk, source throws(SimulationError) in
            do throws(RequestError) {
                try engine.replay(chunk, source)
            } catch {
                throw unfit(traffic)
            }
        }
        engine.finish()
        return (engine.tally, source.statistics)
    }

    private func replayEvents(
        _ plan: Plan, _ traffic: ScenarioTraffic, _ options: EventOptions, _ rows: Int64?,
        _ tap: LedgerTap?
    ) throws(SimulationError) -> (ReplayTally, TraceStatistics?) {
        var source = try traffic.open()
        var replay: EventReplay
        do throws(EngineError) {
            replay = try EventReplay(
                plan: plan, layout: source.layout, seed: traffic.seed, options: options, quality: traffic.quality,
                tap: tap)
        } catch {
            throw tooLarge
        }
        try forEachChunk(&source, traffic, rows) { chunk, source throws(SimulationError) in
            do throws(RequestError) {
                try replay.replay(chunk, source)
            } catch {
                throw unfit(traffic)
            }
        }
        replay.finish()
        return (replay.tally, source.statistics)
    }

    private var tooLarge: SimulationError {
        SimulationError(.traceDeclaration, "the policy is too large for the engine", at: scenario.location)
    }

    private func unfit(_ traffic: ScenarioTraffic) -> SimulationError {
        SimulationError(
            .attributeWithoutValues, "a request of the trace does not fit the request block", at: traffic.location)
    }

    func forEachChunk(
        _ source: inout TraceSource, _ traffic: ScenarioTraffic, _ limit: Int64?,
        _ body: (TraceChunk, TraceSource) throws(SimulationError) -> Void
    ) throws(SimulationError) {
        var chunk = source.makeChunk()
        var rows: Int64 = 0
        while true {
            let more: Bool
            do throws(TraceError) {
                more = try source.next(&chunk)
            } catch {
                throw SimulationError(error, at: traffic.location)
            }
            guard more else { return }
            if let limit, rows + Int64(chunk.count) >= limit {
                chunk.count = Int(max(limit - rows, 0))
                return try body(chunk, source)
            }
            try body(chunk, source)
            rows += Int64(chunk.count)
            progress(rows)
        }
    }
}
