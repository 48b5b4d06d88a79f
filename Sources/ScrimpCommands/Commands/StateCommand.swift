import ScrimpDiagnostics
import ScrimpPlan
import ScrimpQuantities
import ScrimpStores

extension Command {
    package static let state = Command(
        group: "state", "Look at the state that a policy keeps in a file, and correct it",
        details: """
            The state of one machine is a SQLite file that engines share. These commands may run beside them: each correction is one \
            transaction, and leaves a line of audit that says who, when, what, and why.
            """,
        subcommands: [stateShow, stateSet, stateResume])

    private static let store = Option("store", value: "FILE", .file, "the state file; needed")

    private static let corrections = [
        store, Option("reason", value: "TEXT", .text, "why; needed, and kept with the correction"),
        Option("by", value: "NAME", .text, "who makes the correction; left out, the user of the environment"),
    ]

    private static let stateShow = Command(
        "show", "Show budgets, limits, switches and rollouts",
        details: """
            Amounts are those of now: what was spent in a window that has ended is not in them. A budget for each value of an \
            attribute has a line for each that has been seen.
            """,
        positionals: [Positional("POLICY", "the policy file")],
        options: [
            store, Option("audit", "show the corrections instead, oldest first"),
            Option("json", "as JSON, for programs"),
        ],
        examples: [
            Example("scrimp state show policy.scrimp --store state.db", "what has been spent, and what is left")
        ],
        run: runStateShow)

    private static let stateSet = Command(
        "set", "Set what a budget has settled, or turn a switch",
        details: "What running calls hold stays held. A switch that is on acts, as the policy says.",
        positionals: [
            Positional("POLICY", "the policy file"),
            Positional("KIND", "what is set", kind: .choice(["budget", "switch"])),
            Positional(
                "NAME", "the budget, with `/` and the scope where it has one for each value; or the switch", kind: .text
            ),
            Positional("VALUE", "dollars, or `on` or `off`", kind: .text),
        ],
        options: corrections,
        examples: [
            Example(
                "scrimp state set policy.scrimp budget daily/acme 12.50 --store state.db --reason \"refunded\"",
                "as if acme had spent $12.50 today"),
            Example(
                "scrimp state set policy.scrimp switch emergency on --store state.db --reason \"outage\"",
                "throw a switch"),
        ], run: runStateSet)

    private static let stateResume = Command(
        "resume", "Take up a rollout that was taken back",
        details: "It goes on at the stage that it had reached, whose time begins anew.",
        positionals: [Positional("POLICY", "the policy file"), Positional("ROLLOUT", "its name", kind: .text)],
        options: corrections,
        examples: [
            Example(
                "scrimp state resume policy.scrimp next --store state.db --reason \"fixed\"",
                "after the cause was found")
        ], run: runStateResume)
}

private func runStateShow(_ invocation: Invocation, _ environment: Environment) -> ExitCode {
    attempt(invocation, environment) { (plan, path) throws(StateProblem) in
        var file = try StateProblem.wrapping { () throws(SQLiteError) in try SQLiteStateFile(existing: path) }
        let policy = plan.strings.text(plan.identity.policyName)
        let isJSON = invocation.flag("json")
        if invocation.flag("audit") {
            var lines: [StateAudit] = []
            do throws(SQLiteError) { lines = try file.audit() } catch { throw StateProblem(error) }
            lines.removeAll { $0.policy != policy }
            environment.output.write(isJSON ? StateWriter.json(lines) : StateWriter.text(lines))
            return
        }
        var entries: [StateEntry] = []
        do throws(SQLiteError) { entries = try file.entries() } catch { throw StateProblem(error) }
        entries.removeAll { $0.policy != policy }
        let writer = StateWriter(plan, entries, at: environment.now())
        environment.output.write(isJSON ? writer.json : writer.text)
    }
}

private func runStateSet(_ invocation: Invocation, _ environment: Environment) -> ExitCode {
    attempt(invocation, environment) { (plan, path) throws(StateProblem) in
        let (name, value) = (invocation.argument("NAME") ?? "", invocation.argument("VALUE") ?? "")
        if invocation.argument("KIND") == "switch" {
            try known(name, "switch", plan.switches.map(\.name), plan)
            guard value == "on" || value == "off" else {
                throw StateProblem("a switch cannot be `\(value)`", help: "write `on` or `off`")
            }
            try correct(name, plan, path, invocation, environment) {
                (file, correction) throws(SQLiteStateFile.Failure) in
                try file.set(correction, thrown: value == "on")
            }
            return
        }
        let parts = name.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map { String($0) }
        let budget = parts.first ?? ""
        try known(budget, "budget", plan.budgets.map(\.name), plan)
        let amount = try amount(value)
        let scope = parts.count > 1 ? parts[1] : nil
        try correct(budget, plan, path, invocation, environment) { (file, correction) throws(SQLiteStateFile.Failure) in
            try file.set(correction, scope: scope, settled: amount)
        }
    }
}

