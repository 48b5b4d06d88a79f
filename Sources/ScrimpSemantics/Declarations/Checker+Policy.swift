import ScrimpCatalog
import ScrimpDiagnostics
import ScrimpQuantities
import ScrimpSchema
import ScrimpSyntax

extension Checker {
    /// Checks everything. Nil where there is no policy: a file of declarations for others, or one whose errors leave nothing to run.
    mutating func check(_ items: [FileLoader.Loaded]) -> Policy? {
        let collected = collect(items)
        let isLibrary = scope.declared(.policy).isEmpty && collected.routes.isEmpty
        let (name, settings) = self.settings(isLibrary: isLibrary)
        var policy = Policy(name: name, settings: settings, catalog: catalog)
        policy.attributes = attributes()
        for index in scope.constants.indices {
            let constant = scope.constants[index]
            if let expression = self.constant(index, usedAt: constant.location) {
                policy.constants.append(
                    Constant(name: constant.name, expression: expression, location: constant.location))
            }
        }
        checkDeclarations(into: &policy)
        checkUnnamed(collected.unnamed, into: &policy)
        if let (route, at) = collected.routes.first {
            policy.rules = rules(route, policy, at: at)
        } else if !isLibrary {
            report(
                .missingBlock, "the policy has no route", at: name.origin,
                help: "say which model answers: `route { otherwise -> … }`")
        }
        checkTogether(policy)
        policy.defaults = defaults
        policy.constantUses = constantUses
        return isLibrary || diagnostics.contains { $0.severity == .error } ? nil : policy
    }

    private mutating func settings(isLibrary: Bool) -> (Typed<String>, Policy.Settings) {
        var settings = Policy.Settings()
        let start = SourceLocation(ByteRange(0, 0))
        guard let declared = scope.declared(.policy).first else {
            if !isLibrary {
                report(
                    .missingBlock, "the policy has no name", at: start,
                    help: "begin with `policy some_name { }`: budgets and splits are kept by that name")
            }
            return (Typed("", at: start, .defaulted), settings)
        }
        let fields = fields(of: declared)
        if case .text(let version)? = fields["version"]?.value { settings.version = version }
        if case .text(let owner)? = fields["owner"]?.value { settings.owner = owner }
        if case .attribute(let index)? = fields["isolate"]?.value, let at = fields["isolate"]?.origin {
            settings.isolate = Typed(index, at: at)
        }
        if case .attribute(let index)? = fields["sticky"]?.value, let at = fields["sticky"]?.origin {
            settings.sticky = Typed(index, at: at)
        }
        if case .amount(let age)? = fields["price_max_age"]?.value { settings.priceMaximumAge = Self.nanoseconds(age) }
        if case .amount(let deadline)? = fields["deadline"]?.value { settings.deadline = Self.nanoseconds(deadline) }
        if let zone = fields["timezone"], case .text(let name) = zone.value {
            settings.timezone = name
            if let rules = environment.zoneRules(name) {
                settings.zone = rules
            } else {
                let close = suggest(name, among: environment.zoneNames())
                report(
                    .unknownTimeZone, "there is no time zone `\(name)`", at: zone.origin,
                    help: close.map { "did you mean `\($0)`?" } ?? "use a name such as `Europe/Berlin`",
                    fixes: close.map {
                        [Diagnostic.Fix("replace with `\($0)`", [.init(zone.origin.range, "\"\($0)\"")], isSafe: false)]
                    } ?? [])
            }
        }
        return (Typed(declared.name, at: declared.location), settings)
    }

    /// Fields of a named declaration, with what it leaves unsaid noted.
    mutating func fields(of declared: Scope.Declared) -> CheckedFields {
        checkedFields(of: declared).fields
    }

