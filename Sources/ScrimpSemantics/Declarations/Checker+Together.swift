import ScrimpDiagnostics
import ScrimpQuantities
import ScrimpSchema
import ScrimpSyntax

// What only shows when declarations are looked at together.
extension Checker {
    mutating func checkTogether(_ policy: Policy) {
        checkBudgetTree(policy)
        checkModelReferences("fallback_precision")
        checkModelReferences("distilled_from")
        checkChanges(policy)
    }

    private mutating func checkBudgetTree(_ policy: Policy) {
        // Budgets that are wrong are missing from the policy, and with them the meaning of the indices.
        guard policy.budgets.count == scope.declared(.budget).count else { return }
        let parents = policy.budgets.map(\.within)
        if let cycle = Self.cycle(in: parents) {
            let names = (cycle + [cycle[0]]).map { "`\(policy.budgets[$0].name)`" }
            report(
                .referenceCycle, "budget \(names[0]) is held by itself", at: policy.budgets[cycle[0]].location,
                notes: ["the way is \(names.joined(separator: " → "))"], help: "remove one `within`")
            return
        }
        for budget in policy.budgets {
            guard let index = budget.within else { continue }
            let parent = policy.budgets[index]
            guard let length = budget.window.length, let outer = parent.window.length, length <= outer,
                parent.limit.value < budget.limit.value
            else { continue }
            report(
                .childExceedsParent,
                "budget `\(budget.name)` allows \(budget.limit.value.description), and `\(parent.name)`, which holds it, \(parent.limit.value.description)",
                at: budget.limit.origin, labels: [.init(parent.limit.origin, "the outer budget is spent first")],
                help: "lower the inner limit, or raise the outer one")
        }
    }

    private mutating func checkModelReferences(_ field: String) {
        let declared = scope.declared(.model)
        let next = declared.map { entry -> Int? in
            guard let view = entry.view.block?.fields.first(where: { $0.path.map(\.text) == [field] })?.value,
                case .amount(let amount) = view, case .path(let names) = amount.expression.kind, names.count == 1
            else { return nil }
            return scope.find(.model, names[0].text)?.index
        }
        guard let cycle = Self.cycle(in: next) else { return }
        let names = (cycle + [cycle[0]]).map { "`\(declared[$0].name)`" }
        report(
            .referenceCycle, "`\(field)` of \(names[0]) leads back to itself", at: declared[cycle[0]].location,
            notes: ["the way is \(names.joined(separator: " → "))"], help: "remove one `\(field)`")
    }

    /// The first circle in a graph where each node has at most one successor.
    static func cycle(in next: [Int?]) -> [Int]? {
        var state = [Int](repeating: 0, count: next.count)
        for start in next.indices where state[start] == 0 {
            var path: [Int] = []
            var node: Int? = start
            while let current = node, state[current] == 0 {
                state[current] = 1
                path.append(current)
                node = next[current]
            }
            if let current = node, state[current] == 1, let first = path.firstIndex(of: current) {
                return Array(path[first...])
            }
            for visited in path { state[visited] = 2 }
        }
        return nil
    }
}

extension Budget.Window {
    /// Longest that the window can be, in nanoseconds; nil for one that ends by idleness.
    var length: Int64? {
        let day: Int64 = 86_400_000_000_000
        switch self {
        case .minute: return 60_000_000_000
        case .hour: return 3_600_000_000_000
        case .day: return day
        case .week: return 7 * day
        case .month: return 31 * day
        case .quarter: return 92 * day
        case .year: return 366 * day
        case .rolling(let length): return length
        case .untilIdle: return nil
        }
    }
}
