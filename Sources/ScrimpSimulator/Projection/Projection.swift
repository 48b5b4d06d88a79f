import ScrimpEconomics
package import ScrimpQuantities
import ScrimpSemantics

/// A policy's money over a horizon, month by month, and what follows from it. Dollars in binary: from here on every figure
/// is estimated, because traffic that has not come yet is taken to be like the replayed one.
package struct Projection: Sendable {
    package struct Month: Sendable, Equatable {
        /// From 1.
        package var number: Int
        /// Its first local day; nil where the traffic has no time.
        package var start: CivilDate?
        /// Multiple of the replayed traffic.
        package var traffic: Double
        /// Share of it that follows the policy.
        package var share: Double
        /// Calls of that share; calls of the rest, on the baseline; capacity that is held; what running it takes.
        package var calls: Double
        package var remaining: Double
        package var capacity: Double
        package var running: Double
        /// All of the traffic on the baseline.
        package var baseline: Double

        /// All that is paid with the policy.
        package var cost: Double { calls + remaining + capacity + running }
        package var saving: Double { baseline - cost }
        /// All saving so far, less what was invested; and the same discounted to the start.
        package var cumulative: Double
        package var discounted: Double
    }

    package var months: [Month]
    /// At the start, by its purpose.
    package var invested: [(name: String, amount: Money)]
    /// A month.
    package var running: [(name: String, amount: Double)]
    /// Monthly.
    package var growth: Double
    package var discount: Double
    /// How many times the replayed traffic a month holds.
    package var scale: Double
    package var hasBaseline: Bool
    package var figures: [Figure]
    /// Nil where the scenario is sure of everything.
    package var uncertainty: Uncertainty?

    /// Incremental to the baseline, the outlay first.
    package var cashflow: [Double] {
        [-invested.reduce(0) { $0 + $1.amount.dollars }] + months.map(\.saving)
    }

    init(_ model: ProjectionModel, start: CivilDate?) {
        let course = model.course(model.base)
        let flows = course.cashflow
        let sums = Cashflow.cumulative(flows)
        let present = Cashflow.presentValues(flows, rate: model.base.discount).map { Cashflow.cumulative($0) }
        months = (0..<course.count).map { month in
            Month(
                number: month + 1, start: start?.addingMonths(month), traffic: course.traffic[month],
                share: model.shares[month], calls: course.calls[month], remaining: course.remaining[month],
                capacity: course.capacity[month], running: course.running[month], baseline: course.baseline[month],
                cumulative: sums[month + 1], discounted: present?[month + 1] ?? .nan)
        }
        invested = model.economy.invest.map { ($0.name, $0.amount) }
        running = zip(model.economy.running, model.base.running).map { ($0.name, $1) }
        growth = model.base.growth
        discount = model.base.discount
        scale = model.aggregates.scale
        hasBaseline = model.aggregates.baseline != nil
        figures = hasBaseline ? Self.figures(course, discount: model.base.discount) : Self.costs(course)
    }

    private static func costs(_ course: Course) -> [Figure] {
        [Figure(.projectedCost, course.invested + (0..<course.count).reduce(0) { $0 + course.cost($1) }, .estimated)]
    }

    private static func figures(_ course: Course, discount: Double) -> [Figure] {
        let flows = course.cashflow
        let months = 0..<course.count
        // Savings of the calls against all that the policy takes beside them.
        let savings = [0] + months.map { course.grossSaving($0) }
        let spent = [course.invested] + months.map { course.running[$0] }
        var figures = costs(course)
        let saved = flows.reduce(0, +)
        figures.append(Figure(.projectedSaving, saved, .estimated))
        let baseline = course.baseline.reduce(0, +)
        figures.append(Figure(.projectedShare, baseline > 0 ? saved / baseline : nil, .estimated))
        let returns = ReturnOnInvestment(savings: savings, costs: spent, horizon: flows.count)
        figures.append(
            Figure(
                .returnOnInvestment, returns?.ratio, .estimated,
                note: returns == nil ? "nothing is invested or run" : nil))
        figures.append(Figure(.presentValue, Cashflow.presentValue(flows, rate: discount), .estimated))
        figures.append(internalRate(flows))
        figures.append(payback(.payback, Cashflow.payback(flows)))
        figures.append(payback(.discountedPayback, Cashflow.discountedPayback(flows, rate: discount)))
        return figures
    }

    private static func payback(_ name: Figure.Name, _ payback: Payback?) -> Figure {
        guard let payback else { return Figure(name, .infinity, .estimated, note: "never within the horizon") }
        return Figure(name, payback.interpolated, .estimated, note: payback.interpolated == 0 ? "at once" : nil)
    }

    private static func internalRate(_ flows: [Double]) -> Figure {
        switch Cashflow.internalRate(flows) {
        case .unique(let monthly):
            let yearly = Rates.yearly(fromMonthly: monthly)
            return Figure(
                .internalRate, yearly, .estimated, note: yearly == nil ? "too large to be told by the year" : nil)
        case .notUnique(let rates):
            let yearly = rates.compactMap { Rates.yearly(fromMonthly: $0) }.map {
                "\(Int64(clamping: Int128(($0 * 1_000).rounded())).asTenths) %"
            }
            return Figure(
                .internalRate, nil, .estimated,
                note: "not unique (\(yearly.joined(separator: ", "))): go by the net present value")
        case .none: return Figure(.internalRate, nil, .estimated, note: "the flows have one sign")
        }
    }
}
