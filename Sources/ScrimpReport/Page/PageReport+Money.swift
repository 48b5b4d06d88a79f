import ScrimpQuantities
import ScrimpSimulator

/// Where the money goes: over time, by model, by who asks, by lever, and on what that stands.
extension PageReport {
    // MARK: Time

    var course: Section {
        var section = Section(id: "months", title: "Cost over time", parts: [])
        guard let projection = result.projection, !projection.months.isEmpty else { return section }
        section.parts = [Self.note(projection.conditions), costChart(projection).figure]
        if projection.hasBaseline { section.parts.append(savingChart(projection).figure) }
        return section
    }

    private func costChart(_ projection: Projection) -> Chart {
        let months = projection.months
        let band = projection.uncertainty?.cost
        let title = "Cost of each month"
        let baseline = result.baseline?.name ?? "baseline"
        var lines: [CourseChart.Line] = []
        if projection.hasBaseline {
            lines.append(.init(mark: "line-base", name: baseline, values: months.map(\.baseline)))
        }
        lines.append(.init(mark: "line-policy", name: "with the policy", values: months.map(\.cost)))
        var columns: [(String, PageTable.Column)] = [("month", .figure), ("from", .figure), ("traffic", .figure)]
        if projection.hasBaseline { columns.append((baseline, .figure)) }
        columns.append(("with the policy", .figure))
        if band != nil { columns += [("P10", .figure), ("P50", .figure), ("P90", .figure)] }
        var table = PageTable(title, columns)
        for (index, month) in months.enumerated() {
            var row = ["\(month.number)", month.start?.isoText ?? "", month.traffic.percentText]
            if projection.hasBaseline { row.append(month.baseline.wholeDollarText) }
            row.append(month.cost.wholeDollarText)
            if let band {
                row += [band[index].low, band[index].middle, band[index].high].map(\.wholeDollarText)
            }
            table.rows.append(row)
        }
        let last = months[months.count - 1]
        let summary =
            projection.hasBaseline
            ? "Month \(last.number) costs \(last.cost.wholeDollarText) with the policy, and \(last.baseline.wholeDollarText) as \(baseline)."
            : "Month \(last.number) costs \(last.cost.wholeDollarText)."
        return CourseChart(
            title: title, summary: summary, places: months.map { "\($0.number)" }, lines: lines,
            band: band.map { ("P10 to P90 with the policy", $0.map(\.low), $0.map(\.high)) }, table: table
        ).chart
    }

    private func savingChart(_ projection: Projection) -> Chart {
        let months = projection.months
        let band = projection.uncertainty?.cumulative
        let title = "Saved so far, less what was invested"
        let invested = -projection.invested.reduce(0) { $0 + $1.amount.dollars }
        var table = PageTable(
            title,
            [("month", .figure), ("saved so far", .figure), ("discounted", .figure)]
                + (band == nil ? [] : [("P10", .figure), ("P50", .figure), ("P90", .figure)]))
        table.rows.append(
            ["0", invested.wholeDollarText, invested.wholeDollarText]
                + (band == nil ? [] : [String](repeating: "", count: 3)))
        for (index, month) in months.enumerated() {
            var row = ["\(month.number)", month.cumulative.wholeDollarText, month.discounted.wholeDollarText]
            if let band { row += [band[index].low, band[index].middle, band[index].high].map(\.wholeDollarText) }
            table.rows.append(row)
        }
        let last = months[months.count - 1].cumulative
        return CourseChart(
            title: title,
            summary:
                "It begins at \(invested.wholeDollarText) and comes to \(last.wholeDollarText) after \(months.count) months.",
            places: ["0"] + months.map { "\($0.number)" },
            lines: [
                .init(mark: "line-policy", name: "saved so far", values: [invested] + months.map(\.cumulative))
            ],
            band: band.map { band in
                (
                    "P10 to P90", [invested] + band.map(\.low), [invested] + band.map(\.high)
                )
            }, table: table
        ).chart
    }

    // MARK: Parts

