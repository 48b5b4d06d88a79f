/// Traffic from a file, from memory or from a generator, with the attributes that it lacks filled in: what a replay reads.
package struct TraceSource {
    private enum Origin {
        case file(TraceReader)
        case workload(Workload)
        case memory(TraceTable, next: Int)
    }

    private var origin: Origin
    private let fills: FillColumns
    private let chunkRows: Int
    /// The columns of the file, the workload or the table, and after them the filled ones.
    package let layout: TraceLayout
    private let ownSymbols: Int

    /// Rows of a file. `seed` is that of the fills.
    package init(
        file spec: TraceSpec, fills: [FillSpec] = [], seed: UInt64 = 1, chunkRows: Int = 4_096
    ) throws(TraceError) {
        let reader = try TraceReader(spec, chunkRows: chunkRows)
        try self.init(.file(reader), reader.layout, fills, seed, reader.chunkRows)
    }

    /// Rows of a reader that is already open.
    package init(reader: TraceReader, fills: [FillSpec] = [], seed: UInt64 = 1) throws(TraceError) {
        try self.init(.file(reader), reader.layout, fills, seed, reader.chunkRows)
    }

    /// Generated rows.
    package init(workload spec: WorkloadSpec, chunkRows: Int = 4_096) throws(TraceError) {
        let workload = try Workload(spec, chunkRows: chunkRows)
        try self.init(.workload(workload), workload.layout, [], spec.seed, max(chunkRows, 1))
    }

    /// Rows that are held in memory.
    package init(
        memory table: TraceTable, fills: [FillSpec] = [], seed: UInt64 = 1, chunkRows: Int = 4_096
    ) throws(TraceError) {
        try self.init(.memory(table, next: 0), table.layout, fills, seed, max(chunkRows, 1))
    }

    private init(
        _ origin: Origin, _ own: TraceLayout, _ specs: [FillSpec], _ seed: UInt64, _ chunkRows: Int
    ) throws(TraceError) {
        self.origin = origin
        self.chunkRows = chunkRows
        for spec in specs where own.numbers.contains(spec.attribute) || own.symbols.contains(spec.attribute) {
            throw .badDeclaration(
                "`\(spec.attribute)` comes from the trace and from `fill`", help: "leave out one of the two")
        }
        fills = try FillColumns(specs, seed: seed)
        ownSymbols = own.symbols.count
        layout = TraceLayout(
            numbers: own.numbers + fills.layout.numbers, symbols: own.symbols + fills.layout.symbols)
    }

    package func makeChunk() -> TraceChunk { TraceChunk(layout: layout, capacity: chunkRows) }

    /// Fills the chunk with the next rows. False at the end. The chunk must come from `makeChunk`.
    package mutating func next(_ chunk: inout TraceChunk) throws(TraceError) -> Bool {
        guard chunk.capacity == chunkRows, chunk.numberCount == layout.numbers.count,
            chunk.symbolCount == layout.symbols.count
        else { throw .badDeclaration("the chunk has another shape than the trace") }
        let more: Bool
        switch origin {
        case .file(let reader):
            more = try reader.next(&chunk)
        case .workload(var workload):
            more = workload.next(&chunk)
            origin = .workload(workload)
        case .memory(let table, let position):
            let count = table.copy(from: position, into: &chunk)
            origin = .memory(table, next: position + count)
            more = count > 0
        }
        fills.fill(&chunk)
        return more
    }

    /// The texts of a slot of symbols. Those of a file grow while it is read: ask again after `next`, for
    /// a table that is kept meanwhile is copied.
    package func symbols(_ slot: Int) -> SymbolTable {
        if slot >= ownSymbols { return fills.table(slot - ownSymbols) }
        return switch origin {
        case .file(let reader): reader.symbols(slot)
        case .workload(let workload): workload.symbols(slot)
        case .memory(let table, _): table.tables[slot]
        }
    }

    /// What was seen in the file; nil where there is none.
    package var statistics: TraceStatistics? {
        guard case .file(let reader) = origin else { return nil }
        return reader.statistics
    }
}
