package import ScrimpPlan
import ScrimpQuantities

/// Replays traffic through a policy that keeps no state, in columns: rules for a thousand rows at a time, and tokens summed
/// by the path they took. Money is worked out once, at the end, from the sums.
///
/// Agrees with `EngineReplay` on every figure; where a policy or its traffic needs more than columns can say, `init` returns
/// nil and the engine replays it.
package struct ColumnReplay {
    private let plan: Plan
    private var matcher: ColumnMatcher
    /// By feature; those that no rule tests stay constant.
    private var columns: [FeatureColumn]
    private let feeds: [Feed]
    private var rules: [UInt16]
    private let paths: [Path]
    private let steps: [Int64]
    private let prompt: Column
    private let output: Column
    /// `max_output`, which no answer passes.
    private let cap: Column?
    /// Requests, prompt and output, by path, then by part of `steps`, then by the row's number modulo four: sums that take turns, so
    /// that no row waits for the one before.
    private var sums: [SIMD4<Int64>]
    private static let turns = 4
    /// By path: the slot of its target's quality, and what was recorded there.
    private let grades: [Int]
    private var graded: [(count: Int64, sum: Int128)]
    private let cells: CellColumns?
    private var cellSums: [TokenSums.Part]
    private var first: Int64?
    private var last: Int64 = .min
    private var rows: Int64 = 0

    /// A feature that is filled from the trace.
    private struct Feed {
        var feature: Int
        var column: Column
        /// Symbols above this count as this: texts that the policy does not name.
        var ceiling: Int64
    }

    enum Column {
        case number(slot: Int)
        case symbol(slot: Int)
        case constant(Int64)
    }

    /// Where a rule leads: the first candidate of its chain, which an undisturbed call always reaches.
    private struct Path {
        var target: UInt16
        var rule: Int
    }

    /// - Parameter quality: by target, the column of `layout` that holds how good its answers are; nil for none.
    package init?(plan: Plan, layout: TraceLayout, quality: [String?] = []) {
        guard plan.columns != nil, plan.onlyRoutes, plan.allows.isEmpty,
            plan.rules.count < Int(ColumnRules.noRule), !RequestBinding(plan: plan, layout: layout).knowsPrefixes
        else { return nil }
        var attributes: [Column] = []
        var prompt = Column.constant(0)
        let output = layout.numberSlot(TrafficColumn.output).map { Column.number(slot: $0) }
        var cap: Column?
        for attribute in plan.attributes {
            let name = plan.strings.text(attribute.name)
            let column: Column
            switch attribute.kind {
            case .string, .bool, .enumeration:
                guard let slot = layout.symbolSlot(name) else {
                    guard let value = attribute.defaultValue else { return nil }
                    column = .constant(value)
                    break
                }
                column = .symbol(slot: slot)
            default:
                guard let slot = layout.numberSlot(name) else {
                    guard let value = attribute.defaultValue else { return nil }
                    column = .constant(value)
                    break
                }
                column = .number(slot: slot)
            }
            attributes.append(column)
            switch attribute.role {
            case .prompt: prompt = column
            case .maxOutput: cap = column
            // Priced items are rare: the engine counts them.
            case .images, .audio, .toolCalls: return nil
            case .none, .cachedPrefix, .deadline: break
            }
        }
        var feeds: [Feed] = []
        var columns = [FeatureColumn](repeating: .constant(0), count: plan.features.count)
        let tested = Set(plan.columns.map { $0.predicates.map { Int($0.feature) } } ?? []).sorted()
        for feature in tested {
            guard feature < plan.features.count, case .attribute(let index) = plan.features[feature] else { return nil }
            let attribute = plan.attributes[Int(index)]
            let ceiling = attribute.kind == .string ? attribute.otherSymbol : .max
            switch attributes[Int(index)] {
            case .constant(let value): columns[feature] = .constant(min(value, ceiling))
            case .number: columns[feature] = .wide([])
            case .symbol: columns[feature] = .symbols([])
            }
            feeds.append(Feed(feature: feature, column: attributes[Int(index)], ceiling: ceiling))
        }
        var paths: [Path] = []
        for (index, rule) in plan.rules.enumerated() {
            let chain = plan.chains[Int(rule.chain)]
            guard chain.count > 0, case .target(let target) = plan.candidates[Int(chain.start)] else { return nil }
            paths.append(Path(target: target, rule: index))
        }
        guard let cells = CellColumns.make(plan, attributes) else { return nil }
        self.cells = plan.attributions.isEmpty ? nil : cells
        self.plan = plan
        self.columns = columns
        self.feeds = feeds
        self.paths = paths
        let slots = QualityColumns(quality, layout).slots
        grades = slots.isEmpty ? [] : paths.map { slots[Int($0.target)] }
        graded = [(Int64, Int128)](repeating: (0, 0), count: grades.count)
        self.prompt = prompt
        self.output = output ?? cap ?? .constant(0)
        self.cap = output == nil ? nil : cap
        steps = TokenSums.steps(of: plan.targets)
        matcher = ColumnMatcher(matcher: plan.matcher, columns: plan.columns, featureCount: plan.features.count)
        rules = []
        sums = [SIMD4<Int64>](repeating: .zero, count: Self.turns * paths.count * (steps.count + 1))
        cellSums = [TokenSums.Part](
            repeating: TokenSums.Part(),
            count: plan.attributions.isEmpty ? 0 : cells.count * plan.targets.count * (steps.count + 1))
    }

    package mutating func replay(_ chunk: TraceChunk) throws(ColumnError) {
        guard chunk.count > 0 else { return }
        let count = chunk.count
        if rules.count < chunk.capacity { rules = [UInt16](repeating: 0, count: chunk.capacity) }
        for feed in feeds { fill(feed, from: chunk) }
        try match(count)
        if first == nil { first = chunk.times[0] }
        last = max(last, chunk.times[count - 1])
        rows += Int64(count)
        if case .number(let prompt) = prompt, case .number(let output) = output, cells == nil, grades.isEmpty {
            switch cap {
            case nil: return sum(chunk, prompt, output, cap: .max)
            case .constant(let most)?: return sum(chunk, prompt, output, cap: most)
            case .number(let slot)?: return sum(chunk, prompt, output, capSlot: slot)
            case .symbol?: break
            }
        }
        sumRows(chunk)
    }

    /// Columns of numbers, and nothing else to look at: what nearly all traffic is.
    private mutating func sum(_ chunk: TraceChunk, _ prompt: Int, _ output: Int, cap: Int64) {
        let (count, capacity) = (chunk.count, chunk.capacity)
        let prompts = chunk.numbers.span.extracting(prompt * capacity..<prompt * capacity + count)
        let outputs = chunk.numbers.span.extracting(output * capacity..<output * capacity + count)
        var own: [SIMD4<Int64>] = []
        swap(&own, &sums)
        Self.sum(rules.span, steps.span, into: &own, count) { (prompts[$0], min(outputs[$0], cap)) }
        swap(&own, &sums)
    }

    private mutating func sum(_ chunk: TraceChunk, _ prompt: Int, _ output: Int, capSlot cap: Int) {
        let (count, capacity) = (chunk.count, chunk.capacity)
        let prompts = chunk.numbers.span.extracting(prompt * capacity..<prompt * capacity + count)
        let outputs = chunk.numbers.span.extracting(output * capacity..<output * capacity + count)
        let caps = chunk.numbers.span.extracting(cap * capacity..<cap * capacity + count)
        var own: [SIMD4<Int64>] = []
        swap(&own, &sums)
        Self.sum(rules.span, steps.span, into: &own, count) { (prompts[$0], min(outputs[$0], caps[$0])) }
        swap(&own, &sums)
    }

    @inline(__always)
    private static func sum(
        _ rules: Span<UInt16>, _ steps: Span<Int64>, into sums: inout [SIMD4<Int64>], _ count: Int,
        _ tokens: (Int) -> (prompt: Int64, output: Int64)
    ) {
        let parts = steps.count + 1
        var sums = sums.mutableSpan
        for row in 0..<count {
            let (prompt, output) = tokens(row)
            var part = 0
            while part < steps.count, prompt > steps[part] { part += 1 }
            sums[(Int(rules[row]) &* parts &+ part) &* turns &+ row & (turns - 1)] &+= SIMD4(1, prompt, output, 0)
        }
    }

    private mutating func sumRows(_ chunk: TraceChunk) {
        let parts = steps.count + 1
        for row in 0..<chunk.count {
            let rule = Int(rules[row])
            let promptTokens = value(prompt, row, chunk)
            var outputTokens = value(output, row, chunk)
            if let cap { outputTokens = min(outputTokens, value(cap, row, chunk)) }
            var part = 0
            while part < steps.count, promptTokens > steps[part] { part += 1 }
            sums[(rule &* parts &+ part) &* Self.turns] &+= SIMD4(1, promptTokens, outputTokens, 0)
            if !grades.isEmpty { grade(rule, row, chunk) }
            guard let cells else { continue }
            let cell = cells.cell(row, chunk)
            let place = (cell &* plan.targets.count &+ Int(paths[rule].target)) &* parts &+ part
            cellSums[place].requests &+= 1
            cellSums[place].prompt &+= promptTokens
            cellSums[place].output &+= outputTokens
        }
    }

    private mutating func grade(_ path: Int, _ row: Int, _ chunk: TraceChunk) {
        guard grades[path] >= 0 else { return }
        let quality = chunk.numbers[grades[path] &* chunk.capacity &+ row]
        guard quality >= 0 else { return }
        graded[path].count &+= 1
        graded[path].sum &+= Int128(quality)
    }

    private mutating func match(_ count: Int) throws(ColumnError) {
        var found: [UInt16] = []
        swap(&found, &rules)
        defer { swap(&found, &rules) }
        var answers = found.mutableSpan
        try matcher.match(columns, rows: 0..<count, into: &answers)
    }

    private mutating func fill(_ feed: Feed, from chunk: TraceChunk) {
        switch feed.column {
        case .constant:
            return
        case .number(let slot):
            guard case .wide(var values) = columns[feed.feature] else { return }
            columns[feed.feature] = .constant(0)
            let base = slot * chunk.capacity
            if values.count != chunk.capacity { values = [Int64](repeating: 0, count: chunk.capacity) }
            for row in 0..<chunk.count { values[row] = chunk.numbers[base &+ row] }
            columns[feed.feature] = .wide(values)
        case .symbol(let slot):
            guard case .symbols(var values) = columns[feed.feature] else { return }
            columns[feed.feature] = .constant(0)
            let base = slot * chunk.capacity
            if values.count != chunk.capacity { values = [UInt32](repeating: 0, count: chunk.capacity) }
            let ceiling = UInt32(clamping: feed.ceiling)
            for row in 0..<chunk.count { values[row] = min(chunk.symbols[base &+ row], ceiling) }
            columns[feed.feature] = .symbols(values)
        }
    }

    @inline(__always)
    private func value(_ column: Column, _ row: Int, _ chunk: TraceChunk) -> Int64 {
        switch column {
        case .number(let slot): chunk.numbers[slot &* chunk.capacity &+ row]
        case .symbol(let slot): Int64(chunk.symbols[slot &* chunk.capacity &+ row])
        case .constant(let value): value
        }
    }

    // MARK: Figures

    /// What was counted so far. Nil where a price is missing that the traffic needs; the engine then charges the dearest beside it.
    package func tally(_ source: TraceSource) -> ReplayTally? {
        var tally = ReplayTally(plan: plan)
        tally.requests = rows
        tally.first = first.map { Instant(nanoseconds: $0) }
        tally.last = first == nil ? nil : Instant(nanoseconds: last)
        let parts = steps.count + 1
        for (index, path) in paths.enumerated() {
            var taken = TokenSums(steps: steps)
            for part in 0..<parts {
                for turn in 0..<Self.turns {
                    let sum = sums[(index * parts + part) * Self.turns + turn]
                    taken.add(TokenSums.Part(requests: sum[0], prompt: sum[1], output: sum[2]), to: part)
                }
            }
            tally.offered.add(taken)
            guard var answered = answered(taken, path.target) else { return nil }
            if !grades.isEmpty { (answered.graded, answered.quality) = graded[index] }
            tally.byTarget[Int(path.target)].add(answered)
            tally.byRule[path.rule].add(answered)
        }
        if let cells {
            guard let attribution = attribution(cells, source) else { return nil }
            tally.attributions = [attribution]
        }
        return tally
    }

    private func answered(_ taken: TokenSums, _ target: UInt16) -> ReplayTally.Answered? {
        let total = taken.total
        let cost: Money
        if plan.targets[Int(target)].isSelfHosted {
            cost = .zero
        } else {
            guard let listed = taken.cost(plan.targets[Int(target)].prices) else { return nil }
            cost = listed
        }
        return .init(requests: total.requests, prompt: total.prompt, output: total.output, cost: cost.pico)
    }

    private func attribution(_ columns: CellColumns, _ source: TraceSource) -> ReplayTally.Attribution? {
        let parts = steps.count + 1
        var cells: [ReplayTally.Attribution.Cell] = []
        for cell in 0..<columns.count {
            var sum = ReplayTally.Answered()
            var offered = TokenSums(steps: steps)
            for target in plan.targets.indices {
                var taken = TokenSums(steps: steps)
                for part in 0..<parts {
                    taken.add(cellSums[(cell * plan.targets.count + target) * parts + part], to: part)
                }
                guard let answered = answered(taken, UInt16(truncatingIfNeeded: target)) else { return nil }
                sum.add(answered)
                offered.add(taken)
            }
            guard sum.requests > 0 else { continue }
            cells.append(
                .init(
                    values: columns.texts(of: cell, plan, source), answered: sum, cachedAnswers: 0,
                    offered: offered))
        }
        return .init(attributes: columns.names(plan), cells: cells.dearestFirst())
    }
}

extension Plan {
    /// Whether a decision depends on the request alone: no state, no time, nothing that changes the call.
    fileprivate var onlyRoutes: Bool {
        budgets.isEmpty && caches.isEmpty && switches.isEmpty && rollouts.isEmpty && affinities.isEmpty
            && shapes.isEmpty && commitments.isEmpty && limits.isEmpty && batches.isEmpty && shadows.isEmpty
            && alerts.isEmpty && gathers.isEmpty && targets.allSatisfy(\.operation.isAlwaysUsable)
            && pools.allSatisfy { $0.suspendStart == nil && $0.suspendDays == PlanPool.everyDay }
    }
}

extension PlanOperation {
    fileprivate var isAlwaysUsable: Bool { within == 0 && cooldown == 0 && accuracyFloor == nil }
}
