import ScrimpDiagnostics
import ScrimpPlan
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
    var gap: ExampleRequest?

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
    static let largestNumberOfBudgets = 128
    static let largestNumberOfCaches = 64
    /// How many parts of its text are looked for in one attribute.
    static let largestNumberOfTextParts = 64

    mutating func checkSize(_ lowering: Lowering) {
        if policy.models.count > Self.largestNumberOfModels {
            report(
                Diagnostic(
                    .policyTooLarge, "a policy has at most 128 models, and this one has \(policy.models.count)",
                    at: policy.models[Self.largestNumberOfModels].location, caption: "the first one too many"))
        }
        if policy.budgets.count > Self.largestNumberOfBudgets {
            report(
                Diagnostic(
                    .policyTooLarge, "a policy has at most 128 budgets, and this one has \(policy.budgets.count)",
                    at: policy.budgets[Self.largestNumberOfBudgets].location, caption: "the first one too many"))
        }
        if policy.caches.count > Self.largestNumberOfCaches {
            report(
                Diagnostic(
                    .policyTooLarge, "a policy has at most 64 caches, and this one has \(policy.caches.count)",
                    at: policy.caches[Self.largestNumberOfCaches].location, caption: "the first one too many"))
        }
        checkTexts(lowering)
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

    private mutating func checkTexts(_ lowering: Lowering) {
        var parts = [Int](repeating: 0, count: policy.attributes.count)
        for feature in lowering.features.features {
            if case .text(let attribute, _, _) = feature { parts[Int(attribute)] += 1 }
        }
        for (attribute, count) in parts.enumerated() where count > Self.largestNumberOfTextParts {
            let declared = policy.attributes[attribute]
            report(
                Diagnostic(
                    .policyTooLarge,
                    "the policy looks for \(count) different parts in `\(declared.name)`, and 64 is the most",
                    at: declared.location,
                    help: "compare with whole texts, or let the host send what the parts stand for"))
        }
    }
}
