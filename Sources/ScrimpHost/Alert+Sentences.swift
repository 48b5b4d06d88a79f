import ScrimpPlan
import ScrimpQuantities
public import ScrimpRuntime

extension Engine {
    /// What has happened, in a sentence.
    public func sentence(_ alert: Alert) -> String { SentenceWriter(engine: self).sentence(alert) }

    /// Whom the policy wants to be told: the name in `notify:`. Nil where it names nobody.
    public func recipient(of alert: Alert) -> String? {
        let name: StringID
        switch alert.cause {
        case .threshold(let budget, _), .overrun(let budget, _): name = plan.budgets[Int(budget)].notify
        case .condition(let index): name = plan.alerts[Int(index)].notify
        case .thrown, .advanced, .reverted: name = .empty
        }
        return name == .empty ? nil : plan.strings.text(name)
    }

    /// A value of an attribute as the policy would write it: a text in quotes, `35%`, `30 s`. For scopes of alerts and cells of
    /// attributions.
    ///
    /// - Parameters:
    ///   - value: in the form that `PlanAttribute` describes.
    ///   - attribute: index in `Plan.attributes`; the number itself where there is none.
    public func written(_ value: Int64, of attribute: UInt16) -> String {
        guard plan.attributes.indices.contains(Int(attribute)) else { return "\(value)" }
        return SentenceWriter(engine: self).value(value, of: attribute)
    }
}

extension SentenceWriter {
    func sentence(_ alert: Alert) -> String {
        let plan = engine.plan
        switch alert.cause {
        case .threshold(let index, let share):
            let name = budget(index) + of(alert.scope, budget: index)
            return "\(name) has passed \(percent(share)) of its limit: \(alert.spent.description)"
        case .overrun(let index, let excess):
            let name = budget(index) + of(alert.scope, budget: index)
            return "a call in \(name) cost \(excess.description) more than was held for it"
        case .condition(let index):
            return "alert `\(text(plan.alerts[Int(index)].name))`: its condition has become true"
        case .thrown(let index): return "switch `\(text(plan.switches[Int(index)].name))` is thrown by its condition"
        case .advanced(let index, let stage):
            let rollout = plan.rollouts[Int(index)]
            return "rollout `\(text(rollout.name))` goes on to stage \(stage + 1) of \(rollout.stages.count)"
        case .reverted(let index): return "rollout `\(text(plan.rollouts[Int(index)].name))` is taken back"
        }
    }

    /// ` of "acme"`, or nothing.
    func of(_ scope: Int64?, budget: UInt16) -> String {
        guard let scope, let attribute = engine.plan.budgets[Int(budget)].scope else { return "" }
        return " of \(value(scope, of: attribute))"
    }
}
