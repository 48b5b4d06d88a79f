import ScrimpDiagnostics
import ScrimpQuantities
import ScrimpSchema
import ScrimpSyntax

extension Checker {
    private static func words(_ alternatives: [Alternative]) -> String {
        alternatives.map { "`\($0.word)`" }.joined(separator: ", ")
    }

    /// One word of a choice, or a call of one with its arguments.
    mutating func choice(_ view: ExpressionView, _ alternatives: [Alternative], subject: String, at: SourceLocation)
        -> FieldValue?
    {
        let word: Name
        var arguments: [ArgumentView] = []
        switch view.kind {
        case .path(let names) where names.count == 1: word = names[0]
        case .call(let call):
            word = call.name
            arguments = call.arguments
        case .missing:
            return nil
        default:
            report(
                .unknownChoice,
                "`\(subject)` takes \(alternatives.count == 1 ? "" : "one of ")\(Self.words(alternatives))", at: at)
            return nil
        }
        guard let alternative = alternatives.first(where: { $0.word == word.text }) else {
            reportUnknownChoice(word, alternatives, subject: subject, source: at.source)
            return nil
        }
        guard let bound = bind(arguments, to: alternative, at: at) else { return nil }
        return .choice(bound)
    }

    private mutating func reportUnknownChoice(_ word: Name, _ alternatives: [Alternative], subject: String, source: Int)
    {
        let at = SourceLocation(word.range, in: source)
        if alternatives.map(\.word) == ["USD"] {
            report(
                .unsupportedCurrency, "`\(word.text)` is not supported: all amounts are in US dollars", at: at,
                help: "write `currency: USD`, and convert amounts when you write them",
                fixes: [Diagnostic.Fix("replace with `USD`", [.init(word.range, "USD")], isSafe: false)])
            return
        }
        let close = suggest(word.text, among: alternatives.map(\.word))
        report(
            .unknownChoice, "`\(subject)` knows no `\(word.text)`", at: at,
            help: close.map { "did you mean `\($0)`?" } ?? "it takes \(Self.words(alternatives))",
            fixes: close.map { [Diagnostic.Fix("replace with `\($0)`", [.init(word.range, $0)], isSafe: false)] } ?? [])
    }

    /// Matches arguments with the parameters of an alternative, and fills defaults.
    mutating func bind(_ arguments: [ArgumentView], to alternative: Alternative, at: SourceLocation) -> Choice? {
        var choice = Choice(word: alternative.word)
        var position = 0
        var isComplete = true
        var given: Set<String> = []
        for argument in arguments {
            let argumentAt = SourceLocation(argument.range, in: at.source)
            let parameter: FieldSpec?
            if let name = argument.name {
                parameter = alternative.parameters.first { $0.name == name.text }
                if parameter == nil, alternative.open == nil {
                    reportUnknownArgument(name, of: alternative, source: at.source)
                    isComplete = false
                    continue
                }
            } else {
                parameter = position < alternative.positional ? alternative.parameters[position] : nil
                position += 1
            }
            let name = parameter?.name ?? argument.name?.text
            if let name, !given.insert(name).inserted {
                report(.wrongArguments, "`\(name)` is given twice", at: argumentAt)
                isComplete = false
                continue
            }
            guard let type = parameter?.type ?? (argument.name == nil ? alternative.rest : alternative.open) else {
                let next = alternative.parameters.first { !given.contains($0.name) }
                report(
                    .wrongArguments, "`\(alternative.word)` takes no further argument without a name", at: argumentAt,
                    help: next.map { "write `\($0.name): \(text(at: argumentAt))`" })
                isComplete = false
                continue
            }
            guard let value = value(argument.value, type, subject: name ?? alternative.word, source: at.source) else {
                isComplete = false
                continue
            }
            let typed = Typed(value, at: SourceLocation(argument.value.range, in: at.source))
            if let parameter {
                choice.arguments[parameter.name] = typed
            } else {
                choice.rest.append((argument.name?.text, typed))
            }
        }
        for parameter in alternative.parameters where !given.contains(parameter.name) {
            switch parameter.presence {
            case .required:
                report(
                    .wrongArguments, "`\(alternative.word)` needs `\(parameter.name)`", at: at,
                    help: "add `\(parameter.name): …`: \(Self.uncapitalized(parameter.help))")
                isComplete = false
            case .optional:
                break
            case .defaulted(let text):
                if let value = defaultValue(text, parameter.type) {
                    choice.arguments[parameter.name] = Typed(value, at: at, .defaulted)
                }
            }
        }
        return isComplete ? choice : nil
    }

    private mutating func reportUnknownArgument(_ name: Name, of alternative: Alternative, source: Int) {
        let close = suggest(name.text, among: alternative.parameters.map(\.name))
        let known = alternative.parameters.map { "`\($0.name)`" }.joined(separator: ", ")
        report(
            .wrongArguments, "`\(alternative.word)` has no argument `\(name.text)`",
            at: SourceLocation(name.range, in: source),
            help: close.map { "did you mean `\($0)`?" } ?? (known.isEmpty ? "it takes none" : "it takes \(known)"),
            fixes: close.map { [Diagnostic.Fix("replace with `\($0)`", [.init(name.range, $0)], isSafe: false)] } ?? [])
    }

