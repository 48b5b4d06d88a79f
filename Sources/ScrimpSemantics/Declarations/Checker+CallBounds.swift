import ScrimpDiagnostics
import ScrimpQuantities
import ScrimpSchema

/// What bounds calls, joins them and makes them smaller.
extension Checker {
    mutating func limit(_ declared: Scope.Declared, _ policy: Policy) -> Limit? {
        let (fields, isComplete) = checkedFields(of: declared)
        guard isComplete else { return nil }
        var limit = Limit(
            name: declared.name, condition: Self.condition(fields["when"]), models: Self.models(fields["on"]),
            concurrency: Self.whole(fields["concurrency"]), rates: Self.rates(fields["rate"]),
            forget: Self.whole(fields["forget"]) ?? 86_400_000_000_000, wait: Self.whole(fields["wait"]) ?? 0,
            scopes: Self.whole(fields["scopes"]) ?? 1_000_000, location: declared.location)
        if let on = fields["on"], let choice = Self.choice(on) {
            guard let models = models(ofProvider: choice, policy, at: on.origin) else { return nil }
            limit.models = models
        }
        if case .attribute(let index)? = fields["per"]?.value { limit.scope = index }
        if let field = fields["calls"], case .perAttribute(let count, let attribute) = field.value {
            limit.calls = Int64(clamping: count.value.rounded)
            if let scope = limit.scope, scope != attribute {
                let names = (scope: self.scope.attributes[scope].name, calls: self.scope.attributes[attribute].name)
                report(
                    .conflictingFields,
                    "limit `\(declared.name)` counts calls per `\(names.calls)` and everything per `\(names.scope)`",
                    at: field.origin, labels: fields["per"].map { [.init($0.origin, "everything")] } ?? [],
                    help: "declare two limits")
            }
            limit.scope = attribute
        }
        if let per = fields["per"] { checkScope(limit.scope, at: per.origin) }
        if case .casesByAttribute(let cases, let attribute)? = fields["priority"]?.value {
            limit.priority = (cases, attribute)
        }
        if limit.concurrency == nil, limit.rates.isEmpty, limit.calls == nil {
            report(
                .limitWithoutCap, "limit `\(declared.name)` limits nothing", at: declared.location,
                help: "give a `concurrency`, a `rate` or a number of `calls`")
        }
        return limit
    }

    private mutating func checkScope(_ attribute: Int?, at: SourceLocation) {
        guard let attribute else { return }
        let declared = scope.attributes[attribute]
        switch declared.kind {
        case .string, .bool, .enumeration: return
        default:
            report(
                .unfitScope, "`\(declared.name)` is a number, and has too many values for a counter each", at: at,
                labels: [Diagnostic.Label(declared.location, "declared here")],
                help: "count per a text, a case or a truth value")
        }
    }

    /// Nil, reported, for a provider of none of the models.
    private mutating func models(ofProvider choice: Choice, _ policy: Policy, at: SourceLocation) -> Set<Int>? {
        guard let name = choice.arguments["name"].flatMap({ Self.text($0) }) else { return nil }
        let models = policy.models.indices.filter { policy.models[$0].provider == name }
        guard models.isEmpty else { return Set(models) }
        let providers = Set(policy.models.filter { !$0.isSelfHosted }.map(\.provider)).sorted()
        let close = suggest(name, among: providers)
        report(
            .unknownName, "no model of this policy is one of provider `\(name)`", at: at,
            help: close.map { "did you mean `\($0)`?" }
                ?? "the providers are \(providers.map { "`\($0)`" }.joined(separator: ", "))")
        return nil
    }

    private static func rates(_ field: Typed<FieldValue>?) -> [Limit.Rate] {
        guard case .list(let rates)? = field?.value else { return [] }
        return rates.compactMap { rate in
            guard case .amount(let quantity) = rate.value else { return nil }
            return Limit.Rate(isTokens: quantity.dimension.tokens == 1, perNanosecond: quantity.value)
        }
    }

