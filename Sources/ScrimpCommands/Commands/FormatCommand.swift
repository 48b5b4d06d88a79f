import ScrimpDiagnostics
import ScrimpFormatter
import ScrimpSyntax

extension Command {
    package static let format = Command(
        "fmt", "Put policies into the one layout",
        details: """
            Rewrites each file whose layout differs, and names it. A folder stands for every `.scrimp` file below it; no FILE \
            for the current folder. `-`, or no FILE where something is piped in, reads standard input and prints what becomes of it.

            Meaning and comments stay. What a mistake touches stays as it is, and everything else is formatted; \
            `scrimp check` says what the mistakes are.
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
    var input: [UInt8]?
    do throws(FileFailure) {
        // A build may leave a pipe open in which nothing comes: that is no text to format.
        if paths.isEmpty, !environment.inputIsTerminal { input = try environment.files.read("-") }
    } catch {
        return environment.fail(error)
    }
    if paths.isEmpty { paths = input?.isEmpty ?? true ? ["."] : ["-"] }
    let run = FormatRun(
        isCheck: invocation.flag("check"), isDiff: invocation.flag("diff"), input: input, environment: environment)
    var changed = 0
    var hasFailed = false
    for path in paths {
        do throws(FileFailure) {
            for file in try files(at: path, environment) {
                // One file that cannot be read does not keep the others from being formatted.
                do throws(FileFailure) {
                    if try run.format(file) { changed += 1 }
                } catch {
                    _ = environment.fail(error)
                    hasFailed = true
                }
            }
        } catch {
            _ = environment.fail(error)
            hasFailed = true
        }
    }
    if hasFailed { return .failure }
    return invocation.flag("check") && changed > 0 ? .findings : .clean
}

/// A file itself, or the policies below a folder.
private func files(at path: String, _ environment: Environment) throws(FileFailure) -> [String] {
    guard path != "-", environment.files.isFolder(path) else { return [path] }
    return try environment.files.list(path, ".scrimp")
}

private struct FormatRun {
    let isCheck: Bool
    let isDiff: Bool
    /// Standard input, where it has been read.
    let input: [UInt8]?
    let environment: Environment

    /// Whether the file has, or had, another layout.
    func format(_ path: String) throws(FileFailure) -> Bool {
        let bytes = if path == "-", let input { input } else { try environment.files.read(path) }
        guard bytes.count < Int(UInt32.max) else {
            throw FileFailure(.read, path, reason: "it is larger than 4 GiB", help: "name a policy file")
        }
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw FileFailure(.read, path, reason: "it is not valid UTF-8", help: "save the file as UTF-8")
        }
        let name = path == "-" ? "<stdin>" : path
        let formatted = ScrimpFormatter.format(SourceText(file: name, bytes: bytes)).bytes
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
        }
        return isChanged
    }
}
