package import ScrimpCatalog
package import ScrimpCompiler
package import ScrimpDiagnostics
import ScrimpQuantities
package import ScrimpSemantics
import ScrimpLinter
package import ScrimpSyntax

/// What is known of one file and all that it imports: what check, compile and lint say of it, and every name in it.
package struct Analysis: Sendable {
    package let checked: CheckedFile
    package let compilation: Compilation?
    /// Of all its sources, in order of position.
    package let diagnostics: [Diagnostic]
    package let declarations: DeclarationTable
    /// Absolute paths, by source index.
    package let paths: [String]
    /// Absolute paths of all files that it asked for, whether they are there or not.
    package let asked: Set<String>
    package let catalog: Catalog

    package var sources: SourceSet { checked.sources }

    package func source(ofPath path: String) -> Int? { paths.firstIndex(of: path) }

    package func tree(ofPath path: String) -> SyntaxTree? { source(ofPath: path).flatMap { checked.trees[$0] } }

    /// Every name of all its sources, in order of source and position.
    package func occurrences() -> [Occurrence] {
        var all: [Occurrence] = []
        for (source, tree) in checked.trees.enumerated() {
            guard let tree else { continue }
            all += SyntaxRoles(tree, declarations).occurrences(source: source)
        }
        return all
    }
}

extension Analysis {
    /// Checks, compiles and lints a text, and reads what it imports.
    ///
    /// - Parameters:
    ///   - path: absolute.
    ///   - load: bytes of a file by its absolute path.
    init(
        _ bytes: [UInt8], path: String, system: WorkspaceSystem,
        load: @escaping (_ path: String) throws(CompilationEnvironment.LoadError) -> [UInt8]
    ) {
        let root = system.root(path)
        let asked = AskedPaths()
        let today = system.today()
        let environment = CompilationEnvironment(
            load: { below throws(CompilationEnvironment.LoadError) in
                asked.paths.insert(root + below)
                return try load(root + below)
            },
            display: { root + $0 }, zoneRules: system.zoneRules, zoneNames: system.zoneNames, catalog: system.catalog,
            today: today)
        let below = path.hasPrefix(root) ? String(path.dropFirst(root.count)) : path
        let checked = check(SourceText(file: path, bytes: bytes), path: below, in: environment)
        let compilation = checked.policy.map {
            compile($0, sources: checked.sources, compilerVersion: system.compilerVersion, isToRun: false)
        }
        let found = FoundConfiguration.nearest(
            to: path.lastIndex(of: "/").map { String(path[...$0]) } ?? root, upTo: root,
            read: { file in
                asked.paths.insert(file)
                return try? load(file)
            })
        let isExcluded = found.excludes(path)
        self.checked = checked
        self.compilation = compilation
        diagnostics = lintReport(
            checked, compilation, under: found.configuration, today: today, rules: isExcluded ? [] : nil)
        declarations = DeclarationTable(checked.trees)
        paths = checked.sources.texts.map(\.file)
        self.asked = asked.paths
        catalog = checked.policy?.catalog ?? Self.catalog(of: checked, over: system.catalog)
    }

    /// What the catalogs that a file uses say, where its mistakes leave no policy that holds them.
    private static func catalog(of checked: CheckedFile, over base: Catalog) -> Catalog {
        var catalog = base
        for (index, text) in checked.sources.texts.enumerated() where checked.trees[index] == nil {
            catalog = catalog.overlay(Catalog.read(source: text, sourceIndex: index).0)
        }
        return catalog
    }

    /// A class because the closure that loads notes in it what is asked for.
    private final class AskedPaths {
        var paths: Set<String> = []
    }
}
