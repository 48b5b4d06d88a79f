import ScrimpDiagnostics
import ScrimpQuantities
import ScrimpSchema

/// What changes gradually, what stays where it is, and what is watched.
extension Checker {
    mutating func rollout(_ declared: Scope.Declared) -> Rollout? {
        let (fields, isComplete) = checkedFields(of: declared)
        guard isComplete, case .name(.model, let of, let name)? = fields["of"]?.value,
            let otherwiseField = fields["otherwise"], case .name(.model, let otherwise, _) = otherwiseField.value,
            case .attribute(let key)? = fields["key"]?.value,
            case .stages(let stages, let every)? = fields["stages"]?.value
        else { return nil }
        if of == otherwise {
            report(
                .rolloutToItself, "rollout `\(declared.name)` brings `\(name)` in, and sends everyone else there too",
                at: otherwiseField.origin, labels: fields["of"].map { [.init($0.origin, "brought in")] } ?? [],
                help: "name the model that answers until then")
        }
        return Rollout(
            name: declared.name, of: of, otherwise: otherwise, key: key, stages: stages, every: every,
            revertWhen: Self.condition(fields["revert_when"]), location: declared.location)
    }

    mutating func shadow(_ declared: Scope.Declared) -> Shadow? {
        let (fields, isComplete) = checkedFields(of: declared)
        guard isComplete, case .name(.model, let model, _)? = fields["of"]?.value,
            let sample = Self.ratio(fields["sample"]), case .name(.budget, let budget, _)? = fields["budget"]?.value
        else { return nil }
        return Shadow(
            name: declared.name, model: model, sample: sample, budget: budget, location: declared.location)
    }

    mutating func affinity(_ declared: Scope.Declared) -> Affinity? {
        let (fields, isComplete) = checkedFields(of: declared)
        guard isComplete, case .attribute(let key)? = fields["key"]?.value, let keep = Self.whole(fields["for"]) else {
            return nil
        }
        return Affinity(name: declared.name, key: key, keep: keep, location: declared.location)
    }

    mutating func alert(_ declared: Scope.Declared) -> Alert? {
        let (fields, isComplete) = checkedFields(of: declared)
        guard isComplete, let condition = Self.condition(fields["when"]),
            let notify = fields["notify"].flatMap({ Self.text($0) })
        else { return nil }
        var alert = Alert(name: declared.name, condition: condition, notify: notify, location: declared.location)
        if case .name(.switch, let index, _)? = fields["throw"]?.value { alert.throwing = index }
        return alert
    }

    // MARK: Together

    /// Rollouts of one model, in a circle, or copies that nothing bounds.
    mutating func checkChanges(_ policy: Policy) {
        checkRollouts(policy)
        // Budgets that are wrong are missing from the policy, and with them the meaning of the indices.
        guard policy.budgets.count == scope.declared(.budget).count else { return }
        for shadow in policy.shadows {
            let budget = policy.budgets[shadow.budget]
            let countsNone = budget.models.map { !$0.contains(shadow.model) } ?? false
            guard countsNone || !budget.isHard else { continue }
            report(
                .shadowWithoutBound,
                countsNone
                    ? "budget `\(budget.name)` does not count the calls of shadow `\(shadow.name)`"
                    : "budget `\(budget.name)`, which pays for shadow `\(shadow.name)`, is soft", at: shadow.location,
                labels: [.init(budget.location, countsNone ? "counts other models only" : "goes on when it is spent")],
                help: countsNone
                    ? "add `\(policy.models[shadow.model].name)` to its `on`"
                    : "give the copies a budget of their own that ends: `spent: reject(\"…\")`")
        }
    }

    private mutating func checkRollouts(_ policy: Policy) {
        var next = [Int?](repeating: nil, count: policy.models.count)
        var first: [Int: Rollout] = [:]
        for rollout in policy.rollouts where rollout.of != rollout.otherwise && rollout.of < next.count {
            if let other = first[rollout.of] {
                report(
                    .repeatedRollout, "`\(policy.models[rollout.of].name)` is brought in by another rollout already",
                    at: rollout.location, labels: [.init(other.location, "here")],
                    help: "one of the two would have no effect: keep one")
                continue
            }
            first[rollout.of] = rollout
            next[rollout.of] = rollout.otherwise
        }
        guard let cycle = Self.cycle(in: next), let start = first[cycle[0]] else { return }
        let names = (cycle + [cycle[0]]).map { "`\(policy.models[$0].name)`" }
        report(
            .referenceCycle, "rollout `\(start.name)` leads back to \(names[0])", at: start.location,
            notes: ["the way is \(names.joined(separator: " → "))"],
            help: "let one of the rollouts end with a model that is in use")
    }
}
