import ScrimpPlan
import ScrimpSimulator

extension Command {
    static let benchLint = Command(
        "lint", "Measure how fast policies are linted",
        details: """
            Generates a tree of policies of 100 lines each, which import a file of their folder, and lints it as `scrimp lint` \
            does, on one core; then lints one file in a new process, its start and end included, and a file of 2,000 lines \
            after each of some keystrokes.
            """,
        options: [
            Option("files", value: "N", .count, defaultText: "1000", "how many files the tree has"),
            Option(
                "only", value: "PART", .choice(["all", "tree", "cold", "keystroke"]), defaultText: "all",
                "what is measured"),
            Option("write", value: "FOLDER", .folder, "write the generated tree to a folder, and measure nothing"),
            Option("seed", value: "N", .count, defaultText: "1", "what the texts are drawn from"),
        ],
        examples: [Example("scrimp bench lint --files 100", "with a smaller tree")], run: runBenchLint)
}

private func runBenchLint(_ invocation: Invocation, _ environment: Environment) -> ExitCode {
    warnOfDebugBuild(environment)
    let only = invocation.value("only")
    func measures(_ part: String) -> Bool { only == "all" || only == part }
    let seed = UInt64(invocation.count("seed") ?? 1)
    let files = invocation.count("files") ?? 1_000
    do throws(FileFailure) {
        if let folder = invocation.value("write") {
            let count = try LintBenchmark.write(files: files, seed: seed, to: folder, in: environment)
            environment.output.write("wrote \(counted(count, "file")) below \(folder)\n")
            return .clean
        }
        if measures("tree") {
            let tree = try LintBenchmark.tree(files: files, seed: seed, in: environment)
            environment.output.write(
                "tree        \(milliseconds(tree.whole)) ms for \(counted(tree.files, "file")) of \(counted(tree.lines, "line")), "
                    + "\(counted(tree.findings, "finding"))\n" + shares(tree.parts))
        }
    } catch {
        return environment.fail(error)
    }
    if measures("cold") {
        guard let cold = LintBenchmark.cold(seed: seed) else {
            return environment.fail("this program could not be started on a generated policy, or found an error in it")
        }
        environment.output.write("cold        \(milliseconds(cold)) ms for one file in a new process\n")
    }
    if measures("keystroke") {
        let keystroke = LintBenchmark.keystroke(lines: 2_000, seed: seed, in: environment)
        environment.output.write(
            "keystroke   \(milliseconds(keystroke.whole)) ms in a file of 2,000 lines\n" + shares(keystroke.parts))
    }
    return .clean
}

private func shares(_ parts: [(name: String, nanoseconds: Double)]) -> String {
    let sum = max(parts.reduce(0) { $0 + $1.nanoseconds }, 1)
    return parts.reduce("") { text, part in
        let share = Int64((part.nanoseconds / sum * 1_000).rounded()).asTenths
        return text + "  \(part.name)\(String(repeating: " ", count: max(1, 10 - part.name.count)))"
            + "\(milliseconds(part.nanoseconds)) ms, \(share) %\n"
    }
}

private func milliseconds(_ nanoseconds: Double) -> String {
    let text = Int64((nanoseconds / 1e5).rounded()).asTenths
    return String(repeating: " ", count: max(0, 8 - text.count)) + text
}
