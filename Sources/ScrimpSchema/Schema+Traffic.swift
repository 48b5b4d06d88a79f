// What a policy is about: itself, the requests, and where they may go.

extension Schema {
    static let policy = BlockSpec(
        .policy, .name, single: true, phase: .none,
        help: "Names the policy and says what holds for all of it.",
        example: """
            policy support_chat {
                owner:    "ml-platform"
                timezone: "Europe/Berlin"
                isolate:  tenant
                sticky:   tenant
            }
            """,
        fields: [
            FieldSpec(
                "language", .amount(.edition), .defaulted("1"),
                help: "Edition of the language that the policy is written in."),
            FieldSpec("version", .text, .optional, help: "Version of the policy, for people; it is kept in the plan."),
            FieldSpec("owner", .text, .optional, help: "The team that answers for the policy."),
            FieldSpec(
                "timezone", .text, .defaulted("\"UTC\""),
                help: "Time zone of calendar windows, times of day and weekdays, by its name in the tz database."),
            FieldSpec(
                "currency", .choice([Alternative("USD", help: "US dollars.")]), .defaulted("USD"),
                help: "Currency of every amount of money."),
            FieldSpec(
                "isolate", .attribute, .optional,
                help:
                    "Attribute that every cache key must contain, so that no answer crosses from one value to another."),
            FieldSpec(
                "sticky", .attribute, .optional,
                help: "Attribute that splits hash on, so that one value always falls into the same arm."),
            FieldSpec(
                "price_max_age", .amount(.positiveDuration), .defaulted("90 d"),
                help: "Age of a price from which on the catalog counts as stale, which is a warning."),
            FieldSpec(
                "deadline", .amount(.positiveDuration), .defaulted("60 s"),
                help: "How long a request may take that has no deadline of its own."),
        ])

    static let request = BlockSpec(
        .request, .none, single: true, phase: .admit,
        help: "Declares the attributes of a request, each with its type and perhaps a default.",
        example: """
            request {
                tenant:     string
                tier:       enum { free, plus, premium }
                prompt:     tokens
                max_output: tokens
                deadline:   duration = 30 s
            }
            """,
        fields: [])

    static let allow = BlockSpec(
        .allow, .name, phase: .route,
        help: "Says which models a class of requests may reach at all, on every path.",
        example: """
            allow eu_stays { when: residency == eu, only: [local, mini_eu] }
            """,
        fields: [
            FieldSpec("when", .condition, .required, help: "Which requests it binds."),
            FieldSpec(
                "only", targets, .optional,
                help: "The only models that these requests may reach; exactly one of `only` and `never` is given."),
            FieldSpec(
                "never", targets, .optional,
                help: "The models that these requests may not reach; exactly one of `only` and `never` is given."),
        ])

    static let route = BlockSpec(
        .route, .none, single: true, phase: .route,
        help: "Says which models answer, by rules of which the first that matches wins.",
        example: """
            route {
                when task == summary  -> local, mini
                when tier == premium  -> split(90%: large, 10%: mini), mini
                otherwise             -> mini
            }
            """,
        fields: [])

    static let `switch` = BlockSpec(
        .switch, .name, phase: .admit,
        help: "Stops or redirects requests while an operator, or a condition, has thrown it.",
        example: """
            switch paused { on: reject("paused by the operator") }
            """,
        fields: [
            when("it bears on while it is thrown"),
            FieldSpec(
                "on", .action(reject: true, wait: false, route: true), .required,
                help: "What happens to these requests while it is thrown."),
            FieldSpec(
                "throw_when", .condition, .optional,
                help: "Throws it as soon as a request makes this true; left out, only an operator throws it."),
        ])
}
