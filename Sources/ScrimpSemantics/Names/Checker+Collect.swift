import ScrimpDiagnostics
import ScrimpQuantities
import ScrimpSchema
import ScrimpSyntax

extension Checker {
    /// Blocks that stand at most once, and what has no name.
    struct Collected {
        var routes: [(RouteView, SourceLocation)] = []
        /// Blocks without a name of their own, by kind.
        var unnamed: [(BlockKind, DeclarationView, SourceLocation)] = []
    }

    mutating func collect(_ items: [FileLoader.Loaded]) -> Collected {
        var collected = Collected()
        var requestAt: SourceLocation?
        for loaded in items {
            let source = loaded.source
            switch loaded.item {
            case .use:
                break
            case .constant(let view):
                collectConstant(view, source: source)
            case .request(let view):
                let location = SourceLocation(Self.head(of: view.range, length: 7), in: source)
                if let first = requestAt {
                    report(
                        .repeatedBlock, "the request is described twice", at: location,
                        labels: [Diagnostic.Label(first, "first here")], help: "put all attributes into one block")
                } else {
                    requestAt = location
                    collectAttributes(view, source: source)
                }
            case .route(let view):
                let location = SourceLocation(Self.head(of: view.range, length: 5), in: source)
                if let first = collected.routes.first {
                    report(
                        .repeatedBlock, "there are two route blocks", at: location,
                        labels: [Diagnostic.Label(first.1, "first here")],
                        help: "put all rules into one block, in the order in which they are to be tried")
                } else {
                    collected.routes.append((view, location))
                }
            case .declaration(let view):
                collectDeclaration(view, source: source, into: &collected)
            }
        }
        reportShadowing()
        return collected
    }

    static func head(of range: ByteRange, length: UInt32) -> ByteRange {
        ByteRange(range.start, min(range.end, range.start + length))
    }

    private mutating func collectConstant(_ view: LetView, source: Int) {
        guard let name = view.name else { return }
        let location = SourceLocation(name.range, in: source)
        if let index = scope.constantIndex[name.text] {
            reportDuplicate(name.text, "let", at: location, first: scope.constants[index].location)
            return
        }
        scope.constantIndex[name.text] = scope.constants.count
        scope.constants.append(.init(name: name.text, view: view, location: location, source: source))
    }

    private mutating func collectAttributes(_ view: RequestView, source: Int) {
        for attribute in view.attributes {
            let location = SourceLocation(attribute.name.range, in: source)
            if let index = scope.attributeIndex[attribute.name.text] {
                reportDuplicate(attribute.name.text, "attribute", at: location, first: scope.attributes[index].location)
                continue
            }
            guard let type = attribute.type, let written = attributeKind(type, source: source) else { continue }
            let kind = roleKind(attribute.name, written, type, source: source)
            scope.attributeIndex[attribute.name.text] = scope.attributes.count
            scope.attributes.append(
                .init(name: attribute.name.text, kind: kind, view: attribute, location: location, source: source))
        }
    }

    private mutating func attributeKind(_ type: TypeView, source: Int) -> Attribute.Kind? {
        switch type {
        case .enumeration(let names, let range):
            var cases: [String] = []
            for name in names {
                if cases.contains(name.text) {
                    report(
                        .duplicateName, "the case `\(name.text)` is listed twice",
                        at: SourceLocation(name.range, in: source))
                    continue
                }
                cases.append(name.text)
            }
            if cases.count > 64 {
                report(
                    .outOfRange, "the enumeration has \(cases.count) cases; it can have 64",
                    at: SourceLocation(range, in: source),
                    help: "use `string` for values that are many")
                return nil
            }
            return cases.isEmpty ? nil : .enumeration(cases)
        case .named(let name):
            if let kind = Self.attributeKinds[name.text] { return kind }
            let close =
                suggest(name.text, among: Self.attributeKinds.keys.sorted() + ["enum"]) ?? Self.foreignTypes[name.text]
            report(
                .unknownType, "there is no type `\(name.text)`", at: SourceLocation(name.range, in: source),
                help: close.map { "did you mean `\($0)`?" }
                    ?? "the types are \((Self.attributeKinds.keys.sorted() + ["enum { … }"]).map { "`\($0)`" }.joined(separator: ", "))",
                fixes: close.map { [Diagnostic.Fix("replace with `\($0)`", [.init(name.range, $0)], isSafe: false)] }
                    ?? [])
            return nil
        }
    }

    static let attributeKinds: [String: Attribute.Kind] = [
        "string": .string, "bool": .bool, "int": .int, "ratio": .ratio, "money": .money, "tokens": .tokens,
        "count": .count,
        "duration": .duration, "bytes": .bytes,
    ]

    /// What other languages call them.
    private static let foreignTypes = [
        "integer": "int", "text": "string", "str": "string", "boolean": "bool", "percent": "ratio", "float": "ratio",
        "number": "int", "time": "duration", "usd": "money", "double": "ratio",
    ]

