extension DiagnosticCode {
    package static let foreignOperator = DiagnosticCode(
        "S070", .error, "an operator of another language",
        why: "Conditions are read aloud: `and`, `or`, `not`.",
        bad: "let a = b && c", good: "let a = b and c")
    package static let assignmentInCondition = DiagnosticCode(
        "S071", .error, "`=` where things are compared",
        why: "`=` gives a constant its value; `==` compares.",
        bad: "let a = task = faq", good: "let a = task == faq")
    package static let chainedComparison = DiagnosticCode(
        "S072", .error, "a comparison of a comparison",
        why: "`a < b < c` would compare a truth value with `c`.",
        bad: "let a = 1 < b < 3", good: "let a = 1 < b and b < 3")
    package static let chainedRange = DiagnosticCode(
        "S073", .error, "a range of a range",
        why: "A range has two ends.",
        bad: "let a = 1..2..3", good: "let a = 1..3")
    package static let lineBeginsWithMinus = DiagnosticCode(
        "S074", .error, "a line that begins with `-`",
        why: "It could be a subtraction or an element of a list; a line never begins with the `-` between two"
            + " operands.",
        bad: "let a = b\n    - c", good: "let a = b -\n    c")
    package static let misplacedNot = DiagnosticCode(
        "S075", .error, "`not` inside a comparison or sum",
        why: "`not` negates a whole comparison; inside one it needs parentheses.",
        bad: "let a = b == not c", good: "let a = b == (not c)")
    package static let nestingTooDeep = DiagnosticCode(
        "S076", .error, "more than 256 levels inside each other",
        why: "No person can review that; a `let` gives a part of it a name.",
        bad: "", good: "")
    package static let positionalAfterNamed = DiagnosticCode(
        "S077", .error, "an argument without a name after one with a name",
        why: "The position of an argument counts only before the first named one.",
        bad: "let a = f(x: 1, 2)", good: "let a = f(2, x: 1)")
    package static let suffixWithColon = DiagnosticCode(
        "S078", .error, "`:` after a word that continues an amount",
        why: "`per`, `by`, `over`, `every`, `of` and `from` follow an amount without `:`.",
        bad: "cache c { ttl: 24 h from: insert }", good: "cache c { ttl: 24 h from insert }")
    package static let blankBeforeParenthesis = DiagnosticCode(
        "S079", .error, "a blank between a name and `(`",
        why: "The parenthesis of a call touches its name, so that a forgotten operator is noticed.",
        bad: "let a = f (1)", good: "let a = f(1)")
    package static let expectedQuantity = DiagnosticCode(
        "S080", .error, "no quantity after `over` or `every`",
        why: "They say how long, such as `over 24 h`.",
        bad: "rollout r { stages: [5%] every day }", good: "rollout r { stages: [5%] every 1 d }")
    package static let expectedAnchor = DiagnosticCode(
        "S081", .error, "no `insert` or `last hit` after `from`",
        why: "A time to live counts from when the entry was written or from when it was last used.",
        bad: "cache c { ttl: 24 h from creation }", good: "cache c { ttl: 24 h from insert }")
    package static let blockInValue = DiagnosticCode(
        "S082", .error, "a block where only values may stand",
        why: "A list holds values, and a block is the value of a field.",
        bad: "policy p { tags: [{ a: 1 }] }", good: "policy p { tags: { a: 1 } }")
    package static let listOfLines = DiagnosticCode(
        "S083", .error, "a list in lines that begin with `-`",
        why: "A list is written in brackets.",
        bad: "cache c {\n    key:\n        - tenant\n        - tier\n}",
        good: "cache c {\n    key: [tenant, tier]\n}")
    package static let unexpectedToken = DiagnosticCode(
        "S084", .error, "something that does not belong here",
        why: "The text before it is complete, and nothing that may follow begins like this.",
        bad: "let a = 5 5", good: "let a = 5")

    /// Mistakes in expressions, amounts and calls.
    static let expressionCodes: [DiagnosticCode] = [
        .foreignOperator, .assignmentInCondition, .chainedComparison, .chainedRange, .lineBeginsWithMinus,
        .misplacedNot, .nestingTooDeep, .positionalAfterNamed, .suffixWithColon, .blankBeforeParenthesis,
        .expectedQuantity, .expectedAnchor, .blockInValue, .listOfLines, .unexpectedToken,
    ]
}
