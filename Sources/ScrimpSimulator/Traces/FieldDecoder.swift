/// Turns the text of one field into a number or a symbol and puts it in its place in the chunk.
///
/// Every text that it is given may be read up to `Words.padding` bytes past its end.
struct FieldDecoder: Sendable {
    enum Kind: UInt8, Sendable {
        case undeterminedTime, civilTime, unixTime, number, quality, text, enumeration, boolean
    }

    /// How one declared column is read.
    struct Plan: Sendable {
        var kind: Kind
        /// Where the column starts in the chunk's array.
        var base: Int
        /// Which table the column's symbols come from.
        var table: Int
        /// Whole numbers are multiplied by this; 0 where that alone would be wrong.
        var multiplier: Int64
        var format: NumberFormat
    }

    let columns: [TraceColumn]
    private(set) var plans: [Plan] = []
    let layout: TraceLayout
    /// One for each slot of symbols.
    var tables: [SymbolTable] = []
    /// Why reading cannot go on, where a field showed it.
    private(set) var failure: TraceError?
    private(set) var timeReading = ""
    var calendar = CalendarReader()

    init(columns: [TraceColumn], capacity: Int) throws(TraceError) {
        guard columns.count <= 64 else {
            throw .badDeclaration("a trace has at most 64 declared columns, not \(columns.count)")
        }
        var layout = TraceLayout()
        var times = 0
        for column in columns {
            var plan = Plan(kind: .number, base: 0, table: 0, multiplier: 1, format: .count)
            switch column.role {
            case .time(let format):
                times += 1
                plan.format = NumberFormat(range: Int64.min...Int64.max)
                switch format {
                case .detected:
                    plan.kind = .undeterminedTime
                case .civil(let offset):
                    plan.kind = .civilTime
                    guard offset > -86_400, offset < 86_400 else {
                        throw .badDeclaration("the offset of `\(column.source)` must be less than a day")
                    }
                    calendar.offset = offset * 1_000_000_000
                    timeReading =
                        "`\(column.source)` read as date and time, \(Self.zone(offset)) unless it says otherwise"
                case .unix(let unit):
                    plan.kind = .unixTime
                    plan.format.numerator = unit.rawValue
                    timeReading = "`\(column.source)` read as Unix time in \(unit.symbol)"
                }
            case .number(let format):
                plan.base = layout.numbers.count * capacity
                plan.format = format
                layout.numbers.append(column.attribute)
            case .quality:
                plan.kind = .quality
                plan.base = layout.numbers.count * capacity
                plan.format = .ratio
                plan.format.missing = QualityText.unrecorded
                layout.numbers.append(column.attribute)
            case .string(let literals):
                plan.kind = .text
                tables.append(SymbolTable(literals))
            case .boolean:
                plan.kind = .boolean
                tables.append(SymbolTable(Self.booleans.map { Array($0.utf8) }))
            case .enumeration(let cases):
                plan.kind = .enumeration
                tables.append(SymbolTable(cases.map { Array($0.utf8) }))
            }
            switch plan.kind {
            case .text, .boolean, .enumeration:
                plan.base = layout.symbols.count * capacity
                plan.table = layout.symbols.count
                layout.symbols.append(column.attribute)
            default:
                plan.multiplier = plan.format.denominator == 1 ? plan.format.numerator : 0
            }
            plans.append(plan)
        }
        guard times == 1 else {
            throw .badDeclaration(
                "a trace needs exactly one column of times, \(times) are declared",
                help: "name the column of arrivals: `time: \"TIMESTAMP\"`")
        }
        self.columns = columns
        self.layout = layout
    }

    /// Even positions are false, odd ones true.
    private static let booleans = [
        "false", "true", "False", "True", "FALSE", "TRUE", "no", "yes", "No", "Yes", "NO", "YES", "0", "1",
    ]

    private static func zone(_ seconds: Int64) -> String {
        if seconds == 0 { return "UTC" }
        let minutes = abs(seconds) / 60
        let hour = String(minutes / 60)
        let minute = String(minutes % 60)
        return "UTC" + (seconds < 0 ? "-" : "+") + (hour.utf8.count < 2 ? "0" : "") + hour + ":"
            + (minute.utf8.count < 2 ? "0" : "") + minute
    }
}

