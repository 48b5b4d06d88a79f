package import ScrimpDiagnostics
import ScrimpSchema
import ScrimpSyntax

/// Something that a file declares, with what is declared inside it.
package struct FileSymbol: Sendable {
    package enum Kind: Sendable {
        case file, block, attribute, constant, enumerationCase, rule, field
    }

    package let name: String
    package let detail: String
    package let kind: Kind
    /// Of the whole, and of the name in it.
    package let range: ByteRange
    package let nameRange: ByteRange
    package let children: [FileSymbol]
}

extension Workspace {
    /// What a file declares, in its order.
    package mutating func symbols(_ path: String) -> [FileSymbol] {
        guard let tree = analysis(ofPath: path)?.tree(ofPath: path) else { return [] }
        return tree.file.items.compactMap { $0.symbol(in: tree) }
    }

    /// What all open files and their imports declare whose name holds the letters of a query in their order.
    package mutating func symbols(matching query: String) -> [(symbol: Symbol, location: FileRange)] {
        var seen: Set<FileRange> = []
        var found: [(symbol: Symbol, location: FileRange)] = []
        for path in documents.keys.sorted() {
            guard let analysis = analysis(ofPath: path) else { continue }
            for symbol in analysis.declarations.order where Self.matches(symbol.name, query) {
                guard let entry = analysis.declarations.entries[symbol] else { continue }
                let location = FileRange(path: analysis.paths[entry.location.source], range: entry.location.range)
                if seen.insert(location).inserted { found.append((symbol, location)) }
            }
        }
        return found
    }

    private static func matches(_ name: String, _ query: String) -> Bool {
        var rest = Substring(query.lowercased())
        for character in name.lowercased() where character == rest.first { rest.removeFirst() }
        return rest.isEmpty
    }
}

extension ItemView {
    fileprivate func symbol(in tree: SyntaxTree) -> FileSymbol? {
        switch self {
        case .use: return nil
        case .constant(let view):
            guard let name = view.name else { return nil }
            let value = view.value.map { tree.source.text(in: $0.range) } ?? ""
            return FileSymbol(
                name: name.text, detail: value, kind: .constant, range: view.range, nameRange: name.range, children: [])
        case .request(let view):
            let attributes = view.attributes.map { $0.symbol(in: tree) }
            let head = view.range.head("request")
            return FileSymbol(
                name: "request", detail: "", kind: .block, range: view.range, nameRange: head, children: attributes)
        case .route(let view):
            let rules = view.rules.map { rule in
                let text = rule.condition.map { "when " + tree.source.text(in: $0.range) } ?? "otherwise"
                let head = rule.range.head(rule.condition == nil ? "otherwise" : "when")
                return FileSymbol(
                    name: text.oneLine, detail: "", kind: .rule, range: rule.range, nameRange: head, children: [])
            }
            return FileSymbol(
                name: "route", detail: "", kind: .block, range: view.range, nameRange: view.range.head("route"),
                children: rules)
        case .declaration(let view):
            let kind = view.kind
            let fields = (view.block?.fields ?? []).compactMap { field -> FileSymbol? in
                guard let first = field.path.first, let last = field.path.last else { return nil }
                return FileSymbol(
                    name: field.path.map(\.text).joined(separator: "."),
                    detail: field.value.map { tree.source.text(in: $0.range).oneLine } ?? "", kind: .field,
                    range: field.range, nameRange: first.range.union(last.range), children: [])
            }
            let name = view.name?.text ?? view.title?.value ?? ""
            let nameRange = view.name?.range ?? view.title?.range ?? kind.range
            return FileSymbol(
                name: name.isEmpty ? kind.text : name, detail: name.isEmpty ? "" : kind.text, kind: .block,
                range: view.range, nameRange: nameRange, children: fields)
        }
    }
}

extension AttributeView {
    fileprivate func symbol(in tree: SyntaxTree) -> FileSymbol {
        var cases: [FileSymbol] = []
        var detail = ""
        switch type {
        case .named(let name): detail = name.text
        case .enumeration(let names, _):
            detail = "enum"
            cases = names.map {
                FileSymbol(
                    name: $0.text, detail: "", kind: .enumerationCase, range: $0.range, nameRange: $0.range,
                    children: [])
            }
        case nil: break
        }
        return FileSymbol(
            name: name.text, detail: detail, kind: .attribute, range: range, nameRange: name.range, children: cases)
    }
}

extension ByteRange {
    /// The first bytes of it, as many as a word has.
    fileprivate func head(_ word: String) -> ByteRange {
        ByteRange(start, min(end, start + UInt32(truncatingIfNeeded: word.utf8.count)))
    }
}

extension String {
    /// With every run of blanks and line ends as one blank.
    fileprivate var oneLine: String { split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}
