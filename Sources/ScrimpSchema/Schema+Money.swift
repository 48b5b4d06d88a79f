// Money: what may be spent, what was committed to, whom it is attributed to, and who hears of it.

extension Schema {
    static let budget = BlockSpec(
        .budget, .name, phase: .reserve,
        help: "Caps what may be spent, in total or for each value of an attribute, over a window of time.",
        example: """
            budget tenant_daily {
                limit: $25 per tenant per day
                spent: reject("today's budget is used up")
            }
            """,
        fields: [
            FieldSpec(
                "limit", .budgetLimit, .required,
                help: "How much, for each value of which attribute, and over which calendar window or rolling time."),
            when("it counts"),
            FieldSpec("on", targets, .optional, help: "The models whose calls it counts; left out, all."),
            FieldSpec(
                "within", .name(.budget), .optional,
                help: "The larger budget that this one is a part of, checked to fit."),
            FieldSpec(
                "spent", .action(reject: true, wait: true, route: true), .required,
                help: "What happens at the limit: `reject` and `wait` make it hard, `route` makes it soft."),
            FieldSpec(
                "ceiling", .amount(.positiveMoney), .optional,
                help: "Hard amount above a soft limit, required where `spent` is `route`."),
            FieldSpec(
                "alert", .list(.amount(.ratio)), .optional,
                help: "Shares of the limit at which an alert is sent, once per window and scope."),
            FieldSpec("notify", .text, .optional, help: "Who is told, by the name that the host knows."),
            FieldSpec(
                "lapse", .amount(.positiveDuration), .optional,
                help: "How long a reservation waits for its report; left out, the request's deadline plus 5 min."),
            FieldSpec(
                "store_lost",
                .choice([
                    Alternative("closed", help: "Refuses until the store is back."),
                    Alternative("open", help: "Goes on without counting, which makes the budget soft."),
                ]), .defaulted("closed"),
                help: "What happens when the shared store cannot be reached."),
            FieldSpec(
                "scopes", .amount(.positiveCount), .defaulted("1_000_000"),
                help: "Greatest number of counters; further values of the attribute share one."),
            FieldSpec(
                "forget", .amount(.positiveDuration), .defaulted("24 h"),
                help:
                    "How long after its last charge the counter of a limit without a window, such as `$2 per run`, is kept."
            ),
        ])

    static let commit = BlockSpec(
        .commit, .name, phase: .settle,
        help: "Describes capacity that is paid for whether it is used or not.",
        example: """
            commit provisioned { on: large, units: 50, price: $1/h, then: on_demand }
            """,
        fields: [
            FieldSpec("on", targets, .required, help: "The models that the capacity serves."),
            FieldSpec("units", .amount(.positiveCount), .required, help: "Units that are paid for."),
            FieldSpec("price", .amount(.pricePerHour), .required, help: "Price of one unit."),
            FieldSpec(
                "then",
                .choice([
                    Alternative("on_demand", help: "Further calls pay the list price."),
                    Alternative("wait", help: "Further calls wait for capacity."),
                ]), .required, help: "What happens when the capacity is used up."),
            FieldSpec(
                "included", .perWindow(.tokens), .optional, help: "Tokens that are included, per calendar window."),
        ])

    static let attribute = BlockSpec(
        .attribute, .none, single: true, phase: .settle,
        help: "Says by which attributes the money is broken down.",
        example: """
            attribute { by: [tenant, tier, task] }
            """,
        fields: [
            FieldSpec(
                "by", .list(.attribute), .required, help: "Attributes whose values each get a line of the money."),
            FieldSpec(
                "cells", .amount(.positiveCount), .defaulted("100_000"),
                help: "Greatest number of combinations that are kept apart; further ones share one."),
        ])

    static let alert = BlockSpec(
        .alert, .name, phase: .settle,
        help: "Tells somebody when a condition becomes true, and may throw a switch.",
        example: """
            alert runaway { when: spend(over: 1 h) > 3 * usual(over: 7 d), notify: "ml-oncall" }
            """,
        fields: [
            FieldSpec("when", .condition, .required, help: "What it watches for."),
            FieldSpec("notify", .text, .required, help: "Who is told, by the name that the host knows."),
            FieldSpec("throw", .name(.switch), .optional, help: "The switch that it throws."),
        ])
}
