import ScrimpQuantities
import ScrimpSemantics

/// A model that was trained for its work is an investment, and nobody knows how well it answers until somebody has looked.
extension Simulation {
    /// Models that somebody trains: distilled from another one, or tuned.
    private var trained: [Int] {
        policy.models.indices.filter {
            policy.models[$0].operation.distilledFrom != nil || policy.models[$0].operation.tuning != nil
        }
    }

    /// One line for each trained model: what its training costs, and where the scenario says it.
    func trainingAssumptions() -> [SimulationResult.Assumption] {
        trained.map { model in
            let entries = investments(inTrainingOf: model)
            let cost: String
            if entries.isEmpty {
                cost = "not in what is invested"
            } else {
                let total = entries.reduce(Int128(0)) { sum, entry in
                    let (next, overflow) = sum.addingReportingOverflow(entry.amount.pico)
                    return overflow ? .max : next
                }
                let names = entries.map { "`\($0.name)`" }.joined(separator: ", ")
                cost =
                    "in what is invested (\(Money(pico: total).shown): \(entries.count == 1 ? "entry" : "entries") \(names))"
            }
            return .init(
                subject: "training of \(policy.models[model].name)", value: "\(training(of: model)): \(cost)",
                source: .given)
        }
    }

    /// Trained models that answer, and whose training the payback leaves out or whose quality nobody has measured.
    func trainingFindings(_ result: SimulationResult) -> [SimulationResult.Finding] {
        var findings: [SimulationResult.Finding] = []
        for model in trained where result.policy.byTarget.indices.contains(model) {
            guard result.policy.byTarget[model].requests > 0 else { continue }
            let name = policy.models[model].name
            if result.projection != nil, investments(inTrainingOf: model).isEmpty {
                findings.append(
                    .init(
                        kind: .trainingNotInvested,
                        text:
                            "the training of \(name), \(training(of: model)), is not in what is invested, so the payback leaves it out: "
                            + "add `training` to `invest:`"))
            }
            if let teacher = policy.models[model].operation.distilledFrom, isGraded(teacher), !isGraded(model) {
                findings.append(
                    .init(
                        kind: .noEvaluation,
                        text:
                            "\(name) has no evaluation result: the scenario names a column of quality for \(policy.models[teacher].name), "
                            + "from which it is distilled, and none for it"))
            }
        }
        return findings
    }

    /// `distilled from large, tuned with lora`
    private func training(of model: Int) -> String {
        let operation = policy.models[model].operation
        return [
            operation.distilledFrom.map { "distilled from \(policy.models[$0].name)" },
            operation.tuning.map { "tuned with \($0.word)" },
        ].compactMap { $0 }.joined(separator: ", ")
    }

    private func isGraded(_ model: Int) -> Bool { scenario.economy.quality.contains { $0.model == model } }

    /// What the scenario invests in a model's training: entries that name both, or else those of any training that name no
    /// other model.
    private func investments(inTrainingOf model: Int) -> [ScenarioEconomy.Investment] {
        let name = policy.models[model].name
        let entries = scenario.economy.invest.filter { Self.words($0.name).contains("training") }
        let own = entries.filter { Self.rest($0.name) == name }
        if !own.isEmpty { return own }
        let others = Set(policy.models.map(\.name))
        return entries.filter { !others.contains(Self.rest($0.name)) }
    }

    private static func words(_ name: String) -> [Substring] { name.split(separator: "_") }

    /// `training_small` and `small_training` without the word: `small`.
    private static func rest(_ name: String) -> String {
        words(name).filter { $0 != "training" }.joined(separator: "_")
    }
}
