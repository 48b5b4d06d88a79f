// S75x: what files and comments say to the linter.
extension DiagnosticCode {
    package static let unknownConfigurationKey = DiagnosticCode(
        "S750", .error, "a key that `.scrimp.yaml` does not have",
        why: "A key that nobody reads says nothing: what it was meant to change stays as it is.",
        bad: "lint:\n  selct: [M]", good: "lint:\n  select: [M]")

    package static let wrongConfigurationValue = DiagnosticCode(
        "S751", .error, "a value that `.scrimp.yaml` does not take there",
        why: "Each key takes one kind of value: lists of codes or paths, or a severity for each code.",
        bad: "lint:\n  severity: { M002: fatal }", good: "lint:\n  severity: { M002: error }")

    package static let unknownLintCode = DiagnosticCode(
        "S752", .error, "a code that no finding has",
        why: "A code with a typing error selects nothing and silences nothing.",
        bad: "lint:\n  ignore: [M920]", good: "lint:\n  ignore: [M002]")

    package static let errorCannotBeSilenced = DiagnosticCode(
        "S753", .error, "an error that is to be silenced",
        why: "A policy with an error does not run; not to speak of it would not change that.",
        bad: "lint:\n  ignore: [S201]", good: "lint:\n  ignore: [S512]")

    package static let ignoreWithoutReason = DiagnosticCode(
        "S754", .warning, "an ignore without a reason",
        why:
            "Who reads the policy next year must know why the finding does not count here. Without a reason it counts.",
        bad: "budget daily { limit: $25 per day, spent: reject(\"spent\") }   // scrimp:ignore M002",
        good:
            "budget daily { limit: $25 per day, spent: reject(\"spent\") }   // scrimp:ignore M002 a test account"
    )

    package static let unusedIgnore = DiagnosticCode(
        "S755", .warning, "an ignore of something that is not there",
        why: "It would silence the finding without anybody looking on the day on which it comes.",
        bad: "let pays = tier == premium   // scrimp:ignore M002 a test account", good: "let pays = tier == premium")

    package static let configurationCodes: [DiagnosticCode] = [
        unknownConfigurationKey, wrongConfigurationValue, unknownLintCode, errorCannotBeSilenced, ignoreWithoutReason,
        unusedIgnore,
    ]
}