    /// The type of an attribute; for a name that prices calls the only one that it can have, whatever is written.
    private mutating func roleKind(_ name: Name, _ kind: Attribute.Kind, _ type: TypeView, source: Int)
        -> Attribute.Kind
    {
        guard let role = Schema.role(named: name.text), let fixed = Self.attributeKinds[role.type], fixed != kind else {
            return kind
        }
        let range =
            switch type {
            case .named(let word): word.range
            case .enumeration(_, let range): range
            }
        report(
            .roleType, "`\(name.text)` prices calls and must be `\(role.type)`", at: SourceLocation(range, in: source),
            labels: [Diagnostic.Label(SourceLocation(name.range, in: source), Self.uncapitalized(role.help))],
            help: "write `\(name.text): \(role.type)`, or choose another name",
            fixes: [Diagnostic.Fix("make it `\(role.type)`", [.init(range, role.type)], isSafe: false)])
        return fixed
    }

    private mutating func collectDeclaration(_ view: DeclarationView, source: Int, into collected: inout Collected) {
        let kindAt = SourceLocation(view.kind.range, in: source)
        guard let spec = Schema.block(named: view.kind.text) else {
            let close = suggest(view.kind.text, among: BlockKind.allCases.map(\.rawValue))
            report(
                .unknownKind, "there is no kind of block `\(view.kind.text)`", at: kindAt,
                help: close.map { "did you mean `\($0)`?" }
                    ?? "the kinds are \(BlockKind.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", "))",
                fixes: close.map {
                    [Diagnostic.Fix("replace with `\($0)`", [.init(view.kind.range, $0)], isSafe: false)]
                } ?? [])
            return
        }
        switch spec.naming {
        case .name, .nameAndSubject:
            guard let name = view.name else {
                report(
                    .missingName, "this \(spec.kind.rawValue) has no name", at: kindAt,
                    help: view.title.map {
                        "names are written without quotes: `\(spec.kind.rawValue) \(Self.identifier($0.value)) { … }`"
                    }
                        ?? "write `\(spec.kind.rawValue) some_name { … }`")
                return
            }
            if spec.isSingle, let first = scope.declared(spec.kind).first {
                report(
                    .repeatedBlock, "there are two \(spec.kind.rawValue) blocks",
                    at: SourceLocation(name.range, in: source),
                    labels: [Diagnostic.Label(first.location, "first here")])
                return
            }
            let location = SourceLocation(name.range, in: source)
            if let first = scope.declare(spec.kind, name.text, view, at: location) {
                reportDuplicate(name.text, spec.kind.rawValue, at: location, first: first.location)
            }
        case .title:
            guard let title = view.title else {
                report(
                    .missingName, "this \(spec.kind.rawValue) has no title", at: kindAt,
                    help: "say in quotes what it is about: `\(spec.kind.rawValue) \"…\" { … }`")
                return
            }
            let location = SourceLocation(title.range, in: source)
            if let first = scope.declare(spec.kind, title.value, view, at: location) {
                reportDuplicate(title.value, spec.kind.rawValue, at: location, first: first.location)
            }
        case .none:
            if let name = view.name {
                report(
                    .unwantedName, "\(Self.article(spec.kind.rawValue)) block has no name",
                    at: SourceLocation(name.range, in: source),
                    help: "write `\(spec.kind.rawValue) { … }`")
            }
            if spec.isSingle, let first = collected.unnamed.first(where: { $0.0 == spec.kind }) {
                report(
                    .repeatedBlock, "there are two \(spec.kind.rawValue) blocks", at: kindAt,
                    labels: [Diagnostic.Label(first.2, "first here")])
                return
            }
            collected.unnamed.append((spec.kind, view, kindAt))
        }
    }

    private static func identifier(_ text: String) -> String {
        String(
            text.unicodeScalars.map {
                $0.isASCII && $0.properties.isAlphabetic || ("0"..."9").contains($0) ? Character($0) : "_"
            })
    }

    private mutating func reportDuplicate(
        _ name: String, _ what: String, at location: SourceLocation, first: SourceLocation
    ) {
        report(
            .duplicateName, "`\(name)` is declared twice", at: location, caption: "\(what) again",
            labels: [Diagnostic.Label(first, "first here")], help: "rename or remove one of them")
    }

    private mutating func reportShadowing() {
        for constant in scope.constants {
            if let index = scope.attributeIndex[constant.name] {
                report(
                    .shadowedName, "`\(constant.name)` is an attribute of the request already", at: constant.location,
                    labels: [Diagnostic.Label(scope.attributes[index].location, "declared here")],
                    help: "give the `let` another name")
            } else if let attribute = scope.attribute(withCase: constant.name) {
                report(
                    .shadowedName, "`\(constant.name)` is a case of `\(attribute.name)` already", at: constant.location,
                    labels: [Diagnostic.Label(attribute.location, "declared here")], help: "give the `let` another name"
                )
            }
        }
    }
}
