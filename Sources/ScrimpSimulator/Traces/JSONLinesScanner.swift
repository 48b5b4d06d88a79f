/// Reads one flat JSON object a line into a chunk. Values of keys that are not declared are skipped; in a nested array
/// or object that is skipped only strings and brackets are checked.
struct JSONLinesScanner: Sendable {
    /// The keys of the last row in order, with the declared column of each or −1: rows mostly repeat their order.
    private var memo: [(key: [UInt8], column: Int)] = []
    private let names: [[UInt8]]
    private let all: UInt64
    private var scratch: [UInt8] = []

    /// A key that is not read yet is compared with the one that stood at its place in the row before.
    static let maximumMemo = 64

    init(columns: [TraceColumn]) {
        names = columns.map { Array($0.source.utf8) }
        all = columns.count >= 64 ? .max : (1 << UInt64(columns.count)) - 1
    }

    /// A row's fault: why, in which declared column, and the text.
    struct Fault {
        var reason: BadRow.Reason
        var column = -1
        var start: Int
        var end: Int
    }

    mutating func run(
        _ scan: inout RowScan, _ bytes: RawSpan, _ window: ScanWindow, _ decoder: inout FieldDecoder,
        _ statistics: inout TraceStatistics, _ times: inout MutableSpan<Int64>, _ numbers: inout MutableSpan<Int64>,
        _ symbols: inout MutableSpan<UInt32>
    ) {
        while scan.row < window.capacity {
            guard scan.position < window.limit else {
                scan.stop = .needsBytes
                return
            }
            let end = Self.lineEnd(bytes, scan.position)
            if end >= window.limit, !window.isFinal {
                scan.stop = .needsBytes
                return
            }
            let lineEnd = min(end, window.limit)
            let start = JSONText.skipBlanks(bytes, scan.position, lineEnd)
            if start < lineEnd {
                let fault = object(bytes, start, lineEnd, scan.row, &decoder, &times, &numbers, &symbols)
                if let fault {
                    let stop = min(fault.end, lineEnd)
                    statistics.add(
                        BadRow(
                            line: scan.line, column: fault.column >= 0 ? decoder.columns[fault.column].source : nil,
                            reason: fault.reason, excerpt: BytesText.excerpt(bytes, fault.start, stop)))
                } else {
                    scan.row += 1
                }
                if fault != nil, window.strict || decoder.failure != nil { scan.stop = .refused }
            }
            scan.position = min(lineEnd + 1, window.limit)
            scan.line += 1
            if scan.stop == .refused { return }
        }
        scan.stop = .full
    }

    static func lineEnd(_ bytes: RawSpan, _ start: Int) -> Int {
        var offset = start
        while true {
            let found = Words.zeroBytes(bytes.word(at: offset) ^ (0x0A &* Words.ones))
            if found != 0 { return offset + found.trailingZeroBitCount >> 3 }
            offset += 8
        }
    }

    private mutating func object(
        _ bytes: RawSpan, _ start: Int, _ end: Int, _ row: Int, _ decoder: inout FieldDecoder,
        _ times: inout MutableSpan<Int64>, _ numbers: inout MutableSpan<Int64>, _ symbols: inout MutableSpan<UInt32>
    ) -> Fault? {
        guard bytes.byte(at: start) == UInt8(ascii: "{") else {
            return Fault(reason: .notAnObject, start: start, end: end)
        }
        var seen: UInt64 = 0
        var place = 0
        var cursor = JSONText.skipBlanks(bytes, start + 1, end)
        if bytes.byte(at: cursor) == UInt8(ascii: "}") {
            cursor += 1
        } else {
            while true {
                guard let key = JSONText.string(bytes, cursor, end) else {
                    return Fault(reason: .malformedJSON, start: cursor, end: end)
                }
                guard let index = column(bytes, key, place) else {
                    return Fault(reason: .malformedJSON, start: cursor, end: end)
                }
                place += 1
                cursor = JSONText.skipBlanks(bytes, key.next, end)
                guard cursor < end, bytes.byte(at: cursor) == UInt8(ascii: ":") else {
                    return Fault(reason: .malformedJSON, start: cursor, end: end)
                }
                cursor = JSONText.skipBlanks(bytes, cursor + 1, end)
                guard let value = JSONText.value(bytes, cursor, end) else {
                    return Fault(reason: .malformedJSON, start: cursor, end: end)
                }
                if index >= 0 {
                    if let reason = decode(value, index, bytes, row, &decoder, &times, &numbers, &symbols) {
                        return Fault(reason: reason, column: index, start: value.start, end: value.end)
                    }
                    seen |= 1 << UInt64(index)
                }
                cursor = JSONText.skipBlanks(bytes, value.next, end)
                guard cursor < end else { return Fault(reason: .malformedJSON, start: start, end: end) }
                let mark = bytes.byte(at: cursor)
                cursor += 1
                if mark == UInt8(ascii: "}") { break }
                guard mark == UInt8(ascii: ",") else {
                    return Fault(reason: .malformedJSON, start: cursor - 1, end: end)
                }
                cursor = JSONText.skipBlanks(bytes, cursor, end)
            }
        }
        cursor = JSONText.skipBlanks(bytes, cursor, end)
        guard cursor >= end else { return Fault(reason: .notAnObject, start: cursor, end: end) }
        if seen != all {
            for index in names.indices where seen & (1 << UInt64(index)) == 0 {
                if decoder.missing(index, row: row, &numbers) != nil {
                    return Fault(reason: .missingField, column: index, start: start, end: start)
                }
            }
        }
        return nil
    }

