import ScrimpPlan

extension RoutingDiagram {
    /// The diagram as text, one node a paragraph, parents before children. `feature` and `rule` name what they number.
    package func describe(feature: (Int) -> String, rule: (Int) -> String) -> String {
        let nodes = store.reachable(from: root).nodes
        var numbers: [DiagramReference: Int] = [:]
        for (number, node) in nodes.enumerated() { numbers[node] = number }
        func name(_ reference: DiagramReference) -> String {
            if let number = numbers[reference] { return "node \(number)" }
            return reference.answer.map(rule) ?? "no rule"
        }
        var lines: [String] = ["\(counted(nodes.count, "node")), starts at \(name(root))"]
        for (number, node) in nodes.enumerated() {
            let asked = store.feature(node)
            lines.append("node \(number): \(feature(asked))")
            for run in store.runs(node) {
                let values = store.cells.values(asked, of: run.cells)
                let shown =
                    values.lowerBound == values.upperBound
                    ? "\(values.lowerBound)" : "\(values.lowerBound)…\(values.upperBound)"
                lines.append("  \(shown) → \(name(run.child))")
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
