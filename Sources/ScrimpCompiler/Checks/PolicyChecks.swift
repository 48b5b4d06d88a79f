import ScrimpDiagnostics
import ScrimpSemantics

/// What is asked about a policy as a whole, once its rules are analysed. Each question has an extension of its own.
struct PolicyChecks {
    let policy: Policy
    let sources: SourceSet
    let formulas: PolicyFormulas
    var analysis: RoutingAnalysis
    let describer: RequestDescription
    let search: ExampleSearch
    var diagnostics: [Diagnostic] = []

    init(
        policy: Policy, sources: SourceSet, formulas: PolicyFormulas, analysis: RoutingAnalysis,
        describer: RequestDescription, search: ExampleSearch
    ) {
        self.policy = policy
        self.sources = sources
        self.formulas = formulas
        self.analysis = analysis
        self.describer = describer
        self.search = search
    }

    var targets: TargetFormulas { TargetFormulas(policy: policy, formulas: formulas) }

    mutating func report(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }

    /// What a question about all requests has for an answer.
    enum Finding {
        case request(ExampleRequest)
        case impossible
        case notDecided
    }

    /// A request that exists, takes the rule (any, where nil) and fulfils the formula.
    mutating func find(firing rule: Int?, and formula: Formula) -> Finding {
        if formula == .no { return .impossible }
        switch analysis.witness(firing: rule, and: formula) {
        case .impossible: return .impossible
        case .notDecided: return .notDecided
        case .example(let values):
            let problem = analysis.problem
            let found = search.request(near: values) { candidate in
                formula.holds(candidate) && (rule == nil || problem.firstMatch(candidate) == rule)
            }
            return found.map { .request($0) } ?? .notDecided
        }
    }

    func describe(_ request: ExampleRequest, mentioning formulas: [Formula]) -> String {
        describer.describe(request, mentioning: formulas)
    }
}

/// Sizes that a plan can hold.
extension PolicyChecks {
    static let largestNumberOfModels = 128

    mutating func checkSize(_ lowering: Lowering) {
        if policy.models.count > Self.largestNumberOfModels {
            report(
                Diagnostic(
                    .policyTooLarge, "a policy has at most 128 models, and this one has \(policy.models.count)",
                    at: policy.models[Self.largestNumberOfModels].location, caption: "the first one too many"))
        }
        if lowering.features.isTooLarge {
            report(
                Diagnostic(
                    .policyTooLarge, "the conditions compare more than 65 536 different things",
                    at: policy.name.origin))
        }
        if lowering.targets.isTooLarge {
            report(
                Diagnostic(
                    .policyTooLarge, "there are more than 65 536 different chains or splits", at: policy.name.origin))
        }
    }
}
