package import ScrimpDiagnostics
package import ScrimpPlan
package import ScrimpSemantics

/// What compiling a policy gives: the plan, what was found about the policy as a whole, and how its rules were analysed.
package struct Compilation: Sendable {
    /// Nil where there is an error.
    package var plan: Plan?
    /// The same as far as it goes, errors or not, for whoever wants to look at it. Not to be run.
    package var draft: Plan
    /// In order of position.
    package var diagnostics: [Diagnostic]
    /// Why the rules run in the form in which they run.
    package var matcherReason: String
    /// The same rules for batches of rows; nil where they are too many.
    package var columns: ColumnRules?
    package var analysis: RoutingAnalysis
    /// A request that no rule takes, where there is one.
    package var gap: ExampleRequest?
    let describer: RequestDescription
    /// The conditions of all that has one, as the analysis sees them.
    let formulas: PolicyFormulas
    /// What conditions of the policy are made of.
    let lowering: Lowering

    /// The decision diagram as text, in the policy's words.
    package var describeDiagram: String {
        guard let diagram = analysis.diagram else {
            return "no diagram: it would be too large\n\(matcherReason)\n"
        }
        return diagram.describe(
            feature: { describer.name(ofFeature: $0) }, rule: { describer.name(ofRule: $0) })
    }

    /// A request of the analysis in the policy's words: `tier: free, prompt: 0 tok`.
    package func describe(_ request: ExampleRequest, mentioning formulas: [Formula] = []) -> String {
        describer.describe(request, mentioning: formulas.isEmpty ? analysis.problem.rules : formulas)
    }

    /// What the analysis makes of a condition of the policy, or of a part of one. Nil where it asks about something that the
    /// analysis does not know.
    ///
    /// - Parameter undefined: what an undefined condition counts as: true in a switch, an `allow`, a budget or a limit.
    package func formula(of condition: Expression, undefined: Bool = false) -> Formula? {
        var lowering = lowering
        let truth = lowering.truth(condition)
        let formula = undefined ? truth.restrictive : truth.permissive
        var isKnown = true
        // A number alone is held by the closure: with `self` it would copy the whole compilation for each feature.
        let features = analysis.problem.domains.count
        formula.forEachFeature { if $0 < 0 || $0 >= features { isKnown = false } }
        return isKnown ? formula : nil
    }
}

/// Compiles a checked policy.
///
/// - Parameters:
///   - sources: the texts that its places point into.
///   - isToRun: whether the fastest form of its rules is looked for. Without it the plan has the plainest one, which decides the
///     same: for whoever only wants to hear what is to be said about the policy.
package func compile(
    _ policy: Policy, sources: SourceSet, compilerVersion: String, isToRun: Bool = true
) -> Compilation {
    var lowering = Lowering(policy, sources: sources)
    let formulas = lowering.formulas()
    let proofs = lowering.proofFormulas()
    let problem = RoutingProblem(domains: lowering.features.domains, rules: formulas.rules)
    let extra = formulas.beyondRules + proofs.flatMap(\.announced) + lowering.earlyFormulas()
    let analysis = RoutingAnalysis(problem, extra: extra)
    let choice = isToRun ? MatcherChoice.choose(problem, analysis: analysis) : .plain(problem)
    var plan = lowering.plan(formulas, compilerVersion: compilerVersion, digest: policy.catalogDigest)
    plan.matcher = choice.matcher
    plan.columns = choice.columns

    let describer = RequestDescription(
        policy: policy, features: lowering.features, literals: lowering.literals, strings: plan.strings)
    var checks = PolicyChecks(
        policy: policy, sources: sources, formulas: formulas, analysis: analysis, describer: describer,
        search: ExampleSearch(
            evaluation: FeatureEvaluation(features: lowering.features, strings: plan.strings), cells: analysis.cells,
            literals: lowering.literals))
    checks.checkSize(lowering)
    checks.checkCoverage()
    checks.checkAllows()
    checks.checkPrices()
    checks.checkShapes()
    checks.checkDeadlines()
    checks.checkProofs(proofs, atoms: lowering.atoms)

    let diagnostics = (lowering.diagnostics + checks.diagnostics).sortedByPosition()
    let hasErrors = diagnostics.contains { $0.severity == .error }
    return Compilation(
        plan: hasErrors ? nil : plan, draft: plan, diagnostics: diagnostics, matcherReason: choice.reason,
        columns: choice.columns, analysis: checks.analysis, gap: checks.gap, describer: describer,
        formulas: formulas, lowering: lowering)
}
