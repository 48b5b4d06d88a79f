/// Reads rows of CSV (RFC 4180) into a chunk. Digits, dates and short texts take a path without a loop per byte;
/// whatever is quoted, padded or wrong takes the careful one, which gives the same values.
struct CSVScanner: Sendable {
    static let lineFeed = UInt8(ascii: "\n")
    static let carriageReturn = UInt8(ascii: "\r")
    static let quote = UInt8(ascii: "\"")

    let separator: UInt8
    /// For each of the file's columns up to the last that is read: the declared column, or −1.
    private let readers: [Int]
    private let headerCount: Int
    private let separators: UInt64
    private var scratch: [UInt8] = []
    private let powers: [UInt64] = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000]

    init(separator: UInt8, readers: [Int], headerCount: Int) {
        self.separator = separator
        self.readers = readers
        self.headerCount = headerCount
        separators = Words.repeated(separator)
    }

    /// Fills the chunk from `scan.position` on.
    mutating func run(
        _ scan: inout RowScan, _ bytes: RawSpan, _ window: ScanWindow, _ decoder: inout FieldDecoder,
        _ statistics: inout TraceStatistics, _ times: inout MutableSpan<Int64>, _ numbers: inout MutableSpan<Int64>,
        _ symbols: inout MutableSpan<UInt32>
    ) {
        let needed = readers.count
        rows: while scan.row < window.capacity {
            guard scan.position < window.limit else {
                scan.stop = .needsBytes
                return
            }
            let lead = bytes.byte(at: scan.position)
            if lead == Self.lineFeed || lead == Self.carriageReturn {
                if skipBlankLine(&scan, bytes, window) { continue rows }
                if scan.position + 1 == window.limit, !window.isFinal {
                    scan.stop = .needsBytes
                    return
                }
            }
            var cursor = scan.position
            var column = 0
            var newlines = 0
            while true {
                let index = column < needed ? readers[column] : -1
                var end = -1
                if index >= 0 {
                    end = fast(index, bytes, cursor, window, scan.row, &decoder, &times, &numbers, &symbols)
                } else if bytes.byte(at: cursor) != Self.quote {
                    end = plainEnd(bytes, cursor)
                }
                var terminator = end >= 0 ? bytes.byte(at: end) : 0
                if terminator != separator, terminator != Self.lineFeed,
                    terminator != Self.carriageReturn || bytes.byte(at: end + 1) != Self.lineFeed
                {
                    let extent = extent(bytes, cursor, window)
                    if extent.terminator == 0 {
                        scan.stop = extent.isOpen && window.isFinal ? .unclosedQuote : .needsBytes
                        return
                    }
                    newlines += extent.newlines
                    if let reason = slow(index, extent, bytes, scan.row, &decoder, &times, &numbers, &symbols) {
                        let name = index >= 0 ? decoder.columns[index].source : nil
                        let excerpt = BytesText.excerpt(bytes, extent.start, extent.end)
                        if reject(
                            reason, name, excerpt, &scan, bytes, from: extent.next, extent.terminator, newlines, window,
                            &statistics)
                        {
                            if window.strict || decoder.failure != nil {
                                scan.stop = .refused
                                return
                            }
                            continue rows
                        }
                        return
                    }
                    terminator = extent.terminator
                    end = extent.next
                }
                if terminator == separator {
                    cursor = end + 1
                    column += 1
                    if column < headerCount { continue }
                    let field = extent(bytes, cursor, window)
                    if reject(
                        .extraField, nil, BytesText.excerpt(bytes, field.start, min(field.end, window.limit)), &scan,
                        bytes, from: end, separator, newlines, window, &statistics)
                    {
                        if window.strict {
                            scan.stop = .refused
                            return
                        }
                        continue rows
                    }
                    return
                }
                let next = end + (terminator == Self.carriageReturn ? 2 : 1)
                if next > window.limit, !window.isFinal {
                    scan.stop = .needsBytes
                    return
                }
                if column + 1 < needed {
                    statistics.add(
                        BadRow(
                            line: scan.line, column: missingColumn(after: column, decoder), reason: .missingField,
                            excerpt: BytesText.excerpt(bytes, scan.position, end)))
                    if window.strict { scan.stop = .refused }
                } else {
                    scan.row += 1
                }
                scan.position = min(next, window.limit)
                scan.line += 1 + newlines
                if scan.stop == .refused { return }
                continue rows
            }
        }
        scan.stop = .full
    }

    /// Reads a field that is written the common way. Where it ends, or −1 where it needs care.
    @inline(__always)
    private func fast(
        _ index: Int, _ bytes: RawSpan, _ cursor: Int, _ window: ScanWindow, _ row: Int,
        _ decoder: inout FieldDecoder, _ times: inout MutableSpan<Int64>, _ numbers: inout MutableSpan<Int64>,
        _ symbols: inout MutableSpan<UInt32>
    ) -> Int {
        switch decoder.plans[index].kind {
        case .number, .unixTime:
            let first = bytes.word(at: cursor)
            var count = Words.leadingDigits(first)
            if count == 0 { return -1 }
            var value = Words.number(first, count: count)
            if count == 8 {
                let second = bytes.word(at: cursor + 8)
                let more = Words.leadingDigits(second)
                if more > 0 {
                    value = value &* powers[more] &+ Words.number(second, count: more)
                    count += more
                }
            }
            let end = cursor + count
            // A digit, a point or a blank that follows is no separator: the careful path reads the field again.
            let multiplier = decoder.plans[index].multiplier
            let (scaled, overflow) = Int64(truncatingIfNeeded: value).multipliedReportingOverflow(by: multiplier)
            if overflow || multiplier == 0 { return -1 }
            if decoder.plans[index].kind == .unixTime {
                times[row] = scaled
                return end
            }
            if scaled < decoder.plans[index].format.range.lowerBound { return -1 }
            if scaled > decoder.plans[index].format.range.upperBound { return -1 }
            numbers[decoder.plans[index].base &+ row] = scaled
            return end
        case .civilTime:
            guard let (time, next) = decoder.calendar.read(bytes, at: cursor) else { return -1 }
            times[row] = time
            return next
        case .text:
            if bytes.byte(at: cursor) == Self.quote { return -1 }
            let end = plainEnd(bytes, cursor)
            // A text that the buffer cuts off must not get a symbol.
            if end >= window.limit, !window.isFinal { return -1 }
            if bytes.byte(at: end) == Self.carriageReturn, bytes.byte(at: end + 1) != Self.lineFeed { return -1 }
            let plan = decoder.plans[index]
            return decoder.text(plan, bytes, cursor, end, row: row, &symbols) == nil ? end : -1
        default:
            return -1
        }
    }

    /// The next separator, line feed or carriage return.
    @inline(__always)
    private func plainEnd(_ bytes: RawSpan, _ start: Int) -> Int {
        var end = start
        while true {
            let word = bytes.word(at: end)
            let found =
                Words.zeroBytes(word ^ separators) | Words.zeroBytes(word ^ (0x0A &* Words.ones))
                | Words.zeroBytes(word ^ (0x0D &* Words.ones))
            if found != 0 { return end &+ found.trailingZeroBitCount >> 3 }
            end &+= 8
        }
    }
}

