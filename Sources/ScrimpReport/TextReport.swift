import ScrimpQuantities
package import ScrimpSimulator

/// A simulation for people: 80 columns, the verdict first, where each figure comes from last.
package struct TextReport {
    let result: SimulationResult
    /// Most lines of an attribution that are shown.
    private static let attributionLines = 8

    /// Small sums are shown to a hundredth of a cent, so that parts visibly add up.
    private let decimals: Int

    /// ANSI colours; only when asked, because a report may go to a file.
    private let paint: ReportPaint

    package init(_ result: SimulationResult, usesColors: Bool = false) {
        self.result = result
        paint = ReportPaint(isOn: usesColors)
        let largest = max(result.totalCost, result.baseline?.cost ?? .zero)
        decimals = largest < Money(pico: 100 * Money.picoPerDollar) ? 4 : 2
    }

    package var text: String {
        var lines: [String] = []
        lines += headline + [""]
        lines += traffic + [""]
        lines += verdict + [""]
        lines += section("By model (\(callsBasis))", models)
        lines += section("By rule (\(callsBasis))", rules)
        lines += section("Held, used or not", capacity)
        for study in result.breakEvens {
            lines += section("Break-even of pool \(study.pool) (estimated)", breakEven(study))
        }
        lines += section("Caches", caches)
        lines += section("Budgets", budgets)
        lines += section("How long answers took (estimated)", latency)
        for attribution in result.policy.attributions {
            lines += section(
                "By \(attribution.attributes.joined(separator: ", ")) (\(callsBasis))", cells(attribution))
        }
        lines += section(
            "The same traffic on one model (\((result.baseline?.basis ?? .exact) == .bound ? "bound" : "exact"))",
            alternatives)
        lines += section("Quality", quality)
        lines += section("Where the saving comes from", waterfall)
        lines += section("Over \(result.projection?.months.count ?? 0) months", months)
        lines += section("Figures (estimated, where nothing else is said)", figures)
        lines += section("How sure that is", uncertainty)
        lines += findings
        lines += section("Where the figures come from", assumptions)
        while lines.last == "" { lines.removeLast() }
        return lines.joined(separator: "\n") + "\n"
    }

    private func section(_ title: String, _ lines: [String]) -> [String] {
        lines.isEmpty ? [] : wrapped(title, first: "", then: "  ").map { paint($0, .strong) } + lines + [""]
    }

    /// How sure the costs of calls are.
    private var callsBasis: String {
        result.assumptions.contains { $0.source == .assumed } ? "estimated" : "exact"
    }

    // MARK: Head

    private var headline: [String] {
        let verdict = Verdict(result)
        let part: ReportPaint.Part = verdict.isGain.map { $0 ? .gain : .loss } ?? .strong
        return wrapped("\(result.policyName), scenario \(result.scenarioName)", first: "", then: "  ").map {
            paint($0, .strong)
        } + wrapped(verdict.sentence, first: "  ", then: "    ").map { paint($0, part) }
    }

    private var traffic: [String] {
        let traffic = result.traffic
        var table = TextTable([.left, .left], textLimit: 64)
        table.add("traffic", traffic.description)
        table.add("requests", traffic.requests.grouped)
        if let start = traffic.start, let end = traffic.end {
            table.add("from", "\(start.text) to \(end.text) UTC (\(traffic.duration.lengthText))")
        }
        table.add("tokens", "\(traffic.promptTokens.grouped) prompt, \(traffic.outputTokens.grouped) output")
        table.add("billing", result.calibration.text)
        return table.lines()
    }

    private var verdict: [String] {
        var table = TextTable([.left, .right, .left])
        if let baseline = result.baseline {
            table.add(baseline.name, baseline.cost.formatted(decimals: decimals), label(baseline.basis))
        }
        // A sum that lacks the hours of a pool must not read like the whole cost.
        let lacksPool = result.findings.contains { $0.kind == .unpricedPool }
        table.add(
            "with the policy", result.policyCost.formatted(decimals: decimals),
            lacksPool ? "(\(result.policyBasis.rawValue), no pool hours)" : label(result.policyBasis))
        if result.runningCost != .zero {
            table.add("running it", result.runningCost.formatted(decimals: decimals), "(given)")
        }
        if let saved = result.saved {
            let share = result.savedBasisPoints.map { "\($0.decimal(places: 2)) %" } ?? ""
            table.add(
                saved < .zero ? "dearer by" : "saved", Money(pico: abs(saved.pico)).formatted(decimals: decimals),
                (saved < .zero ? share.replacingMinus : share) + (share.isEmpty ? "" : " ")
                    + label(Verdict(result).basis))
        }
        for name in [Figure.Name.payback, .lossChance] {
            if let figure = result.figure(name) { table.add(name.title, figure.text, "(\(figure.basis.rawValue))") }
        }
        return table.lines()
    }

    private func label(_ basis: SimulationResult.Basis) -> String { "(\(basis.rawValue))" }

    // MARK: Tables

    private var models: [String] {
        var table = TextTable([.left, .right, .right, .right, .right])
        table.add("model", "requests", "prompt tok", "output tok", "cost")
        for (index, answered) in result.policy.byTarget.enumerated() where answered.requests > 0 {
            table.add(
                result.names.targets[index], answered.requests.grouped, answered.prompt.grouped,
                answered.output.grouped,
                money(answered.cost))
        }
        let cached = result.policy.answeredByCache
        if cached > 0 {
            let tokens = result.policy.cached.total
            table.add("(cache)", cached.grouped, tokens.prompt.grouped, tokens.output.grouped, money(0))
        }
        let refused = result.policy.refused.total
        if refused.requests > 0 {
            table.add("(refused)", refused.requests.grouped, refused.prompt.grouped, refused.output.grouped, money(0))
        }
        return table.lines()
    }

    private var rules: [String] {
        var table = TextTable([.right, .left, .right, .right], textLimit: 46)
        for (index, answered) in result.policy.byRule.enumerated() {
            table.add(
                "\(result.names.ruleLines[index])", result.names.rules[index], answered.requests.grouped,
                money(answered.cost))
        }
        let beyond = result.policy.beyondRules
        if beyond.requests > 0 { table.add("", "(chosen by a switch)", beyond.requests.grouped, money(beyond.cost)) }
        return table.lines()
    }

    private var caches: [String] {
        guard !result.names.caches.isEmpty, result.policy.requests > 0 else { return [] }
        var table = TextTable([.left, .right, .right])
        for (index, hits) in result.policy.cacheHits.enumerated() {
            let share =
                Rational(Int128(hits) * 1_000, Int128(result.policy.requests)).map {
                    Int64(clamping: $0.rounded).asTenths
                } ?? "0"
            table.add(result.names.caches[index], "\(hits.grouped) hits", "\(share) %")
        }
        return table.lines()
    }

    private var budgets: [String] {
        var lines: [String] = []
        for (index, events) in result.policy.budgets.enumerated() {
            var parts: [String] = []
            if events.rerouted > 0 { parts.append("rerouted \(events.rerouted.grouped)") }
            if events.refused > 0 { parts.append("refused \(events.refused.grouped)") }
            if events.refusedByCeiling > 0 { parts.append("refused \(events.refusedByCeiling.grouped) at its ceiling") }
            if events.alerts > 0 { parts.append("\(events.alerts.grouped) alert\(events.alerts == 1 ? "" : "s")") }
            if let first = events.firstTripped {
                parts.append("first on \(first.text)" + (events.firstScope.map { " for \($0)" } ?? ""))
            }
            let what = parts.isEmpty ? "never reached" : parts.joined(separator: ", ")
            lines += wrapped(
                "\(result.names.budgets[index]) (\(result.names.budgetLimits[index])): \(what)", first: "  ",
                then: "      ")
        }
        let switched = result.policy.switchRejected.enumerated().filter { $0.element > 0 }
        for (index, count) in switched {
            lines += wrapped(
                "switch \(result.names.switches[index]): refused \(count.grouped)", first: "  ", then: "      ")
        }
        for (index, count) in result.policy.limitRejected.enumerated() where count > 0 {
            lines += wrapped(
                "limit \(result.names.limits[index]): refused \(count.grouped)", first: "  ", then: "      ")
        }
        if result.policy.exhausted > 0 {
            lines.append("  no candidate left: refused \(result.policy.exhausted.grouped)")
        }
        if result.policy.waited > 0 {
            lines.append(
                "  waited for a budget or a limit: \(result.policy.waited.grouped), until the deadline: \(result.policy.missedDeadline.grouped)"
            )
        }
        return lines
    }

    private func cells(_ attribution: ReplayTally.Attribution) -> [String] {
        var table = TextTable([.left, .right, .right])
        for cell in attribution.cells.prefix(Self.attributionLines) {
            let name =
                cell.values.isEmpty ? "(others)" : cell.values.map { $0.isEmpty ? "\"\"" : $0 }.joined(separator: ", ")
            table.add(name, cell.answered.requests.grouped, money(cell.answered.cost))
        }
        let rest = attribution.cells.dropFirst(Self.attributionLines)
        if !rest.isEmpty {
            let requests = rest.reduce(0) { $0 + $1.answered.requests }
            table.add("\(rest.count) more", requests.grouped, money(rest.reduce(0) { $0 + $1.answered.cost }))
        }
        return table.lines()
    }

    private var alternatives: [String] {
        var table = TextTable([.left, .left, .right])
        for alternative in result.alternatives {
            table.add(alternative.model, alternative.identity, alternative.cost.formatted(decimals: decimals))
        }
        return table.lines()
    }

    private var findings: [String] {
        guard !result.findings.isEmpty else { return [] }
        var lines = [paint("Mind", .loss)]
        for finding in result.findings { lines += wrapped(finding.text, first: "  - ", then: "    ") }
        for example in result.traffic.badRowExamples.prefix(5) {
            lines += wrapped(example, first: "    ", then: "      ")
        }
        return lines + [""]
    }

    private var assumptions: [String] {
        // Sources and dates are what a reader checks, so that nothing of them is cut.
        let width = result.assumptions.map(\.source.rawValue.count).max() ?? 0
        return result.assumptions.flatMap { assumption in
            let label = assumption.source.rawValue
            return wrapped(
                "\(assumption.subject): \(assumption.value)",
                first: "  " + label + String(repeating: " ", count: width - label.count + 2),
                then: String(repeating: " ", count: width + 6))
        }
    }

    func wrapped(_ text: String, first: String, then: String) -> [String] {
        Self.wrapped(text, first: first, then: then)
    }

    func money(_ pico: Int128) -> String { Money(pico: pico).formatted(decimals: decimals) }

    /// A text in lines that fit a terminal, broken at blanks; a word wider than a line is broken where the line ends.
    static func wrapped(_ text: String, first: String, then: String) -> [String] {
        var lines: [String] = []
        var line = first
        var isStart = true
        for word in text.split(separator: " ") {
            if !isStart, line.count + 1 + word.count > TextTable.lineWidth {
                lines.append(line)
                line = then
                isStart = true
            }
            line += (isStart ? "" : " ") + word
            isStart = false
            while line.count > TextTable.lineWidth {
                lines.append(String(line.prefix(TextTable.lineWidth)))
                line = then + line.dropFirst(TextTable.lineWidth)
            }
        }
        lines.append(line)
        return lines
    }
}

extension String {
    fileprivate var replacingMinus: String { hasPrefix("-") ? String(dropFirst()) : self }
}
