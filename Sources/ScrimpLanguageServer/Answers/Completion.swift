package import ScrimpDiagnostics

/// One thing that may be written at the caret.
package struct Completion: Sendable {
    package enum Kind: Sendable {
        case kind, field, enumerationCase, name, attribute, constant, function, unit, text, keyword, value
    }

    package var label: String
    package var kind: Kind
    package var detail: String
    package var markdown: String
    /// What is written; where it is a snippet, `$1` and `$0` are stops of the caret.
    package var insertion: String
    package var isSnippet: Bool

    init(
        _ label: String, _ kind: Kind, detail: String = "", markdown: String = "", insertion: String? = nil,
        isSnippet: Bool = false
    ) {
        self.label = label
        self.kind = kind
        self.detail = detail
        self.markdown = markdown
        self.insertion = insertion ?? label
        self.isSnippet = isSnippet
    }
}

/// What may be written at a caret, best first, and the text that it replaces.
package struct Completions: Sendable {
    package let range: ByteRange
    package let items: [Completion]
}
