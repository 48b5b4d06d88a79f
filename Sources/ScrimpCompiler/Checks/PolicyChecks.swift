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
    let targets: TargetFormulas
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
        targets = TargetFormulas(policy: policy, formulas: formulas)
    }

    mutating func report(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }

    /// What a question about all requests has for an answer.
    enum Finding {
        case request(ExampleRequest)
        case impossible
        case notDecided
    }

    /// A request that exists, takes one of the rules (any, where nil) and fulfils the formula.
    mutating func find(firingAnyOf rules: [Int]?, and formula: Formula) -> Finding {
        if formula == .no { return .impossible }
        let answer =
            rules.map { analysis.witness(firingAnyOf: $0, and: formula) } ?? analysis.witness(firing: nil, and: formula)
        switch answer {
        case .impossible: return .impossible
        case .notDecided: return .notDecided
        case .example(let values):
            let problem = analysis.problem
            let sought = rules.map { Set($0) }
            let found = search.request(near: values) { candidate in
                guard formula.holds(candidate) else { return false }
                guard let sought else { return true }
                return problem.firstMatch(candidate).map { sought.contains($0) } ?? false
            }
            if let found { return .request(found) }
            guard let rules, rules.count > 1 else { return .notDecided }
            return findOneByOne(rules, formula)
        }
    }

    /// The example that was tried for all rules together contradicts itself; those of single rules may not.
    private mutating func findOneByOne(_ rules: [Int], _ formula: Formula) -> Finding {
        var isDecided = rules.count <= RoutingAnalysis.groupLimit
        for rule in rules.prefix(RoutingAnalysis.groupLimit) {
            switch find(firingAnyOf: [rule], and: formula) {
            case .request(let request): return .request(request)
            case .impossible: continue
            case .notDecided: isDecided = false
            }
        }
        return isDecided ? .impossible : .notDecided
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
        checkCounts()
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

    /// Sets of these are 64 bits of a decision.
    private mutating func checkCounts() {
        let counted: [(String, [SourceLocation])] = [
            ("shapes", policy.shapes.map(\.location)), ("limits", policy.limits.map(\.location)),
            ("batches", policy.batches.map(\.location)), ("rollouts", policy.rollouts.map(\.location)),
        ]
        for (name, places) in counted where places.count > PlanLimit.countLimit {
            report(
                Diagnostic(
                    .policyTooLarge, "a policy has at most 64 \(name), and this one has \(places.count)",
                    at: places[PlanLimit.countLimit], caption: "the first one too many"))
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
