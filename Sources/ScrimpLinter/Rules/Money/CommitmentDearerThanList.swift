import ScrimpDiagnostics
import ScrimpQuantities
import ScrimpSemantics

extension LintRule {
    /// a commitment that costs more than the list price of all it includes
    ///
    /// Why: A commitment is a discount for a promise. Where its hours cost more than its tokens would at list price, all of
    /// them taken as the dearer kind, it is a surcharge, however much is used.
    ///
    /// Bad:
    /// ```scrimp
    /// commit provisioned { on: mini, units: 50, price: $1/h, then: on_demand, included: 900 Mtok per day }
    /// ```
    ///
    /// Good:
    /// ```scrimp
    /// commit provisioned { on: mini, units: 5, price: $1/h, then: on_demand, included: 900 Mtok per day }
    /// ```
    package static let commitmentDearerThanList = LintRule(
        "M011",
        .policy { linted, findings in
            for commitment in linted.policy.commitments {
                guard let included = commitment.included, let hours = included.window.shortestHours,
                    let hour = commitment.price.value.multiplied(by: Rational(whole: Unit.nanosecondsPerHour)),
                    let cost = hour.multiplied(by: Rational(whole: Int128(hours) * Int128(commitment.units)))
                        .flatMap({ Money(rounding: $0) })
                else { continue }
                let prices = commitment.models.map { linted.policy.models[$0].prices?.value.tokens }
                let dearest = prices.compactMap { $0.map { max($0.input, $0.output) } }.max()
                guard let dearest, !prices.contains(nil),
                    let list = Money(pico: Int128(dearest)).multiplied(by: Int128(included.tokens)), list < cost
                else { continue }
                findings.report(
                    "`commit \(commitment.name)` costs \(FigureText.dollars(cost.dollars)) or more for "
                        + "\(FigureText.tokens(included.tokens)), which are \(FigureText.dollars(list.dollars)) at list price",
                    at: commitment.location, caption: "dearer than no commitment",
                    notes: ["all tokens taken as the dearer kind: \(TokenPrices.text(dearest))"],
                    help: "commit to fewer units, or pay the list price")
            }
        })
}
