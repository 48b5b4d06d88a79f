import ScrimpJSON
import ScrimpQuantities
import ScrimpSimulator

/// Dollars of a projection are text with two decimals; shares and months are text with six.
extension JSONReport {
    static func dollars(_ value: Double) -> JSONValue {
        value.isFinite
            ? .string(Money(dollars: value).formatted(decimals: 2, grouping: nil).filter { $0 != "$" }) : .null
    }

    static func number(_ value: Double?) -> JSONValue {
        guard let value, value.isFinite else { return .null }
        return .string(Money(dollars: value).formatted(decimals: 6, grouping: nil).filter { $0 != "$" })
    }

    var capacity: JSONValue {
        .array(
            result.capacity.map { capacity in
                JSONNode(
                    .object([
                        .init("kind", .string(capacity.kind.rawValue)), .init("name", .string(capacity.name)),
                        .init("units", Self.number(capacity.units)), .init("cost", money(capacity.cost.pico)),
                        .init("basis", .string(capacity.basis.rawValue)),
                        .init("watt_hours", Self.number(capacity.wattHours)),
                        .init("carbon_grams", Self.number(capacity.carbonGrams)),
                    ]))
            })
    }

    var running: JSONValue {
        .array(
            result.running.map {
                JSONNode(.object([.init("name", .string($0.name)), .init("cost", money($0.cost.pico))]))
            })
    }

    var figures: JSONValue {
        .array(
            result.figures.map { figure in
                let value: JSONValue =
                    switch (figure.name.unit, figure.value) {
                    case (.dollars, let value?) where abs(value) >= 1 || value == 0: Self.dollars(value)
                    case (.dollars, let value?) where value.isFinite: money(Money(dollars: value).pico)
                    case (_, let value): Self.number(value)
                    }
                return JSONNode(
                    .object([
                        .init("figure", .string(figure.name.rawValue)), .init("title", .string(figure.name.title)),
                        .init("value", value),
                        .init("unit", .string(figure.name.unit.word)), .init("basis", .string(figure.basis.rawValue)),
                        .init("note", figure.note.map { .string($0) } ?? .null),
                    ]))
            })
    }

    func waterfall(_ waterfall: Waterfall) -> JSONValue {
        .object([
            .init("baseline", money(waterfall.baseline.pico)), .init("reference", .string(waterfall.reference)),
            .init("unexplained", money(waterfall.unexplained.pico)),
            .init(
                "parts",
                .array(
                    waterfall.parts.map {
                        JSONNode(
                            .object([
                                .init("lever", .string($0.lever.rawValue)), .init("saved", money($0.saved.pico)),
                            ]))
                    })),
            .init("running", money(waterfall.running.pico)), .init("cost", money(waterfall.cost.pico)),
            .init("basis", .string(waterfall.basis.rawValue)), .init("replays", .integer(Int64(waterfall.replays))),
            .init("sampled_requests", waterfall.sampledRequests.map { .integer($0) } ?? .null),
        ])
    }

    func projection(_ projection: Projection) -> JSONValue {
        var members: [JSONMember] = [
            .init("growth", Self.number(projection.growth)), .init("discount", Self.number(projection.discount)),
            .init("scale", Self.number(projection.scale)),
            .init(
                "invested",
                .array(
                    projection.invested.map {
                        JSONNode(.object([.init("name", .string($0.name)), .init("amount", money($0.amount.pico))]))
                    })),
            .init("months", .array(projection.months.enumerated().map { JSONNode(month($1, $0, projection)) })),
        ]
        if let uncertainty = projection.uncertainty {
            members.append(.init("uncertainty", self.uncertainty(uncertainty)))
        }
        return .object(members)
    }

    private func month(_ month: Projection.Month, _ index: Int, _ projection: Projection) -> JSONValue {
        var members: [JSONMember] = [
            .init("month", .integer(Int64(month.number))),
            .init("start", month.start.map { .string($0.isoText) } ?? .null),
            .init("traffic", Self.number(month.traffic)), .init("share", Self.number(month.share)),
            .init("calls", Self.dollars(month.calls)), .init("remaining", Self.dollars(month.remaining)),
            .init("capacity", Self.dollars(month.capacity)), .init("running", Self.dollars(month.running)),
            .init("cost", Self.dollars(month.cost)),
        ]
        if projection.hasBaseline {
            members += [
                .init("baseline", Self.dollars(month.baseline)), .init("saved", Self.dollars(month.saving)),
                .init("cumulative", Self.dollars(month.cumulative)),
                .init("discounted", Self.dollars(month.discounted)),
            ]
        }
        if let uncertainty = projection.uncertainty {
            members += [
                .init("cost_band", band(uncertainty.cost[index], Self.dollars)),
                .init("cumulative_band", band(uncertainty.cumulative[index], Self.dollars)),
            ]
        }
        return .object(members)
    }

    private func band(_ band: Uncertainty.Band, _ value: (Double) -> JSONValue) -> JSONValue {
        .object([
            .init("p10", value(band.low)), .init("p50", value(band.middle)), .init("p90", value(band.high)),
        ])
    }

    private func uncertainty(_ uncertainty: Uncertainty) -> JSONValue {
        .object([
            .init("draws", .integer(Int64(uncertainty.draws))),
            .init("seed", .string(String(uncertainty.seed))),
            .init("correlated", .bool(uncertainty.areCorrelated)),
            .init("p_loss", Self.number(uncertainty.lossChance)),
            .init("npv", band(uncertainty.presentValue, Self.dollars)),
            .init("saving", band(uncertainty.saving) { Self.number($0) }),
            .init("payback", band(uncertainty.payback) { Self.number($0) }),
            .init(
                "inputs",
                .array(
                    uncertainty.inputs.map { input in
                        JSONNode(
                            .object([
                                .init("path", .string(input.name)), .init("unit", .string(input.unit.word)),
                                .init("value", band(input.band) { Self.number($0) }),
                                .init("npv_low", Self.dollars(input.presentValue.low)),
                                .init("npv_high", Self.dollars(input.presentValue.high)),
                                .init("variance_alone", Self.number(input.alone)),
                                .init("variance_total", Self.number(input.total)),
                            ]))
                    })),
        ])
    }
}

extension Figure.Unit {
    /// As JSON says it.
    var word: String {
        switch self {
        case .ratio: "ratio"
        case .dollars: "dollars"
        case .months: "months"
        case .count: "count"
        }
    }
}

extension Uncertainty.InputUnit {
    var word: String {
        switch self {
        case .ratio: "ratio"
        case .dollars: "dollars"
        case .dollarsPerHour: "dollars_per_hour"
        case .dollarsPerMillionTokens: "dollars_per_million_tokens"
        case .perHour: "per_hour"
        case .tokens: "tokens"
        case .count: "count"
        }
    }
}
