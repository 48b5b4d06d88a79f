import ScrimpPlan

/// Numbers the combinations of an attribution's values where they are few: attributes with cases, in mixed radix.
struct CellColumns {
    private struct Digit {
        var attribute: Int
        var column: ColumnReplay.Column
        var radix: Int
    }

    private static let limit = 4_096
    private var digits: [Digit] = []
    private(set) var count = 1

    /// Nil where the combinations are texts, numbers or too many: the engine then counts them.
    static func make(_ plan: Plan, _ columns: [ColumnReplay.Column]) -> CellColumns? {
        var cells = CellColumns()
        guard plan.attributions.count <= 1 else { return nil }
        guard let attribution = plan.attributions.first else { return cells }
        for index in attribution.by {
            let attribute = plan.attributes[Int(index)]
            let radix: Int
            switch attribute.kind {
            case .bool: radix = 2
            case .enumeration: radix = attribute.cases.count
            default: return nil
            }
            cells.digits.append(Digit(attribute: Int(index), column: columns[Int(index)], radix: radix))
            cells.count *= radix
            guard cells.count <= limit, Int64(cells.count) <= attribution.cells else { return nil }
        }
        return cells
    }

    @inline(__always)
    func cell(_ row: Int, _ chunk: TraceChunk) -> Int {
        var cell = 0
        for digit in digits {
            let value: Int
            switch digit.column {
            case .symbol(let slot): value = Int(chunk.symbols[slot &* chunk.capacity &+ row])
            case .number(let slot): value = Int(truncatingIfNeeded: chunk.numbers[slot &* chunk.capacity &+ row])
            case .constant(let constant): value = Int(truncatingIfNeeded: constant)
            }
            cell = cell &* digit.radix &+ value
        }
        return cell
    }

    func names(_ plan: Plan) -> [String] { digits.map { plan.strings.text(plan.attributes[$0.attribute].name) } }

    func texts(of cell: Int, _ plan: Plan, _ source: TraceSource) -> [String] {
        var rest = cell
        var texts: [String] = []
        for digit in digits.reversed() {
            texts.append(plan.attributes[digit.attribute].text(of: Int64(rest % digit.radix), plan.strings) ?? "?")
            rest /= digit.radix
        }
        return texts.reversed()
    }
}
