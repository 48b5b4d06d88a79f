/// Reads a trace in chunks. Its memory is the read buffer, the chunk, and the distinct texts of its string columns.
///
/// A class because it owns an open file.
package final class TraceReader {
    private var state: State

    /// How much is read at once, and the longest row there can be.
    package static let defaultBlockSize = 1 << 20

    /// Opens the file, reads its header and checks the declared columns.
    package convenience init(
        _ spec: TraceSpec, chunkRows: Int = 4_096, blockSize: Int = TraceReader.defaultBlockSize
    ) throws(TraceError) {
        let decoder = try FieldDecoder(columns: spec.columns, capacity: max(chunkRows, 1))
        try self.init(spec, decoder, TraceInput(path: spec.path), chunkRows, blockSize)
    }

    /// The same from memory; `spec.path` only serves as its name.
    package convenience init(
        _ spec: TraceSpec, bytes: [UInt8], chunkRows: Int = 4_096, blockSize: Int = TraceReader.defaultBlockSize
    ) throws(TraceError) {
        let decoder = try FieldDecoder(columns: spec.columns, capacity: max(chunkRows, 1))
        try self.init(spec, decoder, TraceInput(bytes: bytes, name: spec.path), chunkRows, blockSize)
    }

    private init(
        _ spec: TraceSpec, _ decoder: FieldDecoder, _ input: TraceInput, _ chunkRows: Int, _ blockSize: Int
    ) throws(TraceError) {
        state = State(spec, decoder, input, max(chunkRows, 1), min(max(blockSize, 64), 1 << 28))
        try state.open()
    }

    package var layout: TraceLayout { state.decoder.layout }
    package var statistics: TraceStatistics {
        var statistics = state.statistics
        statistics.timeReading = state.decoder.timeReading
        return statistics
    }

    /// The texts of a slot of symbols. Ask again after `next`: a table that is kept while reading goes on is copied.
    package func symbols(_ slot: Int) -> SymbolTable { state.decoder.tables[slot] }

    /// How many rows a chunk takes.
    package var chunkRows: Int { state.chunkRows }

    /// A chunk of the right shape.
    package func makeChunk() -> TraceChunk { TraceChunk(layout: layout, capacity: state.chunkRows) }

    /// Fills the chunk with the next rows. False at the end. The chunk must come from `makeChunk`, or have
    /// columns beyond those of the trace, which stay as they are.
    package func next(_ chunk: inout TraceChunk) throws(TraceError) -> Bool { try state.next(&chunk) }

    /// The sizes of everything that could grow with a trace but must not: read buffer and scratch, bytes.
    package var bufferBytes: Int { state.buffer.capacity }
}
