import ScrimpCatalog
import ScrimpPlan
import ScrimpQuantities
import ScrimpSemantics

extension Simulation {
    /// What the report says unasked: whatever would mislead a reader who only sees the total.
    func findings(_ result: SimulationResult) -> [SimulationResult.Finding] {
        var findings: [SimulationResult.Finding] = []
        if let finding = billFinding(result) { findings.append(finding) }
        findings += dearerRules(result)
        if let finding = simplerPolicy(result) { findings.append(finding) }
        if let finding = neverPaysBack(result) { findings.append(finding) }
        findings += fullPools(result)
        if let finding = refused(result) { findings.append(finding) }
        if let finding = unpricedPools(result) { findings.append(finding) }
        findings += poolFindings()
        findings += trainingFindings(result)
        if let finding = notReplayed() { findings.append(finding) }
        if result.traffic.badRows > 0 {
            findings.append(
                .init(
                    kind: .badRows,
                    text: "\(result.traffic.badRows.grouped) rows of the trace could not be read and are left out"))
        }
        if result.traffic.backwardTimes > 0 {
            findings.append(
                .init(
                    kind: .backwardTimes,
                    text:
                        "\(result.traffic.backwardTimes.grouped) rows come earlier than a row before them; they are taken as "
                        + "coming at the latest time seen"))
        }
        return findings
    }

    private func billFinding(_ result: SimulationResult) -> SimulationResult.Finding? {
        guard let baseline = result.baseline, let found = baseline.reconciliation,
            !(900...1_100).contains(found.factorThousandths)
        else {
            return nil
        }
        let listed = found.listCost.shown
        return .init(
            kind: .billNotReconciled,
            text:
                "the stated bill of \(baseline.cost.shown) cannot be reconciled with list prices: this traffic on "
                + "\(found.model) costs \(listed), and the bill is \(found.factorThousandths.asFactor) times that")
    }

    /// Rules whose traffic costs more than it would on the cheapest model that the policy names, where that model is not
    /// what the baseline pays for: the rule raises the cost against the baseline.
    private func dearerRules(_ result: SimulationResult) -> [SimulationResult.Finding] {
        guard let field = scenario.fields["baseline"], case .choice(let choice) = field.value,
            case .name(_, let index, let name)? = choice.arguments["on"]?.value, !plan.targets[index].isSelfHosted
        else { return [] }
        return result.policy.byRule.indices.compactMap { rule in
            let answered = result.policy.byRule[rule]
            guard answered.requests > 0, let same = listCost(answered, plan.targets[index].prices),
                answered.cost > same.pico
            else {
                return nil
            }
            let cost = Money(pico: answered.cost)
            return .init(
                kind: .dearerRule,
                text:
                    "the rule on line \(result.names.ruleLines[rule]) raises the cost: its \(answered.requests.grouped) requests cost "
                    + "\(cost.shown), and \(same.shown) on \(name)")
        }
    }

    /// Cost of what a rule answered on another model; nil where its price has steps, which sums per rule cannot tell apart.
    private func listCost(_ answered: ReplayTally.Answered, _ prices: PlanPrices) -> Money? {
        guard prices.longContext.isEmpty else { return nil }
        var sums = TokenSums(steps: [])
        sums.add(.init(requests: answered.requests, prompt: answered.prompt, output: answered.output), to: 0)
        return sums.cost(prices)
    }

    private func refused(_ result: SimulationResult) -> SimulationResult.Finding? {
        let refused = result.policy.refused.total.requests
        guard refused > 0 else { return nil }
        let worth = result.alternatives.first.flatMap { cheapest in
            plan.targets.indices.first { result.names.targets[$0] == cheapest.model }.flatMap {
                result.policy.refused.cost(plan.targets[$0].prices)
            }
        }
        return .init(
            kind: .refusedTraffic,
            text: "\(refused.grouped) of \(result.policy.requests.grouped) requests were refused"
                + (worth.map { "; answering them would have cost at least \($0.shown)" } ?? "")
                + ", so that part of the saving is service not given")
    }

