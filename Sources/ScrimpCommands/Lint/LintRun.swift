import ScrimpCompiler
import ScrimpDiagnostics
import ScrimpLinter
import ScrimpSemantics

/// One run of the linter over the files that were named.
struct LintRun {
    let environment: Environment
    private(set) var findings = Findings()
    /// Names of files as they were given or found, in order, without those that are excluded.
    private(set) var files: [String] = []
    private(set) var excluded = 0
    private var search: ConfigurationSearch
    private var known: Set<String> = []
    private var configurations: Set<String> = []

    init(in environment: Environment) {
        self.environment = environment
        search = ConfigurationSearch(in: environment)
    }

    /// Adds a file, or the policies below a folder.
    mutating func add(_ path: String) throws(FileFailure) {
        guard path != "-" else { return files.append(path) }
        let found = environment.files.isFolder(path) ? try environment.files.list(path, ".scrimp") : [path]
        for file in found {
            let absolute = RepositoryPlace.absolute(file, in: environment)
            guard known.insert(absolute).inserted else { continue }
            if try search.configuration(for: file).file.excludes(absolute) {
                excluded += 1
            } else {
                files.append(file)
            }
        }
    }

    /// What is to be said of a text that stands in a file.
    mutating func report(
        _ path: String, _ bytes: [UInt8]
    ) throws(FileFailure) -> (sources: SourceSet, diagnostics: [Diagnostic]) {
        let found = try search.configuration(for: path)
        let loaded = try LoadedPolicy(path, bytes: bytes, isToRun: false, in: environment)
        let diagnostics = lintReport(
            loaded.checked, loaded.compilation, under: found.file.configuration, today: environment.today,
            rules: found.rules)
        return (loaded.checked.sources, diagnostics)
    }

    /// Adds what is to be said of a file to the findings, and what is wrong with the configuration that holds for it.
    mutating func lint(_ path: String) throws(FileFailure) {
        let bytes = try environment.files.read(path)
        let configuration = try search.configuration(for: path).file
        if let source = configuration.source, configurations.insert(source.file).inserted {
            findings.add(configuration.diagnostics, in: SourceSet([source]), of: nil)
        }
        let (sources, diagnostics) = try report(path, bytes)
        findings.add(diagnostics, in: sources, of: sources[0].file)
    }

    /// The file with its fixes applied, beside what it is now.
    mutating func fixed(_ path: String, allowsUnsafe: Bool) throws(FileFailure) -> (old: [UInt8], new: [UInt8]) {
        let old = try environment.files.read(path)
        var run = self
        let new = try fixing(old, allowsUnsafe: allowsUnsafe) { (bytes) throws(FileFailure) in
            let (sources, diagnostics) = try run.report(path, bytes)
            return (sources[0], diagnostics)
        }
        search = run.search
        return (old, new)
    }

    /// Takes out what a baseline knows. Returns what it knows and is not there any more.
    mutating func subtract(_ baseline: Baseline) -> [Baseline.Entry] {
        var rest = baseline
        let ordered = findings.diagnostics.sortedByPosition()
        var kept: [Diagnostic] = []
        for diagnostic in ordered where !rest.take(diagnostic, in: findings.sources) { kept.append(diagnostic) }
        findings.replace(with: kept)
        let looked = Set(files.map { RepositoryPlace.absolute($0, in: environment) })
        return rest.left.filter { entry in
            let path = rest.folder + entry.file
            return looked.contains(path) || !environment.files.exists(path)
        }
    }

    /// Findings that `--fix` would mend.
    func mendable(allowsUnsafe: Bool) -> Int {
        findings.diagnostics.count { diagnostic in diagnostic.fixes.contains { $0.isSafe || allowsUnsafe } }
    }
}
