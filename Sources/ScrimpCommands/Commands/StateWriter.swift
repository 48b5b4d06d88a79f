import ScrimpJSON
import ScrimpPlan
import ScrimpQuantities
import ScrimpRuntime
import ScrimpSimulator
import ScrimpStores

/// What a state file says of one policy, for people and for programs.
struct StateWriter {
    private let plan: Plan
    private let entries: [StateEntry]
    private let now: Instant

    /// - Parameter entries: of the policy, in the order of the file.
    init(_ plan: Plan, _ entries: [StateEntry], at now: Instant) {
        self.plan = plan
        self.entries = entries
        self.now = now
    }

    private func name(_ id: StringID) -> String { plan.strings.text(id) }

    private func kept(_ kind: String, _ id: StringID) -> [StateEntry] {
        entries.filter { $0.kind == kind && $0.name == name(id) }
    }
}

// One line for each counter, section by section.
extension StateWriter {
    var text: String {
        let sections = [
            (["budget", "settled", "held", "limit", "window"], plan.budgets.flatMap { rows($0) }),
            (["commitment", "settled", "held", "included", "window"], plan.commitments.map { row($0) }),
            (["limit", "running", "calls", "left at once"], plan.limits.flatMap { rows($0) }),
            (["switch", "position"], plan.switches.map { [name($0.name), isThrown($0) ? "on" : "off"] }),
            (["rollout", "stage", ""], plan.rollouts.map { row($0) }),
        ]
        let tables = sections.filter { !$0.1.isEmpty }.map { Self.table([$0.0] + $0.1) }
        return "policy `\(name(plan.identity.policyName))` at \(now.isoText)\n\n" + tables.joined(separator: "\n")
    }

    private func rows(_ budget: PlanBudget) -> [[String]] {
        counters(budget).map { entry, present in
            [
                label(name(budget.name), entry?.scope), Money(pico: present.settled).description,
                Money(pico: present.reserved).description, budget.limit.description, window(budget.window),
            ]
        }
    }

    /// The counters of a budget; one with nothing in it where there is none yet.
    private func counters(_ budget: PlanBudget) -> [(entry: StateEntry?, present: (settled: Int128, reserved: Int128))]
    {
        let found = kept("budget", budget.name).compactMap { entry in
            entry.present(budget, zone: plan.zone, at: now).map { (entry: Optional(entry), present: $0) }
        }
        return found.isEmpty ? [(nil, (0, 0))] : found
    }

    private func row(_ commitment: PlanCommitment) -> [String] {
        let counter = counter(commitment)
        return [
            name(commitment.name), "\(counter.settled) tok", "\(counter.reserved) tok",
            commitment.included.map { "\($0) tok" } ?? "all", window(.calendar(commitment.window)),
        ]
    }

    /// Tokens of the present window; nothing where the file's are those of an earlier one.
    private func counter(_ commitment: PlanCommitment) -> (settled: Int128, reserved: Int128) {
        var windows = CalendarWindows(zone: plan.zone)
        let start = windows.window(commitment.window, at: now.nanoseconds).start
        guard let entry = kept("commitment", commitment.name).first, entry.window?.nanoseconds == start else {
            return (0, 0)
        }
        return (entry.settled ?? 0, entry.reserved ?? 0)
    }

    private func rows(_ limit: PlanLimit) -> [[String]] {
        counters(limit).map { entry, fill in
            let left = zip(limit.rates, fill.levels).map { rate, level in
                "\(level) " + (rate.unit == .tokens ? "tok" : "req")
            }
            return [
                label(name(limit.name), entry?.scope),
                "\(fill.running)" + (limit.concurrency.map { " of \($0)" } ?? ""),
                limit.calls.map { "\(fill.calls) of \($0)" } ?? "-", left.isEmpty ? "-" : left.joined(separator: ", "),
            ]
        }
    }

    private func counters(_ limit: PlanLimit) -> [(entry: StateEntry?, fill: LimitCounters.Fill)] {
        let found = kept("limit", limit.name).compactMap { entry in
            entry.present(limit, at: now).map { (entry: Optional(entry), fill: $0) }
        }
        guard found.isEmpty else { return found }
        return [(nil, LimitCounters(limit.settings).fill(0, at: now.nanoseconds))]
    }

    private func isThrown(_ part: PlanSwitch) -> Bool { kept("switch", part.name).first?.isThrown ?? false }

    private func row(_ rollout: PlanRollout) -> [String] {
        guard let entry = kept("rollout", rollout.name).first, let stage = entry.stage else {
            return [name(rollout.name), "not begun", ""]
        }
        return [
            name(rollout.name), "\(stage + 1) of \(rollout.stages.count)", entry.isReverted == true ? "taken back" : "",
        ]
    }

    private func label(_ name: String, _ scope: String?) -> String { scope.map { "\(name)/\($0)" } ?? name }

