import ScrimpCompiler
import ScrimpDiagnostics
package import ScrimpSemantics
import ScrimpSyntax

/// The documents that an editor has open, over the files that a loader gives: documents in, answers out.
///
/// What is known of a file is worked out when somebody asks and kept until a text changes that it was made of.
package struct Workspace {
    package let system: WorkspaceSystem
    /// By absolute path.
    package private(set) var documents: [String: OpenDocument] = [:]
    private var analyses: [String: Analysis] = [:]
    /// What requests and budgets can cost, of those analyses for which somebody asked.
    private var bounds: [String: CostBounds] = [:]
    /// The last policy of a file that was whole: for what needs one while somebody types.
    private var lastPolicies: [String: Policy] = [:]

    package init(_ system: WorkspaceSystem) { self.system = system }

    // MARK: Documents

    package mutating func open(_ uri: String, version: Int64?, text: String) {
        let path = DocumentAddress.path(of: uri)
        documents[path] = OpenDocument(uri: uri, version: version, bytes: Array(text.utf8))
        forget(path)
    }

    /// Changes an open document; a document that is not open stays closed.
    package mutating func change(
        _ uri: String, version: Int64?, _ changes: [OpenDocument.Change], _ encoding: PositionEncoding
    ) {
        let path = DocumentAddress.path(of: uri)
        guard var document = documents[path] else { return }
        document.apply(changes, encoding)
        document.version = version
        documents[path] = document
        forget(path)
    }

    package mutating func close(_ uri: String) {
        let path = DocumentAddress.path(of: uri)
        guard documents.removeValue(forKey: path) != nil else { return }
        lastPolicies[path] = nil
        forget(path)
    }

    /// A file changed on disk, or came or went.
    package mutating func fileChanged(_ uri: String) { forget(DocumentAddress.path(of: uri)) }

    /// Drops what was made of a file.
    private mutating func forget(_ path: String) {
        analyses = analyses.filter { $0.key != path && !$0.value.asked.contains(path) }
        bounds = bounds.filter { analyses[$0.key] != nil }
    }

    // MARK: Analyses

    /// The text of a file as it counts: the editor's, else the disk's.
    package func bytes(ofPath path: String) -> [UInt8]? {
        if let document = documents[path] { return document.bytes }
        return try? system.read(path)
    }

    /// What is known of a file by itself; nil where there is no such file.
    package mutating func analysis(ofPath path: String) -> Analysis? {
        if let known = analyses[path] { return known }
        guard let bytes = bytes(ofPath: path), bytes.count < Int(UInt32.max) else { return nil }
        let documents = documents
        let read = system.read
        let made = Analysis(bytes, path: path, system: system) { path throws(CompilationEnvironment.LoadError) in
            if let document = documents[path] { return document.bytes }
            return try read(path)
        }
        analyses[path] = made
        if let policy = made.checked.policy { lastPolicies[path] = policy }
        return made
    }

    /// What the requests of a policy can cost; nil while it is damaged.
    mutating func costs(ofPath path: String, _ analysis: Analysis) -> CostBounds? {
        if let known = bounds[path] { return known }
        guard let policy = analysis.checked.policy, let compilation = analysis.compilation else { return nil }
        let made = CostBounds(of: policy, compilation)
        bounds[path] = made
        return made
    }

    /// Open files that import a file, in order of their paths.
    package mutating func importers(of path: String) -> [(path: String, analysis: Analysis)] {
        var found: [(String, Analysis)] = []
        for other in documents.keys.sorted() where other != path {
            guard let analysis = analysis(ofPath: other), analysis.asked.contains(path),
                analysis.source(ofPath: path) != nil
            else { continue }
            found.append((other, analysis))
        }
        return found
    }

    /// What a file is a part of: itself, or for a file of declarations the policy that imports it.
    package mutating func setting(ofPath path: String) -> (path: String, analysis: Analysis)? {
        guard let own = analysis(ofPath: path) else { return nil }
        if own.isLibrary, let importer = importers(of: path).first { return importer }
        return (path, own)
    }

    /// The policy of a file as it is or, while it is damaged, as it last was.
    package mutating func policy(ofPath path: String) -> (policy: Policy, isCurrent: Bool)? {
        guard let setting = setting(ofPath: path) else { return nil }
        if let policy = setting.analysis.checked.policy { return (policy, true) }
        return lastPolicies[setting.path].map { ($0, false) }
    }

    /// The address of a file, as the editor names it where it is open.
    package func uri(ofPath path: String) -> String { documents[path]?.uri ?? DocumentAddress.uri(ofPath: path) }
}

extension Analysis {
    /// Whether its own text is neither a policy nor routes requests: declarations for others.
    var isLibrary: Bool {
        guard let tree = checked.trees.first.flatMap({ $0 }) else { return false }
        return !tree.file.items.contains { item in
            switch item {
            case .route: true
            case .declaration(let view): view.kind.text == "policy"
            default: false
            }
        }
    }
}

extension Workspace {
    /// What stands at a place, with what everything around it is about.
    package struct Place {
        package let path: String
        package let context: SyntaxContext
        package let analysis: Analysis
        /// Of the file, in the analysis.
        package let source: Int
        /// The file that the analysis is of.
        package let settingPath: String

        package var resolved: ResolvedName? { context.resolvedName(analysis.declarations) }
    }

    /// Nil where there is no such file.
    package mutating func place(_ path: String, offset: Int) -> Place? {
        guard let setting = setting(ofPath: path), let source = setting.analysis.source(ofPath: path),
            let tree = setting.analysis.checked.trees[source]
        else { return nil }
        let context = SyntaxContext(tree, setting.analysis.declarations, offset: offset)
        return Place(
            path: path, context: context, analysis: setting.analysis, source: source, settingPath: setting.path)
    }

    /// The same as if a name stood at the caret: what would be meant by what is about to be written.
    package mutating func placeOfCaret(_ path: String, offset: Int) -> Place? {
        guard let setting = setting(ofPath: path), let source = setting.analysis.source(ofPath: path),
            let tree = setting.analysis.checked.trees[source]
        else { return nil }
        let caret = CaretText(tree.source, offset: offset)
        let context = SyntaxContext(parse(caret.source).tree, setting.analysis.declarations, offset: caret.offset)
        return Place(
            path: path, context: context, analysis: setting.analysis, source: source, settingPath: setting.path)
    }
}
