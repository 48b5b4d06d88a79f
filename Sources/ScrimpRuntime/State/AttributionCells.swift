import ScrimpPlan

/// What one combination of attribute values has cost and used.
public struct AttributionCell: Hashable, Sendable {
    /// Pico-dollars, estimated parts included.
    public var money: Int128 = 0
    /// The part of `money` that was charged as reserved, without a report.
    public var estimated: Int128 = 0
    /// Calls settled or lapsed.
    public var calls: Int64 = 0
    /// Requests answered by a cache.
    public var cachedAnswers: Int64 = 0
    /// Tokens of the prompts, cached ones included.
    public var promptTokens: Int64 = 0
    /// Tokens of the answers, reasoning included.
    public var outputTokens: Int64 = 0
}

/// The cells of one attribution, by the values of its attributes. Cell 0 is shared by combinations beyond the maximum.
struct AttributionCells: Sendable {
    let attributes: [Int]
    private let capacity: Int
    var cells: [AttributionCell] = [AttributionCell()]
    /// `attributes.count` values per cell.
    private(set) var keys: [Int64]
    private var slots: [Int32] = [Int32](repeating: 0, count: 64)

    init(by attributes: [UInt16], capacity: Int64) {
        self.attributes = attributes.map { Int($0) }
        self.capacity = Int(clamping: min(max(capacity, 0), Int64(Int32.max) - 1))
        keys = [Int64](repeating: 0, count: attributes.count)
    }

    /// - Parameter values: of all attributes of the request.
    mutating func cell(_ values: ArraySlice<Int64>) -> Int {
        var place = start(values) & (slots.count - 1)
        while slots[place] != 0 {
            if hasKey(Int(slots[place]), values) { return Int(slots[place]) }
            place = (place + 1) & (slots.count - 1)
        }
        guard cells.count <= capacity else { return 0 }
        cells.append(AttributionCell())
        for attribute in attributes { keys.append(values[values.startIndex + attribute]) }
        let cell = cells.count - 1
        slots[place] = Int32(truncatingIfNeeded: cell)
        if cells.count * 2 > slots.count { grow() }
        return cell
    }

    /// - Parameter correcting: what was booked before, as estimated, for the same call.
    mutating func book(_ cell: Int, _ charge: CallCharge, correcting estimate: Int128?) {
        cells[cell].money = cells[cell].money.adding(clamping: charge.amount - (estimate ?? 0))
        let estimated = (charge.isEstimated ? charge.amount : 0) - (estimate ?? 0)
        cells[cell].estimated = cells[cell].estimated.adding(clamping: estimated)
        if estimate == nil { cells[cell].calls += 1 }
        cells[cell].promptTokens = cells[cell].promptTokens.adding(clamping: charge.promptTokens)
        cells[cell].outputTokens = cells[cell].outputTokens.adding(clamping: charge.outputTokens)
    }

    func key(_ cell: Int) -> ArraySlice<Int64> {
        keys[(cell * attributes.count)..<((cell + 1) * attributes.count)]
    }

    private func start(_ values: ArraySlice<Int64>) -> Int {
        var state: UInt64 = 0
        for attribute in attributes {
            state = StableHash.mix(state ^ UInt64(bitPattern: values[values.startIndex + attribute]))
        }
        return Int(truncatingIfNeeded: state)
    }

    private func hasKey(_ cell: Int, _ values: ArraySlice<Int64>) -> Bool {
        let start = cell * attributes.count
        for index in attributes.indices where keys[start + index] != values[values.startIndex + attributes[index]] {
            return false
        }
        return true
    }

    private mutating func grow() {
        slots = [Int32](repeating: 0, count: slots.count * 2)
        for cell in 1..<cells.count {
            var state: UInt64 = 0
            for value in key(cell) { state = StableHash.mix(state ^ UInt64(bitPattern: value)) }
            var place = Int(truncatingIfNeeded: state) & (slots.count - 1)
            while slots[place] != 0 { place = (place + 1) & (slots.count - 1) }
            slots[place] = Int32(truncatingIfNeeded: cell)
        }
    }
}

extension Int64 {
    /// The sum, or the end of the range that it would pass.
    func adding(clamping other: Int64) -> Int64 {
        let (sum, overflow) = addingReportingOverflow(other)
        guard overflow else { return sum }
        return other < 0 ? .min : .max
    }
}
