import ScrimpJSON

/// What the editor can do, as far as answers depend on it.
struct ClientAbilities: Sendable {
    var encoding = PositionEncoding.utf16
    var takesSnippets = false
    /// Whether symbols may be nested.
    var takesNestedSymbols = false
    /// Whether it shows Markdown rather than plain text, by where.
    var hoverTakesMarkdown = false
    var completionTakesMarkdown = false
    var signatureTakesMarkdown = false
    /// Whether it watches files on the server's behalf.
    var watchesFiles = false
    /// Address below which the pages of codes are, from the initialization option `documentation`.
    var documentation: String?

    init() {}

    init(_ parameters: JSONNode?) {
        let capabilities = parameters?["capabilities"]
        let encodings = capabilities?["general"]?["positionEncodings"]?.elements?.compactMap(\.text) ?? []
        if encodings.contains(PositionEncoding.utf8.rawValue) { encoding = .utf8 }
        let document = capabilities?["textDocument"]
        takesSnippets = document?["completion"]?["completionItem"]?["snippetSupport"]?.bool ?? false
        func takesMarkdown(_ formats: JSONNode?) -> Bool {
            formats?.elements?.contains { $0.text == "markdown" } ?? false
        }
        hoverTakesMarkdown = takesMarkdown(document?["hover"]?["contentFormat"])
        completionTakesMarkdown = takesMarkdown(document?["completion"]?["completionItem"]?["documentationFormat"])
        signatureTakesMarkdown = takesMarkdown(
            document?["signatureHelp"]?["signatureInformation"]?["documentationFormat"])
        takesNestedSymbols =
            document?["documentSymbol"]?["hierarchicalDocumentSymbolSupport"]?.bool ?? false
        documentation = parameters?["initializationOptions"]?["documentation"]?.text
        watchesFiles =
            capabilities?["workspace"]?["didChangeWatchedFiles"]?["dynamicRegistration"]?.bool ?? false
    }
}
