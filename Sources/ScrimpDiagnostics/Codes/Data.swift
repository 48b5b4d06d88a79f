extension DiagnosticCode {
    /// The S7xx family.
    package static let dataCodes: [DiagnosticCode] =
        [
            malformedJSON, duplicateKey, invalidEncoding, dataNestingTooDeep, malformedDataNumber, malformedString,
            dataTooLarge,
            malformedYAML, unsupportedYAML, undefinedAlias, aliasExpansion,
            damagedLock, newerLock, movedFigure, changedLock,
        ] + dataFormCodes

    package static let malformedJSON = DiagnosticCode(
        "S700", .error, "a file is not valid JSON",
        why: "JSON is read exactly as RFC 8259 defines it: what another reader might repair silently could be a price.",
        bad: "{\"price\": \"$3/Mtok\",}", good: "{\"price\": \"$3/Mtok\"}")

    package static let duplicateKey = DiagnosticCode(
        "S701", .error, "a key is written twice in one object",
        why: "Readers disagree about which of the two counts, so one of them is a figure that somebody believes in and "
            + "nobody uses.",
        bad: "{\"input\": \"$3/Mtok\", \"input\": \"$4/Mtok\"}", good: "{\"input\": \"$3/Mtok\"}")

    package static let invalidEncoding = DiagnosticCode(
        "S702", .error, "a data file is not UTF-8",
        why: "Files are read as UTF-8 and never repaired: a replaced byte would change a name without a trace.",
        bad: "name: \"M\\xFCnchen\" (saved as Latin-1)", good: "name: \"München\" (saved as UTF-8)")

    package static let dataNestingTooDeep = DiagnosticCode(
        "S703", .error, "a data file nests too deeply",
        why: "No file that people or programs write for Scrimp nests this deeply; one that does is broken or hostile.",
        bad: "[[[[[[[[ … 300 levels … ]]]]]]]]", good: "[[\"a\", \"b\"], [\"c\"]]")

    package static let malformedDataNumber = DiagnosticCode(
        "S704", .error, "a number in a data file is malformed",
        why: "JSON numbers have no leading zero, no leading `+` and a digit on both sides of the point.",
        bad: "{\"share\": .5}", good: "{\"share\": 0.5}")

    package static let malformedString = DiagnosticCode(
        "S705", .error, "a string in a data file is malformed",
        why: "Control characters are written as escapes, and half of a surrogate pair is no character.",
        bad: "\"\\ud83d\"", good: "\"\\ud83d\\ude00\"")

    package static let dataTooLarge = DiagnosticCode(
        "S706", .error, "a data file is too large",
        why: "Places in a file are 32-bit offsets; a text of 4 GiB or more is read from a trace format instead.",
        bad: "a catalog of 5 GiB", good: "the models that the policies use, in a catalog of their own")

    package static let malformedYAML = DiagnosticCode(
        "S710", .error, "a file is not valid YAML",
        why: "The indentation or punctuation does not form a document.",
        bad: "models: [a, b", good: "models: [a, b]")

    package static let unsupportedYAML = DiagnosticCode(
        "S711", .error, "a feature of YAML that data files do not use",
        why:
            "Merge keys, tags of other languages, keys that are no text, several documents in one file and numbers that "
            + "are none all mean different things to different readers.",
        bad: "mini:\n  <<: *defaults\n  context: 128000", good: "mini:\n  provider: openai\n  context: 128000")

    package static let undefinedAlias = DiagnosticCode(
        "S712", .error, "an alias names no anchor",
        why: "An alias repeats the value that an anchor before it has named; without one it stands for nothing.",
        bad: "input: *cheap", good: "input: &cheap $0.15/Mtok\ncached_input: *cheap")

    package static let aliasExpansion = DiagnosticCode(
        "S713", .error, "aliases expand to too many values",
        why: "A few lines of aliases of aliases can stand for billions of values, which is how a small file stops a "
            + "large machine.",
        bad: "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b] …", good: "a: &a [x, x]\nb: *a")
}
