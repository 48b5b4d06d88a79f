import ScrimpDiagnostics
import ScrimpJSON

// The requests about documents: parameters in, answers out; places are translated here and nowhere else.
extension LanguageServer {
    /// What a request is about.
    private struct Target {
        let path: String
        let lines: LineTable
    }

    mutating func request(_ method: String, _ parameters: JSONNode?) throws(RemoteError) -> JSONValue {
        switch method {
        case "textDocument/hover": try hover(parameters)
        case "textDocument/completion": try completion(parameters)
        case "textDocument/signatureHelp": try signatureHelp(parameters)
        case "textDocument/definition": try definition(parameters)
        case "textDocument/references": try references(parameters)
        case "textDocument/documentHighlight": try highlights(parameters)
        case "textDocument/prepareRename": try prepareRename(parameters)
        case "textDocument/rename": try rename(parameters)
        case "textDocument/documentSymbol": try documentSymbols(parameters)
        case "workspace/symbol": workspaceSymbols(parameters)
        case "textDocument/formatting": try formatting(parameters, inRange: false)
        case "textDocument/rangeFormatting": try formatting(parameters, inRange: true)
        case "textDocument/codeAction": try codeActions(parameters)
        case "textDocument/inlayHint": try inlayHints(parameters)
        case "textDocument/foldingRange": try foldings(parameters)
        case "textDocument/semanticTokens/full": try semanticTokens(parameters, inRange: false)
        case "textDocument/semanticTokens/range": try semanticTokens(parameters, inRange: true)
        case "textDocument/documentLink": try links(parameters)
        default: throw RemoteError(code: .methodNotFound, message: "there is no method `\(method)`")
        }
    }

    private func target(_ parameters: JSONNode?) throws(RemoteError) -> Target {
        guard let uri = parameters?["textDocument"]?["uri"]?.text else {
            throw .invalid("the request names no document")
        }
        let path = DocumentAddress.path(of: uri)
        guard let lines = lines(ofPath: path) else { throw .invalid("there is no document `\(uri)`") }
        return Target(path: path, lines: lines)
    }

    private func place(_ parameters: JSONNode?) throws(RemoteError) -> (target: Target, offset: Int) {
        let target = try target(parameters)
        guard let position = parameters?["position"].flatMap(LinePosition.init) else {
            throw .invalid("the request names no position")
        }
        return (target, target.lines.offset(of: position, abilities.encoding))
    }

    private func range(_ parameters: JSONNode?, _ target: Target) throws(RemoteError) -> ByteRange {
        guard let range = parameters?["range"].flatMap(LineRange.init) else {
            throw .invalid("the request names no range")
        }
        let start = target.lines.offset(of: range.start, abilities.encoding)
        let end = target.lines.offset(of: range.end, abilities.encoding)
        return ByteRange(UInt32(clamping: start), UInt32(clamping: end))
    }

    // MARK: What stands there

    private mutating func hover(_ parameters: JSONNode?) throws(RemoteError) -> JSONValue {
        let (target, offset) = try place(parameters)
        guard let hover = workspace.hover(target.path, offset: offset) else { return .null }
        return .record([
            "contents": markup(hover.markdown, abilities.hoverTakesMarkdown), "range": json(hover.range, target.lines),
        ])
    }

    private mutating func completion(_ parameters: JSONNode?) throws(RemoteError) -> JSONValue {
        let (target, offset) = try place(parameters)
        guard let completions = workspace.completions(target.path, offset: offset) else {
            return .record(["isIncomplete": .bool(false), "items": .list([])])
        }
        let range = json(completions.range, target.lines)
        let items = completions.items.enumerated().map { index, item in
            json(item, range: range, order: index)
        }
        return .record(["isIncomplete": .bool(false), "items": .list(items)])
    }

