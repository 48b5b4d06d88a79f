package import ScrimpJSON
import ScrimpQuantities
package import ScrimpSimulator

/// Two scenarios of a policy side by side, figure by figure.
package struct ComparisonReport {
    private let left: SimulationResult
    private let right: SimulationResult

    package init(_ left: SimulationResult, _ right: SimulationResult) {
        self.left = left
        self.right = right
    }

    /// Figures that one of the two has.
    private var names: [Figure.Name] {
        Figure.Name.allCases.filter { left.figure($0) != nil || right.figure($0) != nil }
    }

    package var text: String {
        var table = TextTable([.left, .right, .right, .right], textLimit: 24)
        table.add("", left.scenarioName, right.scenarioName, "difference")
        for name in names {
            let (first, second) = (left.figure(name), right.figure(name))
            table.add(
                name.rawValue, first.map(Self.short) ?? "–", second.map(Self.short) ?? "–",
                difference(name).map { Self.signed($0, name) } ?? "")
        }
        var lines = ["\(left.policyName), scenarios \(left.scenarioName) and \(right.scenarioName)", ""]
        lines += table.lines()
        return lines.joined(separator: "\n") + "\n"
    }

    private static func short(_ figure: Figure) -> String { figure.text.count <= 22 ? figure.text : "none" }

    private static func signed(_ difference: Double, _ name: Figure.Name) -> String {
        let text = Figure(name, difference == 0 ? nil : difference, .estimated, note: "same").text
        return difference > 0 ? "+" + text : text
    }

    /// Right minus left; nil where one of them is none.
    private func difference(_ name: Figure.Name) -> Double? {
        guard let first = left.figure(name)?.value, let second = right.figure(name)?.value, first.isFinite,
            second.isFinite
        else { return nil }
        return second - first
    }

    package var json: JSONValue {
        .object([
            .init("format", .integer(1)), .init("policy", .string(left.policyName)),
            .init("scenarios", .array([left, right].map { JSONNode(JSONReport($0).value) })),
            .init(
                "differences",
                .array(
                    names.map { name in
                        JSONNode(
                            .object([
                                .init("figure", .string(name.rawValue)), .init("unit", .string(name.unit.word)),
                                .init("difference", JSONReport.number(difference(name))),
                            ]))
                    })),
        ])
    }

    package var jsonText: String { JSONWriter.text(json, .indented) + "\n" }
}
