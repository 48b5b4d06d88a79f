import ScrimpQuantities

extension Plan {
    /// The plan for people: a heading per section, an entry per line. Not a format to be read back.
    public func describe() -> String {
        var lines: [String] = []
        let version = strings[identity.policyVersion].isEmpty ? "" : " \(name(identity.policyVersion))"
        lines.append("policy \(quoted(identity.policyName))\(version), language \(identity.language)")
        lines.append("compiled by \(name(identity.compilerVersion)), format \(PlanFormat.version)")
        func section(_ title: String, _ entries: [String]) {
            guard !entries.isEmpty else { return }
            lines.append("")
            lines.append(title)
            for (index, entry) in entries.enumerated() { lines.append("  \(index) \(entry)") }
        }
        section("attributes", attributes.map(describe))
        section("features", features.dropFirst(attributes.count).map(describe))
        section("tests", tests.map(describe))
        section("targets", targets.map(describe))
        section("splits", splits.map(describe))
        section("chains", chains.map(describe))
        section(
            "switches",
            switches.map {
                "\(name($0.name)) when \(describe($0.when)): \(describe($0.action)); throw when \(describe($0.throwWhen))"
            })
        section("caches", caches.map(describe))
        section("rules", rules.map { "line \($0.line): \(name($0.text)) → chain \($0.chain)" })
        section("matcher", [describe(matcher)])
        section("allows", allows.map { "\(name($0.name)) when \(describe($0.when)): targets \(describe($0.targets))" })
        section("rollouts", rollouts.map(describe))
        section("affinities", affinities.map { "\(name($0.name)): \(attribute($0.key)) for \($0.keep) ns" })
        section("shapes", shapes.map(describe))
        section("budgets", budgets.map(describe))
        section("commitments", commitments.map(describe))
        section("pools", pools.map(describe))
        section("limits", limits.map(describe))
        section("batches", batches.map(describe))
        section("gathers", gathers.map(describe))
        section("shadows", shadows.map(describe))
        section("alerts", alerts.map(describe))
        section(
            "attributions", attributions.map { "by \($0.by.map(attribute).joined(separator: ", ")), \($0.cells) cells" }
        )
        let sticky = sticky.map(attribute) ?? "the request's content"
        lines.append("")
        lines.append(
            "splits stand on \(sticky); deadline \(deadline) ns; \(counted(zone.transitions.count, "time-zone change"))"
        )
        return lines.joined(separator: "\n") + "\n"
    }

    func name(_ text: StringID) -> String { strings.text(text) }
    func quoted(_ text: StringID) -> String { "\"\(strings.text(text))\"" }

    func attribute(_ index: UInt16) -> String {
        Int(index) < attributes.count ? name(attributes[Int(index)].name) : "attribute \(index)"
    }

    private func feature(_ index: UInt16) -> String {
        Int(index) < attributes.count ? attribute(index) : "feature \(index)"
    }

    private func describe(_ attribute: PlanAttribute) -> String {
        let kind: String
        switch attribute.kind {
        case .string: kind = "string, literals \(attribute.literals.map(quoted).joined(separator: ", "))"
        case .bool: kind = "bool"
        case .enumeration: kind = "one of \(attribute.cases.map(name).joined(separator: ", "))"
        case .int: kind = "int"
        case .ratio: kind = "ratio in billionths"
        case .money: kind = "money in pico-dollars"
        case .tokens: kind = "tokens"
        case .count: kind = "count"
        case .duration: kind = "duration in nanoseconds"
        case .bytes: kind = "bytes"
        }
        let value = attribute.defaultValue.map { ", default \($0)" } ?? ""
        return "\(name(attribute.name)): \(kind)\(value)"
    }

    private func describe(_ feature: PlanFeature) -> String {
        switch feature {
        case .attribute(let index): return attribute(index)
        case .linear(let start, let count):
            let terms = linearTerms[Int(start)..<Int(start + count)]
            return terms.map { "\($0.coefficient) × \(self.feature($0.feature))" }.joined(separator: " + ")
        case .comparison(let start, let count): return "comparison of instructions \(start)..<\(start + count)"
        case .text(let index, let operation, let operand):
            let verb: String
            switch operation {
            case .contains: verb = "contains"
            case .startsWith: verb = "starts with"
            case .endsWith: verb = "ends with"
            case .matches: verb = "matches"
            }
            return "\(attribute(index)) \(verb) \(quoted(operand))"
        case .localSecond: return "second of the local day"
        case .weekday: return "weekday"
        case .filled(let budget): return "share of budget \(budget) that is used"
        case .spend(let over): return "money settled over \(over) ns"
        case .usual(let over, let length): return "money usually settled in \(length) ns, by the last \(over) ns"
        case .quality(let target, let over, let atLeast):
            return "quality of target \(target) over \(over) ns, from \(atLeast) reports on"
        case .health(let target): return "health of target \(target)"
        case .hostNumber(let name): return "number \(quoted(name)) of the host"
        }
    }

