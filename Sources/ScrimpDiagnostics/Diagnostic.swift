/// One thing to say about a source text. The same value feeds the terminal, JSON and the editor.
package struct Diagnostic: Sendable {
    package enum Severity: String, Sendable, CaseIterable {
        case error, warning, note
    }

    /// A labelled place: the secondary spans of a message, each with its own short text.
    package struct Label: Sendable {
        package var location: SourceLocation
        package var text: String

        package init(_ location: SourceLocation, _ text: String) {
            self.location = location
            self.text = text
        }
    }

    /// A change of the text that mends the cause. Edits do not overlap.
    package struct Fix: Sendable {
        package struct Edit: Sendable {
            package var range: ByteRange
            package var replacement: String

            package init(_ range: ByteRange, _ replacement: String) {
                self.range = range
                self.replacement = replacement
            }
        }

        /// Says what applying it does: lower case, no final period.
        package var title: String
        package var edits: [Edit]
        /// Whether it can be applied without being looked at: it is the only reading of what was written, or changes no
        /// decision. A guess at what was meant is not safe.
        package var isSafe: Bool

        package init(_ title: String, _ edits: [Edit], isSafe: Bool = true) {
            self.title = title
            self.edits = edits
            self.isSafe = isSafe
        }
    }

    package var code: DiagnosticCode
    package var severity: Severity
    /// Lower case, no final period, user input in backticks.
    package var message: String
    package var location: SourceLocation
    /// Short text at the caret; empty where the message says it all.
    package var caption: String
    package var labels: [Label]
    /// Sentences below the excerpt, each printed as `note: …`.
    package var notes: [String]
    /// What to do, printed as `help: …`.
    package var help: String?
    package var fixes: [Fix]

    package init(
        _ code: DiagnosticCode, _ message: String, at location: SourceLocation, caption: String = "",
        labels: [Label] = [], notes: [String] = [], help: String? = nil, fixes: [Fix] = []
    ) {
        self.code = code
        self.severity = code.severity
        self.message = message
        self.location = location
        self.caption = caption
        self.labels = labels
        self.notes = notes
        self.help = help
        self.fixes = fixes
    }
}

/// A range in one of the texts of a compilation (the policy and what it imports), by index into its `SourceSet`.
package struct SourceLocation: Hashable, Sendable {
    package var source: Int
    package var range: ByteRange

    package init(_ range: ByteRange, in source: Int = 0) {
        self.source = source
        self.range = range
    }
}

/// The texts that one compilation reads; diagnostics point into it. The first is the policy itself.
package struct SourceSet: Sendable {
    package private(set) var texts: [SourceText]

    package init(_ texts: [SourceText] = []) { self.texts = texts }

    /// Adds a text and returns its index.
    package mutating func add(_ text: SourceText) -> Int {
        texts.append(text)
        return texts.count - 1
    }

    package subscript(index: Int) -> SourceText { texts[index] }
}
