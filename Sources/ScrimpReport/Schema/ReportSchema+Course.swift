import ScrimpSimulator

// Times, pools, levers and months.
extension ReportSchema {
    private typealias Field = ReportShape.Field

    private static let basis = ReportShape.choice(["exact", "estimated", "bound"])

    private static func band(_ value: ReportShape) -> ReportShape {
        .object([
            Field("p10", value, "The 10th percentile of the draws."), Field("p50", value, "The median."),
            Field("p90", value, "The 90th percentile; null where it is endless, as a payback that never comes."),
        ])
    }

    static var latency: [ReportShape.Field] {
        [
            Field("model", .nullable(.text), "Null for all answers, those of caches included."),
            Field(
                "time", .choice(["total", "first_token", "waiting"]),
                "From the arrival to the last token, to the first, or to the start of the call."),
            Field("answers", .integer, "How many."),
        ]
            + ["p50_ns", "p90_ns", "p95_ns", "p99_ns"].map {
                Field($0, .integer, "Nanoseconds that so many percent did not exceed, within one percent.")
            } + [Field("longest_ns", .integer, "The longest, exact.")]
    }

    static var pool: [ReportShape.Field] {
        [
            Field("pool", .text, "Its name."), Field("calls", .integer, "Calls that it served to their end."),
            Field("most_replicas", .integer, "Most that were held at once."),
            Field("gpu_hours", .number, "Held of the pool's own market."),
            Field("gpu_hours_on_demand", .number, "Held on demand in its place."),
            Field("utilization", .number, "Share of the time held in which something ran."),
            Field("queued_calls", .integer, "Calls that did not find a place at once."),
            Field("longest_queue", .integer, "Calls in it."),
            Field("cold_starts", .integer, "Replicas that took time to start."),
            Field("interruptions", .integer, "Replicas that were taken away."),
            Field("lost_calls", .integer, "Calls that were lost with them."),
        ]
    }

    static var breakEven: [ReportShape.Field] {
        [
            Field("pool", .text, "Its name."), Field("models", .list(.text), "Models that it serves."),
            Field("alternatives", .list(.text), "What stands in for each."),
            Field("price_per_mtok", .number, "Dollars of a million tokens, paid by the token."),
            Field("prompt_share", .number, "Share of the tokens that are prompts."),
            Field("tokens_per_replica", .number, "Tokens a month that a replica takes, as planned."),
            Field("peak_to_mean", .number, "Height of the busiest hour."),
            Field("hourly_price", .number, "Dollars of a replica and hour."),
            Field("hours", .number, "Hours of a month that one is held."),
            Field("running", .number, "Dollars a month whatever the volume."),
            Field("overhead", .number, "Share on top of rent and running."),
            Field("set_up", .number, "Dollars a month of what was invested."),
            Field("fewest_replicas", .integer, "Of the pool."), Field("most_replicas", .integer, "Of the pool."),
            Field("volume", .number, "Tokens a month of the replayed traffic."),
            Field("token_cost", .number, "Dollars a month for it by the token."),
            Field("hosting_cost", .number, "And on the pool; null where it cannot take it."),
            Field(
                "intervals",
                .list(
                    .object([
                        Field("above", .number, "Tokens a month above which the pool is cheaper,"),
                        Field("through", .number, "and up to which."), Field("replicas", .integer, "At its end."),
                        Field(
                            "end", .choice(["step", "replicas", "volume"]),
                            "One more replica, no more replicas, or no larger volumes looked at."),
                    ])), "Rising; none where the pool is never cheaper."),
            Field("basis", basis, "Estimated."),
        ]
    }

    static var waterfall: [ReportShape.Field] {
        [
            Field("baseline", .money, "Where it begins."), Field("reference", .text, "The model without levers."),
            Field("unexplained", .money, "What the baseline is beyond everything on that model."),
            Field(
                "parts",
                .list(
                    .object([
                        Field("lever", .choice(Lever.allCases.map(\.rawValue)), "Which."),
                        Field("saved", .money, "Its Shapley value; negative where it raises the cost."),
                    ])), "They add up to baseline minus cost."),
            Field("running", .money, "What running the policy takes."),
            Field("cost", .money, "Calls and what is held."),
            Field("basis", basis, "How sure the parts are."), Field("replays", .integer, "Replays that it took."),
            Field("sampled_requests", .nullable(.integer), "Requests that the parts stand on; null for all."),
        ]
    }

    static var projection: [ReportShape.Field] {
        [
            Field("growth", .number, "Monthly."), Field("discount", .number, "Monthly."),
            Field("scale", .number, "How many times the traffic a month holds."),
            Field(
                "invested",
                .list(.object([Field("name", .text, "Its purpose."), Field("amount", .money, "At once.")])),
                "At the start."),
            Field("months", .list(.object(month)), "In order."),
            Field(
                "uncertainty", .object(uncertainty), "Absent where the scenario is sure of everything.",
                isRequired: false),
        ]
    }

    private static var month: [ReportShape.Field] {
        [
            Field("month", .integer, "From 1."), Field("start", .nullable(.text), "Its first day."),
            Field("traffic", .number, "Multiple of the replayed traffic."),
            Field("share", .number, "Share of it that follows the policy."),
            Field("calls", .number, "Dollars of its calls."), Field("remaining", .number, "On the baseline still."),
            Field("capacity", .number, "What is held."), Field("running", .number, "What running it takes."),
            Field("cost", .number, "All of these."),
            Field("baseline", .number, "All of the traffic on the baseline.", isRequired: false),
            Field("saved", .number, "Baseline minus cost.", isRequired: false),
            Field("cumulative", .number, "All saving so far, less what was invested.", isRequired: false),
            Field("discounted", .number, "The same discounted to the start.", isRequired: false),
            Field("cost_band", band(.number), "Of the cost.", isRequired: false),
            Field("cumulative_band", band(.number), "Of the saving so far.", isRequired: false),
        ]
    }

    private static var uncertainty: [ReportShape.Field] {
        [
            Field("draws", .integer, "How many."), Field("seed", .text, "What they were drawn from."),
            Field("correlated", .bool, "Whether some numbers move together."),
            Field("p_loss", .number, "Share of the draws whose net present value is below zero."),
            Field("npv", band(.number), "Net present value."),
            Field("saving", band(.number), "Share of the baseline over the horizon."),
            Field("payback", band(.number), "Months."),
            Field(
                "inputs",
                .list(
                    .object([
                        Field("path", .text, "As written."),
                        Field("unit", .choice(Uncertainty.InputUnit.allCases.map(\.word)), "Of the value."),
                        Field("value", band(.number), "Of the number."),
                        Field("npv_low", .number, "Net present value with it at its P10, the others at their medians."),
                        Field("npv_high", .number, "And at its P90."),
                        Field("variance_alone", .number, "Share of the variance that it explains alone."),
                        Field("variance_total", .number, "And with all others."),
                    ])), "By falling swing."),
        ]
    }
}
