// S1xx: types and units.
extension DiagnosticCode {
    package static let wrongUnit = DiagnosticCode(
        "S101", .error, "a value in the wrong unit",
        why: "A limit of 25 tokens is not a limit of 25 dollars; units are checked so that nobody has to guess.",
        bad: "budget b { limit: 25 tok per day, spent: reject(\"no\") }",
        good: "budget b { limit: $25 per day, spent: reject(\"no\") }")
    package static let outOfRange = DiagnosticCode(
        "S102", .error, "a value outside its range",
        why: "A budget below zero or a share above 100 % cannot mean what was meant.",
        bad: "budget b { limit: -$5 per day, spent: reject(\"no\") }",
        good: "budget b { limit: $5 per day, spent: reject(\"no\") }")
    package static let notWhole = DiagnosticCode(
        "S103", .error, "a fraction where a whole number is needed",
        why: "Half a token or half a request does not exist.", bad: "cache c { match: exact, ttl: 1 h, capacity: 2.5 }",
        good: "cache c { match: exact, ttl: 1 h, capacity: 3 }")
    package static let unlikeOperands = DiagnosticCode(
        "S104", .error, "arithmetic between unlike things",
        why: "A price and an amount, or tokens and seconds, have no sum.", bad: "let a = $3/Mtok + $2",
        good: "let a = $3/Mtok * 2 ktok + $2")
    package static let unlikeComparison = DiagnosticCode(
        "S105", .error, "a comparison of unlike things",
        why: "Tokens are neither more nor less than seconds; enumerations have no order.",
        bad: "request { prompt: tokens }\nlet long = prompt > 2_000",
        good: "request { prompt: tokens }\nlet long = prompt > 2_000 tok")
    package static let moneySquared = DiagnosticCode(
        "S106", .error, "money times money",
        why: "Square dollars do not exist; one of the two is a factor or a count.", bad: "let a = $3 * $2",
        good: "let a = $3 * 2")
    package static let divisionByZero = DiagnosticCode(
        "S107", .error, "a division by zero", why: "It has no value.", bad: "let a = 5 tok / 0",
        good: "let a = 5 tok / 2")
    package static let numberTooLarge = DiagnosticCode(
        "S108", .error, "a number that is too large or too fine",
        why: "Amounts are exact and fit 128 bits; money has twelve decimals.",
        bad: "budget b { limit: $0.0000000000001 per day, spent: reject(\"no\") }",
        good: "budget b { limit: $0.01 per day, spent: reject(\"no\") }")
    package static let notACondition = DiagnosticCode(
        "S109", .error, "a value where a condition is needed",
        why: "A condition is true or false; a number of tokens is neither.",
        bad: "route { when prompt -> mini\n        otherwise -> mini }",
        good: "route { when prompt > 2 ktok -> mini\n        otherwise -> mini }")
    package static let notAConstant = DiagnosticCode(
        "S110", .error, "a value that is not known when compiling",
        why:
            "Limits and times are fixed when the policy is compiled; what a request brings can only be tested in conditions.",
        bad: "cache c { match: exact, ttl: deadline, capacity: 10 }",
        good: "cache c { match: exact, ttl: 1 h, capacity: 10 }")
    package static let unknownCase = DiagnosticCode(
        "S111", .error, "a case that the enumeration does not have",
        why: "The comparison would never be true.",
        bad: "request { tier: enum { free, plus } }\nlet a = tier == premium",
        good: "request { tier: enum { free, plus } }\nlet a = tier == plus")
    package static let unorderedType = DiagnosticCode(
        "S112", .error, "an order between things that have none",
        why: "Cases of an enumeration, texts and truth values are equal or different, never less or more.",
        bad: "request { tier: enum { free, plus } }\nlet a = tier > free",
        good: "request { tier: enum { free, plus } }\nlet a = tier != free")
    package static let emptyRange = DiagnosticCode(
        "S113", .error, "a range whose end is below its start", why: "Nothing lies in it.",
        bad: "pool p { gpu: \"h100-sxm-80gb\", replicas: 4..1 }",
        good: "pool p { gpu: \"h100-sxm-80gb\", replicas: 1..4 }")
    package static let calendarUnit = DiagnosticCode(
        "S114", .error, "a calendar unit where a fixed length is needed",
        why:
            "Months and years have no fixed length: budgets name a window instead (`per month`), scenarios may use them.",
        bad: "cache c { match: exact, ttl: 1 month, capacity: 10 }",
        good: "cache c { match: exact, ttl: 30 d, capacity: 10 }")
    package static let wrongShape = DiagnosticCode(
        "S115", .error, "a value of the wrong shape",
        why: "Each field takes one kind of value; the help says which.", bad: "policy p { owner: 12 }",
        good: "policy p { owner: \"ml-platform\" }")
    package static let plainFraction = DiagnosticCode(
        "S116", .error, "a percentage written as a plain number",
        why: "Ratios are written in percent, so that 0.35 is never read as cents.",
        bad: "request { complexity: ratio }\nlet easy = complexity < 0.35",
        good: "request { complexity: ratio }\nlet easy = complexity < 35%")
    package static let wrongArguments = DiagnosticCode(
        "S117", .error, "arguments that do not fit",
        why: "A call takes the arguments that its help lists; one that is left out or not known would be guessed.",
        bad: "let a = filled() > 80%", good: "let a = filled(daily) > 80%")

    package static let unreadablePattern = DiagnosticCode(
        "S118", .error, "a text that is no pattern",
        why: "A pattern has a few signs with a meaning, and ends in time that grows with the text alone; this is none.",
        bad: "let teams = matches(tenant, \"team-[0-9\")", good: "let teams = matches(tenant, \"team-[0-9]+\")")

    /// The S1xx family.
    package static let typeCodes: [DiagnosticCode] = [
        wrongUnit, outOfRange, notWhole, unlikeOperands, unlikeComparison, moneySquared, divisionByZero, numberTooLarge,
        notACondition, notAConstant, unknownCase, unorderedType, emptyRange, calendarUnit, wrongShape, plainFraction,
        wrongArguments, unreadablePattern,
    ]
}
