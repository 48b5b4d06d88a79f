extension DiagnosticCode {
    package static let malformedNumber = DiagnosticCode(
        "S020", .error, "a number that is written wrongly",
        why: "A number has no leading zero, at most one point, and `_` only between groups of three digits.",
        bad: "let a = 007", good: "let a = 7")
    package static let digitGroups = DiagnosticCode(
        "S021", .error, "digits in groups that are not of three",
        why: "`40_00` could be forty hundred or a typing mistake in `40_000`; a factor of ten in a budget "
            + "should not depend on it.",
        bad: "let a = 40_00", good: "let a = 4_000")
    package static let leadingPoint = DiagnosticCode(
        "S022", .error, "a number that begins with a point",
        why: "A point alone is easily overlooked.",
        bad: "let a = .5", good: "let a = 0.5")
    package static let trailingPoint = DiagnosticCode(
        "S023", .error, "a number that ends with a point",
        why: "A point with nothing behind it looks like the end of a sentence, or half a range.",
        bad: "let a = 5.", good: "let a = 5")
    package static let scientificNumber = DiagnosticCode(
        "S024", .error, "a number with an exponent",
        why: "Whoever reviews a budget should not have to count zeros in an exponent.",
        bad: "let a = 1e6", good: "let a = 1_000_000")
    package static let numberTooLong = DiagnosticCode(
        "S025", .error, "a number with more than 36 digits",
        why: "Numbers are exact up to 36 digits; a longer one would have to be rounded.",
        bad: "let a = 1234567890123456789012345678901234567", good: "let a = 123456789012345678901234567890123456")
    package static let thousandsComma = DiagnosticCode(
        "S026", .error, "digits in groups separated by `,`",
        why: "A comma separates values: `[$40,000]` would be a list of two.",
        bad: "let a = [$40,000]", good: "let a = [$40_000]")
    package static let magnitudeSuffix = DiagnosticCode(
        "S027", .error, "a number with a letter for its magnitude",
        why: "`M` is a million to some and a thousand to others.",
        bad: "let a = $40k", good: "let a = $40_000")
    package static let unknownUnit = DiagnosticCode(
        "S028", .error, "a number with an unknown unit",
        why: "Every unit has one spelling.",
        bad: "let a = 3 sec", good: "let a = 3 s")
    package static let malformedTime = DiagnosticCode(
        "S029", .error, "a time of day that is written wrongly",
        why: "Times are written with two digits for hours and minutes, from `00:00` to `24:00`.",
        bad: "let a = 6:00", good: "let a = 06:00")
    package static let malformedMoney = DiagnosticCode(
        "S030", .error, "an amount of money that is written wrongly",
        why: "Money is written `$` and a number, without a blank and in US dollars.",
        bad: "let a = $ 40", good: "let a = $40")
    package static let rangeUnit = DiagnosticCode(
        "S031", .error, "only the end of a range has a unit",
        why: "`1..4 ktok` reads as four thousand to some and as one token to four thousand to others.",
        bad: "let a = 1..4 ktok", good: "let a = 1 ktok..4 ktok")
    package static let dateWithoutQuotes = DiagnosticCode(
        "S032", .error, "a date without quotes",
        why: "`2026-10-01` is a subtraction; a date is a string.",
        bad: "let a = 2026-10-01", good: "let a = \"2026-10-01\"")
    package static let rangeDots = DiagnosticCode(
        "S033", .error, "a range with other dots than `..`",
        why: "Ranges include both ends and have one form.",
        bad: "let a = 1...4", good: "let a = 1..4")

    /// Mistakes in numbers, money, quantities and times.
    static let literalCodes: [DiagnosticCode] = [
        .malformedNumber, .digitGroups, .leadingPoint, .trailingPoint, .scientificNumber, .numberTooLong,
        .thousandsComma, .magnitudeSuffix, .unknownUnit, .malformedTime, .malformedMoney, .rangeUnit,
        .dateWithoutQuotes, .rangeDots,
    ]
}
