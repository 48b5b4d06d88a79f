/// Generates the traffic of a `WorkloadSpec` in chunks, in constant memory.
package struct Workload: Sendable {
    private var arrivals: ArrivalProcess
    private let columns: FillColumns
    private let chunkRows: Int
    /// Seconds from the start to the end.
    private let end: Double
    private let requests: Int64
    private var produced: Int64 = 0
    private var finished = false

    package init(_ spec: WorkloadSpec, chunkRows: Int = 4_096) throws(TraceError) {
        guard spec.extent.nanoseconds != nil || spec.extent.requests != nil else {
            throw .badWorkload("a workload needs an end", help: "say for how long, or how many requests")
        }
        if let nanoseconds = spec.extent.nanoseconds, nanoseconds <= 0 {
            throw .badWorkload("a workload must last longer than nothing")
        }
        if let requests = spec.extent.requests, requests <= 0 {
            throw .badWorkload("a workload needs at least one request, got \(requests)")
        }
        arrivals = try ArrivalProcess(spec.arrivals, start: spec.start, seed: spec.seed)
        columns = try FillColumns(spec.columns, seed: spec.seed)
        end = spec.extent.nanoseconds.map { Double($0) / 1e9 } ?? .infinity
        requests = spec.extent.requests ?? .max
        self.chunkRows = max(chunkRows, 1)
    }

    package var layout: TraceLayout { columns.layout }

    /// The texts of a slot of symbols.
    package func symbols(_ slot: Int) -> SymbolTable { columns.table(slot) }

    package func makeChunk() -> TraceChunk { TraceChunk(layout: layout, capacity: chunkRows) }

    /// Fills the chunk with the next requests. False at the end.
    package mutating func next(_ chunk: inout TraceChunk) -> Bool {
        chunk.firstRow = produced
        chunk.count = 0
        if finished { return false }
        var count = 0
        while count < chunk.capacity, produced + Int64(count) < requests {
            guard let time = arrivals.next(before: end) else {
                finished = true
                break
            }
            chunk.times[count] = time
            count += 1
        }
        chunk.count = count
        produced += Int64(count)
        columns.fill(&chunk)
        return count > 0
    }
}
