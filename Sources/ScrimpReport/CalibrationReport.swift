package import ScrimpJSON
import ScrimpQuantities
package import ScrimpSimulator

/// A calibration, for people and for programs.
package struct CalibrationReport {
    let calibration: Calibration

    package init(_ calibration: Calibration) { self.calibration = calibration }

    package var text: String {
        var head = TextTable([.left, .left], textLimit: 64)
        head.add("ledger", calibration.ledger)
        let exact = "\(calibration.exactRequests.grouped) as billed, to the pico-dollar"
        head.add("requests", "\(calibration.requests.grouped), \(exact)")
        head.add(
            "days",
            "\(Int64(calibration.days).grouped), \(calibration.firstDay.isoText) to \(calibration.lastDay.isoText)")
        if calibration.badRows > 0 { head.add("bad rows", calibration.badRows.grouped) }
        var table = TextTable([.left, .right, .right, .right, .right, .left])
        table.add("model", "billed", "simulated", "NMBE", "CV(RMSE)", "")
        for series in calibration.models + [calibration.total] {
            table.add(
                series.name, money(series.billed), money(series.simulated), percent(series.bias), percent(series.error),
                series.isWithin(calibration.gate) ? "" : "outside")
        }
        let gate = "NMBE \(percent(calibration.gate.bias)), CV(RMSE) \(percent(calibration.gate.error))"
        let verdict = calibration.isWithinGate ? "calibrated: within \(gate)" : "not calibrated: outside \(gate)"
        let lines =
            ["\(calibration.policyName) against what was billed"] + head.lines() + [""] + table.lines() + ["", verdict]
        return lines.joined(separator: "\n") + "\n"
    }

    private func money(_ amount: Money) -> String {
        amount.formatted(decimals: calibration.total.billed < Money(pico: 100 * Money.picoPerDollar) ? 4 : 2)
    }

    package var members: [JSONMember] {
        [
            .init("format", .integer(1)), .init("policy", .string(calibration.policyName)),
            .init("ledger", .string(calibration.ledger)), .init("requests", .integer(calibration.requests)),
            .init("exact_requests", .integer(calibration.exactRequests)),
            .init("bad_rows", .integer(calibration.badRows)), .init("days", .integer(Int64(calibration.days))),
            .init("first_day", .string(calibration.firstDay.isoText)),
            .init("last_day", .string(calibration.lastDay.isoText)),
            .init(
                "gate",
                .object([
                    .init("nmbe", ratio(calibration.gate.bias)), .init("cv_rmse", ratio(calibration.gate.error)),
                ])),
            .init("within_gate", .bool(calibration.isWithinGate)),
            .init(
                "models",
                .array(calibration.models.map { JSONNode(.object([.init("model", .string($0.name))] + series($0))) })),
            .init("total", .object(series(calibration.total))),
        ]
    }

    private func series(_ series: Calibration.Series) -> [JSONMember] {
        [
            .init("billed", exact(series.billed)), .init("simulated", exact(series.simulated)),
            .init("nmbe", ratio(series.bias)), .init("cv_rmse", ratio(series.error)),
            .init("within_gate", .bool(series.isWithin(calibration.gate))),
        ]
    }

    private func exact(_ amount: Money) -> JSONValue {
        .string(String(amount.formatted(grouping: nil).filter { $0 != "$" }))
    }
}

/// A ratio to six decimals; null where there is none.
private func ratio(_ value: Double?) -> JSONValue {
    guard let value, let number = JSONNumber((value * 1e6).rounded() / 1e6) else { return .null }
    return .number(number)
}

/// `-1.25 %`, or a dash.
private func percent(_ value: Double?) -> String {
    guard let value, abs(value) < 1e12 else { return "-" }
    let basisPoints = Int64((value * 10_000).rounded())
    return (basisPoints < 0 ? "-" : "") + Int64(clamping: basisPoints.magnitude).decimal(places: 2) + " %"
}

extension SimulationResult.Calibration {
    /// `calibrated (bias -1.25 %, CV 3.00 %, to 2026-03-31)`.
    var text: String {
        let figures = "bias \(percent(bias)), CV \(percent(error)), to \(lastDay?.isoText ?? "-")"
        return switch state {
        case .calibrated: "calibrated (\(figures))"
        case .outsideGate: "not calibrated: outside the gate (\(figures))"
        case .earlierPolicy: "calibrated for an earlier policy (\(figures))"
        case .never: "not calibrated"
        }
    }

    var value: JSONValue {
        .object([
            .init("state", .string(state.rawValue)), .init("nmbe", ratio(bias)), .init("cv_rmse", ratio(error)),
            .init("last_day", lastDay.map { .string($0.isoText) } ?? .null),
        ])
    }
}