    private mutating func decode(
        _ value: JSONText.Value, _ index: Int, _ bytes: RawSpan, _ row: Int, _ decoder: inout FieldDecoder,
        _ times: inout MutableSpan<Int64>, _ numbers: inout MutableSpan<Int64>, _ symbols: inout MutableSpan<UInt32>
    ) -> BadRow.Reason? {
        let kind = decoder.plans[index].kind
        switch value.kind {
        case .null:
            return decoder.missing(index, row: row, &numbers)
        case .nested:
            return .wrongType
        case .literal:
            if kind != .boolean, kind != .text, kind != .quality { return .wrongType }
        case .string:
            if kind == .number { return .wrongType }
        case .number:
            break
        }
        if !value.hasEscapes {
            return decoder.decode(index, bytes, value.start, value.end, row: row, &times, &numbers, &symbols)
        }
        guard JSONText.unescape(bytes, value.start, value.end, into: &scratch) else { return .malformedJSON }
        let count = scratch.count
        for _ in 0..<Words.padding { scratch.append(CSVScanner.lineFeed) }
        let bytes = unsafe scratch.span.bytes
        return decoder.decode(index, bytes, 0, count, row: row, &times, &numbers, &symbols)
    }

    /// The declared column of a key, −1 for one that is not read, nil for one whose escapes are wrong.
    @inline(__always)
    private mutating func column(_ bytes: RawSpan, _ key: JSONText.Value, _ place: Int) -> Int? {
        if place < memo.count, !key.hasEscapes, memo[place].key.count == key.end - key.start {
            var same = true
            for offset in 0..<(key.end - key.start)
            where memo[place].key[offset] != bytes.byte(at: key.start + offset) {
                same = false
                break
            }
            if same { return memo[place].column }
        }
        return lookUp(bytes, key, place)
    }

    private mutating func lookUp(_ bytes: RawSpan, _ key: JSONText.Value, _ place: Int) -> Int? {
        var name: [UInt8] = []
        if key.hasEscapes {
            guard JSONText.unescape(bytes, key.start, key.end, into: &name) else { return nil }
        } else {
            for offset in key.start..<key.end { name.append(bytes.byte(at: offset)) }
        }
        let index = names.firstIndex(of: name) ?? -1
        if !key.hasEscapes {
            if place < memo.count {
                memo[place] = (name, index)
            } else if place == memo.count, place < Self.maximumMemo {
                memo.append((name, index))
            }
        }
        return index
    }
}

extension JSONLinesScanner {
    /// The keys of the first lines, for the check that every declared column is there.
    static func keys(_ bytes: RawSpan, from start: Int, _ window: ScanWindow, lines: Int) -> [String] {
        var names: [String] = []
        var position = start
        for _ in 0..<lines {
            guard position < window.limit else { break }
            let end = min(lineEnd(bytes, position), window.limit)
            var cursor = JSONText.skipBlanks(bytes, position, end) + 1
            while cursor < end {
                cursor = JSONText.skipBlanks(bytes, cursor, end)
                guard let key = JSONText.string(bytes, cursor, end) else { break }
                var text: [UInt8] = []
                guard JSONText.unescape(bytes, key.start, key.end, into: &text) else { break }
                let name = String(decoding: text, as: UTF8.self)
                if !names.contains(name) { names.append(name) }
                cursor = JSONText.skipBlanks(bytes, key.next, end) + 1
                guard let value = JSONText.value(bytes, JSONText.skipBlanks(bytes, cursor, end), end) else { break }
                cursor = JSONText.skipBlanks(bytes, value.next, end) + 1
            }
            position = end + 1
        }
        return names
    }
}
