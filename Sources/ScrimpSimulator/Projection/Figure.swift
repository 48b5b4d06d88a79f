/// One figure of a simulation by its name: the table that reports, JSON and `--fail-if` read.
package struct Figure: Sendable, Equatable {
    package enum Unit: Sendable {
        /// A share: 0.83 is 83 %.
        case ratio
        case dollars
        case months
        case count
    }

    package enum Name: String, CaseIterable, Sendable {
        case cost, baseline, saved, saving
        case runningCost = "running"
        case refusedShare = "refused"
        case costPerRequest = "cost_per_request"
        case costPerThousandTokens = "cost_per_ktok"
        case quality
        case projectedCost = "horizon_cost"
        case projectedSaving = "horizon_saved"
        case projectedShare = "horizon_saving"
        case returnOnInvestment = "roi"
        case presentValue = "npv"
        case internalRate = "irr"
        case payback
        case discountedPayback = "discounted_payback"
        case lossChance = "p_loss"
        case presentValueLow = "npv_p10"
        case presentValueMiddle = "npv_p50"
        case presentValueHigh = "npv_p90"
        case savingLow = "saving_p10"
        case savingMiddle = "saving_p50"
        case savingHigh = "saving_p90"
        case paybackLow = "payback_p10"
        case paybackMiddle = "payback_p50"
        case paybackHigh = "payback_p90"
        case accuracyDrop = "accuracy_drop"

        package var unit: Unit {
            switch self {
            case .cost, .runningCost, .baseline, .saved, .costPerRequest, .costPerThousandTokens, .projectedCost,
                .projectedSaving,
                .presentValue, .presentValueLow, .presentValueMiddle, .presentValueHigh:
                .dollars
            case .saving, .quality, .projectedShare, .refusedShare, .returnOnInvestment, .internalRate, .lossChance,
                .savingLow,
                .savingMiddle,
                .savingHigh, .accuracyDrop:
                .ratio
            case .payback, .discountedPayback, .paybackLow, .paybackMiddle, .paybackHigh: .months
            }
        }

        /// Figures for which nothing but the policy is replayed.
        package static let ofPolicyAlone: Set<Self> = [
            .cost, .runningCost, .refusedShare, .costPerRequest, .costPerThousandTokens, .quality,
        ]

        /// What people read.
        package var title: String {
            switch self {
            case .cost: "cost of the policy"
            case .runningCost: "cost of running it"
            case .baseline: "cost of the baseline"
            case .saved: "saved"
            case .saving: "share that is saved"
            case .refusedShare: "share of the requests that is refused"
            case .costPerRequest: "cost of a request"
            case .costPerThousandTokens: "cost of 1,000 tokens"
            case .quality: "mean recorded quality of the answers"
            case .projectedCost: "cost over the horizon"
            case .projectedSaving: "saved over the horizon, net"
            case .projectedShare: "share that is saved over the horizon"
            case .returnOnInvestment: "return on investment"
            case .presentValue: "net present value"
            case .internalRate: "internal rate of return, a year"
            case .payback: "pays back after"
            case .discountedPayback: "pays back after, discounted"
            case .lossChance: "chance of a loss"
            case .presentValueLow: "net present value, P10"
            case .presentValueMiddle: "net present value, P50"
            case .presentValueHigh: "net present value, P90"
            case .savingLow: "saved over the horizon, P10"
            case .savingMiddle: "saved over the horizon, P50"
            case .savingHigh: "saved over the horizon, P90"
            case .paybackLow: "pays back after, P10"
            case .paybackMiddle: "pays back after, P50"
            case .paybackHigh: "pays back after, P90"
            case .accuracyDrop: "mean loss of accuracy"
            }
        }
    }

    package var name: Name
    /// Nil where there is none, and `note` says why. Infinite for a time that never comes.
    package var value: Double?
    package var basis: SimulationResult.Basis
    package var note: String?

    package init(_ name: Name, _ value: Double?, _ basis: SimulationResult.Basis, note: String? = nil) {
        self.name = name
        self.value = value
        self.basis = basis
        self.note = note
    }
}
