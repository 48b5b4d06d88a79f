extension DiagnosticCode {
    package static let unclosedBracket = DiagnosticCode(
        "S040", .error, "a bracket that is not closed",
        why: "What belongs inside cannot be known without its end.",
        bad: "policy p {\n    owner: \"ml\"\n", good: "policy p {\n    owner: \"ml\"\n}")
    package static let strayBracket = DiagnosticCode(
        "S041", .error, "a closing bracket that closes nothing",
        why: "Most often the opening one was deleted, or a block was closed twice.",
        bad: "policy p { owner: \"ml\" } }", good: "policy p { owner: \"ml\" }")
    package static let mismatchedBracket = DiagnosticCode(
        "S042", .error, "a bracket closed by one of another form",
        why: "`(` goes with `)`, `[` with `]`, `{` with `}`.",
        bad: "let a = [1, 2)", good: "let a = [1, 2]")
    package static let missingSeparator = DiagnosticCode(
        "S043", .error, "no `,` between two things",
        why: "Fields on one line, elements, arguments and targets are separated by `,`.",
        bad: "policy p { owner: \"ml\" sticky: tenant }", good: "policy p { owner: \"ml\", sticky: tenant }")
    package static let expectedItem = DiagnosticCode(
        "S044", .error, "something that is no part of a file",
        why: "A file consists of blocks, `use`, `import`, `let`, `request` and `route`.",
        bad: "owner: \"ml\"", good: "policy p { owner: \"ml\" }")
    package static let expectedField = DiagnosticCode(
        "S045", .error, "something that is no field",
        why: "A block consists of fields: a word, `:`, and a value.",
        bad: "policy p { 3 }", good: "policy p { language: 3 }")
    package static let equalsForColon = DiagnosticCode(
        "S046", .error, "`=` between a field and its value",
        why: "A field has `:`; `=` gives a constant its value.",
        bad: "policy p { owner = \"ml\" }", good: "policy p { owner: \"ml\" }")
    package static let colonForEquals = DiagnosticCode(
        "S047", .error, "`:` between a constant and its value",
        why: "A constant has `=`; `:` belongs to fields.",
        bad: "let a: 5", good: "let a = 5")
    package static let missingColon = DiagnosticCode(
        "S048", .error, "a field without `:`",
        why: "The `:` tells a field from the value of the one before.",
        bad: "policy p { owner \"ml\" }", good: "policy p { owner: \"ml\" }")
    package static let quotedField = DiagnosticCode(
        "S049", .error, "a field in quotes",
        why: "The words of fields are not strings.",
        bad: "policy p { \"owner\": \"ml\" }", good: "policy p { owner: \"ml\" }")
    package static let needlessMark = DiagnosticCode(
        "S050", .error, "`:` or `=` before a block",
        why: "A block follows its name at once: `kind name { … }`.",
        bad: "policy p: { owner: \"ml\" }", good: "policy p { owner: \"ml\" }")
    package static let expectedBlock = DiagnosticCode(
        "S051", .error, "a name without a block",
        why: "`kind name { field: value }` is the one shape of everything.",
        bad: "policy p", good: "policy p { }")
    package static let expectedName = DiagnosticCode(
        "S052", .error, "no name where one should be",
        why: "What is declared or pointed at has a name.",
        bad: "let = 5", good: "let a = 5")
    package static let reservedWord = DiagnosticCode(
        "S053", .error, "a reserved word as a name",
        why: "`when otherwise and or not in true false let use import` have a meaning of their own.",
        bad: "let or = 5", good: "let either = 5")
    package static let hyphenatedName = DiagnosticCode(
        "S054", .error, "a name with `-`",
        why: "`a-b` is a subtraction; names are joined with `_`.",
        bad: "model my-model { }", good: "model my_model { }")
    package static let needlessName = DiagnosticCode(
        "S055", .error, "`request` or `route` with a name",
        why: "There is one request and one route in a policy; they have no names.",
        bad: "route main { otherwise -> mini }", good: "route { otherwise -> mini }")
    package static let expectedString = DiagnosticCode(
        "S056", .error, "no file name in quotes",
        why: "`use` and `import` name a file, in quotes.",
        bad: "use catalog.yaml", good: "use \"catalog.yaml\"")
    package static let expectedValue = DiagnosticCode(
        "S057", .error, "nothing where a value should be",
        why: "A field, a constant and an operator need a value.",
        bad: "policy p { owner: }", good: "policy p { owner: \"ml\" }")
    package static let expectedType = DiagnosticCode(
        "S058", .error, "no type where one should be",
        why: "Every attribute of a request has a type, so that conditions can be checked.",
        bad: "request { tenant: }", good: "request { tenant: string }")
    package static let dottedAttribute = DiagnosticCode(
        "S059", .error, "an attribute with a dotted name",
        why: "A request is flat: its attributes are single words.",
        bad: "request { user.tier: string }", good: "request { user_tier: string }")
    package static let emptyBlock = DiagnosticCode(
        "S060", .error, "nothing where at least one is needed",
        why: "A route has a rule and an enumeration a case, or nothing could ever match.",
        bad: "route { }", good: "route { otherwise -> mini }")
    package static let trailingComma = DiagnosticCode(
        "S061", .error, "a `,` with nothing behind it",
        why: "Targets have no `,` at their end, so that a forgotten one is noticed.",
        bad: "route { otherwise -> mini, }", good: "route { otherwise -> mini }")
    package static let expectedRule = DiagnosticCode(
        "S062", .error, "something that is no rule",
        why: "A rule begins with `when` or `otherwise`.",
        bad: "route { if easy -> mini }", good: "route { when easy -> mini }")
    package static let missingArrow = DiagnosticCode(
        "S063", .error, "a rule without `->`",
        why: "The `->` separates the condition from the targets.",
        bad: "route { otherwise mini }", good: "route { otherwise -> mini }")
    package static let mixedSplit = DiagnosticCode(
        "S064", .error, "targets with and without a share",
        why: "Either all targets have a share, or none: otherwise nobody can say what the rest adds up to.",
        bad: "route { otherwise -> local, 90%: haiku }", good: "route { otherwise -> local, haiku }")
    package static let loneArm = DiagnosticCode(
        "S065", .error, "a split with one arm",
        why: "A split divides the requests between two targets at least.",
        bad: "route { otherwise -> 100%: mini }", good: "route { otherwise -> mini }")
    package static let armShare = DiagnosticCode(
        "S066", .error, "a share that is not in percent",
        why: "The shares of a split are ratios, and ratios are written in percent.",
        bad: "route { otherwise -> 90: mini, 10%: haiku }", good: "route { otherwise -> 90%: mini, 10%: haiku }")
    package static let needlessBrackets = DiagnosticCode(
        "S067", .error, "targets that are not written as a plain list of names",
        why: "The targets of a rule are names separated by `,`, without brackets or quotes.",
        bad: "route { otherwise -> \"mini\" }", good: "route { otherwise -> mini }")

    /// Mistakes in files, blocks, fields and routes.
    static let structureCodes: [DiagnosticCode] = [
        .unclosedBracket, .strayBracket, .mismatchedBracket, .missingSeparator, .expectedItem, .expectedField,
        .equalsForColon, .colonForEquals, .missingColon, .quotedField, .needlessMark, .expectedBlock,
        .expectedName, .reservedWord, .hyphenatedName, .needlessName, .expectedString, .expectedValue,
        .expectedType, .dottedAttribute, .emptyBlock, .trailingComma, .expectedRule, .missingArrow, .mixedSplit,
        .loneArm, .armShare, .needlessBrackets,
    ]
}
