import ScrimpDiagnostics
import ScrimpVerification

extension Command {
    package static let test = Command(
        "test", "Run the tests and proofs of policies",
        details: """
            Runs the `test` blocks of policies, and lists their proofs with them. Whatever a test does not give holds for every \
            value: the requests that it is about are divided into classes which the policy treats alike, and each of them is put \
            to the engine that production runs. A test that fails shows such a request, what became of it, and the value of every \
            condition that led there.

            Without a policy, every `*.scrimp` below this folder is tested; a folder stands for all below it. What was not decided \
            is no pass.
            """,
        positionals: [Positional("POLICY", "policy files, or folders of them; left out, this folder", arity: .any)],
        options: [
            Option(
                "format", value: "FORMAT", .choice(["full", "concise", "json", "junit"]), defaultText: "full",
                "how to print results: for people, one line each, as JSON, or as JUnit XML"),
            Option("filter", value: "TEXT", .text, "only tests and proofs with this in their title"),
            Option("coverage", "say which rules and branches the tests come to"),
            Option("watch", "run again whenever a policy, or a file that it reads, changes"), .color,
        ],
        examples: [
            Example("scrimp test", "every policy below this folder"),
            Example("scrimp test --coverage policy.scrimp", "and what its tests leave out"),
            Example("scrimp test --format junit > results.xml", "for a CI system"),
        ],
        run: runTest)
}

private func runTest(_ invocation: Invocation, _ environment: Environment) -> ExitCode {
    let session = TestSession(invocation: invocation, environment: environment)
    guard invocation.flag("watch") else { return session.run().code }
    if invocation.arguments("POLICY").contains("-") {
        return environment.fail("standard input cannot be watched", help: "name a file")
    }
    return session.watch()
}

private struct TestSession {
    let invocation: Invocation
    let environment: Environment

    private var paths: [String] { invocation.arguments("POLICY") }

    /// Runs all once, and says which files that stood on.
    func run() -> (code: ExitCode, files: Set<String>) {
        var tested: [TestedPolicy] = []
        var files: Set<String> = []
        do throws(FileFailure) {
            for (path, isNamed) in try policies() {
                files.insert(path)
                guard let policy = try TestedPolicy(path, filter: invocation.value("filter"), in: environment) else {
                    if isNamed { return (environment.failNoPolicy(path), files) }
                    continue
                }
                files.formUnion(policy.files)
                tested.append(policy)
            }
        } catch {
            return (environment.fail(error), files.union([error.path]))
        }
        guard !tested.isEmpty else {
            return (
                environment.fail("there is no policy here", help: "name a policy file, or a folder that has one"), files
            )
        }
        if let filter = invocation.value("filter"), tested.allSatisfy({ $0.claims.isEmpty && $0.mistakes.isEmpty }) {
            return (environment.fail("no test or proof has `\(filter)` in its title"), files)
        }
        let showsCoverage = invocation.flag("coverage")
        switch invocation.value("format") {
        case "concise": environment.output.write(TestText.lines(tested, showsCoverage: showsCoverage))
        case "json": environment.output.write(TestJSON(showsCoverage: showsCoverage).text(tested))
        case "junit": environment.output.write(TestJUnit().text(tested))
        default:
            let text = TestText(
                usesColors: environment.usesColors(invocation.value("color")),
                width: min(environment.columns ?? 80, 120))
            environment.output.write(text.text(tested, showsCoverage: showsCoverage))
        }
        return (TestCounts(tested).isClean ? .clean : .findings, files)
    }

    /// The policies to test, and whether each was named rather than found.
    private func policies() throws(FileFailure) -> [(path: String, isNamed: Bool)] {
        var result: [(path: String, isNamed: Bool)] = []
        for path in paths.isEmpty ? ["."] : paths {
            if path != "-", environment.files.isFolder(path) {
                result += try environment.files.list(path, ".scrimp").map { ($0, false) }
            } else {
                result.append((path, true))
            }
        }
        var known: Set<String> = []
        return result.filter { known.insert($0.path).inserted }
    }

    /// Runs again and again, until nobody waits any longer.
    func watch() -> ExitCode {
        var (code, files) = run()
        var seen = contents(files)
        while environment.pause(Self.interval), !environment.output.isClosed {
            let present = (try? policies())?.map(\.path) ?? []
            let now = contents(files.union(present))
            guard now != seen else { continue }
            environment.output.write("\n")
            (code, files) = run()
            seen = contents(files)
        }
        return code
    }

    /// Milliseconds between two looks at the files.
    private static let interval = 500

    /// Files by name; nil for one that cannot be read.
    private func contents(_ files: Set<String>) -> [String: [UInt8]?] {
        var result: [String: [UInt8]?] = [:]
        for file in files { result.updateValue(try? environment.files.read(file), forKey: file) }
        return result
    }
}
