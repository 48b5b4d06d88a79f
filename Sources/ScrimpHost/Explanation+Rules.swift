import ScrimpPlan
import ScrimpRuntime

// Why earlier rules did not match: the values that were against them. The matcher answers for all rules at once and forgets which
// condition failed; the rules for columns, or the list of rules, still have them apart.
extension Plan {
    /// The rules in front of one, each with the first value that was against each of its alternatives.
    ///
    /// - Parameter features: by feature, its value for the request; nil where it was not looked at.
    func missedRules(before rule: Int, _ request: Request, _ features: [Int64?]) -> [Explanation.Event] {
        rules.indices.prefix(rule).map { index in
            var failed: [UInt16] = []
            if let columns {
                failed = columns.failures(ofRule: index, features)
            } else if case .rules(let list) = matcher, let feature = list.failure(ofRule: index, features) {
                failed = [feature]
            }
            var facts: [Explanation.Fact] = []
            for feature in failed {
                for fact in self.facts(of: feature, request, features) where !facts.contains(fact) {
                    facts.append(fact)
                }
            }
            return .ruleMissed(index, because: facts)
        }
    }

    /// What a feature comes down to that people have names for.
    private func facts(of feature: UInt16, _ request: Request, _ features: [Int64?]) -> [Explanation.Fact] {
        switch self.features[Int(feature)] {
        case .attribute(let attribute):
            return [Explanation.Fact(feature: attribute, value: request.values[Int(attribute)])]
        case .linear(let start, let count):
            return linearTerms[Int(start)..<Int(start + count)].flatMap { facts(of: $0.feature, request, features) }
        case .comparison(let start, let count):
            return instructions[Int(start)..<Int(start + count)].flatMap { instruction in
                guard case .feature(let part, _) = instruction else { return [Explanation.Fact]() }
                return facts(of: part, request, features)
            }
        case .text, .localSecond, .weekday, .filled, .spend, .usual, .quality, .health, .hostNumber:
            return features[Int(feature)].map { [Explanation.Fact(feature: feature, value: $0)] } ?? []
        }
    }
}

extension ColumnRules {
    /// By alternative of a rule, the feature of the first predicate that does not hold; each feature once.
    fileprivate func failures(ofRule rule: Int, _ features: [Int64?]) -> [UInt16] {
        var failed: [UInt16] = []
        for conjunction in conjunctions where Int(conjunction.rule) == rule {
            let range = Int(conjunction.start)..<Int(conjunction.start + conjunction.count)
            for literal in literals[range] {
                let predicate = predicates[Int(literal >> 1)]
                guard let value = features[Int(predicate.feature)] else { continue }
                guard holds(predicate, value) == (literal & 1 == 1) else { continue }
                if !failed.contains(predicate.feature) { failed.append(predicate.feature) }
                break
            }
        }
        return failed
    }

    private func holds(_ predicate: Predicate, _ value: Int64) -> Bool {
        switch predicate.kind {
        case .less: return value < predicate.key
        case .member:
            let place = min(max(value, 0), max(Int64(predicate.count) - 1, 0))
            return members[Int(predicate.key) + Int(place)] == 255
        }
    }
}

extension RuleList {
    /// The feature of the last test on the way to no; nil where the way is not known.
    fileprivate func failure(ofRule rule: Int, _ features: [Int64?]) -> UInt16? {
        guard entries.indices.contains(rule) else { return nil }
        var position = entries[rule].start
        var last: UInt16?
        while position < ConditionTest.no {
            let test = tests[Int(position)]
            guard let value = features[Int(test.feature)] else { return nil }
            last = test.feature
            position = test.holds(value) ? test.whenTrue : test.whenFalse
        }
        return position == ConditionTest.no ? last : nil
    }
}