    private func window(_ window: PlanWindow) -> String {
        switch window {
        case .calendar(let unit):
            var windows = CalendarWindows(zone: plan.zone)
            return "\(unit) from \(Instant(nanoseconds: windows.window(unit, at: now.nanoseconds).start).isoText)"
        case .rolling(let length): return "the last \(Self.seconds(length)) s"
        case .untilIdle(let length): return "until idle for \(Self.seconds(length)) s"
        }
    }

    private static func seconds(_ nanoseconds: Int64) -> String {
        let whole = nanoseconds / Instant.nanosecondsPerSecond
        guard nanoseconds % Instant.nanosecondsPerSecond != 0 else { return whole.grouped }
        var text = nanoseconds.decimal(places: 9)
        while text.last == "0" { text.removeLast() }
        return text
    }

    /// Columns as wide as their widest cell, two blanks between.
    private static func table(_ rows: [[String]]) -> String {
        var widths: [Int] = []
        for row in rows {
            for (index, cell) in row.enumerated() {
                if index == widths.count { widths.append(0) }
                widths[index] = max(widths[index], cell.count)
            }
        }
        return rows.map { row in
            var line = zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }.joined(
                separator: "  ")
            while line.last == " " { line.removeLast() }
            return line + "\n"
        }.joined()
    }
}

// The same for programs: amounts as text, so that nothing is rounded.
extension StateWriter {
    var json: String {
        let value = JSONValue.object([
            .init("policy", .string(name(plan.identity.policyName))), .init("time", .string(now.isoText)),
            .init("budgets", list(plan.budgets.flatMap { objects($0) })),
            .init("commitments", list(plan.commitments.map { object($0) })),
            .init("limits", list(plan.limits.flatMap { objects($0) })),
            .init(
                "switches",
                list(
                    plan.switches.map {
                        .object([.init("name", .string(name($0.name))), .init("on", .bool(isThrown($0)))])
                    })),
            .init("rollouts", list(plan.rollouts.map { object($0) })),
        ])
        return JSONWriter.text(value, .indented) + "\n"
    }

    private func list(_ values: [JSONValue]) -> JSONValue { .array(values.map { JSONNode($0) }) }

    private func objects(_ budget: PlanBudget) -> [JSONValue] {
        counters(budget).map { entry, present in
            .object([
                .init("name", .string(name(budget.name))), .init("scope", Self.text(entry?.scope)),
                .init("settled", Self.dollars(present.settled)), .init("held", Self.dollars(present.reserved)),
                .init("limit", Self.dollars(budget.limit.pico)), .init("window", .string(window(budget.window))),
            ])
        }
    }

    private func object(_ commitment: PlanCommitment) -> JSONValue {
        let counter = counter(commitment)
        return .object([
            .init("name", .string(name(commitment.name))),
            .init("settled_tokens", .integer(Int64(clamping: counter.settled))),
            .init("held_tokens", .integer(Int64(clamping: counter.reserved))),
            .init("included_tokens", commitment.included.map { .integer($0) } ?? .null),
            .init("window", .string(window(.calendar(commitment.window)))),
        ])
    }

    private func objects(_ limit: PlanLimit) -> [JSONValue] {
        counters(limit).map { entry, fill in
            .object([
                .init("name", .string(name(limit.name))), .init("scope", Self.text(entry?.scope)),
                .init("running", .integer(fill.running)),
                .init("concurrency", limit.concurrency.map { .integer($0) } ?? .null),
                .init("calls", .integer(fill.calls)), .init("levels", list(fill.levels.map { .integer($0) })),
            ])
        }
    }

    private func object(_ rollout: PlanRollout) -> JSONValue {
        let entry = kept("rollout", rollout.name).first
        return .object([
            .init("name", .string(name(rollout.name))),
            .init("stage", entry?.stage.map { .integer(Int64($0 + 1)) } ?? .null),
            .init("stages", .integer(Int64(rollout.stages.count))),
            .init("reverted", .bool(entry?.isReverted ?? false)),
        ])
    }

    private static func text(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }

    private static func dollars(_ pico: Int128) -> JSONValue {
        .string(String(Money(pico: pico).formatted(grouping: nil).filter { $0 != "$" }))
    }
}

// Corrections.
extension StateWriter {
    static func text(_ lines: [StateAudit]) -> String {
        lines.map { "\($0.time.isoText)  \($0.author)  \($0.subject): \($0.before) -> \($0.after)  (\($0.reason))\n" }
            .joined()
    }

    static func json(_ lines: [StateAudit]) -> String {
        lines.map { line in
            JSONWriter.text(
                .object([
                    .init("time", .string(line.time.isoText)), .init("by", .string(line.author)),
                    .init("subject", .string(line.subject)), .init("before", .string(line.before)),
                    .init("after", .string(line.after)), .init("reason", .string(line.reason)),
                ]), .compact) + "\n"
        }.joined()
    }
}
