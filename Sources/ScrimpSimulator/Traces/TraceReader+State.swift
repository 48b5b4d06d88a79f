extension TraceReader {
    enum Scanner {
        case csv(CSVScanner)
        case jsonLines(JSONLinesScanner)
    }

    /// Where the reading stands: the buffer, the place in it, and what was seen.
    struct State {
        let spec: TraceSpec
        var decoder: FieldDecoder
        let input: TraceInput
        let chunkRows: Int
        let blockSize: Int
        var buffer: [UInt8]
        var position = 0
        var limit = 0
        var line = 1
        var atEnd = false
        /// The rest of a row that was too long is passed over.
        var skipping = false
        var scanner: Scanner
        var statistics = TraceStatistics()

        init(_ spec: TraceSpec, _ decoder: FieldDecoder, _ input: TraceInput, _ chunkRows: Int, _ blockSize: Int) {
            self.spec = spec
            self.decoder = decoder
            self.input = input
            self.chunkRows = chunkRows
            self.blockSize = blockSize
            buffer = [UInt8](repeating: CSVScanner.lineFeed, count: blockSize + Words.padding)
            scanner = .csv(CSVScanner(separator: spec.separator, readers: [], headerCount: 0))
        }

        var window: ScanWindow {
            ScanWindow(limit: limit, isFinal: atEnd, capacity: chunkRows, strict: spec.strict)
        }
    }
}

extension TraceReader.State {
    mutating func open() throws(TraceError) {
        guard spec.separator != CSVScanner.lineFeed, spec.separator != CSVScanner.carriageReturn,
            spec.separator != CSVScanner.quote
        else { throw .badDeclaration("a line end or a quote cannot separate columns") }
        for (index, column) in spec.columns.enumerated()
        where spec.columns[..<index].contains(where: { $0.attribute == column.attribute }) {
            throw .badDeclaration("`\(column.attribute)` is read from two columns", help: "keep one of them")
        }
        while limit < blockSize, !atEnd { try refill() }
        if limit >= 3, buffer[0] == 0xEF, buffer[1] == 0xBB, buffer[2] == 0xBF { position = 3 }
        var first = position
        while first < limit, buffer[first] <= 0x20 { first += 1 }
        guard first < limit else { throw .empty(spec.path) }
        let looksLikeJSON = buffer[first] == UInt8(ascii: "{")
        if spec.format == .jsonLines || spec.format == .detected && looksLikeJSON {
            try openJSON()
        } else {
            try openCSV()
        }
    }

    private mutating func openCSV() throws(TraceError) {
        guard let header = CSVHeader((unsafe buffer.span.bytes), from: position, separator: spec.separator, window)
        else {
            throw .noHeader(spec.path)
        }
        var readers = [Int](repeating: -1, count: header.names.count)
        var needed = 0
        for (index, column) in decoder.columns.enumerated() {
            guard let place = header.names.firstIndex(of: column.source) else {
                throw .missingColumn(column.source, in: spec.path, has: header.names)
            }
            if header.names.lastIndex(of: column.source) != place {
                throw .repeatedColumn(column.source, in: spec.path)
            }
            guard readers[place] < 0 else {
                throw .badDeclaration("column `\(column.source)` is declared twice", help: "keep one of them")
            }
            readers[place] = index
            needed = max(needed, place + 1)
        }
        for (place, name) in header.names.enumerated() where readers[place] < 0 {
            statistics.ignoredColumns.append(name)
        }
        readers.removeLast(readers.count - needed)
        scanner = .csv(CSVScanner(separator: spec.separator, readers: readers, headerCount: header.names.count))
        position = header.next
        line = header.line
    }

    private mutating func openJSON() throws(TraceError) {
        let names = JSONLinesScanner.keys((unsafe buffer.span.bytes), from: position, window, lines: 100)
        for (index, column) in decoder.columns.enumerated() {
            for other in decoder.columns[..<index] where other.source == column.source {
                throw .badDeclaration("column `\(column.source)` is declared twice", help: "keep one of them")
            }
            if case .number(let format) = column.role, format.missing != nil { continue }
            guard names.isEmpty || names.contains(column.source) else {
                throw .missingColumn(column.source, in: spec.path, has: names)
            }
        }
        statistics.ignoredColumns = names.filter { name in !decoder.columns.contains { $0.source == name } }
        scanner = .jsonLines(JSONLinesScanner(columns: decoder.columns))
    }