    private func unpricedPools(_ result: SimulationResult) -> SimulationResult.Finding? {
        let used = plan.targets.indices.filter {
            plan.targets[$0].isSelfHosted && result.policy.byTarget[$0].requests > 0 && !isPriced($0, result)
        }
        guard !used.isEmpty else { return nil }
        let names = used.map { result.names.targets[$0] }.joined(separator: ", ")
        let requests = used.reduce(0) { $0 + result.policy.byTarget[$1].requests }
        return .init(
            kind: .unpricedPool,
            text:
                "\(requests.grouped) requests went to \(names), which is paid by the hour that its pool is held; what that costs is "
                + "not known, and not in these figures")
    }

    /// Whether the hours of a self-hosted target's pool are in the cost.
    private func isPriced(_ target: Int, _ result: SimulationResult) -> Bool {
        guard let pool = plan.targets[target].operation.pool else { return false }
        return result.capacity.contains { $0.kind == .pool && $0.index == Int(pool) }
    }

    private func poolFindings() -> [SimulationResult.Finding] {
        fleet.findings.map { .init(kind: .pool, text: "\($0.message): \($0.help)") }
    }

    /// What the policy says and no replay shows: a trace has no embeddings, and says neither what belongs together nor what a
    /// shorter prompt would have been.
    private func notReplayed() -> SimulationResult.Finding? {
        func names(_ kind: String, _ ids: [StringID]) -> [String] { ids.map { "\(kind) \(plan.strings.text($0))" } }
        var parts = names("limit", plan.limits.filter { $0.concurrency != nil && !hasTimes($0.targets) }.map(\.name))
            .map {
                $0 + " (concurrency: none of its models has a `latency`)"
            }
        parts += names("gather", plan.gathers.map(\.name))
        parts += names("cache", plan.caches.filter { $0.match != .exact }.map(\.name))
        parts += names("shape", plan.shapes.filter(\.isExpectedToSave).map(\.name)).map { $0 + " (what it saves)" }
        if !knowsPrefixes {
            parts += names("model", plan.targets.filter { $0.prefixCache > 0 }.map(\.name)).map {
                $0 + " (prefix_cache)"
            }
        }
        guard !parts.isEmpty else { return nil }
        return .init(
            kind: .notReplayed,
            text: "not in these figures, because the traffic does not say what they would need: "
                + parts.joined(separator: ", "))
    }

    /// Whether calls to any of the targets take time.
    private func hasTimes(_ targets: TargetSet) -> Bool {
        plan.targets.indices.contains { target in
            targets.contains(UInt16(truncatingIfNeeded: target)) && takesTime(target)
        }
    }

    private func takesTime(_ target: Int) -> Bool {
        let operation = plan.targets[target].operation
        return isServed(target) || operation.firstToken > 0 || operation.perToken > 0
    }

    /// Whether it is known what the hardware of a target can do.
    private func isServed(_ target: Int) -> Bool {
        guard let pool = plan.targets[target].operation.pool.map({ Int($0) }), pool < pools.count else { return false }
        return pools[pool]?.models.contains { $0.target == target } == true
    }

    /// Whether the traffic says which prompts begin alike.
    private var knowsPrefixes: Bool {
        RequestBinding(plan: plan, layout: TraceLayout(symbols: traffic.columnNames)).knowsPrefixes
            || RequestBinding(plan: plan, layout: TraceLayout(numbers: traffic.columnNames)).knowsPrefixes
    }

    /// Models whose calls take no time in a replay in which others do.
    private func timeless() -> [SimulationResult.Assumption] {
        let options = EventOptions(pools: pools, outages: Outage.all(of: scenario, plan))
        guard way == .events || way == .fastest && EventReplay.isNeeded(for: plan, options) else { return [] }
        var list: [SimulationResult.Assumption] = []
        for target in plan.targets.indices where !isServed(target) {
            list.append(
                .init(
                    subject: "time that \(plan.strings.text(plan.targets[target].name)) takes",
                    value: takesTime(target) ? "always its `latency` at p95" : "none", source: .assumed))
        }
        if !options.outages.isEmpty {
            list.append(
                .init(
                    subject: "outages", value: "exponential times between and during them; calls fail at once",
                    source: .assumed))
        }
        for (pool, capacity) in pools.enumerated() {
            guard let capacity, pool < plan.pools.count else { continue }
            let name = plan.strings.text(plan.pools[pool].name)
            if case .spot = capacity.market {
                list.append(
                    .init(
                        subject: "spot hardware of \(name)",
                        value: "away for \(options.spotAbsence / 60_000_000_000) min after an interruption",
                        source: .assumed))
            }
            if capacity.scaling != .fixed {
                list.append(
                    .init(
                        subject: "scaling of \(name)",
                        value:
                            "looked at every \(options.look / 1_000_000_000) s, and down after \(options.stabilization / 60_000_000_000) min",
                        source: .assumed))
            }
        }
        return list
    }

