import ScrimpJSON
import ScrimpSimulator

/// The published schema of `scrimp simulate --json`, of one scenario and of two.
package enum ReportSchema {
    package static var text: String {
        let either = ["report", "comparison"]
        let members: [JSONMember] = [
            .init("$schema", .string("https://json-schema.org/draft/2020-12/schema")),
            .init("title", .string("scrimp simulate --json")),
            .init(
                "description",
                .string(
                    "What a policy would cost and save; with `--compare`, in two scenarios. Money and shares are decimal numbers as text, so that no reader rounds them. Fields may be added to `format` 1; none is taken away."
                )),
            .init("anyOf", .array(either.map { JSONNode(ReportShape.definition($0).schema()) })),
            .init(
                "$defs",
                .object([
                    .init(
                        "report",
                        ReportShape.object(fields).schema(meaning: "One scenario: `scrimp simulate --json`.")),
                    .init(
                        "comparison",
                        ReportShape.object(comparison).schema(
                            meaning: "Two scenarios of a policy: `scrimp simulate --compare A B --json`.")),
                ])),
        ]
        return JSONWriter.text(.object(members), .indented) + "\n"
    }

    private static let comparison = [
        Field("format", .integer, "Version of this format: 1."),
        Field("policy", .text, "Name of the policy."),
        Field("scenarios", .list(.definition("report")), "The two, in the order in which they were asked for."),
        Field(
            "differences",
            .list(
                .object([
                    Field("figure", .text, "Its name."), Field("unit", unit, "Of the difference."),
                    Field(
                        "difference", .number,
                        "The second scenario's value less the first one's; null where one has none."),
                ])), "By figure that one of the two has."),
    ]

    private typealias Field = ReportShape.Field

    private static let unit = ReportShape.choice(["ratio", "dollars", "months", "count"])
    private static let basis = ReportShape.choice(["exact", "estimated", "bound"])
    private static let answered = [
        Field("requests", .integer, "Requests that it answered."),
        Field("prompt_tokens", .integer, "Tokens of their prompts."),
        Field("output_tokens", .integer, "Tokens of the answers."),
        Field("cost", .money, "Dollars for these calls."),
    ]

    private static var fields: [Field] {
        [
            Field("format", .integer, "Version of this format: 1."),
            Field("policy", .text, "Name of the policy."), Field("scenario", .text, "Name of the scenario."),
            Field("traffic", .object(traffic), "What was replayed."),
            Field("calibration", .object(calibration), "Whether it was held against what was billed."),
            Field("baseline", .object(baseline), "What the policy is held against.", isRequired: false),
            Field("cost", .money, "Calls and what is held, over the traffic."),
            Field("cost_basis", basis, "How sure that is."),
            Field(
                "saved", .money, "Baseline minus cost and running cost; negative where that is more.",
                isRequired: false),
            Field(
                "saved_basis_points", .integer, "Share of the baseline that is saved, in hundredths of a percent.",
                isRequired: false),
            Field("models", .list(.object(model)), "By model, in the policy's order."),
            Field("rules", .list(.object(rule)), "By rule, in the policy's order."),
            Field(
                "caches",
                .list(
                    .object([Field("cache", .text, "Its name."), Field("hits", .integer, "Requests that it answered.")])
                ),
                "By cache."),
            Field("budgets", .list(.object(budget)), "By budget."),
            Field("refused", .object(refused), "All that got no answer."),
            Field("waited", .integer, "Requests that waited for a budget or a limit, however that ended."),
            Field("attribution", .list(.object(attribution)), "By the attributes of the `attribute` block."),
            Field("alternatives", .list(.object(alternative)), "Everything on one model, cheapest first."),
            Field("capacity", .list(.object(capacity)), "What is paid by the time that it is held."),
            Field("running", .list(.object(running)), "What running the policy takes over the traffic's time."),
            Field("figures", .list(.object(figure)), "All figures by name, as `--fail-if` reads them."),
            Field(
                "latency", .list(.object(latency)), "How long answers took; absent where nothing takes time.",
                isRequired: false),
            Field("pools", .list(.object(pool)), "What pools did; absent where nothing takes time.", isRequired: false),
            Field(
                "break_even", .list(.object(breakEven)),
                "From which volume on each pool is cheaper than what stands in for it."),
            Field(
                "quality", .object(quality), "Absent where no column of recorded quality is named.", isRequired: false),
            Field("waterfall", .object(waterfall), "Where the saving comes from.", isRequired: false),
            Field("projection", .object(projection), "Months of money; absent without a horizon.", isRequired: false),
            Field(
                "findings",
                .list(
                    .object([
                        Field(
                            "kind", .choice(SimulationResult.Finding.Kind.allCases.map(\.rawValue)),
                            "What it is about; stable."),
                        Field("text", .text, "For people."),
                    ])), "What the total hides."),
            Field(
                "assumptions",
                .list(
                    .object([
                        Field("subject", .text, "Which figure."), Field("value", .text, "What it is taken to be."),
                        Field(
                            "source", .choice(["given", "measured", "derived", "assumed"]), "Where it comes from."),
                    ])), "Where every figure comes from."),
        ]
    }

    private static let calibration = [
        Field("state", .text, "Whether it was, and was near enough."),
        Field("nmbe", .number, "Normalised mean bias."),
        Field("cv_rmse", .number, "Root mean square error over the mean."),
        Field("last_day", .nullable(.text), "The last day that was billed."),
    ]

    private static let traffic = [
        Field("description", .text, "In words."), Field("requests", .integer, "Requests."),
        Field("prompt_tokens", .integer, "Tokens of all prompts."),
        Field("output_tokens", .integer, "Tokens of all answers."),
        Field("start_ns", .nullable(.integer), "First moment, nanoseconds since 1970 in UTC."),
        Field("end_ns", .nullable(.integer), "Last moment."),
        Field("duration_ns", .integer, "Nanoseconds that the figures stand for."),
        Field("bad_rows", .integer, "Rows that could not be read."),
        Field("bad_rows_by_reason", .counts, "How many, by reason."),
        Field("bad_row_examples", .list(.text), "The first of each reason, with its place."),
        Field("backward_times", .integer, "Rows whose time is before that of the row before."),
    ]

    private static let baseline = [
        Field("name", .text, "What it is."), Field("cost", .money, "Over the same traffic."),
        Field("basis", basis, "How sure that is."),
        Field(
            "list_prices",
            .object([
                Field("model", .text, "The model that a stated bill is held against."),
                Field("cost", .money, "The same traffic on it at list prices."),
                Field("factor_thousandths", .integer, "Stated over listed, in thousandths."),
            ]), "A stated bill against list prices.", isRequired: false),
        Field(
            "models", .list(.object([Field("model", .text, "A model of the policy.")] + answered)),
            "The calls that it is made of; absent for a bill.", isRequired: false),
        Field(
            "others", .money, "What of it goes to models that the policy does not have, and to capacity.",
            isRequired: false),
    ]

    private static let model =
        [Field("model", .text, "Its name in the policy."), Field("identity", .text, "What it is.")] + answered
    private static let rule =
        [Field("line", .integer, "Its line in the policy."), Field("text", .text, "As written.")] + answered

    private static let budget = [
        Field("budget", .text, "Its name."), Field("refused", .integer, "Requests that it refused."),
        Field("refused_at_ceiling", .integer, "Requests refused at its ceiling."),
        Field("rerouted", .integer, "Requests that it sent elsewhere."), Field("alerts", .integer, "Alerts."),
        Field("first_tripped_ns", .nullable(.integer), "When it first refused or rerouted."),
        Field("first_scope", .nullable(.text), "For which value of its scope."),
    ]

    private static let refused = [
        Field("requests", .integer, "Requests."), Field("prompt_tokens", .integer, "Tokens of their prompts."),
        Field("output_tokens", .integer, "Tokens that answers would have had."),
        Field("no_candidate_left", .integer, "No candidate could take them."),
        Field("missed_deadline", .integer, "Their deadline passed."), Field("by_switches", .integer, "By switches."),
        Field("by_limits", .integer, "By limits."),
    ]

    private static let attribution = [
        Field("by", .list(.text), "Attributes."),
        Field(
            "cells",
            .list(
                .object(
                    [Field("values", .list(.text), "One a attribute; none for all further combinations.")] + answered
                        + [
                            Field("cached_answers", .integer, "Answers of caches."),
                            Field("cost_per_request", .nullable(.money), "Calls alone, without what is held."),
                            Field("cost_per_ktok", .nullable(.money), "The same for 1,000 tokens."),
                            Field("baseline", .nullable(.money), "What the baseline costs for the same requests."),
                        ])), "Dearest first."),
    ]

    private static let alternative = [
        Field("model", .text, "Its name in the policy."), Field("identity", .text, "What it is."),
        Field("cost", .money, "All of the traffic on it, uncached."),
    ]

    private static let capacity = [
        Field("kind", .choice(["pool", "commitment"]), "What it is."), Field("name", .text, "Its name."),
        Field("units", .number, "Accelerators or units, on average."),
        Field("cost", .money, "Over the traffic's time."),
        Field("basis", basis, "How sure that is."), Field("watt_hours", .number, "Energy, at the most that it draws."),
        Field("carbon_grams", .number, "CO2 equivalent; null where the region is not known."),
    ]

    private static let running = [
        Field("name", .text, "Its purpose."), Field("cost", .money, "Over the traffic's time."),
    ]

    private static let figure = [
        Field("figure", .text, "Its name."), Field("title", .text, "For people."),
        Field("value", .number, "Null where there is none, and for a time that never comes."),
        Field("unit", unit, "Of the value."),
        Field("basis", basis, "How sure it is."), Field("note", .nullable(.text), "Why there is no value, and such."),
    ]
}
