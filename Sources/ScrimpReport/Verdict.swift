import ScrimpQuantities
import ScrimpSimulator

/// The answer before its reasons: what is saved, when it pays back, and how sure that is.
struct Verdict {
    /// `saves 82.96 %`, `costs 4.10 % more`, or without a baseline `costs $876.00`.
    let headline: String
    /// Nil without a baseline.
    let isGain: Bool?
    /// How sure the headline is.
    let basis: SimulationResult.Basis
    /// P10 to P90 of the share that is saved, and the horizon that they are of.
    let range: String?
    /// `0.3 months`, `never within the horizon`; P10 to P90 behind it.
    let payback: String?
    let paybackRange: String?
    /// `12.5 %`
    let lossChance: String?
    /// How the range and the chance were found.
    let draws: String?

    init(_ result: SimulationResult) {
        let projection = result.projection
        if let saved = result.saved, let baseline = result.baseline {
            isGain = saved >= .zero
            basis = result.policyBasis == .exact ? baseline.basis : result.policyBasis
            let share = result.savedBasisPoints.map { Int64(clamping: $0.magnitude).decimal(places: 2) + " %" }
            let money = Money(pico: abs(saved.pico)).shortText
            headline =
                saved < .zero
                ? "costs \(share ?? money) more" : saved == .zero ? "saves nothing" : "saves \(share ?? money)"
        } else {
            isGain = nil
            basis = result.policyBasis
            headline = "costs \(result.totalCost.shortText)"
        }
        isSure = projection?.uncertainty.map { $0.saving.low >= 0 && $0.lossChance <= 0.1 } ?? true
        let months = projection?.months.count ?? 0
        if let band = projection?.uncertainty?.saving, band.low.isFinite, band.high.isFinite {
            range = "\(band.low.percentText) to \(band.high.percentText) over \(months) month\(months == 1 ? "" : "s")"
        } else {
            range = nil
        }
        let figure = result.figure(.payback)
        payback = figure?.text
        if let low = result.figure(.paybackLow)?.value, let high = result.figure(.paybackHigh)?.value {
            let last = high.isFinite ? "\(high.tenthsText) months" : "never"
            paybackRange = low.isFinite ? "\(low.tenthsText) to \(last)" : "never"
        } else {
            paybackRange = nil
        }
        lossChance = result.figure(.lossChance)?.text
        draws = projection?.uncertainty.map { "of \(Int64($0.draws).grouped) draws" }
    }

    /// Whether even the worst tenth of the draws saves something; true where nothing is uncertain.
    let isSure: Bool

    /// One sentence.
    var sentence: String {
        var parts = [headline + (range.map { " (\($0))" } ?? "")]
        if let payback {
            let phrase =
                payback.hasPrefix("never")
                ? "never pays back" + payback.dropFirst("never".count)
                : payback == "at once" ? "pays back at once" : "pays back in \(payback)"
            parts.append(phrase + (paybackRange.map { " (\($0))" } ?? ""))
        }
        if let lossChance { parts.append("chance of a loss \(lossChance)") }
        return parts.joined(separator: ", ")
    }
}

extension Money {
    /// Cents, or for less than a dollar millionths.
    var shortText: String { formatted(decimals: pico.magnitude < UInt128(Money.picoPerDollar) && pico != 0 ? 6 : 2) }
}
