import ScrimpCatalog
import ScrimpDiagnostics
import ScrimpSemantics

extension LintRule {
    /// weights that leave no room for one whole context
    ///
    /// Why: Keys and values of every token stand beside the weights. Where those of one text as long as the model allows find no
    /// room, engines refuse to start, or fail at the first long request.
    ///
    /// Bad:
    /// ```scrimp
    /// pool l4 { gpu: "l4-24gb", replicas: 1, market: on_demand }
    /// model local { weights: "meta-llama/Llama-3.1-8B-Instruct", pool: l4 }
    /// ```
    ///
    /// Good:
    /// ```scrimp
    /// pool l4 { gpu: "l4-24gb", replicas: 1, market: on_demand }
    /// model local { weights: "meta-llama/Llama-3.1-8B-Instruct", context: 16 ktok, pool: l4 }
    /// ```
    package static let noRoomForContext = LintRule(
        "H002",
        .policy { linted, findings in
            for model in linted.policy.models {
                guard let fit = linted.fit(of: model), fit.weights.bytes <= fit.usableMemory,
                    let whole = fit.wholeContext
                else { continue }
                let room = fit.usableMemory - fit.weights.bytes
                let cache = fit.cacheBytes(tokens: whole)
                guard cache > room else { continue }
                let least = fit.longestContext(in: room)
                findings.report(
                    "beside the weights of `\(model.name)` there is no room for \(FigureText.tokens(whole))",
                    at: model.location,
                    labels: [
                        Diagnostic.Label(
                            fit.pool.location, "\(FigureText.gigabytes(fit.usableMemory)) for weights and caches")
                    ],
                    notes: [
                        "weights: \(FigureText.gigabytes(fit.weights.bytes)) in \(fit.weights.name)",
                        "keys and values of one whole context: \(FigureText.gigabytes(cache)) in 16 bits",
                    ],
                    help: least > 0
                        ? "say a shorter one, `context: \(least) ktok`, or give the pool more accelerators"
                        : "give the pool more accelerators")
            }
        })
}

extension PoolFit {
    /// The longest context, in whole thousands of tokens, that finds room.
    fileprivate func longestContext(in room: Int64) -> Int64 {
        var (low, high): (Int64, Int64) = (0, 1 << 20)
        while low < high {
            let middle = (low + high + 1) / 2
            if cacheBytes(tokens: middle * 1_000) <= room { low = middle } else { high = middle - 1 }
        }
        return low
    }
}
