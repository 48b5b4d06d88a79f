import ScrimpCatalog
import ScrimpDiagnostics
import ScrimpSyntax

/// Reads a policy with everything that it names: `import`s in place, each once, and the catalogs of its `use`s.
struct FileLoader {
    struct Loaded {
        var source: Int
        var item: ItemView
    }

    let environment: CompilationEnvironment
    var sources = SourceSet()
    /// By source index; nil for catalogs.
    var trees: [SyntaxTree?] = []
    var diagnostics: [Diagnostic] = []
    var catalog: Catalog
    /// Every declaration, imported ones at the place of their import.
    var items: [Loaded] = []
    /// Texts and trees that views refer to, by source index.
    private var indexOfPath: [String: Int] = [:]
    /// Paths of the files that are being read, outermost first, with the place of the import that led there.
    private var open: [(path: String, importedAt: SourceLocation?)] = []

    init(environment: CompilationEnvironment) {
        self.environment = environment
        catalog = environment.catalog
    }

    /// - Parameter path: of the text below the repository's root.
    mutating func load(_ text: SourceText, path: String) {
        read(text, path: Self.normalized(path) ?? path, importedAt: nil)
    }

    private mutating func read(_ text: SourceText, path: String, importedAt place: SourceLocation?) {
        let index = sources.add(text)
        indexOfPath[path] = index
        open.append((path, place))
        let parsed = parse(text, sourceIndex: index)
        trees.append(parsed.tree)
        diagnostics += parsed.diagnostics
        for item in parsed.file.items {
            if case .use(let use) = item {
                follow(use, from: path, source: index)
            } else {
                items.append(Loaded(source: index, item: item))
            }
        }
        open.removeLast()
    }

    private mutating func follow(_ use: UseView, from path: String, source: Int) {
        guard let name = use.path else { return }
        let location = SourceLocation(name.range, in: source)
        let word = use.isImport ? "import" : "use"
        guard !name.value.isEmpty, name.value.utf8.first != UInt8(ascii: "/"),
            let target = Self.normalized(Self.folder(of: path) + name.value)
        else {
            let diagnostic = Diagnostic(
                .pathOutsideRepository, "`\(name.value)` is not below the repository's root", at: location,
                help: "name a file inside the repository, relative to this one")
            diagnostics.append(diagnostic)
            return
        }
        if use.isImport, let start = open.firstIndex(where: { $0.path == target }) {
            reportCycle(of: open[start...].map(\.path) + [target], at: location)
            return
        }
        if indexOfPath[target] != nil { return }
        let bytes: [UInt8]
        do throws(CompilationEnvironment.LoadError) {
            bytes = try environment.load(target)
        } catch {
            let reason =
                switch error {
                case .missing: "there is no such file"
                case .unreadable(let words): words
                }
            let diagnostic = Diagnostic(
                .cannotReadFile, "cannot \(word) `\(name.value)`: \(reason)", at: location,
                notes: target == name.value ? [] : ["looked for `\(target)`"])
            diagnostics.append(diagnostic)
            return
        }
        let text = SourceText(file: environment.display(target), bytes: bytes)
        if use.isImport {
            read(text, path: target, importedAt: location)
        } else {
            let index = sources.add(text)
            trees.append(nil)
            indexOfPath[target] = index
            let (read, found) = Catalog.read(source: text, sourceIndex: index)
            diagnostics += found
            catalog = catalog.overlay(read)
        }
    }

    private mutating func reportCycle(of paths: [String], at location: SourceLocation) {
        let diagnostic = Diagnostic(
            .importCycle, "this import leads back to itself", at: location,
            notes: ["the way is \(paths.map { "`\($0)`" }.joined(separator: " → "))"],
            help: "move what both files need into a third that imports neither")
        diagnostics.append(diagnostic)
    }

    /// Folder part of a path, with its final slash; empty for a bare file name.
    private static func folder(of path: String) -> String {
        guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "" }
        return String(path[...slash])
    }

    /// Resolves `.` and `..`; nil where the path leaves the root.
    private static func normalized(_ path: String) -> String? {
        var parts: [Substring] = []
        for part in path.split(separator: "/", omittingEmptySubsequences: true) {
            if part == "." { continue }
            if part == ".." {
                if parts.popLast() == nil { return nil }
            } else {
                parts.append(part)
            }
        }
        return parts.isEmpty ? nil : parts.joined(separator: "/")
    }
}