    mutating func checkedFields(of declared: Scope.Declared) -> (fields: CheckedFields, isComplete: Bool) {
        let spec = Schema.block(declared.kind)
        let subject = spec.naming == .title ? declared.kind.rawValue : "\(declared.kind.rawValue) `\(declared.name)`"
        var (fields, isComplete) = fields(of: declared.view, spec, subject: subject, source: declared.source)
        // A default stands at the name, where a reader looks for what the block says.
        for (name, value) in fields where value.provenance == .defaulted { fields[name]?.origin = declared.location }
        for field in spec.fields {
            guard case .defaulted(let text) = field.presence, fields[field.name]?.provenance == .defaulted else {
                continue
            }
            defaults.append(
                Policy.Default(
                    subject: "\(declared.kind.rawValue) \(declared.name)", field: field.name, value: text,
                    help: Self.uncapitalized(field.help), location: declared.location))
        }
        return (fields, isComplete)
    }

    private mutating func attributes() -> [Attribute] {
        scope.attributes.indices.map { index in
            let declared = scope.attributes[index]
            let value = declared.view.defaultValue.flatMap { attributeConstant($0, of: index, source: declared.source) }
            return Attribute(name: declared.name, kind: declared.kind, defaultValue: value, location: declared.location)
        }
    }

    private mutating func checkDeclarations(into policy: inout Policy) {
        for declared in scope.declared(.model) {
            if let model = model(declared, policy) { policy.models.append(model) }
        }
        for declared in scope.declared(.budget) { if let budget = budget(declared) { policy.budgets.append(budget) } }
        for declared in scope.declared(.switch) { if let value = `switch`(declared) { policy.switches.append(value) } }
        for declared in scope.declared(.allow) {
            if let allow = allow(declared, policy) { policy.allows.append(allow) }
        }
        for declared in scope.declared(.cache) {
            if let cache = cache(declared, policy) { policy.caches.append(cache) }
        }
        for declared in scope.declared(.test) { if let test = test(declared) { policy.tests.append(test) } }
        for declared in scope.declared(.prove) { if let proof = proof(declared) { policy.proofs.append(proof) } }
        for declared in scope.declared(.scenario) {
            if let value = scenario(declared, policy) { policy.scenarios.append(value) }
        }
        for declared in scope.declared(.pool) { if let pool = pool(declared) { policy.pools.append(pool) } }
        checkOperations(into: &policy)
    }

    /// What bounds, joins, shapes, changes and watches calls.
    private mutating func checkOperations(into policy: inout Policy) {
        for declared in scope.declared(.limit) {
            if let limit = limit(declared, policy) { policy.limits.append(limit) }
        }
        for declared in scope.declared(.gather) { if let gather = gather(declared) { policy.gathers.append(gather) } }
        for declared in scope.declared(.batch) {
            if let batch = batch(declared, policy) { policy.batches.append(batch) }
        }
        for declared in scope.declared(.shape) {
            if let shape = shape(declared, policy) { policy.shapes.append(shape) }
        }
        for declared in scope.declared(.rollout) {
            if let rollout = rollout(declared) { policy.rollouts.append(rollout) }
        }
        for declared in scope.declared(.shadow) { if let shadow = shadow(declared) { policy.shadows.append(shadow) } }
        for declared in scope.declared(.affinity) {
            if let affinity = affinity(declared) { policy.affinities.append(affinity) }
        }
        for declared in scope.declared(.alert) { if let alert = alert(declared) { policy.alerts.append(alert) } }
        for declared in scope.declared(.commit) {
            if let commitment = commitment(declared) { policy.commitments.append(commitment) }
        }
    }

    private mutating func checkUnnamed(
        _ blocks: [(BlockKind, DeclarationView, SourceLocation)], into policy: inout Policy
    ) {
        for (kind, view, at) in blocks {
            let spec = Schema.block(kind)
            let (fields, isComplete) = fields(of: view, spec, subject: kind.rawValue, source: at.source)
            guard isComplete, kind == .attribute else { continue }
            var by: [Int] = []
            if case .list(let names)? = fields["by"]?.value {
                for name in names { if case .attribute(let index) = name.value { by.append(index) } }
            }
            var cells: Int64 = 100_000
            if case .amount(let count)? = fields["cells"]?.value { cells = Int64(clamping: count.value.rounded) }
            policy.attributions.append(Attribution(by: by, cells: cells, location: at))
        }
    }
}
