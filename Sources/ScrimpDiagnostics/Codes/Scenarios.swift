extension DiagnosticCode {
    /// The S8xx family.
    package static let scenarioCodes: [DiagnosticCode] = [
        traceUnreadable, traceEmpty, traceColumnMissing, traceDamaged, traceTimeAmbiguous, traceBadRow,
        traceDeclaration, workloadInvalid, attributeWithoutValues, unpricedTraffic,
    ]

    package static let traceUnreadable = DiagnosticCode(
        "S801", .error, "a trace cannot be read",
        why: "The file that a scenario names is not there, is a folder, or may not be read.",
        bad: "scenario month for support { traffic: trace(\"missing.csv\", time: \"TIMESTAMP\") }",
        good: "scenario month for support { traffic: trace(\"march.csv\", time: \"TIMESTAMP\") }")

    package static let traceEmpty = DiagnosticCode(
        "S802", .error, "a trace has no header",
        why:
            "A trace is CSV whose first line names its columns, or JSON with one object a line; this file is empty or neither.",
        bad: "scenario month for support { traffic: trace(\"empty.csv\", time: \"TIMESTAMP\") }",
        good: "scenario month for support { traffic: trace(\"march.csv\", time: \"TIMESTAMP\") }")

    package static let traceColumnMissing = DiagnosticCode(
        "S803", .error, "a trace lacks a declared column",
        why:
            "Columns are matched by their exact name in the file. Reading another one by guess would simulate other traffic.",
        bad: "scenario month for support { traffic: trace(\"march.csv\", time: \"Timestamp\") }",
        good: "scenario month for support { traffic: trace(\"march.csv\", time: \"TIMESTAMP\") }")

    package static let traceDamaged = DiagnosticCode(
        "S804", .error, "a compressed trace is damaged",
        why:
            "The file ends before its compressed data does, or fails its checksum. A bill over part of the traffic would be wrong.",
        bad: "scenario month for support { traffic: trace(\"cut-short.csv.gz\", time: \"TIMESTAMP\") }",
        good: "scenario month for support { traffic: trace(\"march.csv.gz\", time: \"TIMESTAMP\") }")

    package static let traceTimeAmbiguous = DiagnosticCode(
        "S805", .error, "the unit of a trace's times cannot be told",
        why:
            "Times that count from the start of the trace say nothing about their unit; a guess could be off by a thousand.",
        bad: "scenario month for support { traffic: trace(\"march.jsonl\", time: \"timestamp\") }",
        good:
            "scenario month for support { traffic: trace(\"march.jsonl\", time: \"timestamp\", time_unit: milliseconds) }"
    )

    package static let traceBadRow = DiagnosticCode(
        "S806", .warning, "rows of a trace cannot be read",
        why:
            "The rows are counted and left out, so that the simulated traffic is smaller than the file. With `--strict` the first one ends the run.",
        bad: "scenario month for support { traffic: trace(\"damaged.csv\", time: \"TIMESTAMP\") }",
        good: "scenario month for support { traffic: trace(\"march.csv\", time: \"TIMESTAMP\") }")

    package static let traceDeclaration = DiagnosticCode(
        "S808", .error, "a trace's columns are declared wrongly",
        why: "A trace needs exactly one column of times, and each attribute gets its values from one place.",
        bad: "scenario month for support { traffic: trace(\"march.csv\", prompt: \"ContextTokens\") }",
        good:
            "scenario month for support { traffic: trace(\"march.csv\", time: \"TIMESTAMP\", prompt: \"ContextTokens\") }"
    )

    package static let workloadInvalid = DiagnosticCode(
        "S810", .error, "a workload cannot be generated",
        why: "A rate, a weight or the parameters of a distribution are outside the range in which they mean something.",
        bad: "scenario month for support { traffic: workload(duration: 1 d) }",
        good: "scenario month for support { traffic: workload(requests: 1_000 req, duration: 1 d) }")

    package static let attributeWithoutValues = DiagnosticCode(
        "S811", .error, "traffic without values for an attribute",
        why: "Every request has a value for every attribute; a guessed one would simulate another policy.",
        bad: "scenario month for support { traffic: trace(\"march.csv\", time: \"TIMESTAMP\") }",
        good:
            "scenario month for support { traffic: trace(\"march.csv\", time: \"TIMESTAMP\"), fill: { tenant: zipf(1_000, 0.9) } }"
    )

    package static let unpricedTraffic = DiagnosticCode(
        "S812", .error, "traffic that a model has no price for",
        why: "A comparison needs the price of everything that the traffic uses; what is missing is never guessed.",
        bad: "scenario month for support { traffic: trace(\"march.csv\"), baseline: everything(on: local) }",
        good: "scenario month for support { traffic: trace(\"march.csv\"), baseline: everything(on: mini) }")
}
