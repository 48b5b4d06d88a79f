import ScrimpQuantities
package import ScrimpSimulator

/// A simulation as one file that opens in a browser without a network: text, drawings and style in it, and nothing that runs.
package struct PageReport {
    let result: SimulationResult
    /// Small sums are shown to a hundredth of a cent, so that parts visibly add up.
    let decimals: Int

    package init(_ result: SimulationResult) {
        self.result = result
        let largest = max(result.totalCost, result.baseline?.cost ?? .zero)
        decimals = largest < Money(pico: 100 * Money.picoPerDollar) ? 4 : 2
    }

    package var html: String {
        var text = "<!DOCTYPE html>\n"
        Element.make(.html, ["lang": "en"], [head, body]).write(to: &text)
        return text
    }

    private var title: String { "\(result.policyName), scenario \(result.scenarioName)" }

    private var head: Element {
        .make(
            .head,
            [
                .make(.meta, ["charset": "utf-8"]),
                .make(.meta, ["name": "viewport", "content": "width=device-width, initial-scale=1"]),
                .make(.meta, ["name": "color-scheme", "content": "light dark"]),
                .make(.title, "\(title): \(Verdict(result).headline)"), .style(Self.style),
            ])
    }

    private var body: Element {
        let sections = sections
        return .make(
            .body,
            [
                hatching, header, verdict,
                .make(
                    .nav, ["aria-label": "Sections"],
                    [
                        .make(
                            .ul,
                            sections.map { section in
                                .make(.li, [.make(.a, ["href": "#" + section.id], section.title)])
                            })
                    ]),
                .make(.main, sections.map(\.element)),
                .make(
                    .footer,
                    [
                        .make(
                            .p,
                            "Exact: follows from given numbers by counting and multiplying. Estimated: rests on what “Where the figures come from” lists. Bound: cannot be more."
                        )
                    ]),
            ])
    }

    /// The pattern of all that is the baseline, so that it can be told without colours.
    private var hatching: Element {
        .make(
            .svg, ["class": "patterns", "width": "0", "height": "0", "aria-hidden": "true"],
            [
                .make(
                    .defs,
                    [
                        .make(
                            .pattern,
                            [
                                "id": "hatch", "width": "6", "height": "6", "patternUnits": "userSpaceOnUse",
                                "patternTransform": "rotate(45)",
                            ],
                            [
                                .make(.rect, ["class": "hatch-ground", "width": "6", "height": "6"]),
                                .make(.rect, ["class": "hatch-line", "width": "3", "height": "6"]),
                            ])
                    ])
            ])
    }

    // MARK: Head of the page

    private var header: Element {
        let traffic = result.traffic
        var facts: [(String, String)] = [("traffic", traffic.description), ("requests", traffic.requests.grouped)]
        if let start = traffic.start, let end = traffic.end {
            facts.append(("from", "\(start.text) to \(end.text) UTC (\(traffic.duration.lengthText))"))
        }
        facts.append(
            ("tokens", "\(traffic.promptTokens.grouped) prompt, \(traffic.outputTokens.grouped) output"))
        facts.append(("calibration", result.calibration.text))
        return .make(
            .header,
            [
                .make(.h1, [.make(.bdi, result.policyName)]),
                .make(.p, ["class": "scenario"], [.text("Scenario "), .make(.bdi, result.scenarioName)]),
                .make(
                    .dl, ["class": "facts"],
                    facts.map { name, value in
                        .make(.div, [.make(.dt, name), .make(.dd, [.make(.bdi, value)])])
                    }),
            ])
    }

    private var verdict: Element {
        let verdict = Verdict(result)
        var cards: [Element] = []
        func card(_ title: String, _ value: String, _ note: String?, _ basis: SimulationResult.Basis?) {
            var parts: [Element] = [
                .make(.dt, title), .make(.dd, ["class": "big"], value),
            ]
            if let note { parts.append(.make(.dd, ["class": "note"], note)) }
            if let basis { parts.append(.make(.dd, [Self.label(basis)])) }
            cards.append(.make(.div, ["class": "card"], parts))
        }
        if let baseline = result.baseline {
            card("baseline", money(baseline.cost.pico), baseline.name, baseline.basis)
        }
        card(
            "with the policy", money(result.policyCost.pico),
            lacksPool ? "without the hours of a pool" : "for the replayed traffic", result.policyBasis)
        if result.runningCost != .zero {
            card("running it", money(result.runningCost.pico), "as the scenario says", nil)
        }
        if let saved = result.saved {
            card(
                saved < .zero ? "dearer by" : "saved", money(abs(saved.pico)), verdict.range,
                verdict.basis)
        }
        if let payback = verdict.payback { card("pays back after", payback, verdict.paybackRange, .estimated) }
        if let chance = verdict.lossChance { card("chance of a loss", chance, verdict.draws, .estimated) }
        let tone =
            switch verdict.isGain {
            case nil: "plain"
            case false?: "loss"
            case true?: verdict.isSure ? "gain" : "plain"
            }
        return .make(
            .section, ["id": "verdict", "class": "verdict", "aria-labelledby": "verdict-title", "tabindex": "-1"],
            [
                .make(.h2, ["id": "verdict-title", "class": tone], sentence(Self.unbroken(verdict.sentence))),
                .make(.dl, ["class": "cards"], cards),
            ])
    }

    // MARK: What sections are made of

    struct Section {
        var id: String
        var title: String
        var parts: [Element]

        var element: Element {
            .make(
                .section, ["id": id, "aria-labelledby": id + "-title"],
                [.make(.h2, ["id": id + "-title"], title)] + parts)
        }
    }

    /// Those that have something to say, in the order in which a reader asks.
    private var sections: [Section] {
        [
            findings, course, byModel, attributions, quality, levers, breakEven, uncertainty, budgets, latency, held,
            alternatives, figures, sources,
        ].compactMap { section in section.parts.isEmpty ? nil : section }
    }

    /// A sum lacks the hours of a pool that nobody has priced.
    private var lacksPool: Bool { result.findings.contains { $0.kind == .unpricedPool } }

    func money(_ pico: Int128) -> String { Money(pico: pico).formatted(decimals: decimals) }

    static func label(_ basis: SimulationResult.Basis) -> Element {
        .make(.span, ["class": "basis"], basis.rawValue)
    }

    func sentence(_ text: String) -> String {
        text.prefix(1).uppercased() + text.dropFirst() + (text.hasSuffix(".") ? "" : ".")
    }

    static func note(_ text: String) -> Element { .make(.p, ["class": "note"], unbroken(text)) }

    /// A unit stays on the line of its number.
    static func unbroken(_ text: String) -> String {
        var result = ""
        var rest = Substring(text)
        while let blank = rest.firstIndex(of: " ") {
            let (before, after) = (rest[..<blank], rest[rest.index(after: blank)...])
            let isUnit = before.last?.isNumber == true && units.contains { after.hasPrefix($0) }
            result += before + (isUnit ? "\u{a0}" : " ")
            rest = after
        }
        return result + rest
    }

    private static let units = ["%", "bn", "M", "T", "months", "month", "hours"]
}
