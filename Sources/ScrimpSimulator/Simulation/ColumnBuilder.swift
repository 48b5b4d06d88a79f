import ScrimpDiagnostics
import ScrimpPlan
import ScrimpQuantities
import ScrimpSemantics

/// Turns the declared columns and fills of a scenario into those of a trace or workload, by the policy's attributes.
struct ColumnBuilder {
    let policy: Policy
    let plan: Plan
    let location: SourceLocation

    // MARK: Traces

    func trace(_ choice: Choice, folder: String, strict: Bool) throws(SimulationError) -> TraceSpec {
        func text(_ name: String) -> String? {
            if case .text(let text)? = choice.arguments[name]?.value { return text }
            return nil
        }
        func word(_ name: String) -> String? {
            if case .choice(let chosen)? = choice.arguments[name]?.value { return chosen.word }
            return nil
        }
        let isUnitGiven = choice.arguments["time_unit"]?.provenance == .given
        let unit: TimeFormat.UnixUnit =
            switch word("time_unit") {
            case "milliseconds": .milliseconds
            case "microseconds": .microseconds
            case "nanoseconds": .nanoseconds
            default: .seconds
            }
        var columns = [TraceColumn(text("time") ?? "time", "time", .time(isUnitGiven ? .unix(unit) : .detected))]
        if let output = text("output") { columns.append(TraceColumn(output, TrafficColumn.output, .number(.count))) }
        if let content = text("content") {
            columns.append(TraceColumn(content, TrafficColumn.content, .string(literals: [])))
        }
        for (name, value) in choice.rest {
            guard let name, case .text(let column) = value.value else { continue }
            let index = try attribute(name, at: value.origin)
            columns.append(TraceColumn(column, name, role(of: index, unit)))
        }
        let format: TraceSpec.Format =
            switch word("format") {
            case "csv": .csv
            case "json_lines": .jsonLines
            default: .detected
            }
        let file = text("file") ?? ""
        let path = file.utf8.first == UInt8(ascii: "/") ? file : folder + file
        return TraceSpec(path: path, format: format, columns: columns, strict: strict)
    }

    /// Several models may share a column: it is read once.
    func quality(_ graded: [ScenarioEconomy.QualityColumn]) -> [TraceColumn] {
        var columns: [String] = []
        for graded in graded where !columns.contains(graded.column) { columns.append(graded.column) }
        return columns.map { TraceColumn($0, TrafficColumn.quality($0), .quality) }
    }

    private func attribute(_ name: String, at location: SourceLocation) throws(SimulationError) -> Int {
        if let index = policy.attributes.firstIndex(where: { $0.name == name }) { return index }
        let close = suggest(name, among: policy.attributes.map(\.name) + ["time", "output", "content"])
        throw SimulationError(
            .traceDeclaration, "`\(name)` is no attribute of the request", at: location,
            help: close.map { "did you mean `\($0)`?" })
    }

    /// How the values of an attribute stand in a file.
    func role(of index: Int, _ unit: TimeFormat.UnixUnit) -> TraceColumn.Role {
        let attribute = plan.attributes[index]
        let range = attribute.lower...max(attribute.lower, attribute.upper)
        switch policy.attributes[index].kind {
        case .string: return .string(literals: literals(index))
        case .bool: return .boolean
        case .enumeration(let cases): return .enumeration(cases)
        case .ratio: return .number(.ratio)
        case .money: return .number(.dollars)
        case .duration: return .number(.duration(unitNanoseconds: unit.rawValue))
        case .int, .tokens, .count, .bytes:
            return .number(NumberFormat(range: range, missing: attribute.defaultValue))
        }
    }

    private func literals(_ index: Int) -> [[UInt8]] { plan.attributes[index].literals.map { Array(plan.strings[$0]) } }

    // MARK: Fills