    private func describe(_ test: ConditionTest) -> String {
        func target(_ index: UInt32) -> String { describe(ConditionID(index)) }
        let question: String
        switch test.kind {
        case .interval:
            question =
                test.lower == test.upper
                ? "\(feature(test.feature)) is \(test.lower)"
                : "\(feature(test.feature)) in \(test.lower)…\(test.upper)"
        case .set:
            let values = (0..<64).filter { (test.lower >> Int64($0)) & 1 != 0 }
            question = "\(feature(test.feature)) among \(values.map { "\($0)" }.joined(separator: ", "))"
        }
        return "\(question): \(target(test.whenTrue)), else \(target(test.whenFalse))"
    }

    func describe(_ condition: ConditionID) -> String {
        switch condition {
        case .always: "yes"
        case .never: "no"
        default: "test \(condition.start)"
        }
    }

    private func describe(_ target: PlanTarget) -> String {
        func price(_ value: Int64?) -> String { value.map { "\($0)" } ?? "unknown" }
        let prices =
            "pico-dollars per token: input \(price(target.prices.input)), output \(price(target.prices.output))"
        let operation = describe(target.operation).map { ", \($0)" }.joined()
        return
            "\(name(target.name)): \(name(target.identity))\(target.isSelfHosted ? ", self-hosted" : ""), \(prices)\(operation)"
    }

    private func describe(_ split: PlanSplit) -> String {
        split.arms.map { "\($0.share) billionths to target \($0.target)" }.joined(separator: ", ")
    }

    private func describe(_ chain: PlanChain) -> String {
        candidates[Int(chain.start)..<Int(chain.start + chain.count)].map { candidate in
            switch candidate {
            case .target(let index): "target \(index)"
            case .split(let index): "split \(index)"
            }
        }.joined(separator: " → ")
    }

    private func describe(_ action: PlanAction) -> String {
        switch action {
        case .reject(let message): "reject \(quoted(message))"
        case .wait: "wait"
        case .route(let chain): "route to \(describe(chain))"
        }
    }

    func describe(_ targets: TargetSet) -> String {
        if targets == .all { return "all" }
        let indices = (0..<UInt16(TargetSet.capacity)).filter(targets.contains)
        return indices.map { "\($0)" }.joined(separator: ", ")
    }

    private func describe(_ cache: PlanCache) -> String {
        let match: String
        switch cache.match {
        case .exact: match = "exact"
        case .semantic(let similarity): match = "similar by \(similarity) billionths"
        case .retrieval(let similarity): match = "documents found for the similar by \(similarity) billionths"
        case .partial: match = "parts"
        }
        let key = cache.key.isEmpty ? "" : " and \(cache.key.map(attribute).joined(separator: ", "))"
        return
            "\(name(cache.name)) when \(describe(cache.when)): \(match)\(key), \(counted(Int(clamping: cache.capacity), "entry", "entries")) for \(cache.timeToLive) ns"
    }

    private func describe(_ budget: PlanBudget) -> String {
        let scope = budget.scope.map { " per \(attribute($0))" } ?? ""
        let window: String
        switch budget.window {
        case .calendar(let unit): window = "per calendar \(unit.name)"
        case .rolling(let nanoseconds): window = "over \(nanoseconds) ns"
        case .untilIdle(let nanoseconds): window = "until idle for \(nanoseconds) ns"
        }
        return
            "\(name(budget.name)): \(budget.limit.description)\(scope) \(window) when \(describe(budget.when)), targets \(describe(budget.targets)); then \(describe(budget.spent))\(budget.isStoreLossOpen ? "; open without the store" : "")"
    }

    private func describe(_ matcher: Matcher) -> String {
        switch matcher {
        case .diagram(let diagram):
            "diagram: \(counted(diagram.nodes.count, "node")), \(counted(diagram.tables.count, "table entry", "table entries")), \(counted(diagram.cuts.count, "searched cut"))"
        case .scan(let scan):
            "mask scan: \(counted(scan.rules.count - 1, "conjunction")), \(counted(scan.cuts.count, "cut")), \(counted(scan.tables.count, "table"))"
        case .blocks(let blocks):
            "\(counted(blocks.count, "mask scan")) in a row: \(counted(blocks.reduce(0) { $0 + $1.rules.count - 1 }, "conjunction"))"
        case .rules(let list): "rule list: \(counted(list.entries.count, "rule")), \(counted(list.tests.count, "test"))"
        }
    }
}

/// A number of things in words.
/// - Parameter plural: where it is not the noun and an s.
package func counted(_ count: Int, _ noun: String, _ plural: String? = nil) -> String {
    "\(count) \(count == 1 ? noun : plural ?? noun + "s")"
}

extension PlanWindow.Unit {
    var name: String {
        switch self {
        case .minute: "minute"
        case .hour: "hour"
        case .day: "day"
        case .week: "week"
        case .month: "month"
        case .quarter: "quarter"
        case .year: "year"
        }
    }
}
