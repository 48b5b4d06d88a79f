package import ScrimpDiagnostics
package import ScrimpPlan
package import ScrimpQuantities
package import ScrimpSemantics

/// Traffic as a scenario declares it, ready to be opened as often as it is replayed.
package struct ScenarioTraffic {
    package enum Kind {
        case trace(TraceSpec)
        case workload(WorkloadSpec)
    }

    package let kind: Kind
    package let fills: [FillSpec]
    package let seed: UInt64
    /// Length of a workload as declared; that of a trace is from its first to its last request.
    package let declaredDuration: Int64?
    package let start: Instant?
    package let location: SourceLocation
    /// Attributes that the trace lacks and the scenario fills, for the table of assumptions.
    package let assumed: [String]
    /// What `output` stands on: nil where the traffic has none and the cap of each call is taken.
    package let hasOutput: Bool
    /// Attributes, and what else has a column.
    package let columnNames: [String]
    /// By target: the column that holds how good its answers are.
    package let quality: [String?]

    /// - Parameter folder: where the files of the scenario are seen from; empty or with its final slash.
    /// - Parameter graded: which columns hold how good the answers of this policy's models are.
    package init(
        _ scenario: Scenario, policy: Policy, plan: Plan, folder: String, strict: Bool,
        graded: [ScenarioEconomy.QualityColumn]
    ) throws(SimulationError) {
        guard let traffic = scenario.fields["traffic"], case .choice(let choice) = traffic.value else {
            throw SimulationError(.traceDeclaration, "the scenario has no traffic", at: scenario.location)
        }
        location = traffic.origin
        var seed: UInt64 = 1
        if case .amount(let value)? = scenario.fields["seed"]?.value { seed = UInt64(clamping: value.value.rounded) }
        self.seed = seed
        let builder = ColumnBuilder(policy: policy, plan: plan, location: traffic.origin)
        var fills: [FillSpec] = []
        if case .named(let entries)? = scenario.fields["fill"]?.value {
            for (name, value) in entries {
                guard case .fill(let fill) = value.value else { continue }
                fills.append(try builder.fill(name, fill, at: value.origin))
            }
        }
        assumed = fills.map(\.attribute)
        if choice.word == "trace" {
            var spec = try builder.trace(choice, folder: folder, strict: strict)
            spec.columns += builder.quality(graded)
            kind = .trace(spec)
            declaredDuration = nil
            start = nil
            self.fills = fills
        } else {
            guard graded.isEmpty else {
                throw SimulationError(
                    .traceDeclaration, "made-up traffic has no column of recorded quality",
                    at: scenario.fields["quality"]?.origin ?? traffic.origin,
                    help: "leave `quality` out, or replay a trace that has the columns")
            }
            let (spec, duration) = try builder.workload(choice, seed: seed, fills: fills)
            kind = .workload(spec)
            declaredDuration = duration
            start = spec.start
            self.fills = []
        }
        let names: [String] =
            switch kind {
            case .trace(let spec): spec.columns.map(\.attribute) + fills.map(\.attribute)
            case .workload(let spec): spec.columns.map(\.attribute)
            }
        columnNames = names
        quality = plan.targets.indices.map { target in
            graded.last { $0.model == target }.map { TrafficColumn.quality($0.column) }
        }
        hasOutput = names.contains(TrafficColumn.output)
        try Self.requireAll(names, policy, plan, at: traffic.origin)
    }

    /// The rows of a ledger, whose columns are called as what they hold. What it lacks, the scenario's `fill` makes up.
    package init(
        ledger path: String, _ scenario: Scenario, policy: Policy, plan: Plan, strict: Bool
    ) throws(SimulationError) {
        location = scenario.location
        var seed: UInt64 = 1
        if case .amount(let value)? = scenario.fields["seed"]?.value { seed = UInt64(clamping: value.value.rounded) }
        self.seed = seed
        let builder = ColumnBuilder(policy: policy, plan: plan, location: scenario.location)
        let spec: TraceSpec
        do throws(TraceError) {
            spec = try LedgerReading.spec(path, plan, strict: strict) { builder.role(of: $0, .seconds) }
        } catch {
            throw SimulationError(error, at: scenario.location)
        }
        var names = spec.columns.map(\.attribute)
        var fills: [FillSpec] = []
        if case .named(let entries)? = scenario.fields["fill"]?.value {
            for (name, value) in entries where !names.contains(name) {
                guard case .fill(let fill) = value.value else { continue }
                fills.append(try builder.fill(name, fill, at: value.origin))
            }
        }
        names += fills.map(\.attribute)
        kind = .trace(spec)
        self.fills = fills
        assumed = fills.map(\.attribute)
        declaredDuration = nil
        start = nil
        columnNames = names
        quality = plan.targets.map { _ in nil }
        hasOutput = names.contains(TrafficColumn.output)
        try Self.requireAll(names, policy, plan, at: scenario.location)
    }

    private static func requireAll(
        _ names: [String], _ policy: Policy, _ plan: Plan, at location: SourceLocation
    ) throws(SimulationError) {
        let missing = plan.attributes.indices.filter { plan.attributes[$0].defaultValue == nil }.map {
            policy.attributes[$0].name
        }
        .filter { !names.contains($0) }
        guard let first = missing.first else { return }
        let list = missing.map { "`\($0)`" }.joined(separator: ", ")
        throw SimulationError(
            .attributeWithoutValues, "the traffic has no \(list)", at: location,
            help:
                "name its column (`\(first): \"…\"`), fill it (`fill: { \(first): … }`), or give it a default in the request block"
        )
    }

    /// Opens the traffic from its start.
    package func open(chunkRows: Int = 4_096) throws(SimulationError) -> TraceSource {
        do throws(TraceError) {
            switch kind {
            case .trace(let spec): return try TraceSource(file: spec, fills: fills, seed: seed, chunkRows: chunkRows)
            case .workload(let spec): return try TraceSource(workload: spec, chunkRows: chunkRows)
            }
        } catch {
            throw SimulationError(error, at: location)
        }
    }

    /// In words: `trace march.csv`, `workload of 600000 requests`.
    package var description: String {
        switch kind {
        case .trace(let spec): "trace \(spec.path.split(separator: "/").last.map(String.init) ?? spec.path)"
        case .workload: "made-up workload, seed \(seed)"
        }
    }
}