    func fill(_ name: String, _ fill: Fill, at location: SourceLocation) throws(SimulationError) -> FillSpec {
        if let index = policy.attributes.firstIndex(where: { $0.name == name }) {
            return FillSpec(name, kind(of: index), try source(fill, scale: scale(of: index), at: location))
        }
        if name == TrafficColumn.content {
            return FillSpec(name, .string(literals: []), try source(fill, scale: 1, at: location))
        }
        return FillSpec(name, .number(range: 0...Int64.max), try source(fill, scale: 1, at: location))
    }

    private func kind(of index: Int) -> FillSpec.Kind {
        let attribute = plan.attributes[index]
        switch policy.attributes[index].kind {
        case .string: return .string(literals: literals(index))
        case .bool: return .boolean
        case .enumeration(let cases): return .enumeration(cases)
        default: return .number(range: attribute.lower...max(attribute.lower, attribute.upper))
        }
    }

    /// Base units of a request per base unit of a quantity.
    private func scale(of index: Int) -> Int128 {
        switch policy.attributes[index].kind {
        case .ratio: Int128(PlanAttribute.ratioScale)
        case .money: Money.picoPerDollar
        default: 1
        }
    }

    private func source(_ fill: Fill, scale: Int128, at location: SourceLocation) throws(SimulationError)
        -> FillSpec.Source
    {
        switch fill {
        case .constant(let expression):
            switch expression.kind {
            case .quantity(let quantity):
                guard let value = quantity.value.multiplied(by: Rational(whole: scale)),
                    let whole = Int64(exactly: value.rounded)
                else {
                    throw SimulationError(.traceDeclaration, "this value is too large", at: location)
                }
                return .constant(whole)
            case .text(let text): return .constantText(text)
            case .boolean(let value): return .constantText(value ? "true" : "false")
            case .enumerationCase(let index):
                guard case .enumeration(let attribute) = expression.type,
                    case .enumeration(let cases) = policy.attributes[attribute].kind
                else { break }
                return .constantText(cases[index])
            default: break
            }
            throw SimulationError(.traceDeclaration, "this is no value that can be filled in", at: location)
        case .weighted(let shares):
            return .choiceText(shares.map { ($0.value, $0.share.approximate) })
        case .zipf(let keys, let exponent):
            return .zipf(keys: Int(clamping: keys), exponent: exponent.approximate)
        case .distribution(let distribution):
            return .distribution(try Self.numbers(distribution, at: location), scale: Double(scale))
        }
    }

    /// A distribution over numbers of base units.
    static func numbers(_ distribution: ScrimpSemantics.Distribution, at location: SourceLocation)
        throws(SimulationError) -> Distribution
    {
        switch distribution {
        case .constant(let value): return .constant(value.value.approximate)
        case .uniform(let low, let high): return .uniform(low: low.value.approximate, high: high.value.approximate)
        case .triangular(let low, let mode, let high):
            return .triangular(low: low.value.approximate, mode: mode.value.approximate, high: high.value.approximate)
        case .pert(let low, let mode, let high):
            return .pert(low: low.value.approximate, mode: mode.value.approximate, high: high.value.approximate)
        case .normal(let mean, let deviation):
            return .normal(mean: mean.value.approximate, deviation: deviation.value.approximate)
        case .lognormal(let mean, let deviation):
            return .lognormal(mean: mean.value.approximate, deviation: deviation.value.approximate)
        case .empirical:
            throw SimulationError(
                .traceDeclaration, "values of a file cannot fill traffic", at: location,
                help: "add the file's values to the trace as a column")
        }
    }

    // MARK: Workloads

