import ScrimpCatalog
import ScrimpDiagnostics
import ScrimpQuantities
import ScrimpSemantics

extension LintRule {
    /// spot or reserved hardware at the on-demand price or above
    ///
    /// Why: Spot hardware can be taken away and reserved hardware is paid for all of its term. Both are worth it only below the
    /// price of hardware that comes and goes as one likes.
    ///
    /// Bad:
    /// ```scrimp
    /// pool h100 {
    ///     gpu:      "h100-sxm-80gb"
    ///     replicas: 1..4
    ///     market:   spot(fallback: on_demand, interruptions: 5%/h, price: $7/h)
    /// }
    /// ```
    ///
    /// Good:
    /// ```scrimp
    /// pool h100 {
    ///     gpu:      "h100-sxm-80gb"
    ///     replicas: 1..4
    ///     market:   spot(fallback: on_demand, interruptions: 5%/h, price: $2/h)
    /// }
    /// ```
    package static let discountDearerThanOnDemand = LintRule(
        "M021",
        .policy { linted, findings in
            for pool in linted.policy.pools {
                let (word, price): (String, Quantity?) =
                    switch pool.market {
                    case .spot(_, _, let price): ("spot", price)
                    case .reserved(_, let price): ("reserved", price)
                    case .onDemand, .owned: ("", nil)
                    }
                guard let price, let gpu = pool.catalogGPU, let list = gpu.onDemandPerHour,
                    let hour = price.value.multiplied(by: Rational(whole: Unit.nanosecondsPerHour))
                        .flatMap({ Money(rounding: $0) }), hour >= list
                else { continue }
                findings.report(
                    "`pool \(pool.name)` pays \(FigureText.dollars(hour.dollars)) an hour for \(word) hardware that is "
                        + "\(FigureText.dollars(list.dollars)) on demand",
                    at: linted.place(of: "market", at: pool.location),
                    notes: gpu.priceSource.map { ["on demand: \($0), \(gpu.priceAsOf?.isoText ?? "no date")"] } ?? [],
                    help: "write `market: on_demand`, or bring the price in the catalog up to date")
            }
        })
}