    // MARK: Actions

    /// `reject("why")`, `wait`, `route(mini, large)`
    mutating func action(
        _ view: ExpressionView, reject: Bool, wait: Bool, route: Bool, subject: String, at: SourceLocation
    ) -> FieldValue? {
        let allowed = Schema.actions(reject: reject, wait: wait, route: route)
        if case .path(let names) = view.kind, names.count == 1, let name = names.first,
            scope.find(.model, name.text) != nil
        {
            report(
                .wrongShape, "`\(subject)` takes an action, and `\(name.text)` is a model", at: at,
                help: "write `route(\(name.text))`",
                fixes: [Diagnostic.Fix("route to it", [.init(at.range, "route(\(name.text))")])])
            return nil
        }
        guard case .choice(let chosen)? = choice(view, allowed, subject: subject, at: at) else { return nil }
        switch chosen.word {
        case "reject":
            guard case .text(let message)? = chosen.arguments["message"]?.value else { return nil }
            return .action(.reject(message: message))
        case "wait":
            return .action(.wait)
        default:
            let models = chosen.rest.compactMap { entry -> (Int, SourceLocation)? in
                if case .name(.model, let index, _) = entry.1.value { return (index, entry.1.origin) }
                return nil
            }
            guard !models.isEmpty else {
                report(.wrongArguments, "`route` needs a model", at: at, help: "write `route(mini)`")
                return nil
            }
            var seen: Set<Int> = []
            for (model, place) in models where !seen.insert(model).inserted {
                report(
                    .repeatedCandidate, "`\(text(at: place))` is tried already", at: place,
                    help: "each model is tried at most once: remove the second")
                return nil
            }
            return .action(.route(Chain(candidates: models.map { .model($0.0) }, location: at)))
        }
    }

    // MARK: Distributions

    mutating func distribution(_ view: ExpressionView, _ measure: Measure?, subject: String, at: SourceLocation)
        -> Distribution?
    {
        switch view.kind {
        case .call(let call):
            guard Schema.distributions.contains(where: { $0.word == call.name.text }) else {
                reportUnknownChoice(call.name, Schema.distributions, subject: subject, source: at.source)
                return nil
            }
            guard case .choice(let choice)? = choice(view, Schema.distributions, subject: subject, at: at) else {
                return nil
            }
            return distribution(choice, at: at)
        case .range(let low, let high):
            guard let first = constantQuantity(low, source: at.source),
                let last = constantQuantity(high, source: at.source)
            else {
                return nil
            }
            return ordered([first, last], at: at) ? .uniform(first, last) : nil
        default:
            return constantQuantity(view, source: at.source).map { .constant($0) }
        }
    }

    private mutating func constantQuantity(_ view: ExpressionView, source: Int) -> Quantity? {
        guard let checked = expression(view, .constant, .nothing, source: source) else { return nil }
        if case .quantity(let quantity) = checked.kind { return quantity }
        report(.wrongShape, "this must be a number", at: SourceLocation(view.range, in: source))
        return nil
    }

    /// A distribution from a chosen word; nil, reported, where its parameters contradict each other.
    mutating func distribution(_ choice: Choice, at: SourceLocation) -> Distribution? {
        func quantity(_ name: String) -> Quantity? {
            if case .amount(let value)? = choice.arguments[name]?.value { return value }
            return nil
        }
        if choice.word == "empirical", case .text(let file)? = choice.arguments["file"]?.value {
            return .empirical(file: file)
        }
        if let low = quantity("low"), let high = quantity("high") {
            guard ordered([low, quantity("mode") ?? low, high], at: at) else { return nil }
            switch (choice.word, quantity("mode")) {
            case ("triangular", let mode?): return .triangular(low, mode, high)
            case ("pert", let mode?): return .pert(low, mode, high)
            default: return .uniform(low, high)
            }
        }
        guard let mean = quantity("mean"), let deviation = quantity("deviation") else { return nil }
        guard mean.isLike(deviation) else {
            report(.unlikeOperands, "`\(text(at: at))` mixes different kinds of numbers", at: at)
            return nil
        }
        guard deviation.value >= .zero, choice.word != "lognormal" || mean.value > .zero else {
            report(
                .outOfRange, "`\(text(at: at))` has no such distribution", at: at,
                help: "the deviation cannot be negative")
            return nil
        }
        return choice.word == "lognormal"
            ? .lognormal(mean: mean, deviation: deviation) : .normal(mean: mean, deviation: deviation)
    }

    private mutating func ordered(_ values: [Quantity], at: SourceLocation) -> Bool {
        for (left, right) in zip(values, values.dropFirst()) {
            guard left.isLike(right) else {
                report(.unlikeOperands, "`\(text(at: at))` mixes different kinds of numbers", at: at)
                return false
            }
            guard left.value <= right.value else {
                report(.emptyRange, "`\(text(at: at))` is not in ascending order", at: at)
                return false
            }
        }
        return true
    }
}