extension CSVScanner {
    /// Where a field lies, found with every rule of RFC 4180.
    struct Extent {
        var start: Int
        var end: Int
        /// Where the separator or the line end is.
        var next: Int
        /// The separator, or a line feed for any line end; 0 where the field goes on beyond the buffer.
        var terminator: UInt8
        /// A quote was opened and not closed.
        var isOpen = false
        var hasEscapes = false
        var hasTextAfterQuote = false
        var newlines = 0
    }

    func extent(_ bytes: RawSpan, _ cursor: Int, _ window: ScanWindow) -> Extent {
        let limit = window.limit
        guard cursor < limit, bytes.byte(at: cursor) == Self.quote else {
            return unquoted(bytes, cursor, window, Extent(start: cursor, end: cursor, next: cursor, terminator: 0))
        }
        var result = Extent(start: cursor + 1, end: cursor, next: limit, terminator: 0)
        var offset = cursor + 1
        while offset < limit {
            let byte = bytes.byte(at: offset)
            if byte == Self.quote {
                if offset + 1 < limit, bytes.byte(at: offset + 1) == Self.quote {
                    result.hasEscapes = true
                    offset += 2
                    continue
                }
                result.end = offset
                let after = unquoted(bytes, offset + 1, window, result)
                result.hasTextAfterQuote = after.next > offset + 1
                result.next = after.next
                result.terminator = after.terminator
                return result
            }
            if byte == Self.lineFeed { result.newlines += 1 }
            offset += 1
        }
        result.isOpen = true
        result.end = limit
        return result
    }

