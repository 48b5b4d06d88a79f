/// One question about many rules: one walk over the diagram instead of one for each rule.
extension RoutingAnalysis {
    /// An example of a request for which one of some rules fires and a formula holds.
    ///
    /// Without a diagram the rules are asked about one by one, the first `groupLimit` of them.
    mutating func witness(firingAnyOf rules: [Int], and formula: Formula) -> Answer {
        guard rules.count > 1 else { return rules.first.map { witness(firing: $0, and: formula) } ?? .impossible }
        if var diagram, let condition = diagram.condition(formula) {
            self.diagram = diagram
            let sought = Set(rules.map { DiagramReference.answer($0) })
            let example = diagram.store.example(
                condition, diagram.root,
                skip: { left, right in left == .none || (!right.isNode && !sought.contains(right)) },
                isSought: { left, right in left == .yes && sought.contains(right) })
            return example.map(Answer.example) ?? .impossible
        }
        var isDecided = rules.count <= Self.groupLimit
        for rule in rules.prefix(Self.groupLimit) {
            switch witness(firing: rule, and: formula) {
            case .impossible: continue
            case .notDecided: isDecided = false
            case .example(let values): return .example(values)
            }
        }
        return isDecided ? .impossible : .notDecided
    }

    static let groupLimit = 200
}
