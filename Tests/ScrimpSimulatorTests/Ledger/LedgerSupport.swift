import ScrimpPlan
import ScrimpQuantities
import ScrimpSimulator
import Testing

/// A replay that is written down, and read again.
struct WrittenReplay {
    var entries: [LedgerEntry] = []
    var bytes: [UInt8] = []
    var tally: ReplayTally

    /// - Parameter format: of the ledger; nil for none.
    init(
        _ plan: Plan, _ source: TraceSource, _ format: LedgerFormat? = .csv, events: Bool = false,
        options: EventOptions = EventOptions()
    ) throws {
        let kept = Kept()
        let encoder = LedgerEncoder(plan: plan, layout: source.layout, format: format ?? .csv)
        kept.bytes = encoder.header
        let tap = LedgerTap(format: format) { entry, request in
            kept.entries.append(entry)
            if format != nil { kept.bytes += encoder.row(entry, request) }
        }
        var rows = source
        var chunk = rows.makeChunk()
        if events {
            var replay = try EventReplay(plan: plan, layout: source.layout, seed: 1, options: options, tap: tap)
            while try rows.next(&chunk) { try replay.replay(chunk, rows) }
            replay.finish()
            tally = replay.tally
        } else {
            var replay = try EngineReplay(plan: plan, layout: source.layout, seed: 1, tap: tap)
            while try rows.next(&chunk) { try replay.replay(chunk, rows) }
            replay.finish()
            tally = replay.tally
        }
        entries = kept.entries
        bytes = kept.bytes
    }

    private final class Kept {
        var entries: [LedgerEntry] = []
        var bytes: [UInt8] = []
    }

    var cost: Int128 { entries.reduce(0) { $0 + $1.cost.pico } }

    /// The ledger as traffic: columns by their own names, strings with the plan's texts first.
    func traffic(_ plan: Plan, chunkRows: Int = 4_096) throws -> TraceSource {
        var columns = [TraceColumn("time", "time", .time(.detected))]
        for attribute in plan.attributes {
            let name = plan.strings.text(attribute.name)
            let role: TraceColumn.Role =
                switch attribute.kind {
                case .string: .string(literals: attribute.literals.map { Array(plan.strings[$0]) })
                case .bool: .boolean
                case .enumeration: .enumeration(attribute.cases.map { plan.strings.text($0) })
                case .ratio: .number(.ratio)
                case .money: .number(.dollars)
                case .duration: .number(.duration(unitNanoseconds: 1_000_000_000))
                default: .number(.count)
                }
            columns.append(TraceColumn(name, name, role))
        }
        columns.append(TraceColumn("output", "output", .number(.count)))
        columns.append(TraceColumn("content", "content", .string(literals: [])))
        let reader = try TraceReader(
            TraceSpec(path: "ledger", columns: columns, strict: true), bytes: bytes, chunkRows: chunkRows)
        return try TraceSource(reader: reader)
    }
}

/// Rows are many: only the first that differ are said.
func expectEqual(
    _ found: [LedgerEntry], _ expected: [LedgerEntry], sourceLocation: SourceLocation = #_sourceLocation
) {
    #expect(found.count == expected.count, sourceLocation: sourceLocation)
    for (row, other) in zip(found, expected) where row != other {
        Issue.record("found \(row), expected \(other)", sourceLocation: sourceLocation)
        return
    }
}
