/// What reading a trace came to: the rows, and a sum over everything that was read, so that no work can be left out.
package struct TraceReadingResult: Sendable, Equatable {
    package var rows: Int64 = 0
    package var checksum: UInt64 = 0
}

/// Reads a whole trace from memory, as `scrimp bench replay` measures it.
package func benchmarkTraceReading(
    _ bytes: [UInt8], _ spec: TraceSpec, chunkRows: Int = 4_096, blockSize: Int = TraceReader.defaultBlockSize
) throws(TraceError) -> TraceReadingResult {
    try drain(TraceReader(spec, bytes: bytes, chunkRows: chunkRows, blockSize: blockSize))
}

/// The same from a file.
package func benchmarkTraceReading(_ spec: TraceSpec, chunkRows: Int = 4_096) throws(TraceError) -> TraceReadingResult {
    try drain(TraceReader(spec, chunkRows: chunkRows))
}

private func drain(_ reader: TraceReader) throws(TraceError) -> TraceReadingResult {
    var result = TraceReadingResult()
    var chunk = reader.makeChunk()
    while try reader.next(&chunk) {
        result.rows += Int64(chunk.count)
        for row in 0..<chunk.count { result.checksum &+= UInt64(bitPattern: chunk.times[row]) }
        for slot in 0..<chunk.numberCount {
            let base = slot * chunk.capacity
            for row in base..<base + chunk.count { result.checksum &+= UInt64(bitPattern: chunk.numbers[row]) }
        }
        for slot in 0..<chunk.symbolCount {
            let base = slot * chunk.capacity
            for row in base..<base + chunk.count { result.checksum &+= UInt64(chunk.symbols[row]) }
        }
    }
    return result
}
