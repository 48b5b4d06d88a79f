import ScrimpDiagnostics
import ScrimpSemantics

extension LintRule {
    /// residency that is kept by models of which nobody says where they run
    ///
    /// Why: An `allow` about residency is as good as what is known of its models. `openai/gpt-4o-mini` says nothing of a place: the
    /// provider decides, and may decide otherwise tomorrow. A `region`, or a regional path such as `azure/eu/…`, puts it on record.
    ///
    /// Bad:
    /// ```scrimp
    /// request { residency: enum { anywhere, eu }, prompt: tokens, max_output: tokens }
    /// policy desk { }
    /// allow stays { when: residency == eu, only: [mini] }
    /// ```
    ///
    /// Good:
    /// ```scrimp
    /// request { residency: enum { anywhere, eu }, prompt: tokens, max_output: tokens }
    /// policy desk { }
    /// model mini_eu { from: "azure/eu/gpt-4o-mini" }
    /// allow stays { when: residency == eu, only: [mini_eu] }
    /// route {
    ///     when residency == eu -> mini_eu
    ///     otherwise            -> mini
    /// }
    /// ```
    package static let unlocatedResidency = LintRule(
        "G015",
        .policy { linted, findings in
            let policy = linted.policy
            for allow in policy.allows {
                guard let residency = allow.condition.attribute(in: policy, where: \.namesResidency) else { continue }
                // With `never` the others are named: where those run that are left is another matter.
                guard linted.written("only", at: allow.location) != nil else { continue }
                let unlocated = allow.models.sorted().filter { !policy.isLocated($0) }
                guard !unlocated.isEmpty else { continue }
                findings.report(
                    "`allow \(allow.name)` keeps a `\(residency.name)`, and nothing says where \(policy.names(of: unlocated)) \(unlocated.count == 1 ? "runs" : "run")",
                    at: allow.location,
                    labels: unlocated.map { .init(policy.models[$0].location, "no `region`, and none in its path") },
                    help: "give each a `region`, or a path with one")
            }
        })
}

extension Policy {
    /// Whether a region is declared, or stands in the path: `azure/eu/gpt-4o-mini`, `bedrock/eu.anthropic.claude`.
    fileprivate func isLocated(_ model: Int) -> Bool {
        if let pool = pool(of: model) { return pool.region != nil || models[model].operation.region != nil }
        if models[model].operation.region != nil { return true }
        let parts = models[model].identity.split(separator: "/")
        return parts.count > 2
            || parts.last?.contains(".") == true && parts.last?.split(separator: ".").first?.count == 2
    }
}
