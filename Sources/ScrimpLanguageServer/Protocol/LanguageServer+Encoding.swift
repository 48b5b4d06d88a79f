import ScrimpDiagnostics
import ScrimpJSON

// Values as the protocol writes them.
extension LanguageServer {
    /// The lines of a file as it counts: the editor's text, else the disk's.
    func lines(ofPath path: String) -> LineTable? {
        if let document = workspace.documents[path] { return document.lines }
        return workspace.bytes(ofPath: path).map { LineTable($0) }
    }

    func json(_ position: LinePosition) -> JSONValue {
        .record(["line": .whole(position.line), "character": .whole(position.character)])
    }

    func json(_ range: ByteRange, _ lines: LineTable) -> JSONValue {
        let range = lines.range(range, abilities.encoding)
        return .record(["start": json(range.start), "end": json(range.end)])
    }

    func markup(_ markdown: String, _ takesMarkdown: Bool) -> JSONValue {
        guard takesMarkdown else {
            return .record(["kind": .string("plaintext"), "value": .string(Markdown.plain(markdown))])
        }
        return .record(["kind": .string("markdown"), "value": .string(markdown)])
    }

    func edit(_ range: ByteRange, _ text: String, _ lines: LineTable) -> JSONValue {
        .record(["range": json(range, lines), "newText": .string(text)])
    }

    /// Nil where the file is gone.
    func location(_ range: FileRange) -> JSONValue? {
        guard let lines = lines(ofPath: range.path) else { return nil }
        return .record(["uri": .string(workspace.uri(ofPath: range.path)), "range": json(range.range, lines)])
    }

    func json(_ item: Completion, range: JSONValue, order: Int) -> JSONValue {
        let isSnippet = item.isSnippet && abilities.takesSnippets
        let text = item.isSnippet && !isSnippet ? item.label : item.insertion
        // Editors sort by text: digits of one width keep the order.
        let digits = String(order)
        return .record([
            "label": .string(item.label), "kind": .whole(item.kind.protocolKind),
            "detail": item.detail.isEmpty ? nil : .string(item.detail),
            "documentation": item.markdown.isEmpty ? nil : markup(item.markdown, abilities.completionTakesMarkdown),
            "sortText": .string(String(repeating: "0", count: max(0, 5 - digits.count)) + digits),
            "filterText": .string(item.label), "insertTextFormat": .whole(isSnippet ? 2 : 1),
            "textEdit": .record(["range": range, "newText": .string(text)]),
        ])
    }

    func json(_ symbol: FileSymbol, _ lines: LineTable) -> JSONValue {
        .record([
            "name": .string(symbol.name.isEmpty ? "-" : symbol.name),
            "detail": symbol.detail.isEmpty ? nil : .string(symbol.detail),
            "kind": .whole(symbol.kind.protocolKind), "range": json(symbol.range, lines),
            "selectionRange": json(symbol.nameRange, lines),
            "children": .list(symbol.children.map { json($0, lines) }),
        ])
    }

    func flat(_ symbol: FileSymbol, _ lines: LineTable, _ uri: String) -> JSONValue {
        .record([
            "name": .string(symbol.name.isEmpty ? "-" : symbol.name), "kind": .whole(symbol.kind.protocolKind),
            "location": .record(["uri": .string(uri), "range": json(symbol.range, lines)]),
        ])
    }

    /// Five numbers a token: lines and characters from the one before, length, kind, and whether it declares. Tokens of several
    /// lines are told line by line.
    func numbers(of tokens: [ColoredToken], _ lines: LineTable) -> [Int] {
        var numbers: [Int] = []
        var previous = LinePosition(line: 0, character: 0)
        for token in tokens {
            let kind = ColoredToken.Kind.allCases.firstIndex(of: token.kind) ?? 0
            var start = Int(token.range.start)
            while start < Int(token.range.end) {
                let position = lines.position(at: start, abilities.encoding)
                let end = min(Int(token.range.end), lines.end(ofLine: position.line))
                let length = lines.position(at: max(start, end), abilities.encoding).character - position.character
                if length > 0 {
                    let isSameLine = position.line == previous.line
                    numbers += [
                        position.line - previous.line,
                        isSameLine ? position.character - previous.character : position.character, length, kind,
                        token.isDeclaration ? 1 : 0,
                    ]
                    previous = position
                }
                let next = lines.start(ofLine: position.line + 1)
                start = next > start ? next : Int(token.range.end)
            }
        }
        return numbers
    }
}

extension LinePosition {
    /// Nil where the value is no position. Negative numbers and such beyond all lines are taken as they are.
    init?(_ node: JSONNode) {
        guard let line = node["line"]?.number?.int64, let character = node["character"]?.number?.int64 else {
            return nil
        }
        self.init(line: Int(clamping: line), character: Int(clamping: character))
    }
}

extension LineRange {
    init?(_ node: JSONNode) {
        guard let start = node["start"].flatMap(LinePosition.init), let end = node["end"].flatMap(LinePosition.init)
        else {
            return nil
        }
        self.init(start, end)
    }
}

extension Completion.Kind {
    /// `CompletionItemKind`
    fileprivate var protocolKind: Int {
        switch self {
        case .kind: 7
        case .field: 10
        case .enumerationCase: 20
        case .name: 18
        case .attribute: 6
        case .constant: 21
        case .function: 3
        case .unit: 11
        case .text: 1
        case .keyword: 14
        case .value: 12
        }
    }
}

extension FileSymbol.Kind {
    /// `SymbolKind`
    fileprivate var protocolKind: Int {
        switch self {
        case .file: 1
        case .block: 5
        case .attribute: 13
        case .constant: 14
        case .enumerationCase: 22
        case .rule: 24
        case .field: 7
        }
    }
}

extension Symbol {
    /// `SymbolKind`
    var protocolKind: Int {
        switch self {
        case .declaration: 5
        case .attribute: 13
        case .constant: 14
        case .enumerationCase: 22
        }
    }
}
