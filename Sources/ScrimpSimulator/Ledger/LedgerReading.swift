import ScrimpPlan

/// How a ledger is read as a trace: which of its columns mean what.
package enum LedgerReading {
    /// Columns of a file, as its header or its first lines name them.
    package static func columnNames(_ path: String) throws(TraceError) -> [String] {
        let input = try TraceInput(path: path)
        var bytes = [UInt8](repeating: 0, count: 1 << 18)
        var count = 0
        while count < bytes.count {
            let read = try input.read(into: &bytes, at: count, count: bytes.count - count)
            if read == 0 { break }
            count += read
        }
        bytes.removeLast(bytes.count - count)
        let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
        let start = hasMark ? 3 : 0
        bytes += [UInt8](repeating: CSVScanner.lineFeed, count: Words.padding)
        let window = ScanWindow(limit: count, isFinal: true, capacity: 1, strict: false)
        let first = bytes[start...].first { $0 != 0x20 && $0 != 0x09 && $0 != 10 && $0 != 13 }
        let span = unsafe bytes.span.bytes
        if first == UInt8(ascii: "{") {
            return JSONLinesScanner.keys(span, from: start, window, lines: 16)
        }
        return CSVHeader(span, from: start, separator: UInt8(ascii: ","), window)?.names ?? []
    }

    /// - Parameter role: how an attribute, by index, stands in the file.
    static func spec(
        _ path: String, _ plan: Plan, strict: Bool, role: (Int) -> TraceColumn.Role
    ) throws(TraceError) -> TraceSpec {
        let names = Set(try columnNames(path))
        func missing(_ column: LedgerColumn) -> TraceError {
            .badDeclaration(
                "`\(path)` has no column `\(column.rawValue)`", help: "a ledger has it: \(column.meaning)")
        }
        var columns = [TraceColumn("time", "time", .time(.detected))]
        for (index, attribute) in plan.attributes.enumerated() {
            let name = plan.strings.text(attribute.name)
            if names.contains(name) { columns.append(TraceColumn(name, name, role(index))) }
        }
        let tokens = TraceColumn.Role.number(NumberFormat(missing: 0))
        if let output = [TrafficColumn.output, LedgerColumn.output.rawValue].first(where: names.contains) {
            columns.append(TraceColumn(output, TrafficColumn.output, tokens))
        }
        if names.contains(TrafficColumn.content) {
            columns.append(TraceColumn(TrafficColumn.content, TrafficColumn.content, .string(literals: [])))
        }
        for column in [LedgerColumn.model, .cost, .otherCost] {
            guard names.contains(column.rawValue) else {
                if column == .otherCost { continue }
                throw missing(column)
            }
            let own: TraceColumn.Role =
                if column == .model {
                    .string(literals: plan.targets.map { Array(plan.strings[$0.name]) })
                } else {
                    .number(NumberFormat(numerator: NumberFormat.dollars.numerator, missing: 0))
                }
            columns.append(TraceColumn(column.rawValue, column.rawValue, own))
        }
        return TraceSpec(path: path, columns: columns, strict: strict)
    }
}