extension FieldDecoder {
    /// Reads the text from `start` to `end` for declared column `index`. Nil is success.
    mutating func decode(
        _ index: Int, _ bytes: RawSpan, _ start: Int, _ end: Int, row: Int, _ times: inout MutableSpan<Int64>,
        _ numbers: inout MutableSpan<Int64>, _ symbols: inout MutableSpan<UInt32>
    ) -> BadRow.Reason? {
        var start = start
        var end = end
        let plan = plans[index]
        if plan.kind != .text {
            while start < end, bytes.byte(at: start) == 0x20 || bytes.byte(at: start) == 0x09 { start += 1 }
            while end > start, bytes.byte(at: end - 1) == 0x20 || bytes.byte(at: end - 1) == 0x09 { end -= 1 }
            if start == end { return missing(index, row: row, &numbers) }
        }
        switch plan.kind {
        case .undeterminedTime:
            if let reason = determineTime(index, bytes, start, end) { return reason }
            return decode(index, bytes, start, end, row: row, &times, &numbers, &symbols)
        case .civilTime:
            guard let (time, next) = calendar.read(bytes, at: start), next == end else { return .notATime }
            times[row] = time
        case .unixTime:
            switch NumberText.read(bytes, start, end, as: plan.format) {
            case .value(let value): times[row] = value
            case .outOfRange: return .outOfRange
            case .notANumber: return .notATime
            }
        case .number:
            switch NumberText.read(bytes, start, end, as: plan.format) {
            case .value(let value):
                guard plan.format.range.contains(value) else { return .outOfRange }
                numbers[plan.base + row] = value
            case .outOfRange: return .outOfRange
            case .notANumber: return .notANumber
            }
        case .quality:
            switch QualityText.read(bytes, start, end) {
            case .value(let value): numbers[plan.base + row] = value
            case .outOfRange: return .outOfRange
            case .notANumber: return .notANumber
            }
        case .text:
            return text(plan, bytes, start, end, row: row, &symbols)
        case .enumeration:
            guard let symbol = tables[plan.table].find(bytes, from: start, count: end - start) else {
                return .unknownCase
            }
            symbols[plan.base + row] = symbol
        case .boolean:
            guard let symbol = tables[plan.table].find(bytes, from: start, count: end - start) else {
                return .notABoolean
            }
            symbols[plan.base + row] = symbol & 1
        }
        return nil
    }

    /// A field that is empty or not there at all.
    func missing(_ index: Int, row: Int, _ numbers: inout MutableSpan<Int64>) -> BadRow.Reason? {
        let plan = plans[index]
        guard plan.kind == .number || plan.kind == .quality, let value = plan.format.missing else {
            return .emptyValue
        }
        numbers[plan.base + row] = value
        return nil
    }

    @inline(__always)
    mutating func text(
        _ plan: Plan, _ bytes: RawSpan, _ start: Int, _ end: Int, row: Int, _ symbols: inout MutableSpan<UInt32>
    ) -> BadRow.Reason? {
        let count = tables[plan.table].count
        guard let symbol = tables[plan.table].intern(bytes, from: start, count: end - start) else {
            return .tooManyTexts
        }
        // Only a text that is new needs to be looked at; an invalid one is remembered by its symbol, never handed out.
        if Int(symbol) == count, !UTF8Text.isValid(bytes, start, end) {
            tables[plan.table].markInvalid(symbol)
        }
        if tables[plan.table].hasInvalid, tables[plan.table].isInvalid(symbol) { return .invalidUTF8 }
        symbols[plan.base + row] = symbol
        return nil
    }

    private mutating func determineTime(
        _ index: Int, _ bytes: RawSpan, _ start: Int, _ end: Int
    ) -> BadRow.Reason? {
        let name = columns[index].source
        if calendar.read(bytes, at: start) != nil {
            plans[index].kind = .civilTime
            timeReading = "`\(name)` read as date and time, UTC unless it says otherwise"
            return nil
        }
        let probe = NumberFormat(range: Int64.min...Int64.max)
        guard case .value(let value) = NumberText.read(bytes, start, end, as: probe) else { return .notATime }
        // 1973 in the unit, to 5138 in it: the four ranges do not overlap.
        let unit: TimeFormat.UnixUnit
        switch value.magnitude {
        case 100_000_000..<100_000_000_000: unit = .seconds
        case 100_000_000_000..<100_000_000_000_000: unit = .milliseconds
        case 100_000_000_000_000..<100_000_000_000_000_000: unit = .microseconds
        case 100_000_000_000_000_000...: unit = .nanoseconds
        default:
            failure = .ambiguousTime(name, BytesText.excerpt(bytes, start, end))
            return .notATime
        }
        plans[index].kind = .unixTime
        plans[index].format.numerator = unit.rawValue
        plans[index].multiplier = unit.rawValue
        timeReading = "`\(name)` read as Unix time in \(unit.symbol), by the size of its first value"
        return nil
    }
}
