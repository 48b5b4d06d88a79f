extension DiagnosticCode {
    package static let invalidUTF8 = DiagnosticCode(
        "S001", .error, "the text is not valid UTF-8",
        why: "A policy is reviewed as text. Bytes that are no text look different in every tool.",
        bad: "", good: "policy p { owner: \"Zoë\" }")
    package static let nulByte = DiagnosticCode(
        "S002", .error, "the text holds a NUL byte",
        why: "Many tools stop reading at a NUL, so that a reviewer may not see what follows it.",
        bad: "policy p { owner: \"ml\0\" }", good: "policy p { owner: \"ml\" }")
    package static let controlCharacter = DiagnosticCode(
        "S003", .error, "the text holds a control character",
        why: "Control characters are invisible in a review.",
        bad: "policy p { owner: \"ml\u{1}\" }", good: "policy p { owner: \"ml\" }")
    package static let bidirectionalControl = DiagnosticCode(
        "S004", .error, "the text holds a control for the direction of writing",
        why: "It can make a line read differently from what it does, also inside a comment or a string.",
        bad: "policy p { owner: \"ml\u{202E}\" }", good: "policy p { owner: \"ml\" }")
    package static let byteOrderMark = DiagnosticCode(
        "S005", .error, "a byte order mark stands inside the text",
        why: "It is invisible, and allowed only as the very first character of a file.",
        bad: "policy p\u{FEFF} { owner: \"ml\" }", good: "policy p { owner: \"ml\" }")
    package static let carriageReturn = DiagnosticCode(
        "S006", .error, "a carriage return without a line feed",
        why: "Some editors end the line there and others do not, so that a comment could hide what follows it.",
        bad: "policy p {\r owner: \"ml\" }", good: "policy p {\n owner: \"ml\" }")
    package static let mixedLineEndings = DiagnosticCode(
        "S007", .warning, "lines end in two different ways",
        why: "One file with both LF and CR LF shows changes in a review where nothing changed.",
        bad: "let a = 1\r\nlet b = 2\n", good: "let a = 1\nlet b = 2\n")
    package static let textTooLong = DiagnosticCode(
        "S008", .error, "the text is longer than 64 MiB",
        why: "No policy is that long; most likely this is another file.",
        bad: "", good: "")
    package static let unterminatedString = DiagnosticCode(
        "S009", .error, "a string is not closed on its line",
        why: "Strings end on the line where they begin, so that one missing quote does not change the meaning"
            + " of the rest of the file.",
        bad: "policy p {\n    owner: \"ml\n}", good: "policy p {\n    owner: \"ml\"\n}")
    package static let blockComment = DiagnosticCode(
        "S010", .error, "a comment in `/* */`",
        why: "Comments begin with `//` and end with the line, so that each line shows by itself whether it counts.",
        bad: "/* ours */ policy p { }", good: "// ours\npolicy p { }")
    package static let unterminatedBlockComment = DiagnosticCode(
        "S011", .error, "`/*` without `*/`",
        why: "Comments begin with `//` and end with the line. This one hides the rest of the file.",
        bad: "policy p { } /* ours", good: "policy p { } // ours")
    package static let hashComment = DiagnosticCode(
        "S012", .error, "a comment that begins with `#`",
        why: "Comments begin with `//`.",
        bad: "# ours\npolicy p { }", good: "// ours\npolicy p { }")
    package static let unknownEscape = DiagnosticCode(
        "S013", .error, "an escape that means nothing",
        why: "A backslash begins one of `\\\"`, `\\\\`, `\\n`, `\\t` and `\\u{…}`; guessing what another one means "
            + "would change the text.",
        bad: "policy p { owner: \"a\\d\" }", good: "policy p { owner: \"a\\\\d\" }")
    package static let invalidScalarEscape = DiagnosticCode(
        "S014", .error, "`\\u{…}` does not name a character",
        why: "The braces hold one to six hexadecimal digits of a Unicode scalar value.",
        bad: "policy p { owner: \"\\u{D800}\" }", good: "policy p { owner: \"\\u{E9}\" }")
    package static let wrongQuotes = DiagnosticCode(
        "S015", .error, "a string in other quotes than `\"`",
        why: "Strings have one form, so that they can be searched for and compared.",
        bad: "policy p { owner: 'ml' }", good: "policy p { owner: \"ml\" }")
    package static let unknownCharacter = DiagnosticCode(
        "S016", .error, "a character that means nothing here",
        why: "Characters that look like others are a common way to misread a policy.",
        bad: "let a = 1 @", good: "let a = 1")
    package static let foreignName = DiagnosticCode(
        "S017", .error, "a name with a character that is not ASCII",
        why: "Names consist of ASCII letters, digits and `_`, because letters of other scripts can look the same.",
        bad: "let größe = 1", good: "let groesse = 1")
    package static let semicolon = DiagnosticCode(
        "S018", .error, "fields are separated by `,` or a new line",
        why: "`;` has no meaning.",
        bad: "policy p { owner: \"ml\"; sticky: tenant }", good: "policy p { owner: \"ml\", sticky: tenant }")
    package static let tooManyErrors = DiagnosticCode(
        "S019", .error, "more mistakes than are shown",
        why: "After a thousand the text is most likely not a policy.",
        bad: "", good: "")

    /// Mistakes in characters and comments.
    static let characterCodes: [DiagnosticCode] = [
        .invalidUTF8, .nulByte, .controlCharacter, .bidirectionalControl, .byteOrderMark, .carriageReturn,
        .mixedLineEndings, .textTooLong, .unterminatedString, .blockComment, .unterminatedBlockComment,
        .hashComment, .unknownEscape, .invalidScalarEscape, .wrongQuotes, .unknownCharacter, .foreignName,
        .semicolon, .tooManyErrors,
    ]
}
