import ScrimpJSON
import ScrimpQuantities
package import ScrimpSimulator

/// What a search has found, for people and for programs.
package struct TuningReport {
    /// A line of the policy that would change.
    package struct Change: Sendable {
        package var file: String
        /// Counts from one.
        package var line: Int
        package var old: String
        package var new: String

        package init(file: String, line: Int, old: String, new: String) {
            self.file = file
            self.line = line
            self.old = old
            self.new = new
        }
    }

    private let result: TuningResult
    private let changes: [Change]
    private static let lines = 16

    /// - Parameter changes: what makes the best point of the policy; empty where that is the policy as it is.
    package init(_ result: TuningResult, changes: [Change]) {
        self.result = result
        self.changes = changes
    }

    // MARK: Text

    package var text: String {
        var lines = TextReport.wrapped("\(result.policyName), scenario \(result.scenarioName)", first: "", then: "  ")
        lines += TextReport.wrapped(goalText, first: "  ", then: "    ")
        for parameter in result.parameters {
            lines += TextReport.wrapped(text(of: parameter), first: "  ", then: "    ")
        }
        lines += TextReport.wrapped(effort, first: "  ", then: "    ") + [""]
        lines += ["What no other value beats"] + frontier + [""]
        if let best = result.best {
            lines += verdict(best)
        } else {
            lines += nothing
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private var goalText: String {
        let goal = result.goal
        let limits = goal.constraints.map(\.text)
        return "\(goal.isMaximized ? "most" : "least") \(goal.figure.rawValue)"
            + (limits.isEmpty ? "" : ", where \(limits.joined(separator: " and "))")
    }

    private func text(of parameter: TuningParameter) -> String {
        let count = Int64(parameter.values.count).grouped
        let what =
            parameter.attribute.map { "\(count) values that \($0) has there" }
            ?? "\(count) value\(parameter.values.count == 1 ? "" : "s")"
        return "\(parameter.name): \(parameter.lowText)..\(parameter.highText), \(what); today \(parameter.todayText)"
    }

    private var effort: String {
        var text = "\(Int64(result.replays).grouped) replay\(result.replays == 1 ? "" : "s") beside today's"
        if result.isExhaustive {
            text += ", every value tried"
        } else if result.replays + result.failed >= result.most {
            text += ", not every value tried: `--steps` allows more"
        }
        if result.failed > 0 { text += "; \(result.failed) that do not compile" }
        return text
    }

    private var frontier: [String] {
        let names = result.figures
        var table = TextTable([.left] + result.parameters.map { _ in .right } + names.map { _ in .right }, textLimit: 8)
        table.add([""] + result.parameters.map(\.name) + names.map(\.rawValue))
        let points = result.frontier
        let step = max((points.count + Self.lines - 1) / Self.lines, 1)
        let best = result.best?.texts
        for (index, point) in points.enumerated()
        where index % step == 0 || index == points.count - 1 || point.isToday || point.texts == best {
            add(point, point.texts == best ? "best" : point.isToday ? "today" : "", to: &table)
        }
        if !points.contains(where: \.isToday) { add(result.today, "today", to: &table) }
        return table.lines()
    }

    private func add(_ point: TuningResult.Point, _ mark: String, to table: inout TextTable) {
        table.add([mark] + point.texts + result.figures.map { text(of: point, $0) })
    }

    private func text(of point: TuningResult.Point, _ name: Figure.Name) -> String {
        guard let figure = point.figures.first(where: { $0.name == name }) else { return "–" }
        // A search turns on hundredths of a percent.
        if name.unit == .ratio, let value = figure.value, value.isFinite, abs(value) <= 100 {
            return Int64((value * 10_000).rounded(.toNearestOrAwayFromZero)).decimal(places: 2) + " %"
        }
        if name.unit == .dollars, let value = figure.value, value.isFinite {
            return Money(dollars: value).formatted(decimals: decimals(name))
        }
        return figure.text
    }

    /// So many that points can be told apart, and the same for all of them.
    private func decimals(_ name: Figure.Name) -> Int {
        let largest =
            (result.frontier + [result.today]).compactMap { $0.value(name) }.map(abs).filter(\.isFinite).max() ?? 0
        return largest < 1 ? 6 : largest < 100 ? 4 : 2
    }

    private func verdict(_ best: TuningResult.Point) -> [String] {
        guard !best.isToday else {
            return TextReport.wrapped("the policy had better stay as it is", first: "", then: "  ")
        }
        let set = zip(result.parameters, best.texts).map { "\($0.name) = \($1)" }.joined(separator: ", ")
        var lines = TextReport.wrapped(
            "best: \(set): "
                + result.figures.map { "\($0.rawValue) \(text(of: best, $0))" }.joined(separator: ", "), first: "",
            then: "  ")
        lines += TextReport.wrapped(comparison(best), first: "  ", then: "  ")
        for change in changes {
            lines += ["", "\(change.file):\(change.line)", "- \(change.old)", "+ \(change.new)"]
        }
        return lines
    }

    private func comparison(_ best: TuningResult.Point) -> String {
        let broken = result.goal.constraints.filter { constraint in
            result.today.value(constraint.figure).map { !constraint.isMet(by: $0) } ?? true
        }
        let now =
            "today: " + result.figures.map { "\($0.rawValue) \(text(of: result.today, $0))" }.joined(separator: ", ")
        guard broken.isEmpty else { return now + "; that breaks \(broken.map(\.text).joined(separator: " and "))" }
        guard let change = change(best) else { return now }
        return now + "; \(change)"
    }

    /// What the best point does to the figure that is sought.
    private func change(_ best: TuningResult.Point) -> String? {
        let name = result.goal.figure
        guard let old = result.today.value(name), let new = best.value(name), old.isFinite, new.isFinite else {
            return nil
        }
        let difference = abs(new - old)
        let text =
            name.unit == .dollars
            ? Money(dollars: difference).formatted(decimals: decimals(name)) : Figure(name, difference, .estimated).text
        let share = old != 0 && name.unit != .ratio ? " (\(abs(difference / old).percentText))" : ""
        return name == .cost ? "that saves \(text)\(share)" : "\(new < old ? "less" : "more") by \(text)\(share)"
    }

    private var nothing: [String] {
        let limits = result.goal.constraints.map(\.text).joined(separator: " and ")
        guard let nearest = result.nearest else {
            return TextReport.wrapped("nothing that was tried has these figures", first: "", then: "  ")
        }
        let set = zip(result.parameters, nearest.texts).map { "\($0.name) = \($1)" }.joined(separator: ", ")
        let figures = result.figures.map { "\($0.rawValue) \(text(of: nearest, $0))" }.joined(separator: ", ")
        return TextReport.wrapped(
            "nothing that was tried meets \(limits); the nearest is \(set): \(figures)", first: "", then: "  ")
    }

    // MARK: For programs

    package var jsonText: String { JSONWriter.text(value, .indented) + "\n" }

    private var value: JSONValue {
        .object([
            .init("format", .integer(1)), .init("policy", .string(result.policyName)),
            .init("scenario", .string(result.scenarioName)),
            .init(
                "goal",
                .object([
                    .init("figure", .string(result.goal.figure.rawValue)),
                    .init("sense", .string(result.goal.isMaximized ? "maximize" : "minimize")),
                    .init("subject_to", .array(result.goal.constraints.map { JSONNode(.string($0.text)) })),
                ])), .init("parameters", .array(result.parameters.map { JSONNode(parameter($0)) })),
            .init("replays", .integer(Int64(result.replays))), .init("failed", .integer(Int64(result.failed))),
            .init("every_value", .bool(result.isExhaustive)), .init("today", point(result.today)),
            .init("best", result.best.map(point) ?? .null), .init("nearest", result.nearest.map(point) ?? .null),
            .init("frontier", .array(result.frontier.map { JSONNode(point($0)) })),
            .init("changes", .array(changes.map { JSONNode(change($0)) })),
        ])
    }

    private func parameter(_ parameter: TuningParameter) -> JSONValue {
        .object([
            .init("name", .string(parameter.name)), .init("low", .string(parameter.lowText)),
            .init("high", .string(parameter.highText)), .init("values", .integer(Int64(parameter.values.count))),
            .init("threshold_on", parameter.attribute.map { .string($0) } ?? .null),
            .init("today", .string(parameter.todayText)),
        ])
    }

    private func point(_ point: TuningResult.Point) -> JSONValue {
        .object([
            .init(
                "values",
                .object(zip(result.parameters, point.texts).map { .init($0.name, .string($1)) })),
            .init(
                "figures",
                .object(point.figures.map { .init($0.name.rawValue, JSONReport.number($0.value)) })),
            .init("allowed", .bool(point.isAllowed)), .init("is_today", .bool(point.isToday)),
        ])
    }

    private func change(_ change: Change) -> JSONValue {
        .object([
            .init("file", .string(change.file)), .init("line", .integer(Int64(change.line))),
            .init("old", .string(change.old)), .init("new", .string(change.new)),
        ])
    }
}
