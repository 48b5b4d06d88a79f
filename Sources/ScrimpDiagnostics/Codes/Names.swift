// S2xx: names, imports and files.
extension DiagnosticCode {
    package static let unknownName = DiagnosticCode(
        "S201", .error, "a name that nothing declares",
        why: "A model, attribute or budget that does not exist would silently never be used.",
        bad: "route { otherwise -> mni }",
        good: "model mini { from: \"openai/gpt-4o-mini\" }\nroute { otherwise -> mini }")
    package static let wrongKindOfName = DiagnosticCode(
        "S202", .error, "a name of another kind of declaration",
        why: "The name exists, but what it names cannot stand here: calls go to models, not to pools.",
        bad: "route { otherwise -> h100 }", good: "route { otherwise -> local }")
    package static let duplicateName = DiagnosticCode(
        "S203", .error, "a name that is declared twice",
        why: "Only one of two declarations of the same name could count, and a reader cannot know which.",
        bad: "model mini { from: \"openai/gpt-4o-mini\" }\nmodel mini { from: \"openai/gpt-4o\" }",
        good: "model mini { from: \"openai/gpt-4o-mini\" }\nmodel large { from: \"openai/gpt-4o\" }")
    package static let shadowedName = DiagnosticCode(
        "S204", .error, "a `let` with the name of something else",
        why:
            "A constant that has the name of an attribute or of an enumeration's case would change what conditions mean.",
        bad: "request { tier: enum { free, plus } }\nlet free = tier == plus",
        good: "request { tier: enum { free, plus } }\nlet pays = tier == plus")
    package static let referenceCycle = DiagnosticCode(
        "S205", .error, "declarations that refer to each other in a circle",
        why:
            "A chain of references that comes back to its start has no end: a fallback that falls back to itself never helps.",
        bad:
            "budget a { limit: $1 per day, within: b, spent: reject(\"no\") }\nbudget b { limit: $2 per day, within: a, spent: reject(\"no\") }",
        good:
            "budget a { limit: $1 per day, within: b, spent: reject(\"no\") }\nbudget b { limit: $2 per day, spent: reject(\"no\") }"
    )
    package static let importCycle = DiagnosticCode(
        "S206", .error, "files that import each other in a circle",
        why: "Each file would have to be read before the other.",
        bad: "import \"a.scrimp\"   // in a.scrimp itself", good: "import \"shared.scrimp\"")
    package static let pathOutsideRepository = DiagnosticCode(
        "S207", .error, "a file outside the repository",
        why:
            "A policy is reviewed in one repository; a file from elsewhere could change what it means without a review.",
        bad: "import \"../../elsewhere.scrimp\"", good: "import \"shared/company.scrimp\"")
    package static let cannotReadFile = DiagnosticCode(
        "S208", .error, "a file that cannot be read",
        why: "Without the file the policy is incomplete.", bad: "use \"catalogue.yaml\"", good: "use \"catalog.yaml\"")
    package static let unknownFunction = DiagnosticCode(
        "S209", .error, "a function that does not exist",
        why: "Conditions know a fixed list of functions, so that every policy ends in a known number of steps.",
        bad: "let a = length(tenant) > 3", good: "let a = starts_with(tenant, \"eu_\")")
    package static let functionNotAllowedHere = DiagnosticCode(
        "S210", .error, "a function that cannot stand here",
        why:
            "`first` and `reachable` ask about the policy itself and only make sense in proofs and tests; constants know no state.",
        bad: "route { when first(mini) -> large\n        otherwise -> mini }",
        good: "prove \"mini is first\" { always: first(mini) }")
    package static let unknownTimeZone = DiagnosticCode(
        "S211", .error, "a time zone that does not exist",
        why: "Budget windows begin at local midnight; without the zone nobody knows when.",
        bad: "policy p { timezone: \"Europe/Berln\" }", good: "policy p { timezone: \"Europe/Berlin\" }")
    package static let wrongSubject = DiagnosticCode(
        "S212", .error, "a scenario for another policy",
        why: "The figures would be those of a policy that the scenario was not written for.",
        bad: "policy a {}\nscenario s for b { baseline: bill($1 per month) }",
        good: "policy a {}\nscenario s for a { baseline: bill($1 per month) }")

    /// The S2xx family.
    package static let nameCodes: [DiagnosticCode] = [
        unknownName, wrongKindOfName, duplicateName, shadowedName, referenceCycle, importCycle, pathOutsideRepository,
        cannotReadFile, unknownFunction, functionNotAllowedHere, unknownTimeZone, wrongSubject,
    ]
}
