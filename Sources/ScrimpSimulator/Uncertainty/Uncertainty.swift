/// What is said when not everything is known: ranges instead of points, the chance of losing money, and what that stands on.
package struct Uncertainty: Sendable, Equatable {
    /// The 10th, 50th and 90th percentile of many draws.
    package struct Band: Sendable, Equatable {
        package var low: Double
        package var middle: Double
        package var high: Double

        package init(low: Double, middle: Double, high: Double) {
            self.low = low
            self.middle = middle
            self.high = high
        }
    }

    /// One uncertain number of the scenario.
    package struct Input: Sendable, Equatable {
        /// As written: `cache.answers.hit_rate`.
        package var name: String
        /// What a value of it is.
        package var unit: InputUnit
        package var band: Band
        /// Net present value with this number at its P10 and at its P90, the others at their medians.
        package var presentValue: (low: Double, high: Double)
        /// Share of the variance of the net present value that it is responsible for, alone and with all others; nil where
        /// that could not be told. As if the numbers were independent.
        package var alone: Double?
        package var total: Double?

        package static func == (left: Input, right: Input) -> Bool {
            left.name == right.name && left.unit == right.unit && left.band == right.band
                && left.presentValue == right.presentValue && left.alone == right.alone && left.total == right.total
        }
    }

    package enum InputUnit: CaseIterable, Sendable, Equatable {
        case ratio, dollars, dollarsPerHour, dollarsPerMillionTokens, perHour, tokens, count
    }

    package var draws: Int
    package var seed: UInt64
    /// By falling swing of the net present value.
    package var inputs: [Input]
    package var areCorrelated: Bool
    /// By month: all that is paid with the policy, and all saving so far less what was invested.
    package var cost: [Band]
    package var cumulative: [Band]
    /// Share of the baseline that is saved over the horizon.
    package var saving: Band
    package var presentValue: Band
    /// Months; infinite for never.
    package var payback: Band
    /// Share of the draws whose net present value is below zero.
    package var lossChance: Double
    /// Mean loss of accuracy; nil where the scenario names none.
    package var accuracyDrop: Band?

    package var figures: [Figure] {
        var figures = [
            Figure(.lossChance, lossChance, .estimated),
            Figure(.presentValueLow, presentValue.low, .estimated),
            Figure(.presentValueMiddle, presentValue.middle, .estimated),
            Figure(.presentValueHigh, presentValue.high, .estimated),
            Figure(.savingLow, saving.low, .estimated), Figure(.savingMiddle, saving.middle, .estimated),
            Figure(.savingHigh, saving.high, .estimated),
            Figure(.paybackLow, payback.low, .estimated), Figure(.paybackMiddle, payback.middle, .estimated),
            Figure(.paybackHigh, payback.high, .estimated),
        ]
        if let accuracyDrop { figures.append(Figure(.accuracyDrop, accuracyDrop.middle, .estimated)) }
        return figures
    }
}
