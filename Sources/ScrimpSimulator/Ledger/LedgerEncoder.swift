package import ScrimpPlan
import ScrimpQuantities
import ScrimpRuntime

/// Writes rows of a ledger as CSV or JSON lines. Every number is exact: read as a trace again, it is the same.
package struct LedgerEncoder {
    private enum Value {
        /// A number times 10^−decimals.
        case number(slot: Int, decimals: Int)
        case named(slot: Int, attribute: Int)
        case text(slot: Int)
    }

    private let plan: Plan
    private let format: LedgerFormat
    private var columns: [(name: String, value: Value)] = []
    private let targets: [[UInt8]]

    package init(plan: Plan, layout: TraceLayout, format: LedgerFormat) {
        self.plan = plan
        self.format = format
        targets = plan.targets.map { Array(plan.strings[$0.name]) }
        for (index, attribute) in plan.attributes.enumerated() {
            let name = plan.strings.text(attribute.name)
            switch attribute.kind {
            case .string:
                if let slot = layout.symbolSlot(name) { columns.append((name, .text(slot: slot))) }
            case .bool, .enumeration:
                if let slot = layout.symbolSlot(name) { columns.append((name, .named(slot: slot, attribute: index))) }
            default:
                if let slot = layout.numberSlot(name) {
                    columns.append((name, .number(slot: slot, decimals: attribute.kind.decimals)))
                }
            }
        }
        if let slot = layout.numberSlot(TrafficColumn.output) {
            columns.append((TrafficColumn.output, .number(slot: slot, decimals: 0)))
        }
        if let slot = layout.symbolSlot(TrafficColumn.content) {
            columns.append((TrafficColumn.content, .text(slot: slot)))
        }
    }

    /// Columns of a ledger that an attribute of the policy is named like; such a ledger could not be read again.
    package static func conflict(_ plan: Plan) -> String? {
        let own = Set(LedgerColumn.allCases.map(\.rawValue) + ["time"])
        return plan.attributes.map { plan.strings.text($0.name) }.first { own.contains($0) }
    }

    /// The first line of a CSV file; nothing for JSON lines.
    package var header: [UInt8] {
        guard format == .csv else { return [] }
        let names = ["time"] + columns.map(\.name) + LedgerColumn.allCases.map(\.rawValue)
        return Array((names.joined(separator: ",") + "\n").utf8)
    }

    /// The part of a row that says what was asked, without an end.
    package func request(_ row: Int, of chunk: TraceChunk, _ source: TraceSource) -> [UInt8] {
        var line = LedgerLine(format)
        line.add("time", text: Array(Instant(nanoseconds: chunk.times[row]).ledgerText.utf8))
        for (name, value) in columns {
            switch value {
            case .number(let slot, let decimals):
                line.add(name, number: Int128(chunk.number(slot, row)), decimals: decimals)
            case .named(let slot, let attribute):
                let text = plan.attributes[attribute].text(of: Int64(chunk.symbol(slot, row)), plan.strings)
                if plan.attributes[attribute].kind == .bool {
                    line.add(name, literal: text ?? "false")
                } else {
                    line.add(name, text: Array((text ?? "").utf8))
                }
            case .text(let slot):
                line.add(name, text: source.symbols(slot).bytes(of: chunk.symbol(slot, row)))
            }
        }
        return line.bytes
    }

    /// A whole row, with its end.
    package func row(_ entry: LedgerEntry, _ request: [UInt8]) -> [UInt8] {
        var line = LedgerLine(format, continuing: request)
        for column in LedgerColumn.allCases {
            let name = column.rawValue
            switch column {
            case .answer: line.add(name, text: Array(entry.answer.rawValue.utf8))
            case .model:
                let target = entry.target.flatMap { targets.indices.contains($0) ? targets[$0] : nil }
                line.add(name, text: target ?? [])
            case .prompt: line.add(name, number: Int128(entry.used.promptTokens))
            case .cached: line.add(name, number: Int128(entry.used.cachedTokens))
            case .cacheWrite: line.add(name, number: Int128(entry.used.cacheWriteTokens))
            case .output: line.add(name, number: Int128(entry.used.outputTokens))
            case .images: line.add(name, number: Int128(entry.used.images))
            case .audio: line.add(name, number: Int128(entry.used.audioTokens))
            case .toolCalls: line.add(name, number: Int128(entry.used.toolCalls))
            case .cost: line.add(name, number: entry.cost.pico, decimals: 12)
            case .otherCost: line.add(name, number: entry.otherCost.pico, decimals: 12)
            case .decision: line.add(name, text: Array((entry.decision ?? "").utf8))
            }
        }
        return line.ended
    }
}

extension PlanAttribute.Kind {
    /// Digits behind the point of a value as a trace has it: its unit is the one that a trace is read in.
    fileprivate var decimals: Int {
        switch self {
        case .ratio, .duration: 9
        case .money: 12
        default: 0
        }
    }
}

extension Instant {
    /// `2026-11-24T12:00:00.000000001Z`, always with nine decimals.
    fileprivate var ledgerText: String {
        let (day, second) = seconds.quotientAndRemainder(dividingBy: 86_400)
        let date = CivilDate(daysSinceEpoch: second < 0 ? day - 1 : day)
        let ofDay = second < 0 ? second + 86_400 : second
        func padded(_ value: Int64, _ width: Int) -> String {
            let digits = String(value)
            return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
        }
        let rest = nanoseconds - seconds * Instant.nanosecondsPerSecond
        return "\(date.isoText)T\(padded(ofDay / 3_600, 2)):\(padded(ofDay / 60 % 60, 2)):\(padded(ofDay % 60, 2))."
            + "\(padded(rest, 9))Z"
    }
}
