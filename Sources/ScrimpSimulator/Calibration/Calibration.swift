import ScrimpEconomics
package import ScrimpQuantities

/// A policy's simulation held against what was really billed, by local day and model.
package struct Calibration: Sendable, Equatable {
    /// How far a simulation may lie from the bill. Guideline 14 of ASHRAE asks 10 % and 30 % of hourly data; days of requests are
    /// as scattered.
    package struct Gate: Sendable, Equatable {
        /// Normalised mean bias, either way, as a ratio.
        package var bias = 0.1
        /// Coefficient of variation of the root mean square error, as a ratio.
        package var error = 0.3

        package init() {}

        package init(bias: Double, error: Double) {
            self.bias = bias
            self.error = error
        }
    }

    /// Sums, and how well the days agree.
    package struct Series: Sendable, Equatable {
        package var name: String
        package var billed: Money
        package var simulated: Money
        /// Nil where nothing was billed, or on one day only: then nothing can be said, and the gate is not met.
        package var bias: Double?
        package var error: Double?

        package init(name: String, billed: Money, simulated: Money, bias: Double?, error: Double?) {
            self.name = name
            self.billed = billed
            self.simulated = simulated
            self.bias = bias
            self.error = error
        }

        package init(_ name: String, billed: [Money], simulated: [Money]) {
            let fit = GoodnessOfFit(measured: billed.map(\.dollars), simulated: simulated.map(\.dollars))
            self.init(
                name: name, billed: Money(pico: billed.reduce(0) { $0 + $1.pico }),
                simulated: Money(pico: simulated.reduce(0) { $0 + $1.pico }), bias: fit?.meanBias,
                error: fit?.variation)
        }

        package func isWithin(_ gate: Gate) -> Bool {
            guard let bias, let error else { return false }
            return abs(bias) <= gate.bias && error <= gate.error
        }
    }

    package var policyName: String
    /// Name of the ledger's file.
    package var ledger: String
    package var gate: Gate
    package var requests: Int64
    /// Requests whose simulated cost is the billed one to the pico-dollar.
    package var exactRequests: Int64
    package var badRows: Int64
    /// Local days with requests.
    package var days: Int
    package var firstDay: CivilDate
    package var lastDay: CivilDate
    /// In the order of the policy; then what it does not name. Without those that cost nothing either way.
    package var models: [Series]
    package var total: Series

    package init(
        policyName: String, ledger: String, gate: Gate, requests: Int64, exactRequests: Int64, badRows: Int64,
        days: Int, firstDay: CivilDate, lastDay: CivilDate, models: [Series], total: Series
    ) {
        self.policyName = policyName
        self.ledger = ledger
        self.gate = gate
        self.requests = requests
        self.exactRequests = exactRequests
        self.badRows = badRows
        self.days = days
        self.firstDay = firstDay
        self.lastDay = lastDay
        self.models = models
        self.total = total
    }

    /// Whether all of it, and each model, is within the gate.
    package var isWithinGate: Bool { total.isWithin(gate) && models.allSatisfy { $0.isWithin(gate) } }
}