    /// Moves what is left to the front of the buffer and reads on.
    private mutating func refill() throws(TraceError) {
        if position > 0 {
            let rest = limit - position
            let start = position
            unsafe buffer.withUnsafeMutableBytes { raw in
                unsafe UnsafeMutableRawBufferPointer(rebasing: raw[0..<rest])
                    .copyMemory(from: UnsafeRawBufferPointer(rebasing: raw[start..<start + rest]))
            }
            position = 0
            limit = rest
        }
        let taken = try input.read(into: &buffer, at: limit, count: blockSize - limit)
        if taken == 0 { atEnd = true }
        limit += taken
        statistics.bytes += Int64(taken)
        for offset in limit..<limit + Words.padding { buffer[offset] = CSVScanner.lineFeed }
    }
}

extension TraceReader.State {
    mutating func next(_ chunk: inout TraceChunk) throws(TraceError) -> Bool {
        chunk.firstRow = statistics.rows
        chunk.count = 0
        guard chunk.capacity == chunkRows, chunk.numberCount >= decoder.layout.numbers.count,
            chunk.symbolCount >= decoder.layout.symbols.count
        else { throw .badDeclaration("the chunk has another shape than the trace") }
        var scan = RowScan(position: position, row: 0, line: line)
        reading: while true {
            if skipping { skipLine(&scan) }
            let bad = statistics.badRows
            if !skipping { run(&scan, &chunk) }
            position = scan.position
            line = scan.line
            if let failure = decoder.failure { throw failure }
            if spec.strict, statistics.badRows > bad { try refuse() }
            switch scan.stop {
            case .full: break reading
            case .refused: try refuse()
            case .unclosedQuote: try dropRow(&scan, .unclosedQuote)
            case .needsBytes:
                if atEnd { break reading }
                if position == 0, limit == blockSize {
                    try dropRow(&scan, isQuoteOpen ? .unclosedQuote : .rowTooLong)
                } else {
                    try refill()
                    scan.position = position
                }
            }
            scan.stop = .needsBytes
        }
        chunk.count = scan.row
        statistics.rows += Int64(scan.row)
        var latest = statistics.latestTime
        var backwards: Int64 = 0
        for row in 0..<scan.row {
            let time = chunk.times[row]
            if time < latest { backwards += 1 } else { latest = time }
        }
        statistics.latestTime = latest
        statistics.backwardTimes += backwards
        return scan.row > 0
    }

    private mutating func run(_ scan: inout RowScan, _ chunk: inout TraceChunk) {
        Self.run(
            &scanner, &scan, buffer, window, &decoder, &statistics, &chunk.times, &chunk.numbers, &chunk.symbols)
    }

    private static func run(
        _ scanner: inout TraceReader.Scanner, _ scan: inout RowScan, _ buffer: [UInt8], _ window: ScanWindow,
        _ decoder: inout FieldDecoder, _ statistics: inout TraceStatistics, _ times: inout [Int64],
        _ numbers: inout [Int64], _ symbols: inout [UInt32]
    ) {
        let bytes = unsafe buffer.span.bytes
        var timeSpan = times.mutableSpan
        var numberSpan = numbers.mutableSpan
        var symbolSpan = symbols.mutableSpan
        switch scanner {
        case .csv(var csv):
            csv.run(&scan, bytes, window, &decoder, &statistics, &timeSpan, &numberSpan, &symbolSpan)
            scanner = .csv(csv)
        case .jsonLines(var json):
            json.run(&scan, bytes, window, &decoder, &statistics, &timeSpan, &numberSpan, &symbolSpan)
            scanner = .jsonLines(json)
        }
    }

    private func refuse() throws(TraceError) {
        if let row = statistics.examples.last { throw .badRow(row, in: spec.path) }
    }

    private var isQuoteOpen: Bool {
        guard case .csv(let csv) = scanner else { return false }
        let bytes = unsafe buffer.span.bytes
        var cursor = position
        while cursor < limit {
            let extent = csv.extent(bytes, cursor, window)
            if extent.terminator == 0 { return extent.isOpen }
            cursor = extent.next + 1
        }
        return false
    }

    /// Counts the row at `position` as bad and goes on behind its first line.
    private mutating func dropRow(_ scan: inout RowScan, _ reason: BadRow.Reason) throws(TraceError) {
        let excerpt = BytesText.excerpt((unsafe buffer.span.bytes), position, min(position + 40, limit))
        statistics.add(BadRow(line: line, column: nil, reason: reason, excerpt: excerpt))
        if spec.strict { try refuse() }
        skipping = true
        skipLine(&scan)
    }

    private mutating func skipLine(_ scan: inout RowScan) {
        let end = JSONLinesScanner.lineEnd((unsafe buffer.span.bytes), position)
        if end < limit {
            skipping = false
            position = end + 1
            line += 1
        } else {
            position = limit
            if atEnd { skipping = false }
        }
        scan.position = position
        scan.line = line
    }
}
