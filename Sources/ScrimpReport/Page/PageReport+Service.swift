import ScrimpQuantities
import ScrimpSimulator

/// What requests got for the money, and what every figure stands on.
extension PageReport {
    var findings: Section {
        var section = Section(id: "findings", title: "Mind", parts: [])
        guard !result.findings.isEmpty else { return section }
        section.parts = [
            .make(
                .ul, ["class": "findings"],
                result.findings.map { finding in .make(.li, [.make(.bdi, sentence(finding.text))]) })
        ]
        if !result.traffic.badRowExamples.isEmpty {
            section.parts.append(
                .make(
                    .ul, ["class": "rows"],
                    result.traffic.badRowExamples.prefix(20).map { example in
                        .make(.li, [.make(.code, [.make(.bdi, example)])])
                    }))
        }
        return section
    }

    // MARK: Service

    var budgets: Section {
        var section = Section(id: "budgets", title: "When budgets tripped", parts: [])
        var table = PageTable(
            "Budgets",
            [
                ("budget", .text), ("limit", .figure), ("refused", .figure), ("rerouted", .figure), ("alerts", .figure),
                ("first on", .text), ("for", .text),
            ])
        for (index, events) in result.policy.budgets.enumerated() {
            table.add(
                result.names.budgets[index], result.names.budgetLimits[index],
                (events.refused + events.refusedByCeiling).grouped, events.rerouted.grouped, events.alerts.grouped,
                events.firstTripped.map { $0.text + " UTC" } ?? "never", events.firstScope ?? "")
        }
        if !table.rows.isEmpty { section.parts.append(table.element) }
        var other = PageTable("Other requests without an answer", [("because of", .text), ("requests", .figure)])
        for (index, count) in result.policy.switchRejected.enumerated() where count > 0 {
            other.add("switch \(result.names.switches[index])", count.grouped)
        }
        for (index, count) in result.policy.limitRejected.enumerated() where count > 0 {
            other.add("limit \(result.names.limits[index])", count.grouped)
        }
        if result.policy.exhausted > 0 { other.add("no candidate left", result.policy.exhausted.grouped) }
        if result.policy.missedDeadline > 0 { other.add("the deadline", result.policy.missedDeadline.grouped) }
        if !other.rows.isEmpty { section.parts.append(other.element) }
        if !result.names.caches.isEmpty, result.policy.requests > 0 {
            var caches = PageTable("Caches", [("cache", .text), ("hits", .figure), ("share of requests", .figure)])
            for (index, hits) in result.policy.cacheHits.enumerated() {
                caches.add(
                    result.names.caches[index], hits.grouped,
                    (Double(hits) / Double(result.policy.requests)).percentText)
            }
            section.parts.append(caches.element)
            if result.policy.budgets.isEmpty { section.title = "Caches and refusals" }
        } else if result.policy.budgets.isEmpty {
            section.title = "Refusals"
        }
        return section
    }

    var latency: Section {
        var section = Section(id: "latency", title: "How long answers took", parts: [])
        guard let latency = result.policy.latency, latency.all.total.count > 0 else { return section }
        section.parts.append(
            Self.note(
                "Estimated. A time is one that so many percent of the answers did not exceed, known to within one percent; calls to models whose times nobody says take none."
            ))
        for (title, times) in LatencyRows(latency, names: result.names.targets).tables {
            var table = PageTable(
                title,
                [
                    ("answered by", .text), ("answers", .figure), ("median", .figure), ("90 %", .figure),
                    ("95 %", .figure), ("99 %", .figure), ("longest", .figure),
                ])
            for row in times {
                table.rows.append([row.name, row.histogram.count.grouped] + row.percentiles.map(\.shownTime))
            }
            section.parts.append(table.element)
        }
        if latency.all.lateAnswers > 0 {
            section.parts.append(Self.note("\(latency.all.lateAnswers.grouped) answers came after their deadline."))
        }
        return section
    }

    var held: Section {
        var section = Section(id: "held", title: "Held, used or not", parts: [])
        guard !result.capacity.isEmpty else { return section }
        var table = PageTable(
            "Capacity that is paid by the time",
            [
                ("what", .text), ("units on average", .figure), ("cost", .figure), ("energy", .figure),
                ("carbon", .figure), ("how sure", .text),
            ])
        for capacity in result.capacity {
            table.add(
                "\(capacity.kind == .pool ? "pool" : "commitment") \(capacity.name)", capacity.units.tenthsText,
                money(capacity.cost.pico),
                capacity.wattHours > 0 ? "\((capacity.wattHours / 1_000).tenthsText) kWh" : "",
                capacity.carbonGrams.map { "\(($0 / 1_000).tenthsText) kg" } ?? "", capacity.basis.rawValue)
        }
        section.parts = [table.element]
        let pools = FleetRows(result).table
        if !pools.rows.isEmpty { section.parts.append(pools.element) }
        return section
    }

    var alternatives: Section {
        var section = Section(id: "alternatives", title: "The same traffic on one model", parts: [])
        guard !result.alternatives.isEmpty else { return section }
        let title = "Everything on one model, uncached"
        var table = PageTable(title, [("model", .text), ("identity", .text), ("cost", .figure)])
        for alternative in result.alternatives {
            table.add(alternative.model, alternative.identity, money(alternative.cost.pico))
        }
        let cheapest = result.alternatives[0]
        section.parts = [
            PairChart(
                title: title,
                summary:
                    "The cheapest is \(cheapest.model): \(money(cheapest.cost.pico)); the policy, with what running it takes, costs \(money(result.totalCost.pico)).",
                rows: result.alternatives.map { .init(name: $0.model, baseline: nil, policy: $0.cost.dollars) }
                    + [.init(name: "this policy", baseline: nil, policy: result.totalCost.dollars)],
                names: ("", "cost of the replayed traffic"), table: table
            ).chart.figure
        ]
        return section
    }

    // MARK: Sources

    var figures: Section {
        var section = Section(id: "figures", title: "Figures", parts: [])
        guard !result.figures.isEmpty else { return section }
        var table = PageTable(
            "All figures, by the names that --fail-if reads",
            [("name", .text), ("what it is", .text), ("value", .figure), ("how sure", .text)])
        for figure in result.figures {
            table.add(figure.name.rawValue, figure.name.title, figure.text, figure.basis.rawValue)
        }
        section.parts = [table.element]
        return section
    }

    var sources: Section {
        var section = Section(id: "sources", title: "Where the figures come from", parts: [])
        guard !result.assumptions.isEmpty else { return section }
        var table = PageTable(
            "Given, measured, derived, assumed", [("what", .text), ("value", .text), ("source", .text)])
        for assumption in result.assumptions {
            table.add(assumption.subject, assumption.value, assumption.source.rawValue)
        }
        section.parts = [table.element]
        return section
    }
}
