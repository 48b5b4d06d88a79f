/// The reference pages, written from the tables: one for each kind of block, one for the units, one for the functions of
/// conditions, and an index.
package enum Reference {
    /// Paths from the project's folder, and the text of each page.
    package static func pages() -> [(path: String, text: String)] {
        var pages = [
            (path: path("index"), text: index()), (path: path("units"), text: units()),
            (path: path("functions"), text: functions()),
        ]
        for block in Schema.blocks { pages.append((path: path(block.kind.rawValue), text: page(of: block))) }
        return pages
    }

    package static let folder = "Docs/reference"

    private static func path(_ name: String) -> String { "\(folder)/\(name).md" }

    static let origin = "<!-- Written from the tables of Sources/ScrimpSchema; a test compares them. -->\n\n"

    private static func index() -> String {
        var text = origin + "# Reference\n\n"
        text +=
            "A policy is made of blocks: `kind name { field: value }`. In the order in which a decision is made:\n\n"
        text += "| phase | block | what it says |\n|---|---|---|\n"
        for phase in Phase.allCases {
            for block in Schema.blocks where block.phase == phase {
                let name = phase == .none ? "–" : phase.rawValue
                text += "| \(name) | [`\(block.kind.rawValue)`](\(block.kind.rawValue).md) | \(block.help) |\n"
            }
        }
        text += "\nAlso: [units](units.md) and [functions of conditions](functions.md).\n\n"
        text += "## Words that cannot be names\n\n"
        text += "The words of the grammar: " + codes(Schema.keywords) + ". The units and the windows that "
        text +=
            "[units](units.md) lists, except `run`. Kinds and fields are ordinary words: a model may be called `route`.\n"
        return text
    }

    private static func units() -> String {
        var text = origin + "# Units\n\n"
        text +=
            "A unit follows its number, with or without a blank; `/unit` follows without one: `$3/Mtok`, `500 req/min`.\n\n"
        text += "| unit | measures | is |\n|---|---|---|\n"
        text += "| `$` | money | US dollars, before the number: `$0.25` |\n"
        text += "| `%` | a share | hundredths: `35%`; shares are always written so |\n"
        for unit in Schema.units {
            text += "| `\(unit.symbol)` | \(unit.measures) | \(unit.help) |\n"
        }
        text += "\n## Windows\n\nBehind `per`, an amount holds from one local boundary to the next:\n\n"
        text += "| window | is |\n|---|---|\n"
        for window in Schema.windows { text += "| `\(window.text)` | \(window.help) |\n" }
        return text
    }

    private static func functions() -> String {
        var text = origin + "# Functions of conditions\n\n"
        for function in Schema.functions {
            text += "## `\(function.signature)`\n\n\(function.help) Gives \(function.result.words).\n\n"
            if function.place == .proofsAndTests {
                text += "Only in [`prove`](prove.md) and [`test`](test.md).\n\n"
            }
            if function.place == .tests { text += "Only in [`test`](test.md).\n\n" }
            text += "```scrimp\n\(function.example)\n```\n\n"
            for parameter in function.parameters {
                let presence = parameter.isOptional ? "optional" : "required"
                text += "- `\(parameter.name)`: \(parameter.argument.words), \(presence). \(parameter.help)\n"
            }
            if let rest = function.rest { text += "- Any number of further ones, each \(rest.words).\n" }
            if !function.parameters.isEmpty || function.rest != nil { text += "\n" }
        }
        text.removeLast()
        return text
    }

    static func codes(_ words: [String]) -> String {
        words.map { "`\($0)`" }.joined(separator: ", ")
    }
}

extension FunctionSpec {
    /// As it is called: `quality(model, over:, at_least:)`, `local_time`.
    package var signature: String {
        if isPlainWord { return name }
        var arguments: [String] = []
        for (index, parameter) in parameters.enumerated() {
            arguments.append(index < positional ? parameter.name : "\(parameter.name):")
        }
        if rest != nil { arguments.append("…") }
        return "\(name)(\(arguments.joined(separator: ", ")))"
    }
}

extension FunctionSpec.Argument {
    package var words: String {
        switch self {
        case .declaration(let kind): "the name of \(kind.withArticle)"
        case .constant(let measure): measure.name
        case .text: "a text of the request, or a constant one"
        case .constantText: "a constant text"
        case .quantity: "a quantity of one dimension with the others"
        }
    }
}

extension FunctionSpec.Result {
    package var words: String {
        switch self {
        case .amount(let measure): measure.name
        case .flag: "true or false"
        case .timeOfDay: "a time of day"
        case .weekday: "one of " + Reference.codes(Schema.weekdays.map(\.word))
        case .quantity: "a quantity of the same dimension"
        }
    }
}
