import ScrimpCatalog
import ScrimpPlan
import ScrimpQuantities
import ScrimpSemantics

/// What bounds are computed from.
struct BoundsBuilder {
    let policy: Policy
    let compilation: Compilation
    let formulas: PolicyFormulas
    let targets: TargetFormulas
    let prices: [PlanPrices]
    let regions: [RuleRegion?]
    /// By role: the attribute that plays it, which is its feature too.
    private let roles: [PlanAttribute.Role: Int]

    init(_ policy: Policy, _ compilation: Compilation) {
        self.policy = policy
        self.compilation = compilation
        formulas = compilation.formulas
        targets = TargetFormulas(policy: policy, formulas: compilation.formulas)
        prices = policy.models.map(\.planPrices)
        var roles: [PlanAttribute.Role: Int] = [:]
        for (index, attribute) in policy.attributes.enumerated() where attribute.role != .none {
            roles[attribute.role] = index
        }
        self.roles = roles
        var features = Set(roles.values)
        for formula in formulas.bounding { formula.forEachFeature { features.insert($0) } }
        for (index, feature) in compilation.draft.features.enumerated() {
            if case .linear = feature { features.insert(index) }
        }
        var regions = RuleRegions(compilation, features: features)
        regions.propagateSums(
            compilation.draft, domains: compilation.analysis.problem.domains, prompt: roles[.prompt],
            output: roles[.maxOutput])
        self.regions = regions.regions
    }

    /// What requests of a region can have for an attribute; nil where the policy has none of that role.
    func range(of role: PlanAttribute.Role, in region: RuleRegion) -> ClosedRange<Int64>? {
        guard let attribute = roles[role] else { return nil }
        let hull = region.hull(attribute, domain: policy.attributes[attribute].bounds)
        return max(hull.lowerBound, 0)...max(hull.upperBound, 0)
    }
}

extension PolicyFormulas {
    /// Conditions that change what a request costs.
    fileprivate var bounding: [Formula] { allows + shapes + caches + budgets + gathers + switches + limits }
}

/// One call to one model.
extension BoundsBuilder {
    /// What a call can cost for the requests of a region; nil where it is never made. A copy is not paid by a commitment, and not
    /// tried again.
    func call(_ model: Int, in region: RuleRegion, isCopy: Bool = false) -> CallBound? {
        let declared = policy.models[model]
        for (allow, formula) in zip(policy.allows, formulas.allows) where !allow.models.contains(model) {
            if region.answer(formula) == .always { return nil }
        }
        let latest = range(of: .deadline, in: region)?.upperBound ?? policy.settings.deadline
        if let within = declared.batchWithin, within > 0, latest < within { return nil }
        guard let range = callRange(model, in: region) else { return nil }

        let commitment = isCopy ? nil : policy.commitments.first { $0.models.contains(model) }
        var result = CallBound(
            model: model, modelName: declared.name, bound: .nothing,
            tries: isCopy ? 1 : max(declared.operation.retries, 0).addingReportingOverflow(1).partialValue,
            isSelfHosted: declared.isSelfHosted, isCovered: commitment != nil, prompt: range.prompt,
            output: range.output)
        guard !declared.isSelfHosted else { return result }
        let pricing = CallPricing(
            prices: prices[model], keepsPrefixes: declared.prefixCache ?? 0 > 0, range: range)
        if let commitment, commitment.included == nil || commitment.waitsBeyond { return result }
        var (terms, unbounded) = pricing.most(model: model, name: declared.name)
        if isCopy { for index in terms.indices { terms[index].isCopy = true } }
        result.bound = CostBound(
            least: commitment == nil ? Money(pico: pricing.least) : .zero, terms: terms, unbounded: unbounded)
        result.bound.finish()
        return result
    }

    /// Nil where no request of the region fits the model.
    private func callRange(_ model: Int, in region: RuleRegion) -> CallRange? {
        let declared = policy.models[model]
        let window = declared.contextWindow.flatMap { $0 > 0 ? $0 : nil }
        var result = CallRange()
        result.together = min(window ?? .max, region.tokensTogether)

        result.isCounted = roles[.prompt] != nil
        let prompt = range(of: .prompt, in: region) ?? 0 ... .max
        result.prompt = TokenBound(
            least: prompt.lowerBound, most: prompt.upperBound == .max ? nil : prompt.upperBound, source: .condition)

        let own = range(of: .maxOutput, in: region)
        result.output = TokenBound(
            least: own?.lowerBound ?? 0, most: own.flatMap { $0.upperBound == .max ? nil : $0.upperBound },
            source: .condition)
        result.shortestPrompt = prompt.lowerBound
        apply(shapes: model, in: region, to: &result)
        if let longest = declared.catalogModel?.maxOutput, longest < result.output.most ?? .max {
            result.output.most = longest
            result.output.least = min(result.output.least, longest)
            result.output.source = .modelMaximum
        }

        let (sum, overflow) = result.prompt.least.addingReportingOverflow(result.output.least)
        if overflow || sum > result.together { return nil }
        if result.together != .max {
            result.prompt.limit(to: result.together - result.output.least)
            result.output.limit(to: result.together - result.prompt.least)
        }
        if let kept = range(of: .cachedPrefix, in: region) { result.keptPrompt = kept.upperBound }
        result.images = range(of: .images, in: region) ?? 0...0
        result.audio = range(of: .audio, in: region) ?? 0...0
        result.toolCalls = range(of: .toolCalls, in: region) ?? 0...0
        return result
    }

    /// Caps lower the most where they always apply; all else lowers only the least.
    private func apply(shapes model: Int, in region: RuleRegion, to range: inout CallRange) {
        for (index, shape) in policy.shapes.enumerated() where shape.models?.contains(model) ?? true {
            let answer = region.answer(formulas.shapes[index])
            if answer == .never { continue }
            if let cap = shape.maxOutput?.value {
                range.output.least = min(range.output.least, cap)
                if answer == .always, cap < range.output.most ?? .max {
                    range.output.most = cap
                    range.output.source = .shape(index)
                }
            }
            if let high = shape.compression?.high {
                let kept = (Rational.one.adding(high.negated) ?? .zero).multiplied(
                    by: Rational(whole: Int128(range.shortestPrompt)))
                let tokens = kept.map { $0.numerator > 0 ? $0.numerator / $0.denominator : 0 } ?? 0
                range.shortestPrompt = min(range.shortestPrompt, Int64(clamping: tokens))
            }
            if let context = shape.context { range.shortestPrompt = min(range.shortestPrompt, max(context, 0)) }
            if shape.examples != nil { range.shortestPrompt = 0 }
        }
    }
}

extension TokenBound {
    fileprivate mutating func limit(to window: Int64) {
        guard window < most ?? .max else { return }
        most = window
        source = .contextWindow
    }
}
