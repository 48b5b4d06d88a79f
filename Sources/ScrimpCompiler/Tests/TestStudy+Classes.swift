import ScrimpPlan
import ScrimpQuantities
import ScrimpSemantics

extension TestStudy {
    /// More classes than this are not asked for: such a test says too little of what is given.
    package static let classLimit = 4_000

    /// The requests that a test is about, in classes that the policy treats alike but for the size of a call, the arm of a split
    /// and the place in a rollout.
    ///
    /// A class is found by its example: what of all that bears on a request holds for it, and what does not, holds for the class;
    /// then the rest is searched for the next one, until nothing is left.
    package mutating func classes(of index: Int) -> RequestClasses {
        let prepared = tests[index]
        if let mistake = prepared.assumptions.mistakes.first { return .notDecided(mistake) }
        var search = search
        search.fixed = Set(prepared.fixed.keys)
        var classes: [RequestClass] = []
        for rule in reached(prepared.subject) {
            let bearing = bearing(on: rule, in: prepared)
            var rest = prepared.subject
            while true {
                switch analysis.witness(firing: rule, and: rest) {
                case .impossible: break
                case .notDecided:
                    return .notDecided("whether line \(line(rule)) takes more such requests was not decided")
                case .example(var values):
                    for (feature, value) in prepared.fixed { values[feature] = value }
                    let (problem, sought) = (analysis.problem, rest)
                    let example = search.request(near: values) { candidate in
                        sought.holds(candidate) && problem.firstMatch(candidate) == rule
                    }
                    guard let example else {
                        return .notDecided(
                            "no request was found for what the rule at line \(line(rule)) may take: give more attributes"
                        )
                    }
                    let alike = Formula.all(bearing.map { $0.holds(example.values) ? $0 : $0.negated })
                    let found = RequestClass(example: example, rule: rule, formula: .all([prepared.subject, alike]))
                    classes.append(natural(found, in: prepared))
                    guard classes.count <= Self.classLimit else {
                        return .notDecided(
                            "there are more than \(Self.classLimit) classes of such requests: give more attributes")
                    }
                    rest = .all([rest, alike.negated])
                    continue
                }
                break
            }
        }
        return .classes(classes)
    }

    private func line(_ rule: Int) -> String { "\(rule + 1) of the rules" }

    /// The same class with the example that a reader expects: defaults, texts that are not empty, noon.
    private func natural(_ found: RequestClass, in prepared: Prepared) -> RequestClass {
        var found = found
        func prefer(texts: [Int: [UInt8]] = [:], numbers: [Int: Int64] = [:]) {
            if let better = member(of: found, texts: texts, numbers: numbers) { found.example = better }
        }
        for attribute in policy.attributes.indices where prepared.fixed[attribute] == nil {
            if policy.attributes[attribute].kind == .string {
                if text(of: attribute, in: found.example).isEmpty { prefer(texts: [attribute: Array("other".utf8)]) }
            } else if let value = defaults[attribute] {
                prefer(numbers: [attribute: value])
            }
        }
        for (feature, kind) in describer.features.features.enumerated() where prepared.fixed[feature] == nil {
            if case .localSecond = kind { prefer(numbers: [feature: 43_200]) }
        }
        return found
    }

    /// The rules that take some request of a subject, in order; all of them where that is not known.
    private mutating func reached(_ subject: Formula) -> [Int] {
        guard var diagram = analysis.diagram, let condition = diagram.condition(subject) else {
            return Array(policy.rules.indices)
        }
        analysis.diagram = diagram
        return diagram.store.answers(of: diagram.root, where: condition).compactMap(\.answer).sorted()
    }

    /// Whatever may make a difference between two requests of one rule.
    private func bearing(on rule: Int, in prepared: Prepared) -> [Formula] {
        var result = prepared.asked
        let models = modelsInReach(of: rule)
        for (index, item) in policy.switches.enumerated() {
            if item.throwWhen != nil { result.append(formulas.throwers[index]) }
            if item.throwWhen != nil || prepared.assumptions.thrown.contains(index) {
                result.append(formulas.switches[index])
            }
        }
        for (index, allow) in policy.allows.enumerated() where !models.isSubset(of: allow.models) {
            result.append(formulas.allows[index])
        }
        for (index, budget) in policy.budgets.enumerated()
        where prepared.assumptions.filled[index] != nil || budget.limit.value.pico <= 0 {
            result.append(counting[index])
        }
        if prepared.test.cost != nil { result += formulas.shapes }
        for model in models.sorted() {
            if let pool = policy.models[model].operation.pool { result.append(suspensions[pool]) }
            result.append(early[model])
        }
        for atom in atoms {
            if case .reachable(let models) = atom {
                result.append(.any(models.map { targets.reachable($0, rule: rule) }))
            }
        }
        var kept: [Formula] = []
        for formula in result {
            if case .constant = formula { continue }
            if !kept.contains(formula) { kept.append(formula) }
        }
        return kept
    }

    private func modelsInReach(of rule: Int) -> Set<Int> {
        var models = Set(targets.models(of: policy.rules[rule].chain))
        for action in policy.budgets.map(\.spent) + policy.switches.map(\.action) {
            if case .route(let chain) = action { models.formUnion(targets.models(of: chain)) }
        }
        return models
    }
}

/// Other members of a class, for what depends on the bucket that a key falls into.
extension TestStudy {
    /// Whether the class leaves an attribute free at all.
    package func isOpen(_ attribute: Int, in index: Int) -> Bool { tests[index].fixed[attribute] == nil }

    /// The example with other values of some attributes, if that is a member of the class.
    ///
    /// - Parameter values: numbers as requests hold them; texts as bytes.
    package func member(
        of found: RequestClass, texts: [Int: [UInt8]], numbers: [Int: Int64]
    ) -> ExampleRequest? {
        var request = found.example
        for (attribute, text) in texts {
            let known = search.literals[attribute].firstIndex(of: text)
            request.values[attribute] = Int64(known ?? search.literals[attribute].count)
            request.texts[attribute] = known == nil ? text : nil
        }
        for (attribute, number) in numbers { request.values[attribute] = number }
        search.evaluation.complete(&request)
        guard found.formula.holds(request.values), analysis.problem.firstMatch(request.values) == found.rule else {
            return nil
        }
        return request
    }

    /// The text of a string attribute.
    package func text(of attribute: Int, in request: ExampleRequest) -> [UInt8] {
        let literals = search.literals[attribute]
        let value = Int(clamping: request.values[attribute])
        return literals.indices.contains(value) ? literals[value] : request.texts[attribute] ?? Array("other".utf8)
    }

    /// Local time of the example in seconds since midnight, and day of the week from Monday; nil where nothing asks for it.
    package func moment(of request: ExampleRequest, in index: Int) -> (second: Int64?, weekday: Int64?) {
        var (second, weekday): (Int64?, Int64?) = (
            tests[index].assumptions.time.map { Int64($0) * 60 }, tests[index].assumptions.weekday.map { Int64($0) }
        )
        for (feature, kind) in describer.features.features.enumerated() {
            if case .localSecond = kind { second = request.values[feature] }
            if case .weekday = kind { weekday = request.values[feature] }
        }
        return (second, weekday)
    }
}
