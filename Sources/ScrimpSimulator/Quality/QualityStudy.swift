import ScrimpPlan
import ScrimpQuantities

/// Goes through the traffic once and works out what each model alone, and the best choice per request, would have come to.
struct QualityStudy {
    private let plan: Plan
    private let quality: QualityColumns
    private let usage: UsageColumns
    /// Targets with a column of quality and a price, ascending.
    let targets: [Int]
    private var costs: [Int128]
    private(set) var alone: [QualityPoint]
    private(set) var oracle = QualityPoint()
    /// By target.
    private(set) var oracleRequests: [Int64]

    /// - Parameter columns: by target, the column of `layout` that holds how good its answers are; nil for none.
    init(_ plan: Plan, _ layout: TraceLayout, quality columns: [String?]) {
        self.plan = plan
        quality = QualityColumns(columns, layout)
        usage = UsageColumns(plan, layout)
        let slots = quality.slots
        targets = slots.indices.filter { slots[$0] >= 0 && $0 < plan.targets.count }
        costs = [Int128](repeating: 0, count: targets.count)
        alone = [QualityPoint](repeating: QualityPoint(), count: targets.count)
        oracleRequests = [Int64](repeating: 0, count: plan.targets.count)
    }

    /// False where the traffic needs a price that one of the targets does not have.
    mutating func add(_ chunk: TraceChunk) -> Bool {
        guard !targets.isEmpty else { return true }
        for row in 0..<chunk.count {
            let call = usage.usage(row, of: chunk)
            var best = 0
            var bestQuality: Int64 = QualityText.unrecorded
            for (place, target) in targets.enumerated() {
                guard let cost = cost(of: call, on: plan.targets[target]) else { return false }
                costs[place] = cost
                let recorded = quality.quality(of: target, row, of: chunk)
                alone[place].add(cost, recorded)
                let value = recorded ?? QualityText.unrecorded
                if place == 0 || value > bestQuality || value == bestQuality && cost < costs[best] {
                    (best, bestQuality) = (place, value)
                }
            }
            oracle.add(costs[best], bestQuality >= 0 ? bestQuality : nil)
            oracleRequests[targets[best]] &+= 1
        }
        return true
    }

    private func cost(of call: CallUsage, on target: PlanTarget) -> Int128? {
        target.isSelfHosted ? 0 : target.prices.listCost(of: call)
    }
}

extension QualityPoint {
    fileprivate mutating func add(_ cost: Int128, _ quality: Int64?) {
        self.cost = Money(pico: self.cost.pico &+ cost)
        answered &+= 1
        guard let quality else { return }
        graded &+= 1
        sum &+= Int128(quality)
    }
}

extension PlanPrices {
    /// What one call costs at list prices, with its prompt uncached, in pico-dollars; nil where something in it has no price.
    func listCost(of call: CallUsage) -> Int128? {
        let tier = longContext.last { call.prompt > $0.above }
        let charges: [(Int64, Int64?)] = [
            (call.prompt, tier?.input ?? input), (call.output, tier?.output ?? output), (1, perRequest ?? 0),
            (call.images, perImage), (call.audio, audioInput), (call.toolCalls, perToolCall),
        ]
        var sum: Int128 = 0
        for (count, price) in charges where count > 0 {
            guard let price else { return nil }
            sum &+= Int128(price) &* Int128(count)
        }
        return sum
    }
}

/// What each row asks of a model, straight from the columns: the same that a replay charges.
struct UsageColumns {
    private var prompt = ColumnReplay.Column.constant(0)
    private var images = ColumnReplay.Column.constant(0)
    private var audio = ColumnReplay.Column.constant(0)
    private var toolCalls = ColumnReplay.Column.constant(0)
    private var cap: ColumnReplay.Column?
    private let output: Int?

    init(_ plan: Plan, _ layout: TraceLayout) {
        output = layout.numberSlot(TrafficColumn.output)
        for attribute in plan.attributes {
            let slot = layout.numberSlot(plan.strings.text(attribute.name))
            let column = slot.map { ColumnReplay.Column.number(slot: $0) } ?? .constant(attribute.defaultValue ?? 0)
            switch attribute.role {
            case .prompt: prompt = column
            case .maxOutput: cap = column
            case .images: images = column
            case .audio: audio = column
            case .toolCalls: toolCalls = column
            case .none, .cachedPrefix, .deadline: break
            }
        }
    }

    func usage(_ row: Int, of chunk: TraceChunk) -> CallUsage {
        func value(_ column: ColumnReplay.Column) -> Int64 {
            switch column {
            case .number(let slot): chunk.number(slot, row)
            case .symbol(let slot): Int64(chunk.symbol(slot, row))
            case .constant(let value): value
            }
        }
        var usage = CallUsage()
        usage.prompt = value(prompt)
        usage.images = value(images)
        usage.audio = value(audio)
        usage.toolCalls = value(toolCalls)
        if let cap { usage.output = value(cap) }
        if let output {
            let written = chunk.number(output, row)
            usage.output = cap == nil ? written : min(usage.output, written)
        }
        return usage
    }
}
