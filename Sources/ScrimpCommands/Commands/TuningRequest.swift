import ScrimpDiagnostics
import ScrimpQuantities
import ScrimpSemantics
import ScrimpSimulator

/// Reads what a search is asked for, and holds it against the scenario.
enum TuningRequest {
    struct Problem: Error {
        var message: String
        var help: String?
    }

    static func goal(_ invocation: Invocation) throws(Problem) -> TuningGoal {
        if invocation.flag("minimize"), invocation.flag("maximize") {
            throw Problem(
                message: "`--minimize` and `--maximize` exclude each other",
                help: "give the other figure a limit: `--subject-to`")
        }
        let word = invocation.value("maximize") ?? invocation.value("minimize") ?? Figure.Name.cost.rawValue
        let known = Figure.Name.allCases.map(\.rawValue)
        guard let figure = Figure.Name(rawValue: word) else {
            throw Problem(
                message: "there is no figure `\(word)`",
                help: suggest(word, among: known).map { "did you mean `\($0)`?" }
                    ?? "the figures are \(known.joined(separator: ", "))")
        }
        var constraints: [TuningGoal.Constraint] = []
        for text in invocation.values("subject-to") {
            do throws(FailCondition.Problem) {
                constraints.append(try FailCondition(text).constraint)
            } catch {
                throw Problem(message: error.message, help: error.help)
            }
        }
        return TuningGoal(figure, isMaximized: invocation.flag("maximize"), constraints: constraints)
    }

    /// Figures that the scenario does not give cannot be sought.
    static func requireAll(_ figures: [Figure.Name], _ today: SimulationResult) throws(Problem) {
        guard let missing = figures.first(where: { today.figure($0) == nil }) else { return }
        let known = today.figures.map { "`\($0.name.rawValue)`" }.joined(separator: ", ")
        throw Problem(
            message: "scenario `\(today.scenarioName)` has no figure `\(missing.rawValue)`",
            help: missing == .quality
                ? "name the columns of recorded quality: `quality: { MODEL: \"column\" }`" : "it has \(known)")
    }

    // MARK: Ranges

    /// The constants that are moved, each with its range; those that the scenario marks where none is named.
    static func ranges(
        _ texts: [String], _ loaded: LoadedPolicy, _ scenario: Scenario, _ environment: Environment
    ) throws(Problem) -> [ScenarioEconomy.Tunable] {
        let marked = scenario.economy.tunable
        guard !marked.isEmpty else {
            throw Problem(
                message: "scenario `\(scenario.name)` marks no constant as tunable",
                help: "say what a search may move: `tunable: { cut: 20%..80% }`, with `let cut = …` in the policy")
        }
        if texts.isEmpty { return marked }
        var ranges: [ScenarioEconomy.Tunable] = []
        for text in texts {
            let range = try range(text, loaded, scenario, environment)
            guard !ranges.contains(where: { $0.constant == range.constant }) else {
                throw Problem(message: "`\(range.name)` is varied twice", help: "keep one of them")
            }
            ranges.append(range)
        }
        return ranges
    }

    private static func range(
        _ text: String, _ loaded: LoadedPolicy, _ scenario: Scenario, _ environment: Environment
    ) throws(Problem) -> ScenarioEconomy.Tunable {
        let parts = text.split(separator: "=", maxSplits: 1).map(\.trimmed)
        let name = parts.first ?? ""
        guard let tunable = scenario.economy.tunable.first(where: { $0.name == name }) else {
            throw unmarked(name, loaded, scenario)
        }
        guard parts.count == 2 else { return tunable }
        let help = "write it like `\(name)=\(tunable.low.text)..\(tunable.high.text)`"
        guard let dots = parts[1].firstDots else { throw Problem(message: "`\(text)` is no range", help: help) }
        var range = tunable
        range.low = try end(parts[1][..<dots.lowerBound].trimmed, tunable, loaded, environment, help: help)
        range.high = try end(parts[1][dots.upperBound...].trimmed, tunable, loaded, environment, help: help)
        guard range.low.value <= range.high.value else {
            throw Problem(message: "`\(text)` ends before it begins", help: help)
        }
        guard range.low.value >= tunable.low.value, range.high.value <= tunable.high.value else {
            throw Problem(
                message: "`\(text)` leaves the range that scenario `\(scenario.name)` allows",
                help: "stay within `\(tunable.low.text)..\(tunable.high.text)`, or widen it in `tunable`")
        }
        return range
    }

    private static func unmarked(_ name: String, _ loaded: LoadedPolicy, _ scenario: Scenario) -> Problem {
        let known = scenario.economy.tunable.map(\.name)
        let isConstant = loaded.policy?.constants.contains { $0.name == name } == true
        return Problem(
            message: isConstant
                ? "scenario `\(scenario.name)` does not mark `\(name)` as tunable" : "there is no constant `\(name)`",
            help: suggest(name, among: known).map { "did you mean `\($0)`?" }
                ?? "it marks \(known.map { "`\($0)`" }.joined(separator: ", "))")
    }

    /// An amount as it would stand in the policy, of the constant's kind.
    private static func end(
        _ text: String, _ tunable: ScenarioEconomy.Tunable, _ loaded: LoadedPolicy, _ environment: Environment,
        help: String
    ) throws(Problem) -> Quantity {
        guard !text.isEmpty, let amount = loaded.amount(text, for: tunable.constant, in: environment),
            amount.kind == tunable.low.kind
        else {
            throw Problem(
                message: "`\(text)` is not \(tunable.low.kind.description), as `\(tunable.name)` is", help: help)
        }
        return amount
    }
}

extension String {
    /// Where `..` first stands.
    fileprivate var firstDots: Range<String.Index>? {
        guard let start = indices.first(where: { self[$0...].hasPrefix("..") }) else { return nil }
        return start..<index(start, offsetBy: 2)
    }
}
