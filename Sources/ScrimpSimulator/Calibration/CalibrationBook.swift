import ScrimpPlan
import ScrimpQuantities

/// Sums of what was billed and of what a replay says, by local day and model.
///
/// A class because a replay writes into it while the study holds it.
final class CalibrationBook {
    private struct Sums {
        var billed: Int128 = 0
        var simulated: Int128 = 0
    }

    /// Stands for tries that failed, and copies, in the place of a model.
    private static let others = -1

    private let plan: Plan
    private let zone: ZoneRules
    /// By day since 1970, then by model: a target's index, or a later symbol of the ledger's.
    private var days: [Int64: [Int: Sums]] = [:]
    /// Names of models in the ledger that are no targets.
    private var foreign: [Int: String] = [:]
    /// What was billed for requests that have not come to their end.
    private var recorded: [Int64] = []
    private var next = 0
    private(set) var requests: Int64 = 0
    private(set) var exact: Int64 = 0

    init(_ plan: Plan, zone: ZoneRules) {
        self.plan = plan
        self.zone = zone
    }

    var tap: LedgerTap {
        LedgerTap(willReplay: { self.read($0, $1) }, record: { entry, _ in self.record(entry) })
    }

    private func day(_ time: Instant) -> Int64 {
        let local = time.seconds + zone.offset(atSecond: time.seconds)
        let (day, rest) = local.quotientAndRemainder(dividingBy: 86_400)
        return rest < 0 ? day - 1 : day
    }

    private func read(_ chunk: TraceChunk, _ source: TraceSource) {
        guard let models = source.layout.symbolSlot(LedgerColumn.model.rawValue),
            let costs = source.layout.numberSlot(LedgerColumn.cost.rawValue)
        else { return }
        let others = source.layout.numberSlot(LedgerColumn.otherCost.rawValue)
        for row in 0..<chunk.count {
            let cost = chunk.number(costs, row)
            let other = others.map { chunk.number($0, row) } ?? 0
            let model = Int(chunk.symbol(models, row))
            let day = day(Instant(nanoseconds: chunk.times[row]))
            if model >= plan.targets.count, foreign[model] == nil {
                let text = source.symbols(models).text(of: chunk.symbol(models, row))
                foreign[model] = text.isEmpty ? "no model" : text
            }
            days[day, default: [:]][model, default: Sums()].billed += Int128(cost) - Int128(other)
            if other != 0 { days[day, default: [:]][Self.others, default: Sums()].billed += Int128(other) }
            recorded.append(cost)
        }
    }

    private func record(_ entry: LedgerEntry) {
        requests += 1
        if next < recorded.count {
            if Int128(recorded[next]) == entry.cost.pico { exact += 1 }
            next += 1
            if next > 65_536 {
                recorded.removeFirst(next)
                next = 0
            }
        }
        let day = day(entry.arrival)
        if let target = entry.target {
            days[day, default: [:]][target, default: Sums()].simulated += entry.answerCost.pico
        }
        if entry.otherCost != .zero {
            days[day, default: [:]][Self.others, default: Sums()].simulated += entry.otherCost.pico
        }
    }

    /// Nil for a ledger without rows.
    func calibration(policy: String, ledger: String, gate: Calibration.Gate, badRows: Int64) -> Calibration? {
        let order = days.keys.sorted()
        guard let first = order.first, let last = order.last else { return nil }
        func series(_ name: String, _ models: (Int) -> Bool) -> Calibration.Series {
            let sums = order.map { day in
                (days[day] ?? [:]).filter { models($0.key) }.values.reduce(into: Sums()) { sum, part in
                    sum.billed += part.billed
                    sum.simulated += part.simulated
                }
            }
            return Calibration.Series(
                name, billed: sums.map { Money(pico: $0.billed) }, simulated: sums.map { Money(pico: $0.simulated) })
        }
        var models = plan.targets.indices.map { index in
            series(plan.strings.text(plan.targets[index].name)) { $0 == index }
        }
        models += foreign.keys.sorted().map { key in series(foreign[key] ?? "") { $0 == key } }
        models.append(series("failed tries and copies") { $0 == Self.others })
        return Calibration(
            policyName: policy, ledger: ledger, gate: gate, requests: requests, exactRequests: exact,
            badRows: badRows, days: order.count, firstDay: CivilDate(daysSinceEpoch: first),
            lastDay: CivilDate(daysSinceEpoch: last),
            models: models.filter { $0.billed != .zero || $0.simulated != .zero }, total: series("all") { _ in true })
    }
}
