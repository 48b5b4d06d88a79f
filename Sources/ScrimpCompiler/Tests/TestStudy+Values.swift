import ScrimpPlan
import ScrimpSemantics

/// One condition and what became of it.
package struct ConditionValue: Hashable, Sendable {
    /// As it is written.
    package var text: String
    /// Nil where it is undefined: a division by zero, or a number of which nothing is known yet.
    package var holds: Bool?
    /// What it looked at, in the policy's words: `30 s`, or `prompt: 900 tok, max_output: 80 tok`; empty where that says nothing new.
    package var value: String
    /// How deep it stands in the whole: 0 for the whole.
    package var depth: Int

    package init(text: String, holds: Bool?, value: String, depth: Int) {
        self.text = text
        self.holds = holds
        self.value = value
        self.depth = depth
    }
}

extension TestStudy {
    /// What a decision answers to the questions of an expectation.
    package struct Answers: Sendable {
        /// Index of the model to which the request goes first.
        package var first: Int?
        package var isRejected: Bool
        package var isWaiting: Bool

        package init(first: Int?, isRejected: Bool, isWaiting: Bool) {
            self.first = first
            self.isRejected = isRejected
            self.isWaiting = isWaiting
        }
    }

    /// Whether a condition holds for a request that a rule takes; nil where it is undefined.
    package func holds(_ tree: ConditionTree, _ request: ExampleRequest, rule: Int, _ answers: Answers) -> Bool? {
        func holds(_ formula: Formula) -> Bool {
            formula.replacingAtoms { .constant(answer($0, request, rule, answers)) }.holds(request.values)
        }
        if holds(tree.truth.isTrue) { return true }
        return holds(tree.truth.isFalse) ? false : nil
    }

    private func answer(_ atom: Int, _ request: ExampleRequest, _ rule: Int, _ answers: Answers) -> Bool {
        switch atoms[atom] {
        case .first(let model): answers.first == model
        case .reachable(let models): models.contains { targets.reachable($0, rule: rule).holds(request.values) }
        case .verdict(.rejected): answers.isRejected
        case .verdict(.waiting): answers.isWaiting
        }
    }

    /// A condition and all its parts, the whole first.
    package func values(
        of tree: ConditionTree, _ request: ExampleRequest, rule: Int, _ answers: Answers, depth: Int = 0
    ) -> [ConditionValue] {
        let holds = holds(tree, request, rule: rule, answers)
        var result = [
            ConditionValue(
                text: tree.text, holds: holds, value: tree.isEquality && holds == true ? "" : value(tree, request),
                depth: depth)
        ]
        for part in tree.parts { result += values(of: part, request, rule: rule, answers, depth: depth + 1) }
        return result
    }

    private func value(_ tree: ConditionTree, _ request: ExampleRequest) -> String {
        let inputs = Set(tree.features.flatMap { search.inputs(of: $0) }).sorted()
        let shown = inputs.filter { $0 < request.values.count }.map { describer.describe($0, request) }
        guard shown.count == 1, let only = shown.first, let colon = only.firstIndex(of: ":") else {
            return shown.joined(separator: ", ")
        }
        // One value needs no name where the condition says it.
        let name = String(only[..<colon])
        return tree.text.hasPrefix(name) ? String(only[colon...].dropFirst(2)) : only
    }

    /// Whether a budget counts a request, whatever the model.
    package func isCounted(_ request: ExampleRequest, byBudget budget: Int) -> Bool {
        counting[budget].holds(request.values)
    }

    /// The attributes of a request: name and value, as a policy would write them.
    package func attributes(of request: ExampleRequest) -> [(name: String, value: String)] {
        policy.attributes.indices.map { attribute in
            (
                policy.attributes[attribute].name,
                describer.show(request.values[attribute], of: attribute, text: request.texts[attribute])
            )
        }
    }
}

/// What no test can cover.
extension TestStudy {
    /// Rules that no request reaches.
    package var unreachableRules: Set<Int> { Set(analysis.deadRules.map(\.rule)) }

    /// Whether `allow` forbids a model to every request that a rule takes.
    package mutating func isForbidden(_ model: Int, by rule: Int) -> Bool {
        analysis.witness(firing: rule, and: targets.permitted(model)) == .impossible
    }
}
