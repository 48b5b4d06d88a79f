import ScrimpDiagnostics
import ScrimpQuantities
import ScrimpSemantics

/// One way to a model: a rule of the route, or the action of a budget or a switch.
struct RoutedPath {
    enum Origin {
        /// Index in `Policy.rules`.
        case rule(Int)
        case action
    }

    var origin: Origin
    var chain: Chain
    /// When the path is taken, as far as its own declaration says.
    var condition: Expression?

    var location: SourceLocation { chain.location }
}

extension Policy {
    var paths: [RoutedPath] {
        var result = rules.enumerated().map { index, rule in
            RoutedPath(origin: .rule(index), chain: rule.chain, condition: rule.condition)
        }
        for budget in budgets {
            if case .route(let chain) = budget.spent {
                result.append(RoutedPath(origin: .action, chain: chain, condition: budget.condition))
            }
        }
        for item in switches {
            if case .route(let chain) = item.action {
                result.append(RoutedPath(origin: .action, chain: chain, condition: item.condition))
            }
        }
        return result
    }

    /// Conditions that decide while the policy runs, in source order by kind.
    var decidingConditions: [Expression] {
        var result = rules.compactMap(\.condition) + alerts.map(\.condition)
        result += switches.flatMap { [$0.condition, $0.throwWhen].compactMap(\.self) }
        result += rollouts.compactMap(\.revertWhen) + caches.compactMap(\.condition) + budgets.compactMap(\.condition)
        result += limits.compactMap(\.condition) + allows.map(\.condition) + shapes.compactMap(\.condition)
        result += batches.compactMap(\.condition) + gathers.compactMap(\.condition)
        return result
    }

    /// The pool of a model; nil for a hosted one.
    func pool(of model: Int) -> Pool? {
        models[model].operation.pool.flatMap { pools.indices.contains($0) ? pools[$0] : nil }
    }

    /// What fails together with a model: its provider, or the pool that it runs on.
    func supplier(of model: Int) -> String { pool(of: model).map { "pool \($0.name)" } ?? models[model].provider }

    /// The deadline of requests that say none, in nanoseconds; nil where each has to say one.
    var usualDeadline: Int64? {
        guard let attribute = attributes.first(where: { $0.name == "deadline" && $0.kind == .duration }) else {
            return settings.deadline
        }
        guard case .quantity(let quantity)? = attribute.defaultValue?.kind else { return nil }
        return Int64(clamping: quantity.value.rounded)
    }

    /// `` `mini`, `large` ``
    func names(of models: some Sequence<Int>) -> String {
        models.map { "`\(self.models[$0].name)`" }.joined(separator: ", ")
    }
}