private func runStateResume(_ invocation: Invocation, _ environment: Environment) -> ExitCode {
    attempt(invocation, environment) { (plan, path) throws(StateProblem) in
        let name = invocation.argument("ROLLOUT") ?? ""
        try known(name, "rollout", plan.rollouts.map(\.name), plan)
        try correct(name, plan, path, invocation, environment) { (file, correction) throws(SQLiteStateFile.Failure) in
            try file.resume(correction)
        }
    }
}

/// Why a command about the state cannot do its work.
struct StateProblem: Error {
    var message: String
    var help: String?

    init(_ message: String, help: String? = nil) {
        self.message = message
        self.help = help
    }

    /// The sentence of the store has its help behind a semicolon.
    init(_ error: SQLiteError) {
        let parts = error.description.split(separator: "; ", maxSplits: 1).map { String($0) }
        self.init(parts.first ?? "", help: parts.count > 1 ? parts[1] : nil)
    }

    static func wrapping<Value: ~Copyable>(_ body: () throws(SQLiteError) -> Value) throws(StateProblem) -> Value {
        do throws(SQLiteError) { return try body() } catch { throw StateProblem(error) }
    }
}

/// Reads the policy, and says what goes wrong in the body.
private func attempt(
    _ invocation: Invocation, _ environment: Environment,
    _ body: (_ plan: Plan, _ store: String) throws(StateProblem) -> Void
) -> ExitCode {
    guard let store = invocation.value("store"), !store.isEmpty else {
        return environment.fail("`--store` is missing", help: "name the state file with `--store FILE`")
    }
    guard let path = invocation.argument("POLICY") else { return .failure }
    let plan: Plan
    do throws(Stop) { plan = try RunnablePolicy(path, in: environment).plan } catch { return error.code }
    do throws(StateProblem) {
        try body(plan, store)
        return .clean
    } catch {
        return environment.fail(error.message, help: error.help)
    }
}

/// Refuses a name that the policy does not have.
private func known(_ name: String, _ kind: String, _ ids: [StringID], _ plan: Plan) throws(StateProblem) {
    let names = ids.map { plan.strings.text($0) }
    guard !names.contains(name) else { return }
    let all = names.map { "`\($0)`" }.joined(separator: ", ")
    let help = names.isEmpty ? "it has no \(kind) at all" : "it has \(all)"
    throw StateProblem(
        "the policy has no \(kind) `\(name)`", help: suggest(name, among: names).map { "did you mean `\($0)`?" } ?? help
    )
}

/// Dollars, with or without their sign; not below zero.
private func amount(_ text: String) throws(StateProblem) -> Money {
    let digits = text.first == "$" ? String(text.dropFirst()) : text
    guard let dollars = Decimal(ascii: digits.utf8)?.rational else {
        throw StateProblem("`\(text)` is no amount of money", help: "write dollars, like `12.50`")
    }
    guard let amount = Money(exactly: dollars) else {
        throw StateProblem(
            "`\(text)` has more than twelve decimals, or is too large", help: "write dollars, like `12.50`")
    }
    guard amount >= .zero else { throw StateProblem("`\(text)` is below zero", help: "write `0` for nothing spent") }
    return amount
}

/// Makes a correction, and prints its line of audit.
private func correct(
    _ name: String, _ plan: Plan, _ store: String, _ invocation: Invocation, _ environment: Environment,
    _ change: (inout SQLiteStateFile, SQLiteStateFile.Correction) throws(SQLiteStateFile.Failure) -> StateAudit
) throws(StateProblem) {
    guard let reason = invocation.value("reason"), reason.contains(where: { $0 != " " }) else {
        throw StateProblem("`--reason` is missing", help: "say why, for those who read the audit")
    }
    guard let author = invocation.value("by") ?? environment.variable("USER"), !author.isEmpty else {
        throw StateProblem("nobody is known to make the correction", help: "say who with `--by NAME`")
    }
    let correction = SQLiteStateFile.Correction(
        policy: plan.strings.text(plan.identity.policyName), name: name, author: author, reason: reason,
        time: environment.now())
    var file = try StateProblem.wrapping { () throws(SQLiteError) in try SQLiteStateFile(existing: store) }
    do throws(SQLiteStateFile.Failure) {
        environment.output.write(StateWriter.text([try change(&file, correction)]))
    } catch {
        switch error {
        case .file(let error): throw StateProblem(error)
        case .unknown(let subject):
            throw StateProblem(
                "nothing is kept of \(subject)", help: "`scrimp state show` lists what there is; a scope follows a `/`")
        case .notReverted:
            throw StateProblem("rollout `\(name)` goes on already", help: "only one that was taken back is resumed")
        }
    }
}
