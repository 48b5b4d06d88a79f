// What would it cost: traffic, a baseline to compare with, and time.

extension Schema {
    static let scenario = BlockSpec(
        .scenario, .nameAndSubject, phase: .none,
        help: "Describes traffic, a baseline and a course of time, to say what a policy would cost and save.",
        example: """
            scenario march for support_chat {
                traffic:  trace("march.csv", time: "TIMESTAMP", prompt: "ContextTokens", output: "GeneratedTokens")
                fill:     { tenant: zipf(1_000, 0.9) }
                baseline: everything(on: large)
            }
            """,
        fields: trafficFields + economyFields)

    private static let trafficFields = [
        FieldSpec(
            "traffic", .choice([trace, workload]), .required,
            help: "The requests: recorded ones from a file, or ones that are made up from a description."),
        FieldSpec(
            "fill", .attributeFills, .optional,
            help:
                "How attributes are filled that the trace does not have, drawn from `seed`; also `content` and `output`."
        ),
        FieldSpec(
            "baseline", .choice(baselines), .optional,
            help: "What the policy is compared with; left out, nothing is said about savings."),
        FieldSpec(
            "seed", .amount(.count), .defaulted("1"),
            help: "Start of every random number, so that the same scenario gives the same figures."),
    ]

    private static let economyFields = [
        FieldSpec(
            "horizon", .amount(.calendarSpan), .optional, help: "How far the figures are carried on."),
        FieldSpec(
            "growth", .amount(.calendarGrowth), .defaulted("0%/month"), help: "Growth of the traffic."),
        FieldSpec(
            "discount", .amount(.calendarGrowth), .defaulted("0%/year"),
            help: "Discount rate of later money."),
        FieldSpec(
            "invest", .named(.amount(.money)), .optional,
            help:
                "Money that is spent once, at the start, by its purpose; `training`, or `training` and a model's name, is what its training costs."
        ),
        FieldSpec(
            "running", .named(.perWindow(.money)), .optional,
            help: "Money that is spent in every window, by its purpose."),
        FieldSpec(
            "ramp", .list(.amount(.ratio)), .optional,
            help: "Share of the traffic that follows the policy, month by month; the last one stays."),
        FieldSpec(
            "prices", .list(.choice([priceChange])), .optional, help: "Prices that change on a date."),
        FieldSpec(
            "outages",
            .named(
                .block([
                    FieldSpec(
                        "every", .amount(.positiveDuration), .required, help: "Mean time from one outage to the next."),
                    FieldSpec("lasting", .amount(.positiveDuration), .required, help: "Mean length of an outage."),
                ])), .optional, help: "How often a model fails, and for how long, by its name."),
        FieldSpec(
            "quality", .named(.text), .optional,
            help: "Column of the trace that holds the quality of each model's answer, by the model's name."),
        FieldSpec(
            "uncertain", .uncertainties, .optional,
            help: "What is not known for certain, by its path, each as a distribution or a range."),
        FieldSpec(
            "correlated", .list(.tuple([.path, .path, .amount(.correlation)])), .optional,
            help: "Uncertain things that move together: two paths and their rank correlation."),
        FieldSpec(
            "tunable",
            .named(
                .either([
                    .span(.ratio), .span(.number), .span(.money), .span(.duration), .span(.tokens), .span(.requests),
                ])), .optional,
            help: "Constants of the policy that `scrimp tune` may move, by name, each in a range."),
    ]

    private static let trace = Alternative(
        "trace",
        [
            FieldSpec(
                "file", .text, .required,
                help: "File of requests, CSV or JSON lines, plain or gzip, seen from the scenario's folder."),
            FieldSpec(
                "time", .text, .optional, help: "Column of the time of each request; left out, all arrive at once."),
            FieldSpec("output", .text, .optional, help: "Column of the tokens that were answered."),
            FieldSpec(
                "content", .text, .optional,
                help: "Column whose equal values mark requests of equal content, for exact caches."),
            FieldSpec(
                "format",
                .choice([
                    Alternative("csv", help: "Comma-separated values with a line of column names."),
                    Alternative("json_lines", help: "One JSON object per line."),
                ]), .optional, help: "Format of the file; left out, its name says it."),
            FieldSpec(
                "time_unit",
                .choice([
                    Alternative("seconds", help: "Seconds."),
                    Alternative("milliseconds", help: "Milliseconds."),
                    Alternative("microseconds", help: "Microseconds."),
                    Alternative("nanoseconds", help: "Nanoseconds."),
                ]), .defaulted("seconds"), help: "Unit of times and durations that are plain numbers."),
        ], positional: 1, open: .text,
        help: "Recorded requests; any other argument is an attribute of the request and names its column.")

    private static let workload = Alternative(
        "workload",
        [
            FieldSpec(
                "requests", .amount(.requests), .optional,
                help: "How many requests; given unless `arrivals` has a rate."),
            FieldSpec("duration", .amount(.positiveDuration), .required, help: "Time over which they arrive."),
            FieldSpec(
                "start", .text, .defaulted("\"2026-01-01\""), help: "The day on which they begin, at local midnight."),
            FieldSpec("arrivals", .choice(arrivals), .defaulted("poisson"), help: "How the arrivals are spread."),
            FieldSpec(
                "daily", .list(.amount(.factor)), .optional,
                help: "Weights of equal parts of the day, from local midnight on; left out, all are equal."),
            FieldSpec("output", .fill, .optional, help: "Tokens that are answered; left out, `max_output`."),
            FieldSpec(
                "content", .choice([zipf]), .optional,
                help: "Contents of the requests, by how often each repeats; left out, none does."),
        ], open: .fill,
        help: "Made-up requests; any other argument is an attribute of the request and how it is filled.")

    private static let rate = FieldSpec(
        "rate", .amount(.requestRate), .optional, help: "Mean rate of requests; given unless `requests` is.")

    private static let arrivals = [
        Alternative("poisson", [rate], positional: 1, help: "Independent of each other."),
        Alternative(
            "bursty",
            [
                rate,
                FieldSpec("factor", .amount(.factor), .required, help: "How many times the mean rate a burst has."),
                FieldSpec("share", .amount(.ratio), .required, help: "Share of the time that is in a burst."),
                FieldSpec("length", .amount(.positiveDuration), .required, help: "Mean length of a burst."),
            ], positional: 1, help: "Independent within bursts and between them, at two rates."),
    ]

    private static let baselines = [
        Alternative(
            "everything", [FieldSpec("on", .name(.model), .required, help: "The model that answers all of it.")],
            help: "Every request answered by one model, at its price, without caches."),
        Alternative(
            "policy", [FieldSpec("file", .text, .required, help: "File of the other policy.")], positional: 1,
            help: "Another policy, for the same traffic."),
        Alternative(
            "bill",
            [
                FieldSpec("amount", .perWindow(.positiveMoney), .required, help: "What is paid, per calendar window."),
                FieldSpec(
                    "on", .name(.model), .optional,
                    help: "The model that is said to answer all of it; the bill is then held against its list price."),
            ],
            positional: 1, help: "What is paid today, which is held against list prices."),
    ]

    private static let priceChange = Alternative(
        "change",
        [
            FieldSpec("path", .text, .required, help: "The price: a path of the policy, or a model of the catalog."),
            FieldSpec(
                "rate",
                .either([
                    .amount(.openRatio), .amount(.pricePerToken), .amount(.pricePerRequest), .amount(.pricePerHour),
                ]), .required, help: "The new price, or by what percentage the old one changes."),
            FieldSpec("on", .text, .required, help: "The date, as year, month and day."),
        ], positional: 2, help: "One price that changes on a date.")
}
