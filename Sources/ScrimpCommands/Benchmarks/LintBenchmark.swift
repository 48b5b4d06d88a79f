import Foundation
import Glibc
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
        /// Nanoseconds of one processor for the whole run, printing included.
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
            let start = BenchmarkClock.ownTime()
            findings = try lint(world)
            best = min(best, BenchmarkClock.ownTime() - start)
        }
        var result = Tree(
            files: files, lines: texts.values.reduce(0) { $0 + $1.utf8.count { $0 == UInt8(ascii: "\n") } },
            findings: findings, whole: best, parts: [])
        result.parts = parts(texts, world)
        return result
    }

    /// Writes the tree for other programs to look at. Returns how many files there are.
    static func write(
        files: Int, seed: UInt64, to folder: String, in environment: Environment
    ) throws(FileFailure) -> Int {
        let texts = LintBenchmarkTexts.tree(files: files, seed: seed)
        for (path, text) in texts.sorted(by: { $0.key < $1.key }) {
            let file = folder + "/" + path
            let parent = file.lastSlash.map { String(file[..<$0]) } ?? folder
            do {
                try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
            } catch {
                throw FileFailure(.write, file, reason: "the folder `\(parent)` cannot be made")
            }
            try environment.files.write(file, Array(text.utf8))
        }
        return texts.count
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
        let start = BenchmarkClock.ownTime()
        _ = parse(text)
        let parsed = BenchmarkClock.ownTime()
        let checked = check(text, path: place.path, in: place.compilationEnvironment(world))
        let done = BenchmarkClock.ownTime()
        let compilation = checked.policy.map {
            compile($0, sources: checked.sources, compilerVersion: CommandLineTool.version, isToRun: false)
        }
        let compiled = BenchmarkClock.ownTime()
        _ = lintReport(checked, compilation, today: world.today)
        return Phases(
            parse: parsed - start, check: done - parsed, compile: compiled - done,
            rules: BenchmarkClock.ownTime() - compiled)
    }

    /// Median nanoseconds of one processor from a changed text to its report, of a file of so many lines, in which a letter is typed at
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
                let start = BenchmarkClock.now()
                guard runsCleanly("/proc/self/exe", ["scrimp", "lint", file.path]) else { return nil }
                times.append(BenchmarkClock.now() - start)
            }
            return BenchmarkClock.median(times)
        } catch {
            return nil
        }
    }

    /// Starts a program and waits for its end, without output. The system's own calls: Foundation's process looks for the end
    /// now and then only.
    private static func runsCleanly(_ path: String, _ arguments: [String]) -> Bool {
        var actions = unsafe posix_spawn_file_actions_t()
        guard unsafe posix_spawn_file_actions_init(&actions) == 0 else { return false }
        defer { _ = unsafe posix_spawn_file_actions_destroy(&actions) }
        _ = unsafe posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
        var words: [UnsafeMutablePointer<CChar>?] = unsafe arguments.map { unsafe strdup($0) } + [nil]
        defer { unsafe words.forEach { unsafe free($0) } }
        var process: pid_t = 0
        guard unsafe posix_spawn(&process, path, &actions, nil, &words, environ) == 0 else { return false }
        var status: Int32 = 0
        while unsafe waitpid(process, &status, 0) < 0 { guard errno == EINTR else { return false } }
        return status == 0
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
