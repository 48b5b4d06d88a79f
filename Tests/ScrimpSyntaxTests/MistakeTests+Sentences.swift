import ScrimpDiagnostics

extension MistakeTests {
    static let routes = [
        Mistake(
            "route { otherwise -> (90%: a, 10%: b), c }", .expectedName, at: "(",
            mended: "route { otherwise -> split(90%: a, 10%: b), c }"),
        Mistake(
            "route { otherwise -> split(90% a, 10%: b) }", .missingColon, at: "",
            mended: "route { otherwise -> split(90%: a, 10%: b) }"),
        Mistake("route { otherwise -> local, 90%: haiku }", .mixedSplit, at: "90%: haiku"),
        Mistake(
            "route { otherwise -> 90%: a, 10%: b, c }", .mixedSplit, at: "90%: a",
            mended: "route { otherwise -> split(90%: a, 10%: b), c }"),
        Mistake("route { otherwise -> 100%: a }", .loneArm, at: "100%: a", mended: "route { otherwise -> a }"),
        Mistake(
            "route { otherwise -> 90: a, 10%: b }", .armShare, at: "90", mended: "route { otherwise -> 90%: a, 10%: b }"
        ),
        Mistake("route { otherwise mini }", .missingArrow, at: "", mended: "route { otherwise -> mini }"),
        Mistake("route { when easy => mini }", .missingArrow, at: "=>", mended: "route { when easy -> mini }"),
        Mistake("route { when easy: mini }", .missingArrow, at: ":", mended: "route { when easy -> mini }"),
        Mistake("route { otherwise: mini }", .missingArrow, at: ":", mended: "route { otherwise -> mini }"),
        Mistake("route { when easy then mini }", .missingArrow, at: "then", mended: "route { when easy -> mini }"),
        Mistake("route { when easy → mini }", .foreignOperator, at: "→", mended: "route { when easy -> mini }"),
        Mistake("route { if easy -> mini }", .expectedRule, at: "if", mended: "route { when easy -> mini }"),
        Mistake(
            "route { when a -> b\n else -> mini }", .expectedRule, at: "else",
            mended: "route { when a -> b\n otherwise -> mini }"),
        Mistake("route { otherwise -> mini, }", .trailingComma, at: ",", mended: "route { otherwise -> mini }"),
        Mistake(
            "route { when a -> b,\n otherwise -> c }", .trailingComma, at: ",",
            mended: "route { when a -> b\n otherwise -> c }"),
        Mistake("route { otherwise -> a b }", .missingSeparator, at: "", mended: "route { otherwise -> a, b }"),
        Mistake(
            "route { otherwise -> \"mini\" }", .needlessBrackets, at: "\"mini\"", mended: "route { otherwise -> mini }"),
        Mistake(
            "route { otherwise -> [a, b] }", .needlessBrackets, at: "[a, b]", mended: "route { otherwise -> a, b }"),
        Mistake(
            "route { otherwise -> gpt-4o, mini }", .hyphenatedName, at: "gpt-4o",
            mended: "route { otherwise -> gpt_4o, mini }"),
        Mistake("route { when -> mini\n otherwise -> a }", .expectedValue, at: ""),
        Mistake("route { when a ->\n otherwise -> b }", .expectedName, at: ""),
        Mistake(
            "route { when tier = free -> mini }", .assignmentInCondition, at: "=",
            mended: "route { when tier == free -> mini }"),
        Mistake("route { }", .emptyBlock, at: "}"),
    ]

    static let expressions = [
        Mistake(
            "let x = 2 - llama-3.1-8b.y", .hyphenatedName, at: "llama-3.1-8b.y", mended: "let x = 2 - llama_3_1_8b_y"),
        Mistake("let a = b && c", .foreignOperator, at: "&&", mended: "let a = b and c"),
        Mistake("let a = b||c", .foreignOperator, at: "||", mended: "let a = b or c"),
        Mistake("let a = !b", .foreignOperator, at: "!", mended: "let a = not b"),
        Mistake("let a = b <> c", .foreignOperator, at: "<>", mended: "let a = b != c"),
        Mistake("let a = b === c", .foreignOperator, at: "===", mended: "let a = b == c"),
        Mistake("let a = b => c", .foreignOperator, at: "=>", mended: "let a = b >= c"),
        Mistake("let a = b ≥ c", .foreignOperator, at: "≥", mended: "let a = b >= c"),
        Mistake("let a = b = c", .assignmentInCondition, at: "=", mended: "let a = b == c"),
        Mistake("let x = a < b < c", .chainedComparison, at: "<", mended: "let x = a < b and b < c"),
        Mistake(
            "let x = 1 ktok <= prompt <= 4 ktok", .chainedComparison, at: "<=",
            mended: "let x = 1 ktok <= prompt and prompt <= 4 ktok"),
        Mistake("let x = 1..2..3", .chainedRange, at: ".."),
        Mistake("let x = a\n    - b", .lineBeginsWithMinus, at: "-", mended: "let x = a -\n    b"),
        Mistake("let x = a == not b", .misplacedNot, at: "not", mended: "let x = a == (not b)"),
        Mistake("let x = f (1)", .blankBeforeParenthesis, at: " ", mended: "let x = f(1)"),
        Mistake("let x = a *\nlet b = 1", .expectedValue, at: ""),
        Mistake("let x = * a", .expectedValue, at: "*"),
        Mistake("let x = a.", .expectedName, at: ""),
        Mistake("let x = a.in", .reservedWord, at: "in"),
        Mistake("let x = a ? b : c", .unknownCharacter, at: "?"),
        Mistake("let x = f(y: 1, 2)", .positionalAfterNamed, at: "2"),
        Mistake("let x = f(y = 1)", .equalsForColon, at: "=", mended: "let x = f(y: 1)"),
        Mistake("let x = f(1 2)", .missingSeparator, at: "", mended: "let x = f(1, 2)"),
        Mistake("let x = f(a,, b)", .unexpectedToken, at: ",", mended: "let x = f(a, b)"),
        Mistake("let x = (a, b)", .unexpectedToken, at: ","),
        Mistake("let x = (a b)", .unexpectedToken, at: "b"),
        Mistake("let x = +5", .foreignOperator, at: "+", mended: "let x = 5"),
    ]

    static let amounts = [
        Mistake(
            "cache c { ttl: 24 h from: insert }", .suffixWithColon, at: ":", mended: "cache c { ttl: 24 h from insert }"
        ),
        Mistake("budget b { limit: $5 per: day }", .suffixWithColon, at: ":", mended: "budget b { limit: $5 per day }"),
        Mistake(
            "cache c { ttl: 24 h from last, key: a }", .expectedAnchor, at: "",
            mended: "cache c { ttl: 24 h from last hit, key: a }"),
        Mistake("cache c { ttl: 24 h from creation }", .expectedAnchor, at: "creation"),
        Mistake("budget b { limit: $5 per, ceiling: $6 }", .expectedName, at: ""),
        Mistake("alert a { when: x over 24, notify: \"m\" }", .expectedQuantity, at: "24"),
    ]
}