    var byModel: Section {
        let names = result.names.targets
        let before = result.baseline?.byTarget
        let title = "Cost by model"
        let hasBaseline = before != nil
        var table = PageTable(
            title,
            [("model", .text), ("requests", .figure), ("prompt tokens", .figure), ("output tokens", .figure)]
                + (hasBaseline ? [("baseline", .figure)] : []) + [("with the policy", .figure)])
        var rows: [PairChart.Row] = []
        func add(_ name: String, _ answered: ReplayTally.Answered?, _ baseline: Int128?, _ cost: Int128) {
            let counts = answered.map { [$0.requests.grouped, $0.prompt.grouped, $0.output.grouped] } ?? ["", "", ""]
            let shown = hasBaseline ? [baseline.map(money) ?? ""] : []
            table.rows.append([name] + counts + shown + [money(cost)])
            rows.append(
                .init(
                    name: name, baseline: hasBaseline ? Money(pico: baseline ?? 0).dollars : nil,
                    policy: Money(pico: cost).dollars))
        }
        for (index, answered) in result.policy.byTarget.enumerated() {
            let baseline = before.map { index < $0.count ? $0[index].cost : 0 }
            guard answered.requests > 0 || answered.cost > 0 || (baseline ?? 0) > 0 else { continue }
            add(names[index], answered, baseline, answered.cost)
        }
        for capacity in result.capacity {
            add(
                "\(capacity.kind == .pool ? "pool" : "commitment") \(capacity.name), held", nil, nil, capacity.cost.pico
            )
        }
        if hasBaseline, let others = result.baseline?.others, others != .zero {
            add("models and capacity of the baseline alone", nil, others.pico, 0)
        }
        var section = Section(id: "models", title: "By model", parts: [])
        guard !rows.isEmpty else { return section }
        let dearest = rows.max { $0.policy < $1.policy }
        let summary = dearest.map { "The dearest is \($0.name): \($0.policy.dollarText)." } ?? ""
        section.parts = [
            Self.note("For the replayed traffic; \(callsBasis)."),
            PairChart(
                title: title, summary: summary, rows: rows,
                names: (result.baseline?.name ?? "baseline", "with the policy"), table: table
            ).chart.figure, rules.element,
        ]
        return section
    }

    /// How sure the costs of calls are.
    private var callsBasis: String {
        result.assumptions.contains { $0.source == .assumed } ? "estimated" : "exact"
    }

    private var rules: PageTable {
        var table = PageTable(
            "Cost by rule", [("rule", .text), ("line", .figure), ("requests", .figure), ("cost", .figure)])
        for (index, answered) in result.policy.byRule.enumerated() {
            table.add(
                result.names.rules[index], "\(result.names.ruleLines[index])", answered.requests.grouped,
                money(answered.cost))
        }
        let beyond = result.policy.beyondRules
        if beyond.requests > 0 { table.add("(chosen by a switch)", "", beyond.requests.grouped, money(beyond.cost)) }
        let cached = result.policy.answeredByCache
        if cached > 0 { table.add("(answered by a cache)", "", cached.grouped, money(0)) }
        let refused = result.policy.refused.total
        if refused.requests > 0 { table.add("(refused)", "", refused.requests.grouped, money(0)) }
        return table
    }

    var attributions: Section {
        Section(
            id: "attribution", title: "By who asks",
            parts: result.policy.attributions.filter { !$0.cells.isEmpty }.map { attribution($0).figure })
    }

    private func attribution(_ attribution: ReplayTally.Attribution) -> Chart {
        let by = attribution.attributes.joined(separator: ", ")
        let title = "Cost by \(by)"
        let hasBaseline = attribution.cells.contains { $0.baseline != nil }
        var table = PageTable(
            title,
            [(by, .text), ("requests", .figure), ("from a cache", .figure)]
                + (hasBaseline ? [("baseline", .figure)] : []) + [("with the policy", .figure)])
        var rows: [PairChart.Row] = []
        for cell in attribution.cells {
            let name =
                cell.values.isEmpty ? "(others)" : cell.values.map { $0.isEmpty ? "\"\"" : $0 }.joined(separator: ", ")
            table.rows.append(
                [name, cell.answered.requests.grouped, cell.cachedAnswers.grouped]
                    + (hasBaseline ? [cell.baseline.map { money($0.pico) } ?? ""] : []) + [money(cell.answered.cost)])
            rows.append(
                .init(
                    name: name, baseline: hasBaseline ? cell.baseline?.dollars : nil,
                    policy: Money(pico: cell.answered.cost).dollars))
        }
        let count = Int64(rows.count)
        return PairChart(
            title: title,
            summary: rows.first.map {
                "\(count.grouped) value\(count == 1 ? "" : "s"); the dearest is \($0.name): \($0.policy.dollarText)."
            } ?? "",
            rows: rows, names: (result.baseline?.name ?? "baseline", "with the policy, what is held left out"),
            table: table
        ).chart
    }

    var levers: Section {
        var section = Section(id: "levers", title: "Where the saving comes from", parts: [])
        guard let waterfall = result.waterfall else { return section }
        section.parts = [
            Self.note(waterfall.ground),
            WaterfallChart(
                waterfall: waterfall, baseline: result.baseline?.name ?? "baseline",
                title: "From the baseline to the policy", money: money
            ).chart.figure,
        ]
        return section
    }

    var breakEven: Section {
        Section(
            id: "break-even", title: "Self-hosting against paying by the token",
            parts: result.breakEvens.flatMap { study in
                [
                    Self.note(study.ground),
                    BreakEvenChart(study: study, title: "Cost of a month by its tokens: pool \(study.pool)").chart
                        .figure,
                ]
            })
    }

    var uncertainty: Section {
        var section = Section(id: "uncertainty", title: "How sure that is", parts: [])
        guard let uncertainty = result.projection?.uncertainty, !uncertainty.inputs.isEmpty else { return section }
        section.parts = [
            Self.note(uncertainty.ground),
            TornadoChart(uncertainty: uncertainty, title: "Net present value, one number at a time").chart.figure,
        ]
        return section
    }
}