    func workload(_ choice: Choice, seed: UInt64, fills: [FillSpec]) throws(SimulationError) -> (WorkloadSpec, Int64) {
        func amount(_ name: String) -> Quantity? {
            if case .amount(let value)? = choice.arguments[name]?.value { return value }
            return nil
        }
        let duration = Int64(clamping: amount("duration")?.value.rounded ?? 0)
        let seconds = Double(duration) / 1e9
        var columns: [FillSpec] = []
        if case .fill(let output)? = choice.arguments["output"]?.value, let at = choice.arguments["output"]?.origin {
            columns.append(try fill(TrafficColumn.output, output, at: at))
        }
        if case .choice(let keys)? = choice.arguments["content"]?.value,
            case .amount(let count)? = keys.arguments["keys"]?.value,
            case .amount(let exponent)? = keys.arguments["exponent"]?.value
        {
            columns.append(
                FillSpec(
                    TrafficColumn.content, .string(literals: []),
                    .zipf(keys: Int(clamping: count.value.rounded), exponent: exponent.value.approximate)))
        }
        for (name, value) in choice.rest {
            guard let name, case .fill(let given) = value.value else { continue }
            _ = try attribute(name, at: value.origin)
            columns.append(try fill(name, given, at: value.origin))
        }
        for fill in fills {
            guard !columns.contains(where: { $0.attribute == fill.attribute }) else {
                throw SimulationError(
                    .traceDeclaration, "`\(fill.attribute)` is made up by the workload and by `fill`", at: location,
                    help: "leave out one of the two")
            }
            columns.append(fill)
        }
        let requests = amount("requests").map { Int64(clamping: $0.value.rounded) }
        let (rate, bursts) = try arrivals(choice, requests: requests, seconds: seconds)
        let offset = policy.settings.zone.offset(atSecond: start(choice).seconds)
        let spec = WorkloadSpec(
            seed: seed, start: start(choice),
            arrivals: .init(rate: rate, hours: try hours(choice), offsetSeconds: offset, bursts: bursts),
            extent: requests.map { .init(requests: $0) } ?? .init(nanoseconds: duration), columns: columns)
        return (spec, duration)
    }

    private func start(_ choice: Choice) -> Instant {
        guard case .text(let text)? = choice.arguments["start"]?.value, let date = CivilDate(isoText: text) else {
            return Instant(nanoseconds: 0)
        }
        let second = policy.settings.zone.startOfDay(date.daysSinceEpoch)
        return Instant(nanoseconds: 0).advanced(
            by: second.multipliedReportingOverflow(by: Instant.nanosecondsPerSecond).partialValue)
    }

    private func arrivals(
        _ choice: Choice, requests: Int64?, seconds: Double
    ) throws(SimulationError) -> (Double, WorkloadSpec.Bursts?) {
        guard case .choice(let arrivals)? = choice.arguments["arrivals"]?.value else { return (0, nil) }
        var declared: Double?
        if case .amount(let rate)? = arrivals.arguments["rate"]?.value { declared = rate.value.approximate * 1e9 }
        guard (declared == nil) != (requests == nil), seconds > 0 else {
            throw SimulationError(
                .workloadInvalid,
                declared == nil
                    ? "the workload does not say how many requests come"
                    : "the workload says twice how many requests come",
                at: location, help: "give either `requests` or a rate in `arrivals`")
        }
        let rate = declared ?? Double(requests ?? 0) / seconds
        guard arrivals.word == "bursty", case .amount(let factor)? = arrivals.arguments["factor"]?.value,
            case .amount(let share)? = arrivals.arguments["share"]?.value,
            case .amount(let length)? = arrivals.arguments["length"]?.value
        else { return (rate, nil) }
        let part = share.value.approximate
        guard part > 0, part < 1 else {
            throw SimulationError(.workloadInvalid, "the share of bursts lies between 0% and 100%", at: location)
        }
        let burst = length.value.approximate / 1e9
        return (rate, .init(factor: factor.value.approximate, meanBurst: burst, meanCalm: burst * (1 - part) / part))
    }

    /// 24 weights from the declared equal parts of the day.
    private func hours(_ choice: Choice) throws(SimulationError) -> [Double] {
        guard case .list(let parts)? = choice.arguments["daily"]?.value, !parts.isEmpty else { return [] }
        guard 24 % parts.count == 0 else {
            throw SimulationError(
                .workloadInvalid, "`daily` has \(parts.count) weights, and a day of 24 hours is not divided by that",
                at: location,
                help: "give 2, 3, 4, 6, 8, 12 or 24 weights")
        }
        return parts.flatMap { part -> [Double] in
            guard case .amount(let weight) = part.value else { return [] }
            return [Double](repeating: weight.value.approximate, count: 24 / parts.count)
        }
    }
}
