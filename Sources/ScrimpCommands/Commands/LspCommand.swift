import ScrimpCatalog
import ScrimpLanguageServer
import ScrimpQuantities
import ScrimpSemantics

extension Command {
    package static let lsp = Command(
        "lsp", "Serve an editor over standard input and output",
        details: """
            Speaks the Language Server Protocol 3.17: findings while you type, completion, hover, definitions, references, renaming, \
            symbols, formatting, fixes and colours. Editors start it; Docs/editor.md says how to set them up.

            Exits with 0 after the editor's `shutdown` and `exit`, and with 1 where it went away without them.
            """,
        options: [Option("stdio", "over standard input and output, which is the only way")],
        examples: [Example("scrimp lsp", "as an editor's settings name it")],
        run: runLsp)
}

private func runLsp(_ invocation: Invocation, _ environment: Environment) -> ExitCode {
    var server = LanguageServer(.process(environment))
    do throws(FileFailure) {
        let next = try environment.files.open("-")
        while !environment.output.isClosed {
            let bytes = try next()
            if bytes.isEmpty { break }
            environment.output.write(server.receive(bytes))
            environment.output.flush()
            if case .ended(let code) = server.phase { return code == 0 ? .clean : .findings }
        }
    } catch {
        return environment.fail(error)
    }
    server.endOfInput()
    return .findings
}

extension WorkspaceSystem {
    /// The files, the clock and the time zones of a command's environment.
    static func process(_ environment: Environment) -> WorkspaceSystem {
        let files = environment.files
        let now = environment.now
        return WorkspaceSystem(
            read: { path throws(LoadError) in
                do throws(FileFailure) {
                    return try files.read(path)
                } catch {
                    throw error.reason.contains("no such file") ? .missing : .unreadable(error.reason)
                }
            },
            root: { RepositoryPlace($0, in: environment).root }, zoneRules: TimeZones.rules,
            zoneNames: TimeZones.names, catalog: .builtIn,
            today: { CivilDate(daysSinceEpoch: now().seconds / 86_400) }, compilerVersion: CommandLineTool.version)
    }
}
