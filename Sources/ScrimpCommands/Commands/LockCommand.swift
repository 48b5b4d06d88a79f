import ScrimpCompiler
import ScrimpDiagnostics
import ScrimpSemantics

extension Command {
    package static let lock = Command(
        "lock", "Keep what policies can cost in a file that is reviewed with them",
        details: """
            Writes `scrimp.lock`: every price and fact of the catalog that the policies use, with source and date, and the least \
            and the most that a request of each class and a window of each budget can cost. It lies in the nearest folder above \
            the policies that has one already or is the root of a repository, else in the current folder, and holds several \
            policies. Policies that are not named stay as they are; with none named, all that it holds are locked anew.

            `--check` writes nothing, and fails where a figure has moved since: it says which price or rule moved it, and by \
            how much.
            """,
        positionals: [Positional("POLICY", "policy files; left out, those of the lock", arity: .any)],
        options: [
            Option("check", "fail where the policies and the lock differ"),
            Option("file", value: "FILE", .file, "where the lock lies"),
            .format, .color,
        ],
        examples: [
            Example("scrimp lock policy.scrimp", "for the first time, or to accept what has changed"),
            Example("scrimp lock --check", "before a commit, and in continuous integration"),
        ],
        run: runLock)
}

private func runLock(_ invocation: Invocation, _ environment: Environment) -> ExitCode {
    do throws(Stop) {
        let run = try LockRun(invocation, environment)
        return invocation.flag("check") ? try run.check() : try run.write()
    } catch {
        return error.code
    }
}

private struct LockRun {
    let environment: Environment
    let invocation: Invocation
    let place: LockPlace
    /// Nil where there is no file yet.
    let existing: (file: LockFile, source: SourceText)?
    /// From the lock's folder.
    let paths: [String]
    let isNamed: Bool

    init(_ invocation: Invocation, _ environment: Environment) throws(Stop) {
        self.environment = environment
        self.invocation = invocation
        let named = invocation.arguments("POLICY")
        if named.contains("-") {
            throw Stop(code: environment.fail("a lock is of files, not of standard input", help: "name a policy file"))
        }
        let place = LockPlace(file: invocation.value("file"), policies: named, in: environment)
        self.place = place
        isNamed = !named.isEmpty
        existing = try Self.read(place, invocation, environment)
        var paths: [String] = []
        for path in named {
            guard let relative = place.relative(path, in: environment) else {
                throw Stop(
                    code: environment.fail(
                        "`\(path)` lies outside of the folder of `\(place.path)`",
                        help: "name another lock: `--file`"))
            }
            if !paths.contains(relative) { paths.append(relative) }
        }
        self.paths = named.isEmpty ? existing?.file.policies.map(\.path) ?? [] : paths
        if existing == nil, named.isEmpty || invocation.flag("check") {
            throw Stop(
                code: environment.fail(
                    "there is no `\(place.path)`", help: "write it: `scrimp lock \(named.first ?? "policy.scrimp")`"))
        }
    }

    private static func read(
        _ place: LockPlace, _ invocation: Invocation, _ environment: Environment
    ) throws(Stop) -> (LockFile, SourceText)? {
        guard environment.files.exists(place.folder + (place.path.lastName)) else { return nil }
        let source: SourceText
        do throws(FileFailure) {
            source = SourceText(file: place.path, bytes: try environment.files.read(place.path))
        } catch {
            throw Stop(code: environment.fail(error))
        }
        do throws(LockError) {
            return (try LockFile(source), source)
        } catch {
            var findings = Findings()
            findings.add(source)
            findings.add([error.diagnostic])
            findings.print(
                as: invocation.value("format"), color: invocation.value("color"), to: environment.output,
                in: environment)
            throw Stop(code: .findings)
        }
    }

    /// A policy as it is now; nil where its file cannot be read.
    private func locked(_ path: String) throws(Stop) -> Result<LockedPolicy, FileFailure> {
        let shown = place.display(path)
        var findings = Findings()
        let loaded: LoadedPolicy
        do throws(FileFailure) {
            loaded = try findings.checkPolicy(shown, in: environment)
        } catch {
            return .failure(error)
        }
        guard let policy = loaded.policy, let compilation = loaded.compilation, !findings.hasErrors else {
            guard findings.hasErrors else { throw Stop(code: environment.failNoPolicy(shown)) }
            findings.print(
                as: invocation.value("format"), color: invocation.value("color"), to: environment.output,
                in: environment)
            throw Stop(code: .findings)
        }
        return .success(LockedPolicy(policy, CostBounds(of: policy, compilation), path: path))
    }

    func check() throws(Stop) -> ExitCode {
        guard let existing else { return .failure }
        var comparison = LockComparison()
        for path in paths {
            let old = existing.file.policies.first { $0.path == path }
            switch try locked(path) {
            case .failure(let failure):
                guard let old, !isNamed else { return environment.fail(failure) }
                comparison.addMissing(old, reason: failure.reason)
            case .success(let new):
                if let old { comparison.compare(old, with: new) } else { comparison.addUnlocked(path) }
            }
        }
        let format = invocation.value("format")
        if comparison.diagnostics.isEmpty, format == "full" {
            environment.output.write("`\(place.path)` holds: \(counted(paths.count, "policy", "policies"))\n")
            return .clean
        }
        var findings = Findings()
        findings.add(existing.source)
        findings.add(comparison.diagnostics)
        findings.print(as: format, color: invocation.value("color"), to: environment.output, in: environment)
        return findings.hasErrors ? .findings : .clean
    }

    func write() throws(Stop) -> ExitCode {
        var file = existing?.file ?? LockFile()
        var comparison = LockComparison()
        for path in paths {
            let old = file.policies.first { $0.path == path }
            file.policies.removeAll { $0.path == path }
            switch try locked(path) {
            case .failure(let failure):
                guard let old, !isNamed else { return environment.fail(failure) }
                comparison.addMissing(old, reason: failure.reason)
            case .success(let new):
                if let old { comparison.compare(old, with: new) } else { comparison.addUnlocked(path) }
                file.policies.append(new)
            }
        }
        let text = file.text
        let count = counted(file.policies.count, "policy", "policies")
        if let existing, existing.source.bytes == Array(text.utf8) {
            environment.output.write("`\(place.path)` is up to date: \(count)\n")
            return .clean
        }
        do throws(FileFailure) {
            try environment.files.write(place.path, Array(text.utf8))
        } catch {
            return environment.fail(error)
        }
        environment.output.write("wrote `\(place.path)`: \(count)\n")
        for diagnostic in comparison.diagnostics where existing != nil {
            for line in CostTable.wrapped(diagnostic.message, width: CostReport.width, indent: 4, first: 2) {
                environment.output.write(line + "\n")
            }
        }
        return .clean
    }

    private func counted(_ count: Int, _ one: String, _ several: String) -> String {
        "\(count) \(count == 1 ? one : several)"
    }
}

extension String {
    /// Behind the last slash.
    fileprivate var lastName: String { lastSlash.map { String(self[index(after: $0)...]) } ?? self }
}
