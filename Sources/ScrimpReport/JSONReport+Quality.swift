import ScrimpJSON
import ScrimpQuantities
import ScrimpSimulator

/// Qualities are text with six decimals, counts are exact.
extension JSONReport {
    func quality(_ outcome: QualityOutcome) -> JSONValue {
        var members: [JSONMember] = [
            .init("basis", .string(SimulationResult.Basis.exact.rawValue)), .init("policy", point(outcome.policy)),
            .init("cached_answers", .integer(outcome.cachedAnswers)),
            .init(
                "alone",
                .array(
                    outcome.alone.map { alone in
                        JSONNode(
                            .object(
                                [.init("model", .string(result.names.targets[alone.target]))] + fields(alone.point)
                                    + [
                                        .init("without_hours", .bool(alone.isHeld)),
                                        .init(
                                            "best_choice_requests",
                                            .integer(outcome.oracleRequests[alone.target])),
                                    ]))
                    })), .init("best_choice", point(outcome.oracle)),
            .init("gap_recovered", Self.number(outcome.gapRecovered(outcome.policy))),
            .init("cost_share", Self.number(outcome.costShare(outcome.policy))),
        ]
        if let frontier = outcome.frontier { members.append(.init("frontier", self.frontier(frontier))) }
        return .object(members)
    }

    private func point(_ point: QualityPoint) -> JSONValue { .object(fields(point)) }

    private func fields(_ point: QualityPoint) -> [JSONMember] {
        [
            .init("quality", Self.number(point.quality)), .init("answered", .integer(point.answered)),
            .init("graded", .integer(point.graded)),
            .init("right", point.right?.decimalText.map { .string($0) } ?? .null),
            .init("cost", money(point.cost.pico)),
        ]
    }

    private func frontier(_ frontier: QualityFrontier) -> JSONValue {
        .object([
            .init("constant", .string(frontier.constant)), .init("attribute", .string(frontier.attribute)),
            .init("tried", .integer(Int64(frontier.tried))), .init("failed", .integer(Int64(frontier.failed))),
            .init("complete", .bool(frontier.isComplete)),
            .init("mean_gap_recovered", Self.number(frontier.meanGapRecovered)),
            .init("cuts", .array(frontier.cuts.map { JSONNode(cut($0)) })),
            .init("beaten", frontier.beaten.map(cut) ?? .null),
        ])
    }

    private func cut(_ cut: QualityFrontier.Cut) -> JSONValue {
        .object(
            [.init("value", .string(cut.text))] + fields(cut.point) + [
                .init("refused_requests", .integer(cut.refused)), .init("today", .bool(cut.isToday)),
            ])
    }
}
