import ScrimpDiagnostics
import ScrimpFormatter
import ScrimpSyntax

extension Command {
    package static let format = Command(
        "fmt", "Put policies into the one layout",
        details: """
            Rewrites each file whose layout differs, and names it. A folder stands for every `.scrimp` file below it, but for hidden \
            folders; no FILE for the current folder. `-` reads standard input and prints what becomes of it.

            Meaning and comments stay. The lines that a mistake touches stay as they are, and everything else is formatted; the \
            mistake is said, and the exit code is 1.
            """,
        positionals: [
            Positional("FILE", "policy files, folders, or `-` [default: the current folder]", arity: .any)
        ],
        options: [
            Option("check", "change nothing, name the files that would change, and exit with 1 if there are any"),
            Option("diff", "change nothing, and print what would change as a unified diff"),
        ],
        examples: [
            Example("scrimp fmt", "every policy below the current folder"),
            Example("scrimp fmt --check examples", "for a build that must not go on"),
            Example("scrimp fmt --diff policy.scrimp", "look before it is written"),
            Example("scrimp fmt -", "from standard input to standard output"),
        ],
        run: runFormat)
}

private func runFormat(_ invocation: Invocation, _ environment: Environment) -> ExitCode {
    var paths = invocation.arguments("FILE")
    if paths.count(where: { $0 == "-" }) > 1 {
        return environment.fail("standard input can be read once", help: "name `-` once")
    }
    if paths.isEmpty { paths = ["."] }
    let run = FormatRun(
        isCheck: invocation.flag("check"), isDiff: invocation.flag("diff"), environment: environment)
    var seen: Set<String> = []
    var exit = ExitCode.clean
    for path in paths {
        do throws(FileFailure) {
            for file in try files(at: path, environment) where seen.insert(file).inserted {
                // One file that cannot be read does not keep the others from being formatted.
                do throws(FileFailure) {
                    if try run.format(file) == .findings, exit == .clean { exit = .findings }
                } catch {
                    exit = environment.fail(error)
                }
            }
        } catch {
            exit = environment.fail(error)
        }
    }
    return exit
}

/// A file itself, or the policies below a folder.
private func files(at path: String, _ environment: Environment) throws(FileFailure) -> [String] {
    guard path != "-", environment.files.isFolder(path) else { return [path] }
    return try environment.files.list(path, ".scrimp")
}

private struct FormatRun {
    let isCheck: Bool
    let isDiff: Bool
    let environment: Environment

    /// Findings where the file has mistakes, or would change and is only checked.
    func format(_ path: String) throws(FileFailure) -> ExitCode {
        let bytes = try environment.files.read(path)
        guard bytes.count < Int(UInt32.max) else {
            throw FileFailure(.read, path, reason: "it is larger than 4 GiB", help: "name a policy file")
        }
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw FileFailure(.read, path, reason: "it is not valid UTF-8", help: "save the file as UTF-8")
        }
        let name = path == "-" ? "<stdin>" : path
        var parsed = parse(SourceText(file: name, bytes: bytes))
        let formatted = ScrimpFormatter.format(parsed).bytes
        let isChanged = formatted != bytes
        if isDiff {
            environment.output.write(UnifiedDifference(from: bytes, to: formatted, name: name).text)
            if isCheck, isChanged { environment.errors.write("would change \(name)\n") }
        } else if isCheck {
            if isChanged { environment.output.write("\(name)\n") }
        } else if path == "-" {
            environment.output.write(formatted)
        } else if isChanged {
            try environment.files.write(path, formatted)
            environment.output.write("formatted \(path)\n")
            // What is said of mistakes points into the file as it is now.
            if !parsed.diagnostics.isEmpty { parsed = parse(SourceText(file: name, bytes: formatted)) }
        }
        let found = mistakes(in: parsed)
        say(found, in: parsed.tree.source)
        return found.isEmpty && !(isCheck && isChanged) ? .clean : .findings
    }

    /// On standard error, because standard output may be the text.
    private func say(_ mistakes: [Diagnostic], in source: SourceText) {
        guard !mistakes.isEmpty else { return }
        var sources = SourceSet()
        _ = sources.add(source)
        let renderer = TerminalRenderer(
            usesColors: environment.errorsIsTerminal && environment.usesColors(nil),
            width: environment.columns.map { $0 - 8 } ?? 120)
        for mistake in mistakes { environment.errors.write(renderer.render(mistake, in: sources) + "\n") }
    }
}
