import ScrimpJSON

extension LanguageServer {
    static let fixAllKind = "source.fixAll.scrimp"

    /// The answer to `initialize`.
    var capabilities: JSONValue {
        let sync = JSONValue.record(["openClose": .bool(true), "change": .whole(2)])
        let tokens = JSONValue.record([
            "legend": .record([
                "tokenTypes": .list(ColoredToken.Kind.allCases.map { .string($0.rawValue) }),
                "tokenModifiers": .list([.string("declaration")]),
            ]),
            "full": .bool(true), "range": .bool(true),
        ])
        func texts(_ values: [String]) -> JSONValue { .list(values.map { .string($0) }) }
        return .record([
            "capabilities": .record([
                "positionEncoding": .string(abilities.encoding.rawValue),
                "textDocumentSync": sync,
                "hoverProvider": .bool(true),
                "completionProvider": .record(["triggerCharacters": texts(["\"", "/", ".", ":"])]),
                "signatureHelpProvider": .record(["triggerCharacters": texts(["(", ","])]),
                "definitionProvider": .bool(true),
                "referencesProvider": .bool(true),
                "documentHighlightProvider": .bool(true),
                "renameProvider": .record(["prepareProvider": .bool(true)]),
                "documentSymbolProvider": .bool(true),
                "workspaceSymbolProvider": .bool(true),
                "documentFormattingProvider": .bool(true),
                "documentRangeFormattingProvider": .bool(true),
                "codeActionProvider": .record(["codeActionKinds": texts(["quickfix", Self.fixAllKind])]),
                "inlayHintProvider": .bool(true),
                "foldingRangeProvider": .bool(true),
                "semanticTokensProvider": tokens,
                "documentLinkProvider": .record(["resolveProvider": .bool(false)]),
            ]),
            "serverInfo": .record(["name": .string("scrimp"), "version": .string(version)]),
        ])
    }

    /// Asks the editor to tell of files that change outside of it.
    static let watchers = JSONValue.record([
        "registrations": .list([
            .record([
                "id": .string("files"), "method": .string("workspace/didChangeWatchedFiles"),
                "registerOptions": .record([
                    "watchers": .list(
                        ["**/*.scrimp", "**/*.yaml", "**/*.yml"].map { .record(["globPattern": .string($0)]) })
                ]),
            ])
        ])
    ])
}
