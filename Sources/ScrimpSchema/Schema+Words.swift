import ScrimpQuantities

/// A word that the language knows, and what it means.
package struct Word: Sendable {
    package let text: String
    package let help: String

    package init(_ text: String, help: String) {
        self.text = text
        self.help = help
    }
}

extension Schema {
    /// What may stand behind `per` in an amount of a calendar window; `run` is one agent run, as the attribute of that name says.
    package static let windows = [
        Word("minute", help: "From one full minute to the next."),
        Word("hour", help: "From one full local hour to the next."),
        Word("day", help: "From one local midnight to the next: 23 or 25 hours when the clock changes."),
        Word("week", help: "From one Monday's local midnight to the next."),
        Word("month", help: "From the first of one month to the first of the next."),
        Word("quarter", help: "From the first of January, April, July or October to the next."),
        Word("year", help: "From one first of January to the next."),
        Word("run", help: "One agent run or session: the value of the attribute `run`."),
    ]

    package static func isWindow(_ word: String) -> Bool { windows.contains { $0.text == word } }

    /// The words of the grammar that can never be names, and what they mean.
    package static let keywordMeanings = [
        Word("when", help: "Begins a rule: the condition under which it matches. The first rule that matches wins."),
        Word("otherwise", help: "Begins the rule for every request that no rule before it takes."),
        Word("and", help: "True where both sides are."),
        Word("or", help: "True where at least one side is."),
        Word("not", help: "True where what follows is not."),
        Word("in", help: "Whether a value is one of a list, or lies in a range: `low..high`, both included."),
        Word("true", help: "What always holds."),
        Word("false", help: "What never holds."),
        Word("let", help: "Gives a condition or a constant a name."),
        Word("use", help: "Reads prices and hardware from a catalog, over those that are built in."),
        Word("import", help: "Takes in the declarations of another file, at this place."),
    ]

    package static let keywords = keywordMeanings.map(\.text)

    /// Everything that cannot be the name of a declaration: keywords, units and windows. `run` is left out, because policies
    /// declare an attribute of that name.
    package static let reservedWords: Set<String> = Set(
        keywords + Unit.table.map(\.symbol) + windows.map(\.text).filter { $0 != "run" })

    package static let weekdays = [
        Alternative("monday", help: "Monday."),
        Alternative("tuesday", help: "Tuesday."),
        Alternative("wednesday", help: "Wednesday."),
        Alternative("thursday", help: "Thursday."),
        Alternative("friday", help: "Friday."),
        Alternative("saturday", help: "Saturday."),
        Alternative("sunday", help: "Sunday."),
    ]

    /// What a spent budget or a thrown switch may do; `FieldType.action` says which of them a field allows.
    package static let actions = [
        Alternative(
            "reject",
            [FieldSpec("message", .text, .required, help: "The sentence that the caller is told.")], positional: 1,
            help: "Refuses the request."),
        Alternative("wait", help: "Lets the request wait for money, as long as its deadline allows."),
        Alternative(
            "route", rest: .name(.model), help: "Tries these models instead, the first that is allowed and affordable."),
    ]
}

extension Schema {
    /// The units as the reference shows them, in the order of their table.
    static var units: [(symbol: String, measures: String, help: String)] {
        Unit.table.map { ($0.symbol, $0.dimension.description, $0.help) }
    }
}
