package import ScrimpQuantities

extension SimulationResult {
    /// Calls at their prices, and what is held.
    package var policyCost: Money { Money(pico: policy.cost.pico + capacity.reduce(0) { $0 + $1.cost.pico }) }

    package var runningCost: Money { Money(pico: running.reduce(0) { $0 + $1.cost.pico }) }

    /// With what running the policy takes.
    package var totalCost: Money { Money(pico: policyCost.pico + runningCost.pico) }

    /// Figures of the replayed traffic alone.
    var replayedFigures: [Figure] {
        var figures = [Figure(.cost, policyCost.dollars, policyBasis)]
        if !running.isEmpty { figures.append(Figure(.runningCost, runningCost.dollars, .estimated)) }
        if let baseline {
            figures.append(Figure(.baseline, baseline.cost.dollars, baseline.basis))
            let basis = policyBasis == .exact ? baseline.basis : policyBasis
            if let saved { figures.append(Figure(.saved, saved.dollars, basis)) }
            if let saved, baseline.cost > .zero {
                figures.append(Figure(.saving, Double(saved.pico) / Double(baseline.cost.pico), basis))
            }
        }
        let answered = policy.requests - policy.rejected
        if policy.requests > 0 {
            figures.append(Figure(.refusedShare, Double(policy.rejected) / Double(policy.requests), .exact))
        }
        if answered > 0 {
            figures.append(Figure(.costPerRequest, policyCost.dollars / Double(answered), policyBasis))
        }
        let (offered, refused) = (policy.offered.total, policy.refused.total)
        let tokens = offered.prompt - refused.prompt + offered.output - refused.output
        if tokens > 0 {
            figures.append(
                Figure(.costPerThousandTokens, policyCost.dollars / Double(tokens) * 1_000, policyBasis))
        }
        let point = QualityPoint(policy)
        if let quality = point.quality { figures.append(Figure(.quality, quality, .exact)) }
        return figures
    }

    package func figure(_ name: Figure.Name) -> Figure? { figures.first { $0.name == name } }
}

extension Projection {
    /// With those of the draws.
    package var allFigures: [Figure] { figures + (uncertainty?.figures ?? []) }
}
