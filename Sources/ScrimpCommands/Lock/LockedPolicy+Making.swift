import ScrimpCompiler
import ScrimpQuantities
import ScrimpSemantics

extension LockedPolicy {
    /// Of a policy as it is now.
    init(_ policy: Policy, _ bounds: CostBounds, path: String) {
        self.init(path: path, name: policy.name.value)
        facts = policy.lockedFacts
        let report = CostReport(policy: policy, bounds: bounds)
        classes =
            bounds.classes.map { item in
                var entry = LockedEntry(name: item.name)
                entry.add("to", item.chain)
                guard item.isReachable else {
                    entry.add("most", "takes no request")
                    return entry
                }
                entry.add("least", CostText.short(item.bound.least))
                entry.add("most", Self.amount(item.bound.most))
                entry.add("way", report.wayText(item.way))
                entry.add("unbounded", Self.reasons(item.bound.unbounded))
                entry.terms = item.bound.terms.map { LockedEntry.Value(key: $0.lockedName, text: $0.product) }
                    .sorted { $0.key < $1.key }
                return entry
            }.named
        gathers =
            bounds.gathers.map { item in
                var entry = LockedEntry(name: item.name)
                entry.add(
                    "requests",
                    "\(CostText.grouped(item.calls.lowerBound))..\(CostText.grouped(item.calls.upperBound))")
                entry.add("least", CostText.short(item.least))
                entry.add("most", Self.amount(item.most))
                entry.add("dearest", item.dearestClass.map { bounds.classes[$0].name })
                return entry
            }.named
        budgets =
            bounds.budgets.map { item in
                var entry = LockedEntry(name: item.name)
                entry.add("window", item.window.isEmpty ? nil : item.window)
                entry.add("limit", CostText.short(policy.budgets[item.budget].limit.value))
                entry.add("ceiling", policy.budgets[item.budget].ceiling.map { CostText.short($0.value) })
                entry.add("most", Self.amount(item.most))
                entry.add("by", item.limiting == .nothing ? nil : report.limitingText(item.limiting))
                entry.add("unbounded", Self.reasons(item.unbounded))
                return entry
            }.named
    }

    private static func amount(_ money: Money?) -> String { money.map(CostText.short) ?? "no bound" }

    private static func reasons(_ unbounded: [UnboundedCost]) -> String? {
        var seen: [String] = []
        for cause in unbounded where !seen.contains(cause.message) { seen.append(cause.message) }
        return seen.isEmpty ? nil : seen.joined(separator: "; ")
    }
}

extension CostTerm {
    /// Without quotes, for keys: `output of large`.
    fileprivate var lockedName: String { "\(part.rawValue) of \(modelName)\(isCopy ? " (copy)" : "")" }
}

extension [LockedEntry] {
    /// In order of their names, of which each stands once: of equal ones the first counts.
    var named: [LockedEntry] {
        var known: Set<String> = []
        return filter { known.insert($0.name).inserted }.sorted { $0.name < $1.name }
    }
}
