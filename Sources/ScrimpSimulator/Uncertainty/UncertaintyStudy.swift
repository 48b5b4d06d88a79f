import ScrimpDiagnostics
import ScrimpEconomics
import ScrimpQuantities
import ScrimpSemantics

/// Draws every uncertain number of a scenario, and follows the money for each draw: over the aggregates of one replay, so that
/// a draw is a few thousand multiplications.
struct UncertaintyStudy {
    static let draws = 10_000
    /// Points of the sequence by which the variance is taken apart.
    private static let points = 1_024

    let model: ProjectionModel
    private let samplers: [Sampler]
    private let correlation: Correlation
    let seed: UInt64

    /// - Parameter folder: where files of measured values are seen from.
    init(_ model: ProjectionModel, seed: UInt64, folder: String) throws(SimulationError) {
        self.model = model
        self.seed = seed
        var samplers: [Sampler] = []
        for uncertain in model.economy.uncertain {
            samplers.append(try Self.sampler(uncertain, folder: folder))
        }
        self.samplers = samplers
        let pairs = model.economy.correlated.map {
            Correlation.Pair(first: $0.first, second: $0.second, rank: $0.correlation.approximate)
        }
        do throws(Correlation.Defect) {
            correlation = try pairs.isEmpty ? .none : Correlation(pairs)
        } catch {
            throw Self.described(error, model.economy)
        }
    }

    func run(threads: Int) throws(SimulationError) -> Uncertainty {
        let model = model
        let months = model.months
        let study: MonteCarlo
        do throws(MonteCarlo.Defect) {
            study = try MonteCarlo(samplers: samplers, correlation: correlation, count: Self.draws, seed: seed)
        } catch {
            throw SimulationError(
                .outOfRange, "there are too many uncertain numbers",
                at: model.economy.uncertain.first?.location ?? SourceLocation(ByteRange(0, 0)))
        }
        let places = Places(months: months)
        let summaries = study.run(outcomes: places.count, threads: threads) { drawn, outcomes in
            let inputs = model.inputs(drawn)
            let course = model.course(inputs)
            var sum = -course.invested
            var (cost, baseline) = (0.0, 0.0)
            for month in 0..<months {
                let paid = course.cost(month)
                sum += course.baseline[month] - paid
                cost += paid
                baseline += course.baseline[month]
                outcomes[month] = paid
                outcomes[months + month] = sum
            }
            let flows = course.cashflow
            outcomes[places.saving] = baseline > 0 ? (baseline - cost - course.invested) / baseline : .nan
            outcomes[places.presentValue] = Cashflow.presentValue(flows, rate: inputs.discount) ?? .nan
            outcomes[places.payback] = Cashflow.payback(flows)?.interpolated ?? .infinity
            outcomes[places.accuracy] = model.accuracyDrop(inputs) ?? .nan
        }
        func band(_ place: Int) -> Uncertainty.Band {
            summaries[place].map { .init(low: $0.p10, middle: $0.p50, high: $0.p90) }
                ?? .init(low: .nan, middle: .nan, high: .nan)
        }
        return Uncertainty(
            draws: Self.draws, seed: seed, inputs: inputs(threads: threads),
            areCorrelated: !model.economy.correlated.isEmpty,
            cost: (0..<months).map { band($0) }, cumulative: (0..<months).map { band(months + $0) },
            saving: band(places.saving), presentValue: band(places.presentValue), payback: band(places.payback),
            lossChance: summaries[places.presentValue]?.shareBelowZero ?? 0,
            accuracyDrop: summaries[places.accuracy].map { .init(low: $0.p10, middle: $0.p50, high: $0.p90) })
    }

    /// Where each outcome of a draw stands: first the months' costs, then their running sums.
    private struct Places {
        let saving: Int
        let presentValue: Int
        let payback: Int
        let accuracy: Int
        var count: Int { accuracy + 1 }

        init(months: Int) {
            saving = 2 * months
            presentValue = saving + 1
            payback = saving + 2
            accuracy = saving + 3
        }
    }

    // MARK: What it stands on

