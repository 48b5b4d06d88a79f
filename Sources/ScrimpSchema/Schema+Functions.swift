/// A function of conditions.
package struct FunctionSpec: Sendable {
    /// What a function takes.
    package enum Argument: Sendable {
        /// The name of a declaration.
        case declaration(BlockKind)
        /// A constant of this measure.
        case constant(Measure)
        /// A text of the request or a constant one.
        case text
        /// A constant text.
        case constantText
        /// Any quantity; several of them have one dimension.
        case quantity
    }

    package struct Parameter: Sendable {
        package let name: String
        package let argument: Argument
        package let isOptional: Bool
        package let help: String

        package init(_ name: String, _ argument: Argument, optional: Bool = false, help: String) {
            self.name = name
            self.argument = argument
            self.isOptional = optional
            self.help = help
        }
    }

    /// What it gives.
    package enum Result: Sendable {
        case amount(Measure)
        case flag
        /// A time of day: `22:00`.
        case timeOfDay
        /// One of `Schema.weekdays`.
        case weekday
        /// A quantity of the dimension of its arguments.
        case quantity
    }

    package enum Place: Sendable {
        /// In every condition, those of proofs and tests included.
        case conditions
        /// Only in proofs and tests.
        case proofsAndTests
        /// Only in tests, which are about one decision.
        case tests
    }

    package let name: String
    /// Written without parentheses.
    package let isPlainWord: Bool
    package let parameters: [Parameter]
    /// How many arguments, from the first parameter on, are given without their names.
    package let positional: Int
    /// Any number of further arguments without names, each of this kind.
    package let rest: Argument?
    package let result: Result
    package let place: Place
    package let help: String
    /// A condition that uses it.
    package let example: String

    package init(
        _ name: String, plainWord: Bool = false, _ parameters: [Parameter] = [], positional: Int = 0,
        rest: Argument? = nil, gives result: Result, in place: Place = .conditions,
        help: String, example: String
    ) {
        self.name = name
        self.isPlainWord = plainWord
        self.parameters = parameters
        self.positional = positional
        self.rest = rest
        self.result = result
        self.place = place
        self.help = help
        self.example = example
    }
}

extension Schema {
    package static let functions: [FunctionSpec] =
        moneyFunctions + modelFunctions + verdictFunctions + timeFunctions + valueFunctions

    package static func function(named name: String) -> FunctionSpec? {
        functions.first { $0.name == name }
    }

    private static let over = FunctionSpec.Parameter(
        "over", .constant(.positiveDuration), help: "The rolling time that it looks back.")
    private static let target = FunctionSpec.Parameter("model", .declaration(.model), help: "The model.")

    private static let moneyFunctions = [
        FunctionSpec(
            "filled", [.init("budget", .declaration(.budget), help: "The budget.")], positional: 1,
            gives: .amount(.share),
            help: "Share of a budget's limit that is settled or reserved, in the scope of the request.",
            example: "filled(tenant_daily) >= 80%"),
        FunctionSpec(
            "spend", [over], gives: .amount(.money),
            help: "Money that was settled over the last time.", example: "spend(over: 1 h) > $100"),
        FunctionSpec(
            "usual", [over], gives: .amount(.money),
            help: "Money that is usually settled in the time that it is compared with, averaged over the last time.",
            example: "spend(over: 1 h) > 3 * usual(over: 7 d)"),
    ]

    private static let modelFunctions = [
        FunctionSpec(
            "quality",
            [
                target, over,
                .init("at_least", .constant(.requests), help: "Reports below which there is no answer."),
            ], positional: 1, gives: .amount(.ratio),
            help: "Mean quality that the host reported for a model.",
            example: "quality(local, over: 24 h, at_least: 200 req) < 95%"),
        FunctionSpec(
            "health", [target], positional: 1, gives: .amount(.ratio),
            help: "Share of a model's recent calls that succeeded.", example: "health(local) < 90%"),
        FunctionSpec(
            "first", [target], positional: 1, gives: .flag, in: .proofsAndTests,
            help: "Whether the model is the first candidate.", example: "first(local)"),
        FunctionSpec(
            "reachable", [target], positional: 1, rest: .declaration(.model), gives: .flag, in: .proofsAndTests,
            help: "Whether any path leads to one of the models: a fallback, a split, a budget's action or a rollout.",
            example: "residency == eu and reachable(mini, large)"),
    ]

    private static let verdictFunctions = [
        FunctionSpec(
            "rejected", plainWord: true, gives: .flag, in: .tests, help: "Whether the request is rejected.",
            example: "not rejected"),
        FunctionSpec(
            "waiting", plainWord: true, gives: .flag, in: .tests,
            help: "Whether the request waits, for a budget or for a limit.", example: "waiting or first(mini)"),
    ]

    private static let timeFunctions = [
        FunctionSpec(
            "local_time", plainWord: true, gives: .timeOfDay, help: "The time of day in the policy's time zone.",
            example: "local_time in 22:00..06:00"),
        FunctionSpec(
            "weekday", plainWord: true, gives: .weekday, help: "The day of the week in the policy's time zone.",
            example: "weekday == sunday"),
    ]

    private static let text = FunctionSpec.Parameter("text", .text, help: "The text that is looked at.")

    private static let valueFunctions = [
        FunctionSpec(
            "contains", [text, .init("part", .constantText, help: "The text that is looked for.")], positional: 2,
            gives: .flag, help: "Whether a text contains another.", example: #"contains(tenant, "test")"#),
        FunctionSpec(
            "starts_with", [text, .init("start", .constantText, help: "The text that is looked for.")], positional: 2,
            gives: .flag, help: "Whether a text starts with another.", example: #"starts_with(tenant, "internal-")"#),
        FunctionSpec(
            "ends_with", [text, .init("end", .constantText, help: "The text that is looked for.")], positional: 2,
            gives: .flag, help: "Whether a text ends with another.", example: #"ends_with(tenant, "-trial")"#),
        FunctionSpec(
            "matches", [text, .init("pattern", .constantText, help: "The pattern.")], positional: 2, gives: .flag,
            help: "Whether a whole text matches a pattern, in time linear in the text.",
            example: #"matches(tenant, "team-[0-9]+")"#),
        FunctionSpec(
            "min", [.init("value", .quantity, help: "The first quantity.")], positional: 1, rest: .quantity,
            gives: .quantity, help: "The least of several quantities.", example: "min(prompt, 8 ktok) > max_output"),
        FunctionSpec(
            "max", [.init("value", .quantity, help: "The first quantity.")], positional: 1, rest: .quantity,
            gives: .quantity, help: "The greatest of several quantities.", example: "max(prompt, max_output) > 8 ktok"),
        FunctionSpec(
            "abs", [.init("value", .quantity, help: "The quantity.")], positional: 1, gives: .quantity,
            help: "A quantity without its sign.", example: "abs(prompt - max_output) < 100 tok"),
    ]
}
