package import ScrimpJSON
import ScrimpQuantities
package import ScrimpSimulator

/// A simulation for programs. Money is text, exact to the last pico-dollar; the fields are described in `Docs/simulate.md`.
package struct JSONReport {
    let result: SimulationResult

    package init(_ result: SimulationResult) { self.result = result }

    package var text: String { JSONWriter.text(value, .indented) + "\n" }

    package var value: JSONValue {
        var members: [JSONMember] = [
            .init("format", .integer(1)), .init("policy", .string(result.policyName)),
            .init("scenario", .string(result.scenarioName)),
            .init("traffic", traffic), .init("calibration", result.calibration.value),
        ]
        if let baseline = result.baseline { members.append(.init("baseline", self.baseline(baseline))) }
        members += [
            .init("cost", money(result.policyCost.pico)), .init("cost_basis", .string(result.policyBasis.rawValue)),
        ]
        if let saved = result.saved { members.append(.init("saved", money(saved.pico))) }
        if let share = result.savedBasisPoints { members.append(.init("saved_basis_points", .integer(share))) }
        members += [
            .init("models", models), .init("rules", rules), .init("caches", caches), .init("budgets", budgets),
            .init("refused", refused), .init("waited", .integer(result.policy.waited)),
            .init("attribution", .array(result.policy.attributions.map { JSONNode(attribution($0)) })),
            .init("alternatives", alternatives), .init("capacity", capacity), .init("running", running),
            .init("figures", figures),
        ]
        if let latency { members.append(.init("latency", latency)) }
        if let pools { members.append(.init("pools", pools)) }
        members.append(.init("break_even", breakEven))
        if let quality = result.quality { members.append(.init("quality", self.quality(quality))) }
        if let waterfall = result.waterfall { members.append(.init("waterfall", self.waterfall(waterfall))) }
        if let projection = result.projection { members.append(.init("projection", self.projection(projection))) }
        members += [.init("findings", findings), .init("assumptions", assumptions)]
        return .object(members)
    }

    func money(_ pico: Int128) -> JSONValue {
        .string(String(Money(pico: pico).formatted(grouping: nil).filter { $0 != "$" }))
    }

    private func time(_ instant: Instant?) -> JSONValue { instant.map { .integer($0.nanoseconds) } ?? .null }

    private var traffic: JSONValue {
        let traffic = result.traffic
        return .object([
            .init("description", .string(traffic.description)), .init("requests", .integer(traffic.requests)),
            .init("prompt_tokens", .integer(traffic.promptTokens)),
            .init("output_tokens", .integer(traffic.outputTokens)),
            .init("start_ns", time(traffic.start)), .init("end_ns", time(traffic.end)),
            .init("duration_ns", .integer(traffic.duration)),
            .init("bad_rows", .integer(traffic.badRows)),
            .init(
                "bad_rows_by_reason",
                .object(traffic.badRowReasons.map { .init($0.phrase, .integer($0.count)) })),
            .init("bad_row_examples", .array(traffic.badRowExamples.map { JSONNode(.string($0)) })),
            .init("backward_times", .integer(traffic.backwardTimes)),
        ])
    }

    private func baseline(_ baseline: SimulationResult.Baseline) -> JSONValue {
        var members: [JSONMember] = [
            .init("name", .string(baseline.name)), .init("cost", money(baseline.cost.pico)),
            .init("basis", .string(baseline.basis.rawValue)),
        ]
        if let found = baseline.reconciliation {
            members.append(
                .init(
                    "list_prices",
                    .object([
                        .init("model", .string(found.model)), .init("cost", money(found.listCost.pico)),
                        .init("factor_thousandths", .integer(found.factorThousandths)),
                    ])))
        }
        if let calls = baseline.byTarget {
            members += [
                .init(
                    "models",
                    .array(
                        calls.enumerated().filter { $0.element.requests > 0 }.map { index, value in
                            JSONNode(
                                .object([.init("model", .string(result.names.targets[index]))] + answered(value)))
                        })), .init("others", money(baseline.others.pico)),
            ]
        }
        return .object(members)
    }

    private func answered(_ answered: ReplayTally.Answered) -> [JSONMember] {
        [
            .init("requests", .integer(answered.requests)), .init("prompt_tokens", .integer(answered.prompt)),
            .init("output_tokens", .integer(answered.output)), .init("cost", money(answered.cost)),
        ]
    }

    private var models: JSONValue {
        .array(
            result.policy.byTarget.enumerated().map { index, value in
                JSONNode(
                    .object(
                        [
                            .init("model", .string(result.names.targets[index])),
                            .init("identity", .string(result.names.identities[index])),
                        ]
                            + answered(value)))
            })
    }

    private var rules: JSONValue {
        .array(
            result.policy.byRule.enumerated().map { index, value in
                JSONNode(
                    .object(
                        [
                            .init("line", .integer(Int64(result.names.ruleLines[index]))),
                            .init("text", .string(result.names.rules[index])),
                        ] + answered(value)))
            })
    }

    private var caches: JSONValue {
        .array(
            result.policy.cacheHits.enumerated().map { index, hits in
                JSONNode(.object([.init("cache", .string(result.names.caches[index])), .init("hits", .integer(hits))]))
            })
    }

    private var budgets: JSONValue {
        .array(
            result.policy.budgets.enumerated().map { index, events in
                JSONNode(
                    .object([
                        .init("budget", .string(result.names.budgets[index])),
                        .init("refused", .integer(events.refused)),
                        .init("refused_at_ceiling", .integer(events.refusedByCeiling)),
                        .init("rerouted", .integer(events.rerouted)),
                        .init("alerts", .integer(events.alerts)), .init("first_tripped_ns", time(events.firstTripped)),
                        .init("first_scope", events.firstScope.map { .string($0) } ?? .null),
                    ]))
            })
    }

    private var refused: JSONValue {
        let total = result.policy.refused.total
        return .object([
            .init("requests", .integer(total.requests)), .init("prompt_tokens", .integer(total.prompt)),
            .init("output_tokens", .integer(total.output)),
            .init("no_candidate_left", .integer(result.policy.exhausted)),
            .init("missed_deadline", .integer(result.policy.missedDeadline)),
            .init("by_switches", .integer(result.policy.switchRejected.reduce(0, +))),
            .init("by_limits", .integer(result.policy.limitRejected.reduce(0, +))),
        ])
    }

    private func attribution(_ attribution: ReplayTally.Attribution) -> JSONValue {
        .object([
            .init("by", .array(attribution.attributes.map { JSONNode(.string($0)) })),
            .init(
                "cells",
                .array(
                    attribution.cells.map { cell in
                        JSONNode(
                            .object(
                                [.init("values", .array(cell.values.map { JSONNode(.string($0)) }))]
                                    + answered(cell.answered)
                                    + [.init("cached_answers", .integer(cell.cachedAnswers))]
                                    + unitCosts(cell.answered)
                                    + [.init("baseline", cell.baseline.map { money($0.pico) } ?? .null)]))
                    })),
        ])
    }

    /// What a request and a thousand tokens of a cell cost; capacity that is held is in neither.
    private func unitCosts(_ answered: ReplayTally.Answered) -> [JSONMember] {
        func share(_ count: Int128, of part: Int128) -> JSONValue {
            Rational(answered.cost, count)?.multiplied(by: Rational(whole: part)).map { money($0.rounded) } ?? .null
        }
        return [
            .init("cost_per_request", share(Int128(answered.requests), of: 1)),
            .init("cost_per_ktok", share(Int128(answered.prompt) + Int128(answered.output), of: 1_000)),
        ]
    }

    private var alternatives: JSONValue {
        .array(
            result.alternatives.map {
                JSONNode(
                    .object([
                        .init("model", .string($0.model)), .init("identity", .string($0.identity)),
                        .init("cost", money($0.cost.pico)),
                    ]))
            })
    }

    private var findings: JSONValue {
        .array(
            result.findings.map {
                JSONNode(.object([.init("kind", .string($0.kind.rawValue)), .init("text", .string($0.text))]))
            })
    }

    private var assumptions: JSONValue {
        .array(
            result.assumptions.map {
                JSONNode(
                    .object([
                        .init("subject", .string($0.subject)), .init("value", .string($0.value)),
                        .init("source", .string($0.source.rawValue)),
                    ]))
            })
    }
}