    // MARK: Assumptions

    func assumptions() -> [SimulationResult.Assumption] {
        var list: [SimulationResult.Assumption] = []
        for (index, model) in policy.models.enumerated() where !plan.targets[index].isSelfHosted {
            let source: String
            if model.prices?.provenance == .catalog, let entry = model.catalogModel {
                source = "\(entry.source), \(entry.asOf.isoText)"
            } else {
                source = "the policy"
            }
            list.append(.init(subject: "prices of \(model.name) (\(model.identity))", value: source, source: .given))
        }
        switch traffic.kind {
        case .trace(let spec): list.append(.init(subject: "requests", value: spec.path.lastPart, source: .measured))
        case .workload:
            list.append(
                .init(subject: "requests", value: "made up from the scenario, seed \(traffic.seed)", source: .assumed))
        }
        if !traffic.hasOutput {
            list.append(.init(subject: "tokens answered", value: "as many as `max_output` allows", source: .assumed))
        }
        for name in traffic.assumed {
            list.append(.init(subject: name, value: "filled in by the scenario", source: .assumed))
        }
        for graded in scenario.economy.quality {
            list.append(
                .init(
                    subject: "quality of \(policy.models[graded.model].name)", value: "column \(graded.column)",
                    source: .measured))
        }
        if knowsPrefixes {
            list.append(
                .init(
                    subject: "prompts", value: "`cached_prefix` read where the model still holds it, else written",
                    source: .assumed))
        } else {
            list.append(.init(subject: "prompts", value: "priced as uncached", source: .assumed))
        }
        list += trainingAssumptions()
        list += timeless()
        list += fleet.pools.flatMap(\.provenance)
        return list
    }
}

extension PlanShape {
    /// Whether it makes calls cheaper by more than its cap on the output.
    fileprivate var isExpectedToSave: Bool {
        compression != nil || context != nil || stopEarly != .never || bundle != nil
    }
}

extension String {
    fileprivate var lastPart: String { split(separator: "/").last.map(String.init) ?? self }
}

extension Money {
    /// Cents, or for less than a dollar millionths.
    var shown: String { formatted(decimals: pico.magnitude < UInt128(Money.picoPerDollar) ? 6 : 2) }
}

extension Int64 {
    /// `8,819`
    package var grouped: String {
        var digits = Array(String(magnitude).utf8)
        var position = digits.count - 3
        while position > 0 {
            digits.insert(UInt8(ascii: ","), at: position)
            position -= 3
        }
        return (self < 0 ? "-" : "") + String(decoding: digits, as: UTF8.self)
    }

    /// Thousandths as a factor of three significant digits or so: `96.7`, `0.412`.
    package var asFactor: String {
        self >= 100_000
            ? ((self + 500) / 1_000).grouped : self >= 10_000 ? ((self + 50) / 100).asTenths : decimal(places: 3)
    }

    /// Thousandths of one, as percent with one decimal: 884 → `88.4`.
    package var asTenths: String { decimal(places: 1) }

    /// The number divided by a power of ten.
    package func decimal(places: Int) -> String {
        var scale: UInt64 = 1
        for _ in 0..<places { scale *= 10 }
        let fraction = String(magnitude % scale)
        let padded = String(repeating: "0", count: places - fraction.utf8.count) + fraction
        return (self < 0 ? "-" : "") + Int64(clamping: magnitude / scale).grouped + "." + padded
    }
}
