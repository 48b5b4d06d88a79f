import ScrimpDiagnostics
import ScrimpHost
import ScrimpJSON
import ScrimpPlan
import ScrimpSemantics
import ScrimpQuantities
import ScrimpRuntime

extension Command {
    package static let explain = Command(
        "explain", "Say why a request is decided as it is, or what a policy leaves unsaid",
        details: """
            With a request: every phase that it comes to. Why earlier rules do not hold, by the values that were against them, and \
            the rule that does; each candidate with the reason why it was passed over; what is settled and what is held in a budget \
            before the call, and what there is with it; what comes with the report. Budgets, limits and caches are empty, as on \
            the first request of a day. Explaining changes nothing.

            Without one: every default that holds although the policy does not say it.
            """,
        positionals: [Positional("POLICY", "the policy file")],
        options: [
            Option("request", value: "JSON", .text, "the request, as for `scrimp decide`"),
            Option("at", value: "TIME", .text, "when it comes; left out, now"),
        ],
        examples: [
            Example("scrimp explain policy.scrimp", "the defaults"),
            Example("scrimp explain policy.scrimp --request '{\"tenant\":\"acme\",\"prompt\":900}'", "one decision"),
        ],
        run: runExplain)
}

private func runExplain(_ invocation: Invocation, _ environment: Environment) -> ExitCode {
    guard let path = invocation.argument("POLICY") else { return .failure }
    guard let text = invocation.value("request") else {
        guard invocation.value("at") == nil else {
            return environment.fail("`--at` needs a request", help: "give it with `--request`")
        }
        return explainDefaults(path, environment)
    }
    let engine: Engine<MemoryStore>
    switch makeEngine(path, environment) {
    case .success(let made): engine = made
    case .failure(let stop): return stop.code
    }
    var decoder = RequestDecoder(engine)
    do throws(RequestProblem) {
        let node: JSONNode
        do throws(JSONError) {
            node = try JSONReader.read(Array(text.utf8))
        } catch {
            throw RequestProblem(attribute: nil, message: "this is no JSON: \(error.message)")
        }
        let decoded = try decoder.decode(node)
        var time = decoded.time ?? environment.now()
        if let given = invocation.value("at") {
            // Seconds come as digits here, which JSON would write without quotes.
            time = try RequestDecoder.time(JSONNode(JSONNumber(given).map { .number($0) } ?? .string(given)))
        }
        do throws(RequestError) {
            let explanation = try engine.explanation(of: decoded.request, at: time)
            print(explanation, engine, given: Set(node.members?.map(\.key) ?? []), environment)
        } catch {
            throw RequestProblem(attribute: nil, message: decoder.describe(error, ""))
        }
        return .clean
    } catch {
        let example = "a request looks like { \"tenant\": \"acme\", \"prompt\": 900, \"max_output\": 300 }"
        return environment.fail(error.message, help: error.attribute == nil ? example : nil)
    }
}

private func print(
    _ explanation: Explanation, _ engine: Engine<MemoryStore>, given: Set<String>, _ environment: Environment
) {
    let values = explanation.values(engine)
    let width = values.map(\.name.count).max() ?? 0
    environment.output.write("request\n")
    for (index, (name, value)) in values.enumerated() {
        let isDefault = index < engine.plan.attributes.count && !given.contains(name)
        let padding = String(repeating: " ", count: width - name.count)
        environment.output.write("  \(name)\(padding)  \(value)\(isDefault ? " (by default)" : "")\n")
    }
    for (phase, sentences) in explanation.steps(engine) {
        environment.output.write("\(phase.rawValue)\n")
        for sentence in sentences { environment.output.write("  \(sentence)\n") }
    }
    environment.output.write("verdict\n  \(explanation.verdict(engine))\n")
}

private func explainDefaults(_ path: String, _ environment: Environment) -> ExitCode {
    var findings = Findings()
    do throws(FileFailure) {
        let loaded = try findings.checkPolicy(path, in: environment)
        guard let policy = loaded.policy else {
            findings.print(as: "full", color: "never", to: environment.errors, in: environment)
            return findings.hasErrors ? .findings : environment.failNoPolicy(path)
        }
        guard !policy.defaults.isEmpty else {
            environment.output.write("the policy leaves nothing unsaid\n")
            return .clean
        }
        environment.output.write("what the policy leaves unsaid\n")
        let width = policy.defaults.map { $0.field.count + $0.value.count + 2 }.max() ?? 0
        var subject = ""
        for entry in policy.defaults {
            if entry.subject != subject {
                environment.output.write("  \(entry.subject)\n")
                subject = entry.subject
            }
            let setting = "\(entry.field): \(entry.value)"
            environment.output.write(
                "    \(setting)\(String(repeating: " ", count: width - setting.count))  \(entry.help)\n")
        }
        return .clean
    } catch {
        return environment.fail(error)
    }
}
