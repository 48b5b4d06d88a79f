package import ScrimpCompiler
import ScrimpCatalog
package import ScrimpDiagnostics
package import ScrimpPlan
import ScrimpQuantities
package import ScrimpSemantics

/// A policy file on its way to a plan: what every command that needs more than its text begins with.
package struct LoadedPolicy {
    package let checked: CheckedFile
    /// Nil where the checker found an error, or the file only holds declarations for others.
    package let compilation: Compilation?
    /// Folder of the policy's file, as the host can open it: empty or with its final slash.
    package let folder: String
    /// As it was given.
    let path: String

    package var policy: Policy? { checked.policy }
    package var plan: Plan? { compilation?.plan }
    package var diagnostics: [Diagnostic] { checked.diagnostics + (compilation?.diagnostics ?? []) }

    /// Reads, checks and compiles a policy.
    package init(_ path: String, in environment: Environment) throws(FileFailure) {
        try self.init(path, bytes: environment.files.read(path), in: environment)
    }

    /// Checks and compiles what a file, or standard input, holds.
    ///
    /// - Parameters:
    ///   - imported: texts of other files that stand for what is on disk, by the name that messages give them.
    ///   - isToRun: whether the plan is to be run, and not only spoken of.
    package init(
        _ path: String, bytes: [UInt8], imported: [String: [UInt8]] = [:], isToRun: Bool = true,
        in environment: Environment
    ) throws(FileFailure) {
        guard bytes.count < Int(UInt32.max) else {
            throw FileFailure(.read, path, reason: "it is larger than 4 GiB", help: "name a policy file")
        }
        let place = RepositoryPlace(path, in: environment)
        self.path = path
        folder = path.lastSlash.map { String(path[...$0]) } ?? ""
        let checked = check(
            SourceText(file: path == "-" ? "<stdin>" : path, bytes: bytes), path: place.path,
            in: place.compilationEnvironment(environment, imported: imported))
        self.checked = checked
        compilation = checked.policy.map {
            compile(
                $0, sources: checked.sources, compilerVersion: CommandLineTool.version, isToRun: isToRun)
        }
    }
}

extension String {
    var lastSlash: String.Index? { utf8.lastIndex(of: UInt8(ascii: "/")) }
}

extension Environment {
    /// The day in UTC.
    var today: CivilDate { CivilDate(daysSinceEpoch: now().seconds / 86_400) }
}

/// Where a policy lies in its repository: the nearest folder above it that has a `.git`, else its own folder.
struct RepositoryPlace {
    /// With its final slash, as the host can open it.
    let root: String
    /// Below the root.
    let path: String
    /// Whether there is a `.git`.
    let isRepository: Bool

    /// From the root of the file system.
    var absolutePath: String { root + path }

    init(_ file: String, in environment: Environment) {
        let absolute = Self.absolute(file == "-" ? "stdin" : file, in: environment)
        let own = absolute.lastSlash.map { String(absolute[...$0]) } ?? "/"
        var candidate = own
        var isFound = true
        while !environment.files.exists(candidate + ".git") {
            guard let parent = candidate.dropLast().utf8.lastIndex(of: UInt8(ascii: "/")) else {
                candidate = own
                isFound = false
                break
            }
            candidate = String(candidate[...parent])
        }
        root = candidate
        isRepository = isFound
        path = String(absolute.dropFirst(candidate.count))
    }

    /// Without `.` and `..`.
    static func absolute(_ file: String, in environment: Environment) -> String {
        let full = file.hasPrefix("/") ? file : environment.currentDirectory + "/" + file
        var parts: [Substring] = []
        for part in full.split(separator: "/", omittingEmptySubsequences: true) where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(part) }
        }
        return "/" + parts.joined(separator: "/")
    }

    func compilationEnvironment(
        _ environment: Environment, imported: [String: [UInt8]] = [:]
    ) -> CompilationEnvironment {
        let root = root
        let here =
            environment.currentDirectory.hasSuffix("/")
            ? environment.currentDirectory : environment.currentDirectory + "/"
        let read = environment.files.read
        func display(_ path: String) -> String {
            let full = root + path
            return full.hasPrefix(here) ? String(full.dropFirst(here.count)) : full
        }
        return CompilationEnvironment(
            load: { path throws(CompilationEnvironment.LoadError) in
                if let text = imported[display(path)] { return text }
                do throws(FileFailure) {
                    return try read(root + path)
                } catch {
                    throw error.reason.contains("no such file") ? .missing : .unreadable(error.reason)
                }
            },
            display: display, zoneRules: TimeZones.rules, zoneNames: TimeZones.names, catalog: .builtIn,
            today: environment.today)
    }
}
