import ScrimpDiagnostics
import ScrimpSemantics

/// Rules that nothing reaches, requests that nothing takes, conditions that never hold.
extension PolicyChecks {
    mutating func checkCoverage() {
        checkDeadRules()
        checkGap()
        checkConditions()
    }

    private mutating func checkDeadRules() {
        for dead in analysis.deadRules {
            let rule = policy.rules[dead.rule]
            if formulas.rules[dead.rule] == .no || dead.coveredBy.isEmpty {
                reportNeverHolds(rule.condition, else: rule.location)
                continue
            }
            let others = dead.coveredBy.map { Diagnostic.Label(policy.rules[$0].location, label(dead.coveredBy.count)) }
            report(
                Diagnostic(
                    .deadRule, "no request reaches this rule", at: rule.location,
                    caption: "earlier rules take all of its requests", labels: others,
                    help: "remove it, or move it before the rules that take its requests",
                    fixes: [Diagnostic.Fix("remove the rule", [.init(line(of: rule.location), "")], isSafe: false)]))
        }
        if let first = analysis.undecidedRules.first {
            let others = analysis.undecidedRules.dropFirst().prefix(4)
            report(
                Diagnostic(
                    .notDecided, "whether any request reaches this rule was not decided",
                    at: policy.rules[first].location,
                    labels: others.map { Diagnostic.Label(policy.rules[$0].location, "nor this one") },
                    notes: analysis.undecidedRules.count > 5
                        ? ["there are \(analysis.undecidedRules.count) such rules"] : []))
        }
    }

    private func label(_ count: Int) -> String {
        count == 1 ? "takes all of its requests" : "takes some of its requests"
    }

    /// The whole line where nothing else stands on it.
    private func line(of location: SourceLocation) -> ByteRange {
        guard sources.texts.indices.contains(location.source) else { return location.range }
        let text = sources[location.source]
        let (start, end) = (Int(location.range.start), Int(location.range.end))
        guard start <= end, end <= text.bytes.count else { return location.range }
        let index = text.lineIndex(at: location.range.start)
        let lineStart = Int(text.lineStarts[index])
        func isBlank(_ bytes: ArraySlice<UInt8>) -> Bool { bytes.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D } }
        guard let lineFeed = text.bytes[end...].firstIndex(of: 0x0A), isBlank(text.bytes[lineStart..<start]),
            isBlank(text.bytes[end..<lineFeed])
        else { return location.range }
        return ByteRange(text.lineStarts[index], UInt32(truncatingIfNeeded: lineFeed + 1))
    }

    private mutating func checkGap() {
        let place = policy.rules.last?.location ?? policy.name.origin
        let help = "end the rules with `otherwise -> …`"
        switch analysis.uncovered {
        case .impossible: return
        case .notDecided: break
        case .example(let values):
            let problem = analysis.problem
            if let request = search.request(near: values, accepts: { problem.firstMatch($0) == nil }) {
                gap = request
                report(
                    Diagnostic(
                        .routingGap, "no rule takes some requests", at: place, caption: "the last rule",
                        notes: ["for example: \(describe(request, mentioning: formulas.rules))"], help: help))
                return
            }
        }
        report(
            Diagnostic(
                .notDecided, "whether every request finds a rule was not decided", at: place, caption: "the last rule",
                help: help))
    }

    /// Conditions of everything but rules.
    private mutating func checkConditions() {
        func conditions<Item>(_ items: [Item], _ formulas: [Formula], _ condition: (Item) -> Expression?) -> [(
            Expression, Formula
        )] {
            zip(items, formulas).compactMap { item, formula in condition(item).map { ($0, formula) } }
        }
        let all =
            conditions(policy.switches, formulas.switches, \.condition)
            + conditions(policy.switches, formulas.throwers, \.throwWhen)
            + conditions(policy.caches, formulas.caches, \.condition)
            + conditions(policy.allows, formulas.allows, \.condition)
            + conditions(policy.budgets, formulas.budgets, \.condition)
            + conditions(policy.rollouts, formulas.reversions, \.revertWhen)
            + conditions(policy.shapes, formulas.shapes, \.condition)
            + conditions(policy.shapes, formulas.earlyStops, \.stopEarly)
            + conditions(policy.limits, formulas.limits, \.condition)
            + conditions(policy.batches, formulas.batches, \.condition)
            + conditions(policy.gathers, formulas.gathers, \.condition)
            + conditions(policy.alerts, formulas.alerts, \.condition)
        for (expression, formula) in all {
            if analysis.witness(firing: nil, and: formula) == .impossible {
                reportNeverHolds(expression, else: expression.location)
            }
        }
    }

    private mutating func reportNeverHolds(_ condition: Expression?, else place: SourceLocation) {
        report(Diagnostic(.neverHolds, "this condition can never hold", at: condition?.location ?? place))
    }
}
