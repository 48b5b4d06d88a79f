import ScrimpDiagnostics
import ScrimpHost
import ScrimpJSON
import ScrimpPlan
import ScrimpQuantities
import ScrimpRuntime

extension Command {
    package static let decide = Command(
        "decide", "Decide requests, one JSON line each",
        details: """
            Reads requests as JSON lines, from a file or standard input, and prints a decision for each. A request is an object \
            with its attributes, and perhaps `at` (when it comes; left out, now), `content` (its text, for caches) and `usage` \
            (what its call used, which is settled at once): {"tenant": "acme", "prompt": 900, "max_output": 300}. The state \
            lives as long as the command.

            A decision has its verdict (call, cached, wait, reject), what is called or answers, the rule, what was reserved, the \
            candidates that were passed over, the budgets that acted, and alerts. A refusal has a reason for programs and a \
            message for people.

            A line that is no request is answered with an error and its number; the others are decided all the same.
            """,
        positionals: [
            Positional("POLICY", "the policy file"),
            Positional("REQUESTS", "JSON lines; left out, standard input", arity: .optional),
        ],
        examples: [Example("scrimp decide policy.scrimp requests.jsonl", "a decision per line")], run: runDecide)
}

private func runDecide(_ invocation: Invocation, _ environment: Environment) -> ExitCode {
    guard let path = invocation.argument("POLICY") else { return .failure }
    let requests = invocation.argument("REQUESTS") ?? "-"
    if path == "-", requests == "-" {
        return environment.fail(
            "policy and requests cannot both come from standard input", help: "name a file for one of them")
    }
    let engine: Engine<MemoryStore>
    switch makeEngine(path, environment) {
    case .success(let made): engine = made
    case .failure(let stop): return stop.code
    }
    var session = DecideSession(engine, environment)
    do throws(FileFailure) {
        var lines = try LineReader(requests, in: environment)
        while !environment.output.isClosed, let line = try lines.next() { session.decide(line) }
    } catch {
        return environment.fail(error)
    }
    return session.hasProblems ? .findings : .clean
}

/// The engine of a policy; what is wrong with it is printed.
func makeEngine(_ path: String, _ environment: Environment) -> Result<Engine<MemoryStore>, Stop> {
    let plan: Plan
    do throws(Stop) { plan = try RunnablePolicy(path, in: environment).plan } catch { return .failure(error) }
    do throws(EngineError) {
        // Nobody sends requests here to make chains of the symbol table long, and equal runs shall be equal.
        return .success(try Engine(plan: plan, store: MemoryStore(threads: .one), options: EngineOptions(hashSeed: 0)))
    } catch {
        return .failure(Stop(code: environment.fail(error.message)))
    }
}

private struct DecideSession {
    private let engine: Engine<MemoryStore>
    private let environment: Environment
    private var decoder: RequestDecoder
    private let writer: DecisionWriter
    private var considered = Considered()
    private var number: Int64 = 0
    private(set) var hasProblems = false

    init(_ engine: Engine<MemoryStore>, _ environment: Environment) {
        self.engine = engine
        self.environment = environment
        decoder = RequestDecoder(engine)
        writer = DecisionWriter(engine: engine)
    }

    mutating func decide(_ line: LineReader.Line) {
        number += 1
        do throws(RequestProblem) {
            guard case .text(let line) = line else {
                throw RequestProblem(
                    attribute: nil, message: "the line is longer than \(LineReader.limit >> 20) MiB")
            }
            guard
                line.contains(where: {
                    $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\r") && $0 != UInt8(ascii: "\t")
                })
            else { return }
            let node: JSONNode
            do throws(JSONError) {
                node = try JSONReader.read(line)
            } catch {
                throw RequestProblem(attribute: nil, message: "this is no JSON: \(error.message)")
            }
            write(try answer(decoder.decode(node)))
        } catch {
            hasProblems = true
            var members: [JSONMember] = [.init("line", .integer(number)), .init("error", .string(error.message))]
            if let attribute = error.attribute { members.append(.init("attribute", .string(attribute))) }
            write(.object(members))
        }
    }

    private mutating func answer(_ decoded: DecodedRequest) throws(RequestProblem) -> JSONValue {
        let time = decoded.time ?? environment.now()
        let decision: Decision
        do throws(RequestError) {
            considered.clear()
            decision = try engine.decide(decoded.request, at: time, observer: &considered)
        } catch {
            var name: String?
            if case .missing(let attribute) = error { name = engine.schema.name(attribute) }
            throw RequestProblem(attribute: name, message: decoder.describe(error, name ?? ""))
        }
        var settled: SettleResult?
        if let usage = decoded.usage, decision.reservation != nil {
            do throws(SettleError) {
                settled = try engine.settle(decision, usage, at: time)
            } catch {
                throw RequestProblem(attribute: "usage", message: "the report was refused: \(error)")
            }
        }
        var alerts: [Alert] = []
        while let alert = engine.nextAlert() { alerts.append(alert) }
        return writer.object(decision, considered: considered, settled: settled, alerts: alerts)
    }

    private func write(_ value: JSONValue) {
        environment.output.write(JSONWriter.text(value, .compact) + "\n")
    }
}