    private func inputs(threads: Int) -> [Uncertainty.Input] {
        let model = model
        func presentValue(_ drawn: Span<Double>) -> Double {
            let inputs = model.inputs(drawn)
            return Cashflow.presentValue(model.course(inputs).cashflow, rate: inputs.discount) ?? .nan
        }
        let tornado = Tornado(samplers) { presentValue($0) }
        let indices = try? SobolIndices(samplers, points: Self.points, seed: seed, threads: threads) { drawn in
            let inputs = model.inputs(drawn)
            return Cashflow.presentValue(model.course(inputs).cashflow, rate: inputs.discount) ?? .nan
        }
        return tornado.bars.map { bar in
            let uncertain = model.economy.uncertain[bar.input]
            let (unit, scale) = uncertain.shown
            let middle = samplers[bar.input].quantile(0.5) ?? .nan
            return Uncertainty.Input(
                name: uncertain.name, unit: unit,
                band: .init(low: bar.lowInput * scale, middle: middle * scale, high: bar.highInput * scale),
                presentValue: (bar.low, bar.high), alone: indices?.first[bar.input], total: indices?.total[bar.input])
        }
    }

    // MARK: Distributions

    private static func sampler(
        _ uncertain: ScenarioEconomy.Uncertainty, folder: String
    ) throws(SimulationError) -> Sampler {
        let shape: Sampler.Shape =
            switch uncertain.distribution {
            case .constant(let value): .constant(value.value.approximate)
            case .uniform(let low, let high): .uniform(low: low.value.approximate, high: high.value.approximate)
            case .triangular(let low, let mode, let high):
                .triangular(low: low.value.approximate, mode: mode.value.approximate, high: high.value.approximate)
            case .pert(let low, let mode, let high):
                .pert(low: low.value.approximate, mode: mode.value.approximate, high: high.value.approximate)
            case .normal(let mean, let deviation):
                .normal(mean: mean.value.approximate, deviation: deviation.value.approximate)
            case .lognormal(let mean, let deviation):
                .lognormal(mean: mean.value.approximate, deviation: deviation.value.approximate)
            case .empirical(let file): .empirical(try MeasuredValues.read(file, folder: folder, at: uncertain.location))
            }
        do throws(Sampler.Defect) {
            return try Sampler(shape)
        } catch {
            throw SimulationError(
                .outOfRange, "`\(uncertain.name)` has no such distribution", at: uncertain.location,
                help: "give finite numbers in ascending order")
        }
    }

    private static func described(_ defect: Correlation.Defect, _ economy: ScenarioEconomy) -> SimulationError {
        func error(_ pair: Correlation.Pair, _ message: (String, String) -> String, _ help: String) -> SimulationError {
            let first = economy.uncertain[min(pair.first, economy.uncertain.count - 1)]
            let second = economy.uncertain[min(pair.second, economy.uncertain.count - 1)]
            return SimulationError(.outOfRange, message(first.name, second.name), at: first.location, help: help)
        }
        switch defect {
        case .outOfRange(let pair):
            return error(
                pair, { "`\($0)` and `\($1)` cannot be correlated by 100% or more" },
                "write a correlation between -99% and 99%, or leave one of the two out")
        case .sameNumber(let pair), .repeated(let pair), .unknownNumber(let pair):
            return error(pair, { "`\($0)` and `\($1)` are correlated twice" }, "keep one of the two")
        case .notPositiveDefinite(_, let pair):
            return error(
                pair, { "no numbers can be correlated like that: `\($0)` and `\($1)` contradict the other pairs" },
                "weaken the correlations")
        }
    }
}

extension ProjectionModel {
    /// Inputs with one drawn value for each uncertain thing.
    func inputs(_ drawn: Span<Double>) -> ProjectionInputs {
        var inputs = base
        for index in 0..<min(drawn.count, setters.count) { setters[index].set(drawn[index], in: &inputs) }
        return inputs
    }
}

extension ScenarioEconomy.Uncertainty {
    /// As people read it, and how many of that one base unit is.
    fileprivate var shown: (Uncertainty.InputUnit, Double) {
        // Values of a file are in the unit that is shown.
        let isMeasured = distribution.kind == nil
        switch path {
        case .growth, .discount, .cacheHitRate, .poolThroughput, .poolOverhead, .accuracyDrop, .shapeCompression,
            .shapeSaving:
            return (.ratio, 1)
        case .invest, .running: return (.dollars, 1)
        case .poolPrice: return (.dollarsPerHour, isMeasured ? 1 : 3_600e9)
        case .poolInterruptions: return (.perHour, isMeasured ? 1 : 3_600e9)
        case .modelPrice:
            return distribution.kind.map { $0.scale != .ratio } == true ? (.dollarsPerMillionTokens, 1e6) : (.ratio, 1)
        case .modelOutput: return distribution.kind.map { $0.scale != .ratio } == true ? (.tokens, 1) : (.ratio, 1)
        case .gatherCalls: return (.count, 1)
        }
    }
}
