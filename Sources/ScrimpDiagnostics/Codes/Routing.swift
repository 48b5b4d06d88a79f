// S5xx: rules, chains and proofs, as the analysis of all requests at once sees them.
extension DiagnosticCode {
    package static let deadRule = DiagnosticCode(
        "S501", .error, "a rule that no request reaches",
        why:
            "The first rule that matches wins; earlier ones take every request of this one, so that what it says never happens.",
        bad:
            "route {\n    when task == faq -> mini\n    when task == faq and tier == free -> haiku\n    otherwise -> large\n}",
        good:
            "route {\n    when task == faq and tier == free -> haiku\n    when task == faq -> mini\n    otherwise -> large\n}"
    )
    package static let routingGap = DiagnosticCode(
        "S502", .error, "a request that no rule takes",
        why: "Every request needs an answer; the last rule is usually `otherwise`.",
        bad: "route {\n    when tier == premium -> large\n}",
        good: "route {\n    when tier == premium -> large\n    otherwise -> mini\n}")
    package static let neverHolds = DiagnosticCode(
        "S503", .error, "a condition that can never hold",
        why: "What it guards never happens, which nobody writes on purpose.",
        bad: "route {\n    when prompt > 4 ktok and prompt < 2 ktok -> large\n    otherwise -> mini\n}",
        good: "route {\n    when prompt > 2 ktok and prompt < 4 ktok -> large\n    otherwise -> mini\n}")
    package static let emptiedChain = DiagnosticCode(
        "S504", .error, "a chain that `allow` empties for some request",
        why: "`allow` binds every path; a request whose candidates are all forbidden could only be rejected.",
        bad: "allow eu { when: residency == eu, only: mini_eu }\nroute { otherwise -> mini }",
        good:
            "allow eu { when: residency == eu, only: mini_eu }\nroute {\n    when residency == eu -> mini_eu\n    otherwise -> mini\n}"
    )
    package static let emptiedAction = DiagnosticCode(
        "S505", .error, "an action whose targets `allow` forbids for some request",
        why: "A spent budget or a thrown switch may only route where the request may go.",
        bad:
            "allow eu { when: residency == eu, only: mini_eu }\nbudget b { limit: $5 per day, spent: route(mini), ceiling: $6 }",
        good:
            "allow eu { when: residency == eu, only: mini_eu }\nbudget b { limit: $5 per day, spent: route(mini, mini_eu), ceiling: $6 }"
    )
    package static let policyTooLarge = DiagnosticCode(
        "S506", .error, "a policy that is too large for a plan",
        why:
            "A plan numbers its parts: at most 128 models and budgets, 64 caches, 65 536 chains and as many different comparisons.",
        bad: "model m1 { from: \"openai/gpt-4o\" }   // … and 128 more", good: "model m1 { from: \"openai/gpt-4o\" }")
    package static let notDecided = DiagnosticCode(
        "S507", .warning, "a question about the rules that was not decided",
        why:
            "The rules are too entangled to be analysed for every request; nothing was found, which is not the same as nothing being there.",
        bad:
            "route {\n    when prompt * max_output > 1_000_000 tok * tok -> large\n    when prompt * max_output <= 1_000_000 tok * tok -> mini\n}",
        good: "route {\n    when prompt * max_output > 1_000_000 tok * tok -> large\n    otherwise -> mini\n}")
    package static let textsCompared = DiagnosticCode(
        "S508", .error, "two attributes that are compared with each other",
        why: "A request's texts become numbers only where the policy names them, so two of them cannot be told apart.",
        bad: "when tenant == run -> mini", good: "when tenant == \"acme\" -> mini")
    package static let conditionNumberTooLarge = DiagnosticCode(
        "S509", .error, "a number that is too large or too fine for a condition",
        why: "A condition that is not linear is worked out in fractions of 64-bit numbers.",
        bad: "when prompt * max_output > 10_000_000_000_000_000_000 tok * tok -> large",
        good: "when prompt > 2 ktok -> large")
    package static let proofFails = DiagnosticCode(
        "S510", .error, "a proof that does not hold",
        why: "There is a request, or a state, for which the policy does what it promises not to do.",
        bad:
            "prove \"free users never reach large\" { never: tier == free and reachable(large) }\nroute { otherwise -> mini, large }",
        good:
            "prove \"free users never reach large\" { never: tier == free and reachable(large) }\nroute {\n    when tier == free -> mini\n    otherwise -> mini, large\n}"
    )
    package static let proofNotDecided = DiagnosticCode(
        "S511", .warning, "a proof that was not decided",
        why: "Neither a counterexample nor a proof was found: do not rely on it.",
        bad: "prove \"short calls\" { never: prompt * max_output > 10 tok * tok and reachable(large) }",
        good: "prove \"short calls\" { never: prompt > 10 tok and reachable(large) }")

    package static let earlyBatchRequest = DiagnosticCode(
        "S512", .warning, "a batch service for requests that may need their answer earlier",
        why: "A request whose deadline is earlier than what the service promises passes the model over at run time.",
        bad:
            "model later { from: \"openai/gpt-4o-mini\", service: batch(within: 24 h) }\nroute {\n    when task == summary -> later, mini\n    otherwise -> mini\n}",
        good:
            "model later { from: \"openai/gpt-4o-mini\", service: batch(within: 24 h) }\nroute {\n    when task == summary and deadline >= 24 h -> later, mini\n    otherwise -> mini\n}"
    )
    package static let conflictingShapes = DiagnosticCode(
        "S513", .error, "shapes that contradict each other for some request",
        why: "Of two caps the smaller one counts; of two different words neither does.",
        bad:
            "shape quick { when: tier == free, effort: low }\nshape deep { when: task == advice, effort: high }",
        good:
            "shape quick { when: tier == free, effort: low }\nshape deep { when: task == advice and tier != free, effort: high }"
    )

    /// The S5xx family.
    package static let routingCodes: [DiagnosticCode] = [
        deadRule, routingGap, neverHolds, emptiedChain, emptiedAction, policyTooLarge, notDecided, textsCompared,
        conditionNumberTooLarge, proofFails, proofNotDecided, earlyBatchRequest, conflictingShapes,
    ]
}