    private func unquoted(_ bytes: RawSpan, _ start: Int, _ window: ScanWindow, _ base: Extent) -> Extent {
        var result = base
        var offset = start
        while offset < window.limit {
            let byte = bytes.byte(at: offset)
            if byte == separator { break }
            if byte == Self.lineFeed { break }
            if byte == Self.carriageReturn, bytes.byte(at: offset + 1) == Self.lineFeed { break }
            offset += 1
        }
        result.end = offset
        result.next = offset
        if offset < window.limit {
            result.terminator = bytes.byte(at: offset)
        } else if window.isFinal {
            result.terminator = Self.lineFeed
        }
        return result
    }

    private mutating func slow(
        _ index: Int, _ extent: Extent, _ bytes: RawSpan, _ row: Int, _ decoder: inout FieldDecoder,
        _ times: inout MutableSpan<Int64>, _ numbers: inout MutableSpan<Int64>, _ symbols: inout MutableSpan<UInt32>
    ) -> BadRow.Reason? {
        if extent.hasTextAfterQuote { return .textAfterQuote }
        if index < 0 { return nil }
        if !extent.hasEscapes {
            return decoder.decode(index, bytes, extent.start, extent.end, row: row, &times, &numbers, &symbols)
        }
        scratch.removeAll(keepingCapacity: true)
        var offset = extent.start
        while offset < extent.end {
            let byte = bytes.byte(at: offset)
            scratch.append(byte)
            offset += byte == Self.quote ? 2 : 1
        }
        let count = scratch.count
        for _ in 0..<Words.padding { scratch.append(Self.lineFeed) }
        let bytes = unsafe scratch.span.bytes
        return decoder.decode(index, bytes, 0, count, row: row, &times, &numbers, &symbols)
    }

    /// Counts a bad row and goes to the next one. False where the row's end is not in the buffer yet.
    private func reject(
        _ reason: BadRow.Reason, _ column: String?, _ excerpt: String, _ scan: inout RowScan, _ bytes: RawSpan,
        from terminatorAt: Int, _ terminator: UInt8, _ newlines: Int, _ window: ScanWindow,
        _ statistics: inout TraceStatistics
    ) -> Bool {
        var at = terminatorAt
        var ending = terminator
        var lines = newlines
        while ending == separator {
            let field = extent(bytes, at + 1, window)
            if field.terminator == 0 {
                scan.stop = field.isOpen && window.isFinal ? .unclosedQuote : .needsBytes
                return false
            }
            lines += field.newlines
            at = field.next
            ending = field.terminator
        }
        let next = at + (bytes.byte(at: at) == Self.carriageReturn ? 2 : 1)
        if next > window.limit, !window.isFinal {
            scan.stop = .needsBytes
            return false
        }
        statistics.add(BadRow(line: scan.line, column: column, reason: reason, excerpt: excerpt))
        scan.position = min(next, window.limit)
        scan.line += 1 + lines
        return true
    }

    private func skipBlankLine(_ scan: inout RowScan, _ bytes: RawSpan, _ window: ScanWindow) -> Bool {
        let isLong = bytes.byte(at: scan.position) == Self.carriageReturn
        if isLong, bytes.byte(at: scan.position + 1) != Self.lineFeed { return false }
        let next = scan.position + (isLong ? 2 : 1)
        if next > window.limit, !window.isFinal { return false }
        scan.position = min(next, window.limit)
        scan.line += 1
        return true
    }

    private func missingColumn(after column: Int, _ decoder: FieldDecoder) -> String? {
        for index in readers.dropFirst(column + 1) where index >= 0 { return decoder.columns[index].source }
        return nil
    }
}