    private mutating func signatureHelp(_ parameters: JSONNode?) throws(RemoteError) -> JSONValue {
        let (target, offset) = try place(parameters)
        guard let signature = workspace.signature(target.path, offset: offset) else { return .null }
        let parameters = signature.parameters.map {
            JSONValue.record([
                "label": .string($0.label), "documentation": markup($0.help, abilities.signatureTakesMarkdown),
            ])
        }
        return .record([
            "signatures": .list([
                .record([
                    "label": .string(signature.label),
                    "documentation": markup(signature.help, abilities.signatureTakesMarkdown),
                    "parameters": .list(parameters),
                ])
            ]),
            "activeSignature": .whole(0), "activeParameter": .whole(signature.active),
        ])
    }

    // MARK: Where it is

    private mutating func definition(_ parameters: JSONNode?) throws(RemoteError) -> JSONValue {
        let (target, offset) = try place(parameters)
        return workspace.definition(target.path, offset: offset).flatMap { location($0) } ?? .null
    }

    private mutating func references(_ parameters: JSONNode?) throws(RemoteError) -> JSONValue {
        let (target, offset) = try place(parameters)
        let declaration = parameters?["context"]?["includeDeclaration"]?.bool ?? false
        let found = workspace.references(target.path, offset: offset, includingDeclaration: declaration)
        return .list(found.compactMap { location($0) })
    }

    private mutating func highlights(_ parameters: JSONNode?) throws(RemoteError) -> JSONValue {
        let (target, offset) = try place(parameters)
        return .list(
            workspace.highlights(target.path, offset: offset).map { range, isDeclaration in
                .record(["range": json(range, target.lines), "kind": .whole(isDeclaration ? 3 : 2)])
            })
    }

    private mutating func prepareRename(_ parameters: JSONNode?) throws(RemoteError) -> JSONValue {
        let (target, offset) = try place(parameters)
        do throws(RenameRefusal) {
            let found = try workspace.renamable(target.path, offset: offset)
            return .record(["range": json(found.range, target.lines), "placeholder": .string(found.name)])
        } catch {
            throw RemoteError(code: .requestFailed, message: error.message)
        }
    }

    private mutating func rename(_ parameters: JSONNode?) throws(RemoteError) -> JSONValue {
        let (target, offset) = try place(parameters)
        guard let name = parameters?["newName"]?.text else { throw .invalid("the request has no `newName`") }
        do throws(RenameRefusal) {
            let files = try workspace.rename(target.path, offset: offset, to: name)
            let changes = files.compactMap { file -> JSONMember? in
                guard let lines = lines(ofPath: file.path) else { return nil }
                return JSONMember(
                    workspace.uri(ofPath: file.path), .list(file.ranges.map { edit($0, name, lines) }))
            }
            return .record(["changes": .object(changes)])
        } catch {
            throw RemoteError(code: .requestFailed, message: error.message)
        }
    }

    private mutating func documentSymbols(_ parameters: JSONNode?) throws(RemoteError) -> JSONValue {
        let target = try target(parameters)
        let symbols = workspace.symbols(target.path)
        if abilities.takesNestedSymbols { return .list(symbols.map { json($0, target.lines) }) }
        let uri = workspace.uri(ofPath: target.path)
        return .list(symbols.map { flat($0, target.lines, uri) })
    }

    private mutating func workspaceSymbols(_ parameters: JSONNode?) -> JSONValue {
        let found = workspace.symbols(matching: parameters?["query"]?.text ?? "")
        return .list(
            found.compactMap { symbol, range in
                location(range).map {
                    .record([
                        "name": .string(symbol.name), "kind": .whole(symbol.protocolKind),
                        "containerName": .string(symbol.kindName), "location": $0,
                    ])
                }
            })
    }

    // MARK: What may be done

    private mutating func formatting(_ parameters: JSONNode?, inRange: Bool) throws(RemoteError) -> JSONValue {
        let target = try target(parameters)
        var range = inRange ? try range(parameters, target) : nil
        if let asked = range {
            // Whole lines: a layout of half a line is none.
            let last = target.lines.line(at: Int(asked.end))
            range = ByteRange(
                UInt32(clamping: target.lines.start(ofLine: target.lines.line(at: Int(asked.start)))),
                UInt32(clamping: target.lines.end(ofLine: last)))
        }
        let edits = workspace.formatting(target.path, in: range)
        return .list(edits.map { edit($0.range, $0.replacement, target.lines) })
    }