    mutating func gather(_ declared: Scope.Declared) -> Gather? {
        let (fields, isComplete) = checkedFields(of: declared)
        guard isComplete, case .part(let enough, let all)? = fields["stop_after"]?.value,
            let concurrency = Self.whole(fields["concurrency"])
        else { return nil }
        if concurrency > all, let field = fields["concurrency"] {
            report(
                .gatherTooWide,
                "gather `\(declared.name)` may run \(concurrency) calls at once, and makes \(all) in all",
                at: field.origin,
                labels: fields["stop_after"].map { [.init($0.origin, "of \(all)")] } ?? [],
                help: "all of them start at once, so that none is saved: lower the concurrency")
        }
        return Gather(
            name: declared.name, condition: Self.condition(fields["when"]), stopAfter: enough, of: all,
            concurrency: concurrency, location: declared.location)
    }

    mutating func batch(_ declared: Scope.Declared, _ policy: Policy) -> Batch? {
        let (fields, isComplete) = checkedFields(of: declared)
        guard isComplete, let models = Self.models(fields["on"]), let size = Self.whole(fields["size"]),
            let wait = fields["wait"], let nanoseconds = Self.whole(wait)
        else { return nil }
        let deadline = usualDeadline(policy)
        if nanoseconds >= deadline.value {
            report(
                .batchWaitsTooLong,
                "batch `\(declared.name)` waits as long as a call may take in all", at: wait.origin,
                labels: [.init(deadline.origin, "the usual deadline")],
                help: "wait less than \(Quantity(Rational(whole: Int128(deadline.value)), .time).text)")
        }
        return Batch(
            name: declared.name, condition: Self.condition(fields["when"]), models: models, size: size,
            wait: nanoseconds, location: declared.location)
    }

    /// The deadline of requests that say none, in nanoseconds.
    private func usualDeadline(_ policy: Policy) -> Typed<Int64> {
        if let attribute = policy.attributes.first(where: { $0.name == "deadline" && $0.kind == .duration }),
            case .quantity(let quantity)? = attribute.defaultValue?.kind
        {
            return Typed(Self.nanoseconds(quantity), at: attribute.location)
        }
        return Typed(policy.settings.deadline, at: policy.name.origin)
    }

    mutating func shape(_ declared: Scope.Declared, _ policy: Policy) -> Shape? {
        let (fields, isComplete) = checkedFields(of: declared)
        guard isComplete else { return nil }
        var shape = Shape(
            name: declared.name, condition: Self.condition(fields["when"]), models: Self.models(fields["on"]),
            context: Self.whole(fields["trim_context"]), examples: Self.whole(fields["examples"]),
            reasoningCap: Self.whole(fields["reasoning_cap"]), effort: Self.choice(fields["effort"])?.word,
            stopEarly: Self.condition(fields["stop_early"]), bundle: Self.whole(fields["bundle"]),
            encoding: Self.choice(fields["encoding"])?.word, location: declared.location)
        if case .span(let low, let high)? = fields["compress_prompt"]?.value {
            shape.compression = (low.value, high.value)
        }
        if case .flag(let stream)? = fields["stream"]?.value { shape.stream = stream }
        if let field = fields["max_output"], let cap = Self.whole(field) {
            shape.maxOutput = Typed(cap, at: field.origin)
            checkCap(cap, shape, policy, at: field.origin)
        }
        return shape
    }

    /// A cap on output that the whole context window cannot hold caps nothing.
    private mutating func checkCap(_ cap: Int64, _ shape: Shape, _ policy: Policy, at: SourceLocation) {
        let shaped = policy.models.indices.filter { shape.models?.contains($0) ?? true }
        guard let model = shaped.map({ policy.models[$0] }).first(where: { cap > $0.contextWindow ?? .max }) else {
            return
        }
        report(
            .capBeyondContext,
            "shape `\(shape.name)` allows more output than the whole context window of `\(model.name)`", at: at,
            labels: [.init(model.location, "\(model.contextWindow ?? 0) tok, prompt and output together")],
            help: "lower the cap, or name the models that it is meant for (`on:`)")
    }

    mutating func commitment(_ declared: Scope.Declared) -> Commitment? {
        let (fields, isComplete) = checkedFields(of: declared)
        guard isComplete, let models = Self.models(fields["on"]), let units = Self.whole(fields["units"]),
            case .amount(let price)? = fields["price"]?.value
        else { return nil }
        var commitment = Commitment(
            name: declared.name, models: models, units: units, price: price,
            waitsBeyond: Self.choice(fields["then"])?.word == "wait", location: declared.location)
        if case .perWindow(let tokens, let window)? = fields["included"]?.value {
            commitment.included = (Int64(clamping: tokens.value.rounded), window)
        }
        return commitment
    }
}
