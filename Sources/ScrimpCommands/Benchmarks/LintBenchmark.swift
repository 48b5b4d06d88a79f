import Foundation
import ScrimpCompiler
import ScrimpDiagnostics
import ScrimpLinter
import ScrimpQuantities
import ScrimpSemantics
import ScrimpSyntax

/// How long the linter takes: for a whole tree, for one file in a new process, and for a keystroke in a long file.
enum LintBenchmark {
    struct Tree {
        var files: Int
        var lines: Int
        var findings: Int
        /// Nanoseconds of the whole run, printing included.
        var whole: Double
        /// Nanoseconds of parts of it, each measured on its own.
        var parts: [(name: String, nanoseconds: Double)]
    }

    /// Lints a generated tree that lies in memory, as the command does.
    static func tree(files: Int, seed: UInt64, in environment: Environment) throws(FileFailure) -> Tree {
        let texts = LintBenchmarkTexts.tree(files: files, seed: seed)
        let world = memory(texts, environment)
        // What a process does once is not the work of a file.
        _ = try lint(memory(texts.filter { $0.key.hasPrefix("team0/") }, environment))
        var best = Double.infinity
        var findings = 0
        for _ in 0..<3 {
            let start = BenchmarkClock.now()
            findings = try lint(world)
            best = min(best, BenchmarkClock.now() - start)
        }
        var result = Tree(
            files: files, lines: texts.values.reduce(0) { $0 + $1.utf8.count { $0 == UInt8(ascii: "\n") } },
            findings: findings, whole: best, parts: [])
        result.parts = parts(texts, world)
        return result
    }

    private static func lint(_ environment: Environment) throws(FileFailure) -> Int {
        var run = LintRun(in: environment)
        try run.add(".")
        for path in run.files { try run.lint(path) }
        run.findings.print(as: "full", color: "never", to: environment.output, in: environment, verb: "linted")
        return run.findings.diagnostics.count
    }

    private static func parts(
        _ texts: [String: String], _ world: Environment
    ) -> [(name: String, nanoseconds: Double)] {
        var (parsing, checking, compiling, rules) = (0.0, 0.0, 0.0, 0.0)
        for (path, text) in texts.sorted(by: { $0.key < $1.key }) {
            let times = phases(path, Array(text.utf8), world)
            parsing += times.parse
            checking += times.check - times.parse
            compiling += times.compile
            rules += times.rules
        }
        return [("parse", parsing), ("check", checking), ("compile", compiling), ("rules", rules)]
    }

    private struct Phases {
        var parse: Double
        /// With parsing, which it begins with.
        var check: Double
        var compile: Double
        var rules: Double
    }

    private static func phases(_ path: String, _ bytes: [UInt8], _ world: Environment) -> Phases {
        let place = RepositoryPlace(path, in: world)
        let text = SourceText(file: path, bytes: bytes)
        let start = BenchmarkClock.now()
        _ = parse(text)
        let parsed = BenchmarkClock.now()
        let checked = check(text, path: place.path, in: place.compilationEnvironment(world))
        let done = BenchmarkClock.now()
        let compilation = checked.policy.map {
            compile($0, sources: checked.sources, compilerVersion: CommandLineTool.version)
        }
        let compiled = BenchmarkClock.now()
        _ = lintReport(checked, compilation, today: world.today)
        return Phases(
            parse: parsed - start, check: done - parsed, compile: compiled - done,
            rules: BenchmarkClock.now() - compiled)
    }

    /// Median nanoseconds from a changed text to its report, of a file of so many lines, in which a letter is typed at
    /// another place each time.
    static func keystroke(
        lines: Int, seed: UInt64, in environment: Environment
    ) -> (whole: Double, parts: [(name: String, nanoseconds: Double)]) {
        let text = Array(LintBenchmarkTexts.policy(lines: lines, seed: seed).utf8)
        let world = memory([:], environment)
        var numbers = BenchmarkNumbers(seed: seed)
        let times = (0..<15).map { _ in
            var changed = text
            // In a comment, so that all of the work is to be done again and nothing of it is left out for an error.
            let comments = text.indices.filter { text[$0] == UInt8(ascii: "/") && $0 > 0 && text[$0 - 1] == text[$0] }
            changed.insert(UInt8(ascii: "x"), at: comments[numbers.below(comments.count)] + 1)
            return phases("long.scrimp", changed, world)
        }
        func median(_ part: (Phases) -> Double) -> Double { BenchmarkClock.median(times.map(part)) }
        return (
            median { $0.check + $0.compile + $0.rules },
            [
                ("parse", median { $0.parse }), ("check", median { $0.check - $0.parse }),
                ("compile", median { $0.compile }), ("rules", median { $0.rules }),
            ]
        )
    }

    /// Median nanoseconds that this program takes to lint one file of 100 lines, its start and end included; nil where it
    /// cannot be started.
    static func cold(seed: UInt64) -> Double? {
        let folder = FileManager.default.temporaryDirectory.appending(path: "scrimp-\(UUID().uuidString)")
        let file = folder.appending(path: "policy.scrimp")
        let text = LintBenchmarkTexts.policy(lines: 100, seed: seed)
        defer { try? FileManager.default.removeItem(at: folder) }
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
            var times: [Double] = []
            for _ in 0..<21 {
                let process = Process()
                process.executableURL = URL(fileURLWithPath: "/proc/self/exe")
                process.arguments = ["lint", file.path]
                process.standardOutput = FileHandle.nullDevice
                let start = BenchmarkClock.now()
                try process.run()
                process.waitUntilExit()
                times.append(BenchmarkClock.now() - start)
                guard process.terminationStatus == 0 else { return nil }
            }
            return BenchmarkClock.median(times)
        } catch {
            return nil
        }
    }

    /// The files of a tree, without a disk.
    private static func memory(_ texts: [String: String], _ environment: Environment) -> Environment {
        let files = texts.mapValues { Array($0.utf8) }
        let paths = files.keys.sorted()
        let here = "/bench/"
        func local(_ path: String) -> String { path.hasPrefix(here) ? String(path.dropFirst(here.count)) : path }
        return Environment(
            output: Output { _ in .done }, errors: environment.errors, currentDirectory: "/bench",
            files: FileAccess(
                read: { path throws(FileFailure) in
                    guard let bytes = files[local(path)] else {
                        throw FileFailure(.read, path, reason: "no such file or directory")
                    }
                    return bytes
                },
                open: { path throws(FileFailure) in throw FileFailure(.read, path, reason: "no such file or directory")
                },
                write: { (path, _) throws(FileFailure) in throw FileFailure(.write, path, reason: "it is read only") },
                exists: { files[local($0)] != nil }, isFolder: { $0 == "." }, list: { (_, _) in paths },
                create: { path throws(FileFailure) in throw FileFailure(.write, path, reason: "it is read only") }),
            now: environment.now)
    }
}
