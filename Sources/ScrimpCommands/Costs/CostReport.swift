import ScrimpCompiler
import ScrimpQuantities
import ScrimpSemantics

/// What `scrimp cost` says about one policy.
struct CostReport {
    let policy: Policy
    let bounds: CostBounds

    /// Where the dearest requests of a class go, as a sentence part; nil for its own chain.
    func wayText(_ way: ClassBound.Way) -> String? {
        switch way {
        case .chain: nil
        case .thrownSwitch(let index): "while switch `\(policy.switches[index].name)` is thrown"
        case .spentBudget(let index): "once budget `\(policy.budgets[index].name)` is spent and routes elsewhere"
        }
    }

    /// What says how much a window lets through.
    func limitingText(_ limiting: BudgetBound.Limiting) -> String {
        switch limiting {
        case .limit: "its limit, which is hard"
        case .ceiling: "its ceiling, at which it rejects"
        case .calls(let limit, let calls):
            "limit `\(policy.limits[limit].name)`: \(CostText.grouped(calls)) calls of the dearest"
        case .noPaidCalls: "no call that it counts is paid by the call"
        case .nothing: "nothing"
        }
    }

    /// `1_250 of the dearest call fit: $0.02 to `large`, when tier == premium`
    func roomText(_ budget: BudgetBound) -> String? {
        guard let call = budget.dearestCall, let most = call.bound.most, most > .zero, budget.unbounded.isEmpty else {
            return nil
        }
        let place = budget.dearestClass.map { bounds.classes[$0].name } ?? "a copy"
        let price = "\(CostText.short(most)) to `\(call.modelName)`, \(place)"
        switch budget.fewestCalls {
        case 0: return "not one of the dearest call fits: \(price)"
        case let count?: return "\(CostText.grouped(count)) of the dearest call fit\(count == 1 ? "s" : ""): \(price)"
        case nil: return nil
        }
    }

    /// What the figures leave out, as sentences.
    var notes: [String] {
        var notes: [String] = []
        let pools = policy.models.filter(\.isSelfHosted).map { "`\($0.name)`" }
        if !pools.isEmpty {
            let names = pools.joined(separator: ", ")
            notes.append(
                pools.count == 1
                    ? "\(names) costs nothing per call: what is paid is the hours of its pool"
                    : "\(names) cost nothing per call: what is paid is the hours of their pools")
        }
        let covered = Set(bounds.classes.flatMap { $0.calls.filter(\.isCovered).map(\.model) }).sorted()
        if !covered.isEmpty {
            let names = covered.map { "`\(policy.models[$0].name)`" }.joined(separator: ", ")
            notes.append("a commitment pays for \(names) as far as it goes: such calls cost nothing further")
        }
        if bounds.classes.contains(where: { !$0.isReachable }) {
            notes.append("a rule without figures takes no request")
        }
        notes.append("a request that is refused costs nothing")
        return notes
    }
}