    private mutating func codeActions(_ parameters: JSONNode?) throws(RemoteError) -> JSONValue {
        let target = try target(parameters)
        let range = try range(parameters, target)
        let only = parameters?["context"]?["only"]?.elements?.compactMap(\.text)
        func wants(_ kind: String) -> Bool {
            only.map { $0.contains { kind == $0 || kind.hasPrefix($0 + ".") } } ?? true
        }
        let uri = workspace.uri(ofPath: target.path)
        var actions: [JSONValue] = []
        if wants("quickfix"), let findings = workspace.findings(ofPath: target.path) {
            actions = workspace.actions(target.path, in: range).map { action in
                let edits = action.edits.map { edit($0.range, $0.replacement, target.lines) }
                return .record([
                    "title": .string(action.title), "kind": .string("quickfix"),
                    "diagnostics": .list([diagnostic(action.diagnostic, in: findings)]),
                    "isPreferred": .bool(action.isSafe),
                    "edit": .record(["changes": .object([JSONMember(uri, .list(edits))])]),
                ])
            }
        }
        // What mends the whole file is offered to whoever asks for it, and not beside every single mistake.
        if only != nil, wants(Self.fixAllKind), let fixed = workspace.fixingAll(target.path),
            let bytes = workspace.bytes(ofPath: target.path)
        {
            let edits = TextDifference.edits(from: bytes, to: fixed).map {
                edit($0.range, $0.replacement, target.lines)
            }
            actions.append(
                .record([
                    "title": .string("apply every safe fix"), "kind": .string(Self.fixAllKind),
                    "edit": .record(["changes": .object([JSONMember(uri, .list(edits))])]),
                ]))
        }
        return .list(actions)
    }

    private mutating func inlayHints(_ parameters: JSONNode?) throws(RemoteError) -> JSONValue {
        let target = try target(parameters)
        let range = try range(parameters, target)
        return .list(
            workspace.hints(target.path, in: range).map { hint in
                .record([
                    "position": json(target.lines.position(at: Int(hint.offset), abilities.encoding)),
                    "label": .string(hint.label), "tooltip": .string(hint.tooltip),
                    "kind": hint.isType ? .whole(1) : nil, "paddingLeft": .bool(!hint.isType),
                ])
            })
    }

    private mutating func foldings(_ parameters: JSONNode?) throws(RemoteError) -> JSONValue {
        let target = try target(parameters)
        return .list(
            workspace.foldings(target.path).compactMap { folding in
                let first = target.lines.line(at: Int(folding.range.start))
                var last = target.lines.line(at: Int(folding.range.end))
                // The line of a closing bracket stays in sight.
                if folding.kind == .block { last -= 1 }
                guard last > first else { return nil }
                let kind: String? =
                    switch folding.kind {
                    case .block: nil
                    case .comment: "comment"
                    case .imports: "imports"
                    }
                return .record([
                    "startLine": .whole(first), "endLine": .whole(last), "kind": kind.map { .string($0) },
                ])
            })
    }

    private mutating func semanticTokens(_ parameters: JSONNode?, inRange: Bool) throws(RemoteError) -> JSONValue {
        let target = try target(parameters)
        let range = inRange ? try range(parameters, target) : nil
        let tokens = workspace.tokens(target.path, in: range)
        return .record(["data": .list(numbers(of: tokens, target.lines).map { .whole($0) })])
    }

    private mutating func links(_ parameters: JSONNode?) throws(RemoteError) -> JSONValue {
        let target = try target(parameters)
        return .list(
            workspace.links(target.path).map {
                .record([
                    "range": json($0.range, target.lines), "target": .string(workspace.uri(ofPath: $0.target)),
                ])
            })
    }
}
