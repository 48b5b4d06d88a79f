package import ScrimpDiagnostics
package import ScrimpSchema
package import ScrimpSyntax

/// Every name that a policy declares, with what it imports. The first of two declarations of one name counts, as it does
/// for the checker.
package struct DeclarationTable: Sendable {
    package struct Entry: Sendable {
        package let symbol: Symbol
        /// Of the name.
        package let location: SourceLocation
        /// Of the whole declaration.
        package let extent: SourceLocation
        package let documentation: String?
    }

    package struct Attribute: Sendable {
        package let name: String
        /// As written: `tokens`, `enum`; nil where nothing is.
        package let typeName: String?
        /// Of an enumeration.
        package let cases: [String]
        /// As written.
        package let defaultText: String?
    }

    package private(set) var entries: [Symbol: Entry] = [:]
    /// In source order.
    package private(set) var order: [Symbol] = []
    package private(set) var attributes: [String: Attribute] = [:]
    /// What a `let` is written as.
    package private(set) var constants: [String: String] = [:]

    package init() {}

    /// - Parameter trees: by source index; nil for what is no policy text.
    package init(_ trees: [SyntaxTree?]) {
        for (source, tree) in trees.enumerated() {
            guard let tree else { continue }
            for item in tree.file.items { add(item, tree: tree, source: source) }
        }
    }

    private mutating func add(_ item: ItemView, tree: SyntaxTree, source: Int) {
        let extent = SourceLocation(item.range, in: source)
        switch item {
        case .use, .route: break
        case .constant(let view):
            guard let name = view.name else { return }
            if constants[name.text] == nil {
                constants[name.text] = view.value.map { tree.source.text(in: $0.range) } ?? ""
            }
            add(.constant(name.text), name, extent, item.documentation)
        case .request(let view):
            for attribute in view.attributes { add(attribute, tree: tree, source: source) }
        case .declaration(let view):
            guard let spec = Schema.block(named: view.kind.text) else { return }
            if let name = view.name {
                add(.declaration(spec.kind, name.text), name, extent, item.documentation)
            } else if let title = view.title {
                let name = Name(text: title.value, range: title.range)
                add(.declaration(spec.kind, title.value), name, extent, item.documentation)
            }
        }
    }

    private mutating func add(_ view: AttributeView, tree: SyntaxTree, source: Int) {
        let extent = SourceLocation(view.range, in: source)
        var cases: [Name] = []
        var typeName: String?
        switch view.type {
        case .named(let name): typeName = name.text
        case .enumeration(let names, _): (typeName, cases) = ("enum", names)
        case nil: break
        }
        if attributes[view.name.text] == nil {
            attributes[view.name.text] = Attribute(
                name: view.name.text, typeName: typeName, cases: cases.map(\.text),
                defaultText: view.defaultValue.map { tree.source.text(in: $0.range) })
        }
        add(.attribute(view.name.text), view.name, extent, view.comment)
        for name in cases {
            add(.enumerationCase(name.text, of: view.name.text), name, SourceLocation(name.range, in: source), nil)
        }
    }

    private mutating func add(_ symbol: Symbol, _ name: Name, _ extent: SourceLocation, _ documentation: String?) {
        guard entries[symbol] == nil else { return }
        entries[symbol] = Entry(
            symbol: symbol, location: SourceLocation(name.range, in: extent.source), extent: extent,
            documentation: documentation)
        order.append(symbol)
    }

    package func names(of kind: BlockKind) -> [String] {
        order.compactMap { symbol in
            if case .declaration(kind, let name) = symbol { return name }
            return nil
        }
    }
}
